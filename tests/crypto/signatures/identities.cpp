#include "crypto/signatures/identities.hpp"

#include "crypto/der/writer.hpp"
#include "support/catch.hpp"

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <map>
#include <string>
#include <utility>

namespace qoltanba::test {
namespace {

using namespace crypto;

Bytes pkcs8_of(EVP_PKEY* key) {
    PKCS8_PRIV_KEY_INFO* info = EVP_PKEY2PKCS8(key);
    REQUIRE(info != nullptr);
    unsigned char* octets = nullptr;
    const int size = i2d_PKCS8_PRIV_KEY_INFO(info, &octets);
    REQUIRE(size > 0);
    Bytes der(octets, octets + size);
    OPENSSL_free(octets);
    PKCS8_PRIV_KEY_INFO_free(info);
    EVP_PKEY_free(key);
    return der;
}

/// PrivateKeyInfo of a GOST key (RFC 5958 with the national algorithm): a scalar that is the same in either
/// byte order and below every order used here.
Bytes gost_pkcs8(std::string_view key_oid, std::string_view curve_oid, std::string_view digest_oid,
                 std::size_t size) {
    const Bytes scalar(size, 0x15);
    const auto parameters =
        der::sequence({der::object_identifier(curve_oid), der::object_identifier(digest_oid)});
    return der::sequence({der::integer(0), der::sequence({der::object_identifier(key_oid), parameters}),
                          der::octet_string(der::octet_string(scalar))});
}

Bytes new_private_key(KeyFamily family) {
    switch (family) {
        case KeyFamily::rsa:
            return pkcs8_of(EVP_RSA_gen(2048));
        case KeyFamily::ecdsa_p256:
            return pkcs8_of(EVP_EC_gen("P-256"));
        case KeyFamily::ecdsa_p384:
            return pkcs8_of(EVP_EC_gen("P-384"));
        case KeyFamily::gost_2015_512:
            return gost_pkcs8("1.2.398.3.10.1.1.2.2", "1.2.398.3.10.1.1.2.2.1", "1.2.398.3.10.1.3.3", 64);
        case KeyFamily::gost_2004:
            return gost_pkcs8("1.2.398.3.10.1.1.1.1", "1.2.398.3.10.1.1.1.1.1", "1.2.398.3.10.1.3.1.1.0", 32);
        case KeyFamily::gost_2015_256:
            break;
    }
    FAIL("no key of this family is ever made");
    return {};
}

Bytes name_of(std::string_view common_name) {
    const auto attribute = der::sequence({der::object_identifier("2.5.4.3"), der::utf8_string(common_name)});
    return der::sequence({der::set_of({attribute})});
}

/// Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm, signature } (RFC 5280, 4.1), with a subject
/// key identifier of 20 octets of the serial number.
Bytes self_signed(const PrivateKey& key, const PublicKey& public_key, std::string_view common_name,
                  std::uint8_t serial) {
    const auto& suite = suite_of(key.family());
    const auto algorithm = suite.form == SignatureForm::ecdsa_der
                               ? der::sequence({der::object_identifier(suite.signature_oid)})
                               : der::sequence({der::object_identifier(suite.signature_oid), der::null()});
    const auto key_identifier = der::sequence(
        {der::object_identifier("2.5.29.14"), der::octet_string(der::octet_string(Bytes(20, serial)))});
    const auto validity =
        der::sequence({der::time(*time_from_iso("2020-01-01")), der::time(*time_from_iso("2045-01-01"))});
    const auto name = name_of(common_name);
    const auto tbs = der::sequence({der::explicit_tag(0, der::integer(2)), der::integer(serial), algorithm,
                                    name, validity, name, copy_of(public_key.spki()),
                                    der::explicit_tag(3, der::sequence({key_identifier}))});
    const auto signature = key.sign(suite.digest, digest_of(suite.digest, tbs), {.allow_gost_2004 = true});
    REQUIRE(ok(signature));
    return der::sequence({tbs, algorithm, der::bit_string(*signature)});
}

Certificate certificate_for(const PrivateKey& key, std::string_view common_name, std::uint8_t serial) {
    const auto public_key = key.public_key();
    REQUIRE(ok(public_key));
    auto certificate = Certificate::from_der(self_signed(key, *public_key, common_name, serial));
    REQUIRE(ok(certificate));
    return *certificate;
}

struct Identity {
    Bytes pkcs8;
    std::unique_ptr<Signer> signer;
};

PrivateKey open(const Bytes& pkcs8) {
    auto key = PrivateKey::from_pkcs8(SecretBytes::copy_of(BytesView(pkcs8)));
    REQUIRE(ok(key));
    return *std::move(key);
}

/// Issuer and serial number tell certificates apart, so every family has its own issuer.
std::string name_with_family(KeyFamily family, std::string_view common_name) {
    return std::string(common_name) + " " + std::to_string(static_cast<int>(family));
}

Identity make_identity(KeyFamily family, std::string_view common_name) {
    Identity identity{.pkcs8 = new_private_key(family), .signer = nullptr};
    auto certificate = certificate_for(open(identity.pkcs8), name_with_family(family, common_name), 1);
    auto signer =
        LocalSigner::create(std::move(certificate), open(identity.pkcs8), {.allow_gost_2004 = true});
    REQUIRE(ok(signer));
    identity.signer = *std::move(signer);
    return identity;
}

const Identity& identity_of(KeyFamily family, std::string_view common_name) {
    static std::map<std::pair<KeyFamily, std::string>, Identity> identities;
    const std::pair wanted{family, std::string(common_name)};
    const auto known = identities.find(wanted);
    if (known != identities.end()) return known->second;
    return identities.emplace(wanted, make_identity(family, common_name)).first->second;
}

}  // namespace

crypto::Signer& signer_of(crypto::KeyFamily family, std::string_view common_name) {
    return *identity_of(family, common_name).signer;
}

crypto::Certificate second_certificate_of(crypto::KeyFamily family) {
    return certificate_for(open(identity_of(family, "signer").pkcs8), name_with_family(family, "signer"), 2);
}

}  // namespace qoltanba::test
