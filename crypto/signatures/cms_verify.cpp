#include "crypto/cms/judge.hpp"
#include "crypto/der/values.hpp"
#include "crypto/signatures/cms.hpp"

#include <utility>

namespace qoltanba::crypto {

Result<SignatureReport> verify_cms(BytesView cms_bytes, std::optional<BytesView> content,
                                   std::span<const Certificate> further) {
    std::optional<cms::ContentDigests> digests;
    if (content) digests.emplace(*content);
    return verify_cms(cms_bytes, digests ? &*digests : nullptr, further);
}

Result<SignatureReport> verify_cms(BytesView cms_bytes, cms::ContentDigests* content,
                                   std::span<const Certificate> further) {
    QOLTANBA_TRY(const auto data, cms::read_signed_data(cms_bytes));
    QOLTANBA_TRY(auto certificates, cms::read_certificates(data));
    const auto inside = static_cast<std::ptrdiff_t>(certificates.size());
    certificates.insert(certificates.end(), further.begin(), further.end());

    cms::CoveredContent covered(data, content);
    SignatureReport report;
    for (const auto& signer : data.signers) {
        auto verdict = cms::judge(signer, data.content_type, certificates, covered.digests());
        if (covered.contradicted()) {
            verdict.fault = fail(ErrorCode::digest_mismatch, "the content inside is not the one given");
        }
        report.signatures.push_back({.certificate = std::move(verdict.certificate),
                                     .family = verdict.family,
                                     .digest = verdict.digest,
                                     .signing_time = verdict.signing_time,
                                     .parts = {},
                                     .fault = std::move(verdict.fault),
                                     .names_another_certificate = verdict.names_another_certificate});
    }
    const auto* digests = covered.digests();
    if (digests != nullptr && digests->octets()) report.signed_content = copy_of(*digests->octets());
    certificates.erase(certificates.begin() + inside, certificates.end());
    report.certificates = std::move(certificates);
    return report;
}

}  // namespace qoltanba::crypto
