#include "crypto/validation/report.hpp"

#include <algorithm>

namespace qoltanba::crypto {
namespace {

bool same_parts(const SignerReport& a, const SignerReport& b) {
    return std::ranges::equal(a.parts, b.parts, {}, &SignedPart::uri, &SignedPart::uri);
}

}  // namespace

std::string_view name_of(SignatureFormat format) {
    return format == SignatureFormat::xml ? "XML" : "CMS";
}

bool SignerReport::only_part() const {
    return !parts.empty() && std::ranges::none_of(parts, &SignedPart::whole_document);
}

bool ValidationReport::only_part() const {
    return std::ranges::any_of(signers, &SignerReport::only_part);
}

Result<void> check_signed_by_all(const ValidationReport& report) {
    if (report.signers.empty()) return report.conclusion.reasons.front();
    for (const auto& signer : report.signers) {
        if (signer.fault) return *signer.fault;
        if (signer.chain.state == ChainState::broken) return fail(ErrorCode::certificate_untrusted);
        if (!same_parts(signer, report.signers.front()))
            return fail(ErrorCode::only_part_signed, "the signatures cover different parts");
    }
    return {};
}

Result<BytesView> octets_signed_by_all(const ValidationReport& report) {
    QOLTANBA_CHECK(check_signed_by_all(report));
    return BytesView(report.signed_content);
}

}  // namespace qoltanba::crypto
