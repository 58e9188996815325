// Canonical XML 1.0 (W3C, REC-xml-c14n-20010315) and Exclusive XML Canonicalization 1.0 of a whole document
// or of one element with all that is inside, less some elements taken out. Signatures need no other node-sets
// here, and for these the algorithm is short and fast.
#pragma once

#include "crypto/base/bytes.hpp"
#include "crypto/signatures/xml_canonical_output.hpp"
#include "crypto/signatures/xml_document.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace qoltanba::crypto {

struct CanonicalForm {
    bool exclusive = false;
    bool comments = false;
    /// Of the exclusive form: prefixes treated as the inclusive form does ("#default" for the default).
    std::vector<std::string> inclusive_prefixes{};
};

/// The form that an Algorithm URI names. Canonical XML 1.1 counts as 1.0: they differ only in attributes
/// xml:id and xml:base above the element, and canonicalise_1_1_safe says whether there are any.
struct NamedForm {
    CanonicalForm form;
    bool version_1_1 = false;
};
std::optional<NamedForm> canonical_form_by_uri(std::string_view uri);
bool canonicalise_1_1_safe(const xmlNode* apex);

/// `apex` is the document or an element of it; `left_out` are elements that are passed over with all inside.
/// Error: malformed_xml (a namespace name that is not an absolute URI: it has no canonical form).
Result<void> canonicalise(const xmlNode* apex, const CanonicalForm& form, std::span<xmlNode* const> left_out,
                          const OctetSink& sink);

/// All at once.
Result<Bytes> canonical_octets(const xmlNode* apex, const CanonicalForm& form,
                               std::span<xmlNode* const> left_out = {});

}  // namespace qoltanba::crypto
