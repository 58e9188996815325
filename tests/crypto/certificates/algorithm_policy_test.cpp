// What may be made and what is verified, asked of the keys themselves and held against tests/data: a change
// of defaults is a change of that file, which a reader of the history sees.
#include "certificate_draft.hpp"
#include "crypto/algorithms/keys.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <sstream>

using namespace qoltanba;
using namespace qoltanba::crypto;
using namespace qoltanba::test;

namespace {

struct FamilyKeys {
    std::string_view name;
    PublicKey public_key;
    std::optional<PrivateKey> private_key;  ///< nothing where no private key is read
};

FamilyKeys keys_of(std::string_view name, std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key) {
    REQUIRE(key != nullptr);
    const std::unique_ptr<PKCS8_PRIV_KEY_INFO, decltype(&PKCS8_PRIV_KEY_INFO_free)> information(
        EVP_PKEY2PKCS8(key.get()), PKCS8_PRIV_KEY_INFO_free);
    unsigned char* encoded = nullptr;
    const int size = i2d_PKCS8_PRIV_KEY_INFO(information.get(), &encoded);
    REQUIRE(size > 0);
    auto private_key =
        PrivateKey::from_pkcs8(SecretBytes::copy_of({encoded, static_cast<std::size_t>(size)}));
    OPENSSL_free(encoded);
    REQUIRE(ok(private_key));
    return {name, private_key->public_key().value(), std::move(*private_key)};
}

Bytes gost_algorithm(std::string_view key, std::string_view curve, std::string_view digest) {
    return der::sequence({der::object_identifier(key),
                          der::sequence({der::object_identifier(curve), der::object_identifier(digest)})});
}

FamilyKeys gost_keys(std::string_view name, const Bytes& algorithm, std::size_t size) {
    Bytes scalar(size, 0x5A);
    scalar.back() = 0x0F;  // below the group's order
    const auto pkcs8 =
        der::sequence({der::integer(0), algorithm, der::octet_string(der::octet_string(scalar))});
    auto private_key = PrivateKey::from_pkcs8(SecretBytes::copy_of(pkcs8));
    REQUIRE(ok(private_key));
    return {name, private_key->public_key().value(), std::move(*private_key)};
}

/// The base point of id-tc26-gost-3410-2012-256-paramSetA serves as public key; no private one is read.
FamilyKeys gost_2015_256_keys() {
    auto x = from_hex("91e38443a5e82c0d880923425712b2bb658b9196932e02c78b2582fe742daa28").value();
    auto y = from_hex("32879423ab1a0375895786c4bb46e9565fde0b5344766740af268adb32322e5c").value();
    std::ranges::reverse(x);
    std::ranges::reverse(y);
    append(x, y);
    const auto algorithm =
        gost_algorithm("1.2.398.3.10.1.1.2.1", "1.2.398.3.10.1.1.2.1.1", "1.2.398.3.10.1.3.2");
    auto key = PublicKey::from_spki(der::sequence({algorithm, der::bit_string(der::octet_string(x))}));
    REQUIRE(ok(key));
    const auto pkcs8 =
        der::sequence({der::integer(0), algorithm, der::octet_string(der::octet_string(Bytes(32, 0x0F)))});
    auto private_key = PrivateKey::from_pkcs8(SecretBytes::copy_of(pkcs8));
    if (private_key.has_error()) return {"gost_2015_256", *key, std::nullopt};
    return {"gost_2015_256", *key, std::move(*private_key)};
}

std::vector<FamilyKeys> one_key_of_each_family() {
    std::vector<FamilyKeys> keys;
    keys.push_back(keys_of("rsa", {EVP_RSA_gen(2048), EVP_PKEY_free}));
    keys.push_back(keys_of("ecdsa_p256", {EVP_EC_gen("P-256"), EVP_PKEY_free}));
    keys.push_back(keys_of("ecdsa_p384", {EVP_EC_gen("P-384"), EVP_PKEY_free}));
    keys.push_back(gost_keys(
        "gost_2015_512",
        gost_algorithm("1.2.398.3.10.1.1.2.2", "1.2.398.3.10.1.1.2.2.1", "1.2.398.3.10.1.3.3"), 64));
    keys.push_back(gost_2015_256_keys());
    keys.push_back(gost_keys(
        "gost_2004",
        gost_algorithm("1.2.398.3.10.1.1.1.1", "1.2.398.3.10.1.1.1.1.1", "1.2.398.3.10.1.3.1.1.0"), 32));
    return keys;
}

/// A signature that cannot be right: judged means that it was looked at and found wrong, not turned away.
bool is_judged(const Result<void>& result) {
    return result.has_error() && result.error().code == ErrorCode::signature_mismatch;
}

bool is_judged_in_certificates(const PublicKey& key, std::string_view signature_oid) {
    static const DraftKey somebody;
    CertificateDraft draft;
    draft.inner_algorithm = draft.outer_algorithm =
        der::sequence({der::object_identifier(signature_oid), der::null()});
    return is_judged(draft.certificate(somebody, somebody).verify_signed_by(key));
}

bool is_made(const FamilyKeys& keys, DigestAlgorithm digest, bool allow_gost_2004) {
    if (!keys.private_key) return false;
    const Bytes value(identity_of(digest).size, 0x11);
    return keys.private_key->sign(digest, value, {.allow_gost_2004 = allow_gost_2004}).has_value();
}

std::string policy_text() {
    using enum DigestAlgorithm;
    const std::pair<DigestAlgorithm, std::string_view> digests[] = {
        {sha1, "SHA-1"},
        {sha256, "SHA-256"},
        {sha384, "SHA-384"},
        {sha512, "SHA-512"},
        {streebog_256, "Streebog-256"},
        {streebog_512, "Streebog-512"},
        {gost_34311, "GOST 34.311"},
    };
    std::ostringstream text;
    const auto cell = [&](std::string_view value, std::size_t width) {
        text << value << std::string(width - std::min(width, value.size()), ' ');
    };
    const auto answer = [&](bool yes, std::size_t width) { cell(yes ? "yes" : "-", width); };
    for (const auto& keys : one_key_of_each_family()) {
        for (const auto& [digest, digest_name] : digests) {
            const Bytes value(identity_of(digest).size, 0x11);
            const bool verified = is_judged(keys.public_key.verify(digest, value, Bytes(128, 0x22)));
            const auto suite = suite_for(keys.public_key.family(), digest);
            if (!verified && !suite) continue;
            cell(keys.name, 16);
            cell(digest_name, 14);
            answer(verified, 11);
            answer(suite && is_judged_in_certificates(keys.public_key, suite->signature_oid), 18);
            answer(is_made(keys, digest, false), 9);
            text << (is_made(keys, digest, true) ? "yes" : "-") << '\n';
        }
    }
    return text.str();
}

}  // namespace

TEST_CASE("What may be signed and what is verified stands as tests/data/algorithm_policy.txt says") {
    std::string stated;
    std::istringstream lines(std::string(text_of(test_data("algorithm_policy.txt"))));
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with('#')) stated += line + '\n';
    }
    CHECK(policy_text() == stated);
}
