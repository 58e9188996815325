#include "crypto/revocation/issuing_authority.hpp"

#include "crypto/algorithms/key_information.hpp"

#include <algorithm>

namespace qoltanba::crypto {
namespace {

bool made(const IssuingAuthority& issuer, const Certificate& certificate) {
    if (!std::ranges::equal(issuer.name, certificate.issuer().der())) return false;
    const auto key = PublicKey::from_spki(issuer.spki);
    return key.has_value() && certificate.verify_signed_by(*key).has_value();
}

}  // namespace

IssuingAuthority IssuingAuthority::of(const Certificate& certificate) {
    return {copy_of(certificate.subject().der()), copy_of(certificate.spki()),
            copy_of(certificate.subject_key_identifier())};
}

IssuingAuthority IssuingAuthority::of(const Anchor& anchor) {
    return {anchor.name, anchor.spki, anchor.key_identifier};
}

std::optional<IssuingAuthority> issuer_of(const Certificate& certificate,
                                          std::span<const Certificate> helpers, const Anchors& anchors) {
    for (const auto& anchor : anchors.all()) {
        auto issuer = IssuingAuthority::of(anchor);
        if (anchor.issues && made(issuer, certificate)) return issuer;
    }
    for (const auto& helper : helpers) {
        if (!helper.may_issue()) continue;
        auto issuer = IssuingAuthority::of(helper);
        if (made(issuer, certificate)) return issuer;
    }
    return std::nullopt;
}

Result<Bytes> key_octets(const IssuingAuthority& issuer) {
    QOLTANBA_TRY(const auto information, read_public_key_information(issuer.spki));
    return copy_of(information.key);
}

}  // namespace qoltanba::crypto
