// A demonstration authority for each family, made once, and a person it certified.
#pragma once

#include "crypto/revocation/crl.hpp"
#include "crypto/revocation/ocsp.hpp"
#include "responders/crl_publisher.hpp"
#include "responders/ocsp_responder.hpp"
#include "support/catch.hpp"

#include <map>

namespace qoltanba::test {

inline const Time today = *time_from_iso("2026-07-20T09:15:00Z");
inline const Bytes sent_nonce{0xE4, 0x08, 0xFF, 0xB7, 0x90, 0x83, 0x4A, 0xF2};

struct World {
    Authority authority;
    crypto::Certificate person;

    explicit World(crypto::KeyFamily family)
        : authority(family, today),
          person(authority
                     .issue({.subject = {.common_name = "ТЕСТОВ ТЕСТ"},
                             .not_before = today - std::chrono::hours{1},
                             .not_after = today + std::chrono::days{365}})
                     .certificate) {}

    [[nodiscard]] crypto::IssuingAuthority issuer() const {
        return crypto::IssuingAuthority::of(authority.intermediate());
    }
    [[nodiscard]] crypto::OcspQuestion question() const {
        return {.issuer = issuer(), .serial_number = copy_of(person.serial_number()), .nonce = sent_nonce};
    }
    [[nodiscard]] crypto::CrlQuestion crl_question() const {
        return {.issuer = issuer(), .serial_numbers = {copy_of(person.serial_number())}};
    }
};

inline const World& world_of(crypto::KeyFamily family) {
    static std::map<crypto::KeyFamily, World> worlds;
    const auto known = worlds.find(family);
    return known != worlds.end() ? known->second : worlds.emplace(family, family).first->second;
}

inline crypto::KeyFamily any_family() {
    return GENERATE(crypto::KeyFamily::rsa, crypto::KeyFamily::ecdsa_p256, crypto::KeyFamily::ecdsa_p384,
                    crypto::KeyFamily::gost_2015_512, crypto::KeyFamily::gost_2004);
}

}  // namespace qoltanba::test
