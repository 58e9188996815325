#include "crypto/revocation/extensions.hpp"

#include "crypto/cms/structure.hpp"
#include "crypto/der/values.hpp"

#include <algorithm>

namespace qoltanba::crypto {
namespace {

constexpr std::size_t most_extensions = 32;

/// Extension ::= SEQUENCE { extnID, critical BOOLEAN DEFAULT FALSE, extnValue OCTET STRING }
Result<Extension> read_extension(der::Reader& list) {
    QOLTANBA_TRY(auto reader, list.enter(der::Tag::sequence));
    QOLTANBA_TRY(const auto type, reader.expect(der::Tag::object_identifier));
    QOLTANBA_TRY(const auto critical, reader.optional(der::Tag::boolean));
    QOLTANBA_TRY(const auto value, reader.expect(der::Tag::octet_string));
    QOLTANBA_CHECK(reader.finish());
    Extension extension;
    QOLTANBA_TRY(extension.oid, der::oid_text(type));
    if (critical && critical->content.size() != 1) return fail(ErrorCode::malformed_der, "a BOOLEAN");
    extension.critical = critical && critical->content.front() != 0;
    extension.value = value.content;
    return extension;
}

}  // namespace

Result<std::vector<Extension>> read_extensions(const der::Element& sequence) {
    if (sequence.tag != der::Tag::sequence) return fail(ErrorCode::malformed_der, "extensions: no SEQUENCE");
    std::vector<Extension> extensions;
    auto list = der::Reader::inside(sequence);
    do {
        if (extensions.size() == most_extensions)
            return fail(ErrorCode::malformed_der, "more extensions than anybody has");
        QOLTANBA_TRY(auto extension, read_extension(list));
        const bool repeated =
            std::ranges::find(extensions, extension.oid, &Extension::oid) != extensions.end();
        if (repeated)
            return fail(ErrorCode::malformed_der, "the extension " + extension.oid + " stands twice");
        extensions.push_back(std::move(extension));
    } while (!list.at_end());
    return extensions;
}

Result<std::string> read_signature_algorithm(const der::Element& sequence) {
    QOLTANBA_TRY(auto algorithm, cms::read_algorithm(sequence));
    if (!algorithm.plain) return fail(ErrorCode::malformed_der, "parameters of " + algorithm.oid);
    return std::move(algorithm.oid);
}

}  // namespace qoltanba::crypto
