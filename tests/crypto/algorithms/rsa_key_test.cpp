#include "crypto/algorithms/keys.hpp"
#include "crypto/algorithms/libgcrypt.hpp"
#include "crypto/algorithms/samples.hpp"
#include "crypto/der/values.hpp"
#include "crypto/der/writer.hpp"
#include "support/catch.hpp"

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>

namespace qoltanba::test {

using namespace crypto;

namespace {

constexpr std::array signing_digests{DigestAlgorithm::sha256, DigestAlgorithm::sha384,
                                     DigestAlgorithm::sha512};

const Bytes& rsa_algorithm() {
    static const Bytes algorithm = hex("300d06092a864886f70d0101010500");
    return algorithm;
}

/// One key for all tests of this file: a new one takes its time.
const PrivateKey& sample_key() {
    static const PrivateKey key = [] {
        auto made = PrivateKey::generate(KeyFamily::rsa);
        REQUIRE(ok(made));
        return std::move(*made);
    }();
    return key;
}

PublicKey sample_public_key() {
    return *sample_key().public_key();
}

/// The INTEGERs of RSAPrivateKey inside this PKCS#8: version, n, e, d, p, q, dP, dQ, qInv.
std::vector<Bytes> private_numbers(const PrivateKey& key) {
    const auto pkcs8 = key.to_pkcs8();
    REQUIRE(ok(pkcs8));
    auto frame = der::Reader(pkcs8->view()).enter(der::Tag::sequence);
    REQUIRE(ok(frame->expect(der::Tag::integer)));
    REQUIRE(ok(frame->expect(der::Tag::sequence)));
    const auto octets = frame->expect(der::Tag::octet_string);
    auto inside = der::Reader(octets->content).enter(der::Tag::sequence);
    std::vector<Bytes> numbers;
    while (!inside->at_end()) numbers.push_back(*der::unsigned_integer(*inside->expect(der::Tag::integer)));
    REQUIRE(numbers.size() == 9);
    return numbers;
}

SecretBytes pkcs8_of(const std::vector<Bytes>& numbers) {
    std::vector<Bytes> integers;
    for (const auto& number : numbers) integers.push_back(der::unsigned_integer(number));
    return SecretBytes::copy_of(
        der::sequence({der::integer(0), rsa_algorithm(), der::octet_string(der::sequence(integers))}));
}

Bytes spki_of(BytesView modulus, BytesView exponent) {
    return der::sequence(
        {rsa_algorithm(),
         der::bit_string(der::sequence({der::unsigned_integer(modulus), der::unsigned_integer(exponent)}))});
}

/// An odd number of exactly this many bits.
Bytes odd_number(std::size_t bits) {
    auto number = scattered((bits + 7) / 8, 1);
    const auto spare = static_cast<unsigned>(number.size() * 8 - bits);
    number.front() = static_cast<std::uint8_t>((0xFFU >> spare) & (number.front() | 0x80U >> spare));
    number.back() |= 1U;
    return number;
}

const Bytes f4{0x01, 0x00, 0x01};

}  // namespace

TEST_CASE("An own RSA signature is accepted by libgcrypt") {
    const auto numbers = private_numbers(sample_key());
    for (const auto algorithm : signing_digests) {
        CAPTURE(identity_of(algorithm).name);
        const auto digest = digest_of(algorithm, bytes_of("document"));
        const auto signature = sample_key().sign(algorithm, digest, {});
        REQUIRE(ok(signature));
        CHECK(signature->size() == 256);
        CHECK(sample_public_key().signature_size() == 256);
        CHECK(sample_public_key().bits() == 2048);
        CHECK(gcrypt_verifies_rsa(numbers[1], numbers[2], algorithm, digest, *signature));
        CHECK(ok(sample_public_key().verify(algorithm, digest, *signature)));
    }
}

TEST_CASE("Any flipped bit of digest or RSA signature, another length or another digest is refused") {
    const auto algorithm = DigestAlgorithm::sha256;
    const auto digest = digest_of(algorithm, bytes_of("document"));
    const auto signature = *sample_key().sign(algorithm, digest, {});
    const auto key = sample_public_key();
    for (std::size_t bit = 0; bit < signature.size() * 8; bit += 61) {
        CHECK(error_code(key.verify(algorithm, digest, with_bit_flipped(signature, bit))) ==
              ErrorCode::signature_mismatch);
    }
    for (std::size_t bit = 0; bit < digest.size() * 8; bit += 7) {
        CHECK(error_code(key.verify(algorithm, with_bit_flipped(digest, bit), signature)) ==
              ErrorCode::signature_mismatch);
    }
    auto longer = signature;
    longer.insert(longer.begin(), 0);
    CHECK(error_code(key.verify(algorithm, digest, longer)) == ErrorCode::signature_mismatch);
    CHECK(error_code(key.verify(algorithm, digest, {})) == ErrorCode::signature_mismatch);
    CHECK(error_code(key.verify(algorithm, BytesView(digest).first(31), signature)) ==
          ErrorCode::digest_length_mismatch);
    CHECK(error_code(key.verify(DigestAlgorithm::gost_34311, digest, signature)) ==
          ErrorCode::unsupported_algorithm);
}

TEST_CASE("SHA-1 is never signed") {
    const auto digest = digest_of(DigestAlgorithm::sha1, bytes_of("document"));
    CHECK(error_code(sample_key().sign(DigestAlgorithm::sha1, digest, all_allowed)) ==
          ErrorCode::algorithm_refused_by_policy);
}

TEST_CASE("A signature that does not verify is thrown away") {
    auto numbers = private_numbers(sample_key());
    for (const auto secret :
         std::initializer_list<std::size_t>{3, 6, 7}) {  // d, dP, dQ: n and e still say whose key it is
        numbers[secret] = with_bit_flipped(numbers[secret], 8 * numbers[secret].size() - 7);
    }
    auto broken = private_key(pkcs8_of(numbers));
    const auto digest = digest_of(DigestAlgorithm::sha256, bytes_of("document"));
    CHECK(error_code(broken.sign(DigestAlgorithm::sha256, digest, {})) ==
          ErrorCode::own_signature_does_not_verify);
    CHECK(error_code(broken.bind_to(sample_public_key())) == ErrorCode::key_does_not_match_certificate);
}

TEST_CASE("An RSA key is bound to its own certificate's key and to no other") {
    auto key = private_key(*sample_key().to_pkcs8());
    CHECK(ok(key.bind_to(sample_public_key())));
    auto other = PrivateKey::generate(KeyFamily::rsa);
    REQUIRE(ok(other));
    CHECK(error_code(key.bind_to(*other->public_key())) == ErrorCode::key_does_not_match_certificate);
}

TEST_CASE("Two frames around one RSA key are the same key") {
    const auto numbers = private_numbers(sample_key());
    const auto without_null =
        der::sequence({der::sequence({der::object_identifier("1.2.840.113549.1.1.1")}),
                       der::bit_string(der::sequence(
                           {der::unsigned_integer(numbers[1]), der::unsigned_integer(numbers[2])}))});
    CHECK(public_key(without_null) == sample_public_key());
    CHECK(public_key(spki_of(odd_number(2048), f4)) != sample_public_key());
}

TEST_CASE("OpenSSL reads the PKCS#8 and the SPKI that we write") {
    const auto pkcs8 = *sample_key().to_pkcs8();
    const auto* at = pkcs8.view().data();
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(
        d2i_AutoPrivateKey(nullptr, &at, static_cast<long>(pkcs8.size())), EVP_PKEY_free);
    REQUIRE(key);
    CHECK(EVP_PKEY_get_bits(key.get()) == 2048);
    unsigned char* written = nullptr;
    const int size = i2d_PUBKEY(key.get(), &written);
    REQUIRE(size > 0);
    CHECK(to_hex({written, static_cast<std::size_t>(size)}) == to_hex(sample_public_key().spki()));
    OPENSSL_free(written);
}

TEST_CASE("RSA keys are verified from 1024 to 16384 bits and sign from 2048") {
    CHECK(ok(PublicKey::from_spki(spki_of(odd_number(1024), f4))));
    CHECK(ok(PublicKey::from_spki(spki_of(odd_number(16384), f4))));
    CHECK(error_code(PublicKey::from_spki(spki_of(odd_number(1023), f4))) == ErrorCode::unsupported_key);
    CHECK(error_code(PublicKey::from_spki(spki_of(odd_number(16385), f4))) == ErrorCode::unsupported_key);
    CHECK(error_code(PrivateKey::generate(KeyFamily::rsa, 2047)) == ErrorCode::unsupported_key);
    CHECK(error_code(PrivateKey::generate(KeyFamily::rsa, 16385)) == ErrorCode::unsupported_key);
    auto numbers = private_numbers(sample_key());
    numbers[1] = odd_number(2047);
    CHECK(error_code(PrivateKey::from_pkcs8(pkcs8_of(numbers))) == ErrorCode::unsupported_key);
}

TEST_CASE("Numbers that make no RSA key are refused") {
    const auto modulus = odd_number(2048);
    CHECK(error_code(PublicKey::from_spki(spki_of(modulus, Bytes{1}))) == ErrorCode::unsupported_key);
    CHECK(error_code(PublicKey::from_spki(spki_of(modulus, Bytes{2}))) == ErrorCode::unsupported_key);
    CHECK(error_code(PublicKey::from_spki(spki_of(modulus, Bytes{0}))) == ErrorCode::unsupported_key);
    CHECK(error_code(PublicKey::from_spki(spki_of(modulus, odd_number(65)))) == ErrorCode::unsupported_key);
    CHECK(error_code(PublicKey::from_spki(spki_of(with_bit_flipped(modulus, 2040), f4))) ==
          ErrorCode::unsupported_key);
    CHECK(error_code(PublicKey::from_spki(spki_of(Bytes{0}, f4))) == ErrorCode::unsupported_key);
    const auto negative = der::sequence(
        {rsa_algorithm(), der::bit_string(der::sequence({der::integer(-1), der::unsigned_integer(f4)}))});
    CHECK(error_code(PublicKey::from_spki(negative)) == ErrorCode::malformed_der);

    auto numbers = private_numbers(sample_key());
    numbers[4] = odd_number(4096);
    CHECK(error_code(PrivateKey::from_pkcs8(pkcs8_of(numbers))) == ErrorCode::malformed_der);
    numbers = private_numbers(sample_key());
    numbers[0] = Bytes{1};
    CHECK(error_code(PrivateKey::from_pkcs8(pkcs8_of(numbers))) == ErrorCode::unsupported_key);
    numbers[0] = Bytes{0};
    numbers.pop_back();
    CHECK(error_code(PrivateKey::from_pkcs8(pkcs8_of(numbers))) == ErrorCode::malformed_der);
}

}  // namespace qoltanba::test
