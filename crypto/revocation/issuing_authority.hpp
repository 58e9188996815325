// The authority that issued a certificate, by what OCSP and CRLs need of it.
#pragma once

#include "crypto/certificates/anchors.hpp"

#include <optional>
#include <span>

namespace qoltanba::crypto {

struct IssuingAuthority {
    Bytes name{};            ///< DER Name
    Bytes spki{};            ///< DER SubjectPublicKeyInfo
    Bytes key_identifier{};  ///< its subjectKeyIdentifier; empty if it has none

    static IssuingAuthority of(const Certificate& certificate);
    static IssuingAuthority of(const Anchor& anchor);
};

/// Who made this certificate's signature, among anchors first and helpers then; nothing if nobody of them.
/// Not a judgement of the chain: see judge_chain.
std::optional<IssuingAuthority> issuer_of(const Certificate& certificate,
                                          std::span<const Certificate> helpers, const Anchors& anchors);

/// The octets of the key's BIT STRING, which OCSP names keys by (RFC 6960, 4.1.1). Error: malformed_der.
Result<Bytes> key_octets(const IssuingAuthority& issuer);

}  // namespace qoltanba::crypto
