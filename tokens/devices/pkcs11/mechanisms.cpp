#include "tokens/devices/pkcs11/mechanisms.hpp"

#include "tokens/devices/pkcs11/cryptoki.hpp"

#include <algorithm>
#include <array>

namespace qoltanba::tokens {
namespace {

using crypto::DigestAlgorithm;
using crypto::KeyFamily;

// Above the vendor bit the makers of Rutoken and JaCarta, and with them KAZTOKEN's, number alike: technical
// committee 26 gave them 0xD4321000 (0x80000000 | 0x54321000). Public sources: rtpkcs11t.h of the Rutoken
// SDK, pkcs11gost.h of LISSI-Soft, the C# and Java bindings of Aktiv (CK_VENDOR_PKCS11_RU_TEAM_TC26).
constexpr std::uint64_t committee_26 = 0xD4321000;
// The HSM of Certex (Kazakhstan) has numbers of its own, with the national OIDs behind them.
constexpr std::uint64_t certex = 0x8E000000;

// Numbers below the vendor bit: PKCS #11 Current Mechanisms v2.40, 2.1 (RSA), 2.3 (EC), 2.46 (GOST R 34.10).
constexpr std::array table{
    DeviceMechanism{0x0001, KeyFamily::rsa, DigestAlgorithm::sha256, MechanismInput::digest_info},
    DeviceMechanism{0x0001, KeyFamily::rsa, DigestAlgorithm::sha384, MechanismInput::digest_info},
    DeviceMechanism{0x0001, KeyFamily::rsa, DigestAlgorithm::sha512, MechanismInput::digest_info},
    DeviceMechanism{0x1041, KeyFamily::ecdsa_p256, DigestAlgorithm::sha256, MechanismInput::digest},
    DeviceMechanism{0x1041, KeyFamily::ecdsa_p384, DigestAlgorithm::sha384, MechanismInput::digest},
    DeviceMechanism{committee_26 | 0x006, KeyFamily::gost_2015_512, DigestAlgorithm::streebog_512,
                    MechanismInput::digest},
    DeviceMechanism{0x1201, KeyFamily::gost_2015_256, DigestAlgorithm::streebog_256, MechanismInput::digest},
    DeviceMechanism{0x1201, KeyFamily::gost_2004, DigestAlgorithm::gost_34311, MechanismInput::digest},
    DeviceMechanism{certex | 0x13, KeyFamily::gost_2015_512, DigestAlgorithm::streebog_512,
                    MechanismInput::digest},
    DeviceMechanism{certex | 0x0C, KeyFamily::gost_2004, DigestAlgorithm::gost_34311, MechanismInput::digest},

    DeviceMechanism{0x0040, KeyFamily::rsa, DigestAlgorithm::sha256, MechanismInput::content},
    DeviceMechanism{0x0041, KeyFamily::rsa, DigestAlgorithm::sha384, MechanismInput::content},
    DeviceMechanism{0x0042, KeyFamily::rsa, DigestAlgorithm::sha512, MechanismInput::content},
    DeviceMechanism{0x1044, KeyFamily::ecdsa_p256, DigestAlgorithm::sha256, MechanismInput::content},
    DeviceMechanism{0x1045, KeyFamily::ecdsa_p384, DigestAlgorithm::sha384, MechanismInput::content},
    DeviceMechanism{committee_26 | 0x009, KeyFamily::gost_2015_512, DigestAlgorithm::streebog_512,
                    MechanismInput::content},
    DeviceMechanism{committee_26 | 0x008, KeyFamily::gost_2015_256, DigestAlgorithm::streebog_256,
                    MechanismInput::content},
    // CKM_GOSTR3410_WITH_GOSTR3411: the S-box is the key's CKA_GOSTR3411_PARAMS; where that is not the
    // national one, the check of the signature shows it.
    DeviceMechanism{0x1202, KeyFamily::gost_2004, DigestAlgorithm::gost_34311, MechanismInput::content},
};

}  // namespace

std::optional<DeviceMechanism> mechanism_for(KeyFamily family, DigestAlgorithm digest,
                                             std::span<const std::uint64_t> available, bool may_hash) {
    const auto found = std::ranges::find_if(table, [&](const DeviceMechanism& mechanism) {
        return mechanism.family == family && mechanism.digest == digest &&
               (may_hash || mechanism.input != MechanismInput::content) &&
               std::ranges::find(available, mechanism.number) != available.end();
    });
    if (found == table.end()) return std::nullopt;
    return *found;
}

bool is_key_of(std::uint64_t key_type, KeyFamily family) {
    switch (family) {
        case KeyFamily::rsa:
            return key_type == cryptoki::key_rsa;
        case KeyFamily::ecdsa_p256:
        case KeyFamily::ecdsa_p384:
            return key_type == cryptoki::key_ec;
        case KeyFamily::gost_2015_512:
            // Vendors' own kinds of keys lie above the vendor bit; the signature's check judges them.
            return key_type == (committee_26 | 0x003) || (key_type & ~std::uint64_t{0xFFFFFF}) == certex;
        case KeyFamily::gost_2015_256:
        case KeyFamily::gost_2004:
            return key_type == cryptoki::key_gost_3410 || (key_type & ~std::uint64_t{0xFFFFFF}) == certex;
    }
    return false;
}

}  // namespace qoltanba::tokens
