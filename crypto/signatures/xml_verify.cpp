#include "crypto/signatures/xml.hpp"
#include "crypto/signatures/xml_names.hpp"
#include "crypto/signatures/xml_signature.hpp"
#include "crypto/signatures/xml_signature_value.hpp"

#include <algorithm>

namespace qoltanba::crypto {
namespace {

constexpr std::size_t most_signatures = 16;
constexpr std::size_t most_canonicalisations = 64;  ///< over the whole document: each may walk all of it

/// The suite that the method names for this key. ECDSA's names leave the curve to the key.
Result<Suite> suite_for_key(const std::string& method, KeyFamily family) {
    const auto suites = all_suites();
    const auto found = std::find_if(suites.begin(), suites.end(), [&](const Suite& suite) {
        return suite.family == family && suite.xml_signature == method;
    });
    if (found != suites.end()) return *found;
    return fail(ErrorCode::unsupported_algorithm, method + " beside a key of another kind");
}

Result<void> check_form(const NamedForm& form, const xmlNode* apex) {
    if (!form.version_1_1 || canonicalise_1_1_safe(apex)) return {};
    return fail(ErrorCode::unsupported_algorithm, "Canonical XML 1.1 below xml:base or xml:id");
}

std::string name_of_element(const xmlNode* element) {
    const auto prefix = element->ns != nullptr ? view_of(element->ns->prefix) : std::string_view{};
    const auto local = std::string(view_of(element->name));
    return prefix.empty() ? local : std::string(prefix) + ":" + local;
}

/// "[2]" for the second of several namesakes side by side; empty where there is one.
std::string number_of_element(const xmlNode* element) {
    std::size_t number = 0, namesakes = 0;
    for (const xmlNode* beside = element->parent->children; beside != nullptr; beside = beside->next) {
        if (beside->type != XML_ELEMENT_NODE || name_of_element(beside) != name_of_element(element)) continue;
        ++namesakes;
        if (beside == element) number = namesakes;
    }
    return namesakes > 1 ? "[" + std::to_string(number) + "]" : "";
}

std::string path_of_element(const xmlNode* element) {
    std::string path;
    for (; element->type == XML_ELEMENT_NODE; element = element->parent)
        path = "/" + name_of_element(element) + number_of_element(element) + path;
    return path;
}

/// Whether the root is all there is: an instruction beside it is content too, a comment is not.
bool stands_alone(const xmlNode* root) {
    for (const xmlNode* at = root->parent->children; at != nullptr; at = at->next) {
        if (at->type == XML_PI_NODE) return false;
    }
    return true;
}

/// The canonical octets of all references one after the other, and what they are.
struct Covered {
    std::vector<SignedPart> parts;
    Bytes octets;
};

class Judge {
  public:
    explicit Judge(const XmlDocument& document) : document_(document) {}

    Result<SignatureReport> run();

  private:
    Result<void> judge(std::size_t number, SignatureVerdict& verdict, SignatureReport& report);
    Result<void> check_value(const XmlSignature& signature, const Certificate& signer,
                             SignatureVerdict& verdict);
    /// Errors: digest_mismatch, those of the references themselves.
    Result<Covered> check_references(const XmlSignature& signature, std::size_t number, bool as_it_was);
    Result<Bytes> check_reference(const XmlReference& reference, const xmlNode* apex,
                                  std::span<xmlNode* const> left_out);
    /// The document or an element of it.
    Result<const xmlNode*> apex_of(const XmlReference& reference) const;
    SignedPart part_of(const XmlReference& reference, const xmlNode* apex) const;

    const XmlDocument& document_;
    std::vector<xmlNode*> signatures_;
    std::size_t canonicalisations_ = 0;
};

Result<SignatureReport> Judge::run() {
    for (xmlNode* at = document_.root(); at != nullptr; at = next_element(at, document_.root())) {
        if (is_element(at, xml_names::dsig, "Signature")) signatures_.push_back(at);
    }
    if (signatures_.empty()) return fail(ErrorCode::no_signature_found, "no ds:Signature in the document");
    if (signatures_.size() > most_signatures) {
        return fail(ErrorCode::malformed_signature, std::to_string(signatures_.size()) + " signatures");
    }
    SignatureReport report;
    for (std::size_t number = 0; number < signatures_.size(); ++number) {
        SignatureVerdict verdict;
        auto judged = judge(number, verdict, report);
        if (judged.has_error()) verdict.fault = std::move(judged).error();
        report.signatures.push_back(std::move(verdict));
    }
    return report;
}

/// The signature over SignedInfo is judged before anything that SignedInfo says is followed.
Result<void> Judge::judge(std::size_t number, SignatureVerdict& verdict, SignatureReport& report) {
    QOLTANBA_TRY(const auto certificates, certificates_of(document_, signatures_[number]));
    report.certificates.insert(report.certificates.end(), certificates.begin(), certificates.end());
    verdict.certificate = certificates.front();
    QOLTANBA_TRY(const XmlSignature signature, XmlSignature::read(signatures_[number]));
    QOLTANBA_CHECK(check_value(signature, certificates.front(), verdict));

    auto content = check_references(signature, number, false);
    const bool later_signatures = number + 1 < signatures_.size();
    if (content.has_error() && content.error().code == ErrorCode::digest_mismatch && later_signatures) {
        content = check_references(signature, number, true);
    }
    if (content.has_error()) return std::move(content).error();
    verdict.parts = std::move(content->parts);
    if (number == 0) report.signed_content = std::move(content->octets);
    return {};
}

Result<void> Judge::check_value(const XmlSignature& signature, const Certificate& signer,
                                SignatureVerdict& verdict) {
    QOLTANBA_TRY(const PublicKey key, signer.public_key());
    verdict.family = key.family();
    QOLTANBA_TRY(const Suite suite, suite_for_key(signature.method, key.family()));
    verdict.digest = suite.digest;
    QOLTANBA_TRY(const Bytes value, from_xml_signature(suite.family, signature.value));
    QOLTANBA_CHECK(check_form(signature.form, signature.signed_info));
    QOLTANBA_TRY(const Bytes info, canonical_octets(signature.signed_info, signature.form.form));
    return key.verify(suite.digest, digest_of(suite.digest, info), value);
}

Result<Covered> Judge::check_references(const XmlSignature& signature, std::size_t number, bool as_it_was) {
    std::vector<xmlNode*> later;
    if (as_it_was)
        later.assign(signatures_.begin() + static_cast<std::ptrdiff_t>(number) + 1, signatures_.end());
    Covered covered;
    for (const auto& reference : signature.references) {
        auto left_out = later;
        if (reference.enveloped) left_out.push_back(signatures_[number]);
        QOLTANBA_TRY(const xmlNode* apex, apex_of(reference));
        QOLTANBA_TRY(Bytes octets, check_reference(reference, apex, left_out));
        covered.parts.push_back(part_of(reference, apex));
        covered.parts.back().octets = octets.size();
        covered.parts.back().without_later = later.size();
        if (covered.octets.empty()) {
            covered.octets = std::move(octets);  // the usual case: one reference, perhaps to a large document
        } else {
            append(covered.octets, octets);
        }
    }
    return covered;
}

Result<const xmlNode*> Judge::apex_of(const XmlReference& reference) const {
    if (reference.uri.empty()) return reinterpret_cast<const xmlNode*>(document_.tree());
    if (reference.uri.front() != '#') {
        return fail(ErrorCode::unsupported_algorithm,
                    "a reference that leaves the document: " + reference.uri);
    }
    QOLTANBA_TRY(const xmlNode* element, document_.element_by_id(std::string_view(reference.uri).substr(1)));
    return element;
}

SignedPart Judge::part_of(const XmlReference& reference, const xmlNode* apex) const {
    const xmlNode* root = document_.root();
    SignedPart part;
    part.uri = reference.uri;
    part.element = name_of_element(reference.uri.empty() ? root : apex);
    part.path = path_of_element(reference.uri.empty() ? root : apex);
    part.whole_document = reference.uri.empty() || (apex == root && stands_alone(root));
    part.digest = reference.digest;
    return part;
}

Result<Bytes> Judge::check_reference(const XmlReference& reference, const xmlNode* apex,
                                     std::span<xmlNode* const> left_out) {
    if (++canonicalisations_ > most_canonicalisations) {
        return fail(ErrorCode::malformed_signature, "too many references in one document");
    }
    QOLTANBA_CHECK(check_form(reference.form, apex));
    auto form = reference.form.form;
    form.comments = false;  // not part of what such a reference names (xmldsig-core1, 4.4.3.3)
    QOLTANBA_TRY(Bytes octets, canonical_octets(apex, form, left_out));
    if (digest_of(reference.digest, octets) == reference.digest_value) return octets;
    return fail(ErrorCode::digest_mismatch, "Reference \"" + reference.uri + "\"");
}

}  // namespace

Result<SignatureReport> verify_xml(std::string_view xml) {
    QOLTANBA_TRY(const auto document, XmlDocument::parse(xml));
    return Judge(document).run();
}

}  // namespace qoltanba::crypto
