#include "crypto/signatures/gost_oracle.hpp"

#include "crypto/der/values.hpp"
#include "support/catch.hpp"

#include <gcrypt.h>

#include <algorithm>

namespace qoltanba::test {
namespace {

using crypto::DigestAlgorithm;
using crypto::KeyFamily;

int gcrypt_name(DigestAlgorithm algorithm) {
    switch (algorithm) {
        case DigestAlgorithm::streebog_512:
            return GCRY_MD_STRIBOG512;
        case DigestAlgorithm::gost_34311:
            return GCRY_MD_GOSTR3411_94;
        default:
            FAIL("no GOST digest of this project's signers");
            return GCRY_MD_NONE;
    }
}

void start() {
    static const bool started = [] {
        const bool fits = gcry_check_version(GCRYPT_VERSION) != nullptr;
        gcry_control(GCRYCTL_DISABLE_SECMEM, 0);
        gcry_control(GCRYCTL_INITIALIZATION_FINISHED, 0);
        return fits;
    }();
    REQUIRE(started);
}

/// The point of a GOST SubjectPublicKeyInfo: BIT STRING { OCTET STRING { x || y, little-endian } }.
Bytes point_octets(const crypto::PublicKey& key) {
    using namespace crypto;
    const auto spki = der::read_single(key.spki(), der::Tag::sequence);
    REQUIRE(ok(spki));
    auto reader = der::Reader::inside(*spki);
    REQUIRE(ok(reader.next()));
    const auto bits = reader.expect(der::Tag::bit_string);
    REQUIRE(ok(bits));
    const auto wrapped = der::bit_string_octets(*bits);
    REQUIRE(ok(wrapped));
    const auto octets = der::read_single(*wrapped, der::Tag::octet_string);
    REQUIRE(ok(octets));
    return copy_of(octets->content);
}

/// libgcrypt speaks big-endian throughout.
Bytes reversed(BytesView octets) {
    return {octets.rbegin(), octets.rend()};
}

/// An S-expression that goes with this object.
class Expression {
  public:
    template <typename... Arguments>
    explicit Expression(const char* format, Arguments... arguments) {
        REQUIRE(gcry_sexp_build(&value_, nullptr, format, arguments...) == 0);
    }
    ~Expression() { gcry_sexp_release(value_); }
    Expression(const Expression&) = delete;
    Expression& operator=(const Expression&) = delete;
    [[nodiscard]] gcry_sexp_t get() const { return value_; }

  private:
    gcry_sexp_t value_ = nullptr;
};

int size_of(const Bytes& octets) {
    return static_cast<int>(octets.size());
}

}  // namespace

Bytes gcrypt_digest(DigestAlgorithm algorithm, BytesView data) {
    start();
    const int name = gcrypt_name(algorithm);
    Bytes digest(gcry_md_get_algo_dlen(name));
    gcry_md_hash_buffer(name, digest.data(), data.data(), data.size());
    return digest;
}

bool gcrypt_verifies(const crypto::PublicKey& key, BytesView digest, BytesView signature) {
    start();
    const bool large = key.family() == KeyFamily::gost_2015_512;
    const char* curve = large ? "GOST2012-512-tc26-A" : "GOST2001-CryptoPro-A";
    const auto octets = point_octets(key);
    const auto half = octets.size() / 2;
    Bytes point{4};  // uncompressed
    append(point, reversed(BytesView(octets).first(half)));
    append(point, reversed(BytesView(octets).last(half)));
    const Expression public_key("(public-key (ecc (curve %s) (q %b)))", curve, size_of(point), point.data());

    const auto value = reversed(digest);
    const Expression data("(data (flags gost) (value %b))", size_of(value), value.data());

    REQUIRE(signature.size() == octets.size());
    const auto r = reversed(signature.first(half));
    const auto s = reversed(signature.last(half));
    const Expression made("(sig-val (gost (r %b)(s %b)))", size_of(r), r.data(), size_of(s), s.data());
    return gcry_pk_verify(made.get(), data.get(), public_key.get()) == 0;
}

}  // namespace qoltanba::test
