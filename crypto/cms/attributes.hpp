// The signed attributes of CAdES-BES (ETSI EN 319 122-1, 5; RFC 5652, 11; RFC 5035).
#pragma once

#include "crypto/certificates/certificate.hpp"
#include "crypto/cms/structure.hpp"

namespace qoltanba::crypto::cms {

/// What the signer says of what it signs: a SET OF contentType, signingTime, messageDigest and
/// signingCertificateV2. The whole element under its own tag 31, which is what gets signed (RFC 5652, 5.4).
Bytes make_signed_attributes(BytesView content_type_element, BytesView message_digest, Time signing_time,
                             const Certificate& certificate);

/// ESSCertID or ESSCertIDv2: the digest of a certificate.
struct CertificateDigest {
    std::optional<DigestAlgorithm> algorithm;  ///< nothing: of a kind not known here
    BytesView digest;
};

/// The attributes that a verifier reads; the views point into the SignerInfo.
struct SignedAttributes {
    std::string content_type;
    BytesView message_digest;
    std::optional<Time> signing_time;
    std::vector<CertificateDigest> signing_certificates;  ///< first of signingCertificate and of V2
};

/// contentType and messageDigest must be there. Error: malformed_signature.
Result<SignedAttributes> read_signed_attributes(const std::vector<Attribute>& attributes);

/// The digest of the attributes as they stand, under tag 31.
Bytes digest_as_written(DigestAlgorithm algorithm, const SignerInfo& signer);

/// The digest of the attributes in DER's order, where they do not stand so.
std::optional<Bytes> digest_if_sorted(DigestAlgorithm algorithm, const SignerInfo& signer);

/// Whether this content could pass for the signed attributes of a SignerInfo.
bool looks_like_signed_attributes(BytesView content);

}  // namespace qoltanba::crypto::cms
