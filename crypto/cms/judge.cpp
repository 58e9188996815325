#include "crypto/cms/judge.hpp"

#include "crypto/cms/attributes.hpp"

#include <algorithm>
#include <utility>

namespace qoltanba::crypto::cms {
namespace {

bool same(BytesView a, BytesView b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end());
}

bool is_meant(const SignerIdentifier& identifier, const Certificate& certificate) {
    if (!identifier.key_identifier.empty()) {
        return same(identifier.key_identifier, certificate.subject_key_identifier());
    }
    return same(identifier.serial_number, certificate.serial_number()) &&
           same(identifier.issuer, certificate.issuer().der());
}

/// The algorithm of the signer's digests. Error: unsupported_algorithm.
Result<DigestAlgorithm> digest_algorithm_of(const SignerInfo& signer) {
    const auto algorithm = digest_by_oid(signer.digest_algorithm.oid);
    if (!algorithm || !signer.digest_algorithm.plain) {
        return fail(ErrorCode::unsupported_algorithm, "digest " + signer.digest_algorithm.oid);
    }
    return *algorithm;
}

/// signatureAlgorithm must go with the key and, where it names a digest, with digestAlgorithm.
Result<void> check_signature_algorithm(const AlgorithmIdentifier& algorithm, KeyFamily family,
                                       DigestAlgorithm digest) {
    const bool known = algorithm.plain && names_family(algorithm.oid, family);
    if (!known || digest_by_signature_oid(algorithm.oid).value_or(digest) != digest) {
        return fail(ErrorCode::unsupported_algorithm, "signature " + algorithm.oid);
    }
    return {};
}

/// One signer on its way to a verdict; every step that finds a fault ends it.
class Judgement {
  public:
    Judgement(const SignerInfo& signer, Verdict& verdict) : signer_(signer), verdict_(verdict) {}

    Result<void> run(std::string_view content_type, const std::vector<Certificate>& certificates,
                     ContentDigests* content) {
        // Whatever may be wrong, the verdict says who is claimed to have signed.
        const auto* certificate = find_certificate(certificates);
        if (certificate != nullptr) verdict_.certificate = *certificate;
        QOLTANBA_CHECK(read_claims());
        if (content == nullptr) return fail(ErrorCode::content_missing, "the content stands apart");
        QOLTANBA_CHECK(check_content(content_type, *content));
        if (certificate == nullptr) return fail(ErrorCode::signer_certificate_missing);
        QOLTANBA_TRY(const auto key, certificate->public_key());
        verdict_.family = key.family();
        QOLTANBA_CHECK(check_signature(key, *content));
        return check_signing_certificates(*certificate);
    }

  private:
    /// Null where none is meant.
    const Certificate* find_certificate(const std::vector<Certificate>& certificates) const {
        const auto found = std::find_if(
            certificates.begin(), certificates.end(),
            [this](const Certificate& certificate) { return is_meant(signer_.identifier, certificate); });
        return found != certificates.end() ? &*found : nullptr;
    }

    Result<void> read_claims() {
        QOLTANBA_TRY(digest_, digest_algorithm_of(signer_));
        verdict_.digest = digest_;
        if (!signer_.has_signed_attributes()) return {};
        QOLTANBA_TRY(auto attributes, read_signed_attributes(signer_.signed_attributes));
        verdict_.signing_time = attributes.signing_time;
        attributes_ = std::move(attributes);
        return {};
    }

    Result<void> check_content(std::string_view content_type, ContentDigests& content) const {
        if (attributes_) {
            if (attributes_->content_type != content_type) {
                return fail(ErrorCode::digest_mismatch, "contentType is not that of the content");
            }
            QOLTANBA_TRY(const auto digest, content.of(digest_));
            if (!same(attributes_->message_digest, digest)) {
                return fail(ErrorCode::digest_mismatch, "messageDigest is not that of the content");
            }
            return {};
        }
        // RFC 5652, 5.3: only id-data may be signed without attributes.
        if (content_type != id_data) {
            return fail(ErrorCode::malformed_signature, "signed attributes are missing");
        }
        // What was signed as somebody's signed attributes must not come back as content that he never saw:
        // the signature over either is the same.
        if (content.looks_like_signed_attributes()) {
            return fail(ErrorCode::malformed_signature, "signed attributes stand in the place of content");
        }
        return {};
    }

    Result<void> check_signature(const PublicKey& key, ContentDigests& content) const {
        QOLTANBA_CHECK(check_signature_algorithm(signer_.signature_algorithm, key.family(), digest_));
        if (!attributes_) {
            QOLTANBA_TRY(const auto digest, content.of(digest_));
            return key.verify(digest_, digest, signer_.signature);
        }

        // RFC 5652, 5.4 signs the attributes in DER. Signers that sort them wrong sign what they wrote; those
        // that write BER sort for the digest alone. The attributes are the same either way.
        auto as_written = key.verify(digest_, digest_as_written(digest_, signer_), signer_.signature);
        if (as_written.has_value()) return as_written;
        if (const auto sorted = digest_if_sorted(digest_, signer_)) {
            return key.verify(digest_, *sorted, signer_.signature);
        }
        return as_written;
    }

    /// RFC 5035, 3: a signature under another certificate for the same key is not this one.
    Result<void> check_signing_certificates(const Certificate& certificate) {
        if (!attributes_) return {};
        for (const auto& named : attributes_->signing_certificates) {
            if (!named.algorithm) return fail(ErrorCode::unsupported_algorithm, "signingCertificateV2");
            if (!same(named.digest, digest_of(*named.algorithm, certificate.der()))) {
                verdict_.names_another_certificate = true;
                return fail(ErrorCode::signature_mismatch, "signingCertificate names another certificate");
            }
        }
        return {};
    }

    const SignerInfo& signer_;
    Verdict& verdict_;
    DigestAlgorithm digest_{};
    std::optional<SignedAttributes> attributes_;
};

}  // namespace

Result<std::vector<Certificate>> read_certificates(const SignedData& data) {
    std::vector<Certificate> certificates;
    for (const auto element : data.certificates) {
        if (element.front() != static_cast<std::uint8_t>(der::Tag::sequence)) continue;
        auto certificate = Certificate::from_der(element);
        if (certificate.has_error()) {
            return because(ErrorCode::malformed_signature, "among the certificates", certificate.error());
        }
        certificates.push_back(*std::move(certificate));
    }
    return certificates;
}

Verdict judge(const SignerInfo& signer, std::string_view content_type,
              const std::vector<Certificate>& certificates, ContentDigests* content) {
    Verdict verdict;
    auto judged = Judgement(signer, verdict).run(content_type, certificates, content);
    if (judged.has_error()) verdict.fault = std::move(judged).error();
    return verdict;
}

}  // namespace qoltanba::crypto::cms
