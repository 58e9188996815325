#include "tokens/devices/pkcs11/key_making.hpp"

#include "crypto/algorithms/gost_form.hpp"
#include "crypto/algorithms/key_information.hpp"
#include "crypto/algorithms/random.hpp"
#include "crypto/der/reader.hpp"
#include "crypto/der/writer.hpp"
#include "tokens/devices/pkcs11/cryptoki.hpp"
#include "tokens/devices/pkcs11/mechanisms.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace qoltanba::tokens {
namespace {

using crypto::KeyFamily;

constexpr std::string_view rsa_encryption = "1.2.840.113549.1.1.1";
constexpr std::string_view ec_public_key = "1.2.840.10045.2.1";

struct Making {
    KeyFamily family;
    std::uint64_t mechanism;  ///< CKM_*_KEY_PAIR_GEN
    std::uint64_t type;       ///< CKK_*
    std::string_view curve;   ///< OID; empty: none
    std::string_view digest;  ///< OID of CKA_GOSTR3411_PARAMS; empty: none
};

// PKCS #11 Current Mechanisms v2.40, 2.1.2 and 2.3.5. The last line: technical committee 26 (mechanisms.cpp
// names the sources), with its parameter set A of 512 bits, the national CA's curve, and its digest.
constexpr std::array table{
    Making{KeyFamily::rsa, 0x0000, cryptoki::key_rsa, {}, {}},
    Making{KeyFamily::ecdsa_p256, 0x1040, cryptoki::key_ec, "1.2.840.10045.3.1.7", {}},
    Making{KeyFamily::ecdsa_p384, 0x1040, cryptoki::key_ec, "1.3.132.0.34", {}},
    Making{KeyFamily::gost_2015_512, 0xD4321005, 0xD4321003, "1.2.643.7.1.2.1.2.1", "1.2.643.7.1.1.2.3"},
};

const Making* making_of(KeyFamily family) {
    const auto found = std::ranges::find(table, family, &Making::family);
    return found == table.end() ? nullptr : found;
}

Error no_key(std::string_view why) {
    return fail(ErrorCode::device_module_failed, "a new public key: " + std::string(why));
}

Result<Bytes> rsa_spki(const MadeKey& made) {
    using namespace crypto::der;
    if (made.public_parts.size() != 2 || made.public_parts[0].empty() || made.public_parts[1].empty())
        return no_key("neither modulus nor exponent");
    const auto numbers =
        sequence({unsigned_integer(made.public_parts[0]), unsigned_integer(made.public_parts[1])});
    return crypto::write_public_key_information(sequence({object_identifier(rsa_encryption), null()}),
                                                numbers);
}

/// CKA_EC_POINT is the point in an OCTET STRING (2.40, 2.3.3); some modules give it bare.
Result<Bytes> ec_spki(const MadeKey& made, std::string_view curve) {
    using namespace crypto::der;
    constexpr std::uint8_t uncompressed = 0x04;  // also the tag of OCTET STRING
    if (made.public_parts.size() != 1 || made.public_parts[0].empty()) return no_key("no point");
    BytesView point = made.public_parts[0];
    Reader from(point);
    if (const auto element = from.expect(Tag::octet_string); element.has_value() && from.at_end() &&
                                                             !element->content.empty() &&
                                                             element->content.front() == uncompressed)
        point = element->content;
    const auto algorithm = sequence({object_identifier(ec_public_key), object_identifier(curve)});
    return crypto::write_public_key_information(algorithm, point);
}

/// CKA_VALUE is x || y, little-endian, as the national form has it.
Result<Bytes> gost_spki(const MadeKey& made) {
    constexpr std::size_t both_coordinates = 128;
    if (made.public_parts.size() != 1 || made.public_parts[0].size() != both_coordinates)
        return no_key("no coordinates");
    return crypto::write_gost_public_key(KeyFamily::gost_2015_512, made.public_parts[0]);
}

Result<Bytes> spki_of(KeyFamily family, const MadeKey& made) {
    switch (family) {
        case KeyFamily::rsa:
            return rsa_spki(made);
        case KeyFamily::ecdsa_p256:
        case KeyFamily::ecdsa_p384:
            return ec_spki(made, making_of(family)->curve);
        case KeyFamily::gost_2015_512:
            return gost_spki(made);
        case KeyFamily::gost_2015_256:
        case KeyFamily::gost_2004:
            break;
    }
    return fail(ErrorCode::unsupported_key, "devices make no keys of this family");
}

}  // namespace

Result<KeyOrder> key_order(KeyFamily family, std::size_t rsa_bits, std::string label) {
    constexpr std::size_t id_octets = 20;  // as many as a key identifier has
    const auto* making = making_of(family);
    if (making == nullptr) return fail(ErrorCode::unsupported_key, "devices make no keys of this family");
    KeyOrder order{.mechanism = making->mechanism,
                   .type = making->type,
                   .bits = family == KeyFamily::rsa ? rsa_bits : 0,
                   .label = std::move(label)};
    QOLTANBA_TRY(order.id, crypto::random_octets(id_octets));
    const bool is_gost = !making->digest.empty();
    if (!making->curve.empty())
        order.parameters.push_back(
            {is_gost ? cryptoki::attribute_gost_3410_params : cryptoki::attribute_ec_params,
             crypto::der::object_identifier(making->curve)});
    if (is_gost)
        order.parameters.push_back(
            {cryptoki::attribute_gost_3411_params, crypto::der::object_identifier(making->digest)});
    return order;
}

bool can_make_key(KeyFamily family, std::span<const std::uint64_t> mechanisms) {
    const auto* making = making_of(family);
    if (making == nullptr || std::ranges::find(mechanisms, making->mechanism) == mechanisms.end())
        return false;
    return mechanism_for(family, crypto::suite_of(family).digest, mechanisms, false).has_value();
}

bool is_public_key(const PublicKeyObject& shown, const crypto::PublicKey& key) {
    if (!is_key_of(shown.type, key.family())) return false;
    const auto read = public_key_of(key.family(), {.public_parts = shown.parts});
    return read.has_value() && *read == key;
}

Result<crypto::PublicKey> public_key_of(KeyFamily family, const MadeKey& made) {
    QOLTANBA_TRY(const auto spki, spki_of(family, made));
    auto key = crypto::PublicKey::from_spki(spki);
    if (key.has_error() && key.error().code == ErrorCode::malformed_der)
        return because(ErrorCode::device_module_failed, "a new public key", std::move(key).error());
    return key;
}

}  // namespace qoltanba::tokens
