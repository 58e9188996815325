#include "tokens/files/pkcs12_mac.hpp"

#include "crypto/algorithms/random.hpp"
#include "crypto/der/writer.hpp"
#include "tokens/files/der_take.hpp"
#include "tokens/files/password_cipher.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace qoltanba::tokens {
namespace {

namespace der = crypto::der;

constexpr std::string_view pbmac1_oid = "1.2.840.113549.1.5.14";

struct MacKey {
    Md digest;
    SecretBytes key;
};

/// PBMAC1-params ::= SEQUENCE { keyDerivationFunc, messageAuthScheme } (RFC 8018, appendix A.5). The salt and
/// iterations of MacData itself are then without meaning (RFC 9579, 5).
Result<MacKey> pbmac1_key(der::Reader parameters, PasswordKeys& password) {
    QOLTANBA_TRY(const der::Reader derivation, parameters.enter(der::Tag::sequence));
    QOLTANBA_TRY(der::Reader scheme, parameters.enter(der::Tag::sequence));
    QOLTANBA_CHECK(parameters.finish());
    QOLTANBA_TRY(const std::string oid, take_oid(scheme));
    const Md digest = hmac_digest_by_oid(oid);
    if (digest == nullptr) return fail(ErrorCode::unsupported_key_file, "unknown MAC " + oid);
    QOLTANBA_TRY(SecretBytes key, derive_by_pbkdf2(derivation, std::nullopt, password));
    return MacKey{digest, std::move(key)};
}

Result<MacKey> pkcs12_key(const std::string& digest_oid, BytesView salt, std::int64_t iterations,
                          PasswordKeys& password) {
    const Md digest = digest_by_oid(digest_oid);
    if (digest == nullptr) return fail(ErrorCode::unsupported_key_file, "unknown MAC digest " + digest_oid);
    const auto size = static_cast<std::size_t>(EVP_MD_get_size(digest));
    QOLTANBA_TRY(SecretBytes key, password.pkcs12(digest, DerivedFor::mac_key, salt, iterations, size));
    return MacKey{digest, std::move(key)};
}

Result<Bytes> mac_over(BytesView content, const MacKey& mac) {
    Bytes made(EVP_MAX_MD_SIZE);
    unsigned size = 0;
    if (HMAC(mac.digest, mac.key.view().data(), static_cast<int>(mac.key.size()), content.data(),
             content.size(), made.data(), &size) == nullptr)
        return fail(ErrorCode::internal, "HMAC");
    made.resize(size);
    return made;
}

}  // namespace

Result<void> verify_mac(der::Reader mac_data, BytesView content, PasswordKeys& password) {
    // MacData ::= SEQUENCE { mac DigestInfo, macSalt OCTET STRING, iterations INTEGER DEFAULT 1 }
    QOLTANBA_TRY(der::Reader digest_info, mac_data.enter(der::Tag::sequence));
    QOLTANBA_TRY(der::Reader algorithm, digest_info.enter(der::Tag::sequence));
    QOLTANBA_TRY(const BytesView expected, take_octets(digest_info));
    QOLTANBA_CHECK(digest_info.finish());
    QOLTANBA_TRY(const BytesView salt, take_octets(mac_data));
    std::int64_t iterations = 1;
    if (!mac_data.at_end()) {
        QOLTANBA_TRY(iterations, take_integer(mac_data));
    }
    QOLTANBA_CHECK(mac_data.finish());

    QOLTANBA_TRY(const std::string oid, take_oid(algorithm));
    const auto derive = [&]() -> Result<MacKey> {
        if (oid != pbmac1_oid) return pkcs12_key(oid, salt, iterations, password);
        QOLTANBA_TRY(const der::Reader parameters, algorithm.enter(der::Tag::sequence));
        return pbmac1_key(parameters, password);
    };
    QOLTANBA_TRY(const MacKey mac, derive());
    QOLTANBA_TRY(const Bytes made, mac_over(content, mac));
    if (expected.size() != made.size())
        return fail(ErrorCode::malformed_key_file, "the MAC is not as long as its digest");
    if (CRYPTO_memcmp(expected.data(), made.data(), made.size()) != 0)
        return fail(ErrorCode::wrong_password, "the MAC is another one");
    return {};
}

/// MacData ::= SEQUENCE { mac DigestInfo, macSalt OCTET STRING, iterations INTEGER }
Result<Bytes> write_mac(BytesView content, const MacStyle& style, PasswordKeys& password) {
    QOLTANBA_TRY(const Bytes salt, crypto::random_octets(style.salt_octets));
    QOLTANBA_TRY(const MacKey key,
                 pkcs12_key(std::string(style.digest_oid), salt, style.iterations, password));
    QOLTANBA_TRY(const Bytes mac, mac_over(content, key));
    const auto algorithm = der::sequence({der::object_identifier(style.digest_oid), der::null()});
    return der::sequence({der::sequence({algorithm, der::octet_string(mac)}), der::octet_string(salt),
                          der::integer(style.iterations)});
}

}  // namespace qoltanba::tokens
