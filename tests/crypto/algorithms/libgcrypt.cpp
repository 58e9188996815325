#include "crypto/algorithms/libgcrypt.hpp"

#include "support/catch.hpp"

#include <gcrypt.h>

#include <algorithm>
#include <memory>

namespace qoltanba::test {
namespace {

using crypto::DigestAlgorithm;
using crypto::KeyFamily;

struct ReleaseExpression {
    void operator()(gcry_sexp_t expression) const { gcry_sexp_release(expression); }
};
using Expression = std::unique_ptr<gcry_sexp, ReleaseExpression>;

void start_libgcrypt() {
    static const bool started = [] {
        if (gcry_check_version(GCRYPT_VERSION) == nullptr) return false;
        gcry_control(GCRYCTL_DISABLE_SECMEM, 0);
        gcry_control(GCRYCTL_INITIALIZATION_FINISHED, 0);
        return true;
    }();
    REQUIRE(started);
}

int md_of(DigestAlgorithm algorithm) {
    switch (algorithm) {
        case DigestAlgorithm::sha1:
            return GCRY_MD_SHA1;
        case DigestAlgorithm::sha256:
            return GCRY_MD_SHA256;
        case DigestAlgorithm::sha384:
            return GCRY_MD_SHA384;
        case DigestAlgorithm::sha512:
            return GCRY_MD_SHA512;
        case DigestAlgorithm::streebog_256:
            return GCRY_MD_STRIBOG256;
        case DigestAlgorithm::streebog_512:
            return GCRY_MD_STRIBOG512;
        case DigestAlgorithm::gost_34311:
            return GCRY_MD_GOSTR3411_94;
    }
    return GCRY_MD_NONE;
}

const char* curve_of(KeyFamily family) {
    switch (family) {
        case KeyFamily::gost_2015_512:
            return "GOST2012-512-tc26-A";
        case KeyFamily::gost_2015_256:
            return "GOST2012-256-A";
        case KeyFamily::gost_2004:
            return "GOST2001-CryptoPro-A";
        default:
            FAIL("not a GOST family");
            return nullptr;
    }
}

Bytes turned(BytesView octets) {
    return {octets.rbegin(), octets.rend()};
}

/// libgcrypt reads octet strings in expressions as big-endian numbers.
Expression build(const char* format, auto... values) {
    start_libgcrypt();
    gcry_sexp_t expression = nullptr;
    const auto fault = gcry_sexp_build(&expression, nullptr, format, values...);
    INFO(gcry_strerror(fault));
    REQUIRE(fault == 0);
    return Expression(expression);
}

int length_of(BytesView octets) {
    return static_cast<int>(octets.size());
}

Expression digest_expression(BytesView digest) {
    const auto number = turned(digest);  // e is the digest read as a little-endian number
    return build("(data (flags gost) (value %b))", static_cast<int>(number.size()), number.data());
}

/// 04 || x || y, big-endian, of coordinates in our order.
Bytes uncompressed(BytesView coordinates) {
    const auto half = coordinates.size() / 2;
    Bytes point{0x04};
    append(point, turned(coordinates.first(half)));
    append(point, turned(coordinates.last(half)));
    return point;
}

/// A number of this name in the expression, little-endian in `size` octets.
Bytes number_in(gcry_sexp_t expression, const char* name, std::size_t size) {
    const Expression found(gcry_sexp_find_token(expression, name, 0));
    REQUIRE(found);
    gcry_mpi_t number = gcry_sexp_nth_mpi(found.get(), 1, GCRYMPI_FMT_USG);
    Bytes octets(size + 1);
    std::size_t written = 0;
    REQUIRE(gcry_mpi_print(GCRYMPI_FMT_USG, octets.data(), octets.size(), &written, number) == 0);
    gcry_mpi_release(number);
    octets.resize(written);
    auto little_endian = turned(octets);
    little_endian.resize(size);
    return little_endian;
}

std::size_t size_of(KeyFamily family) {
    return family == KeyFamily::gost_2015_512 ? 64 : 32;
}

}  // namespace

Bytes gcrypt_digest(DigestAlgorithm algorithm, BytesView data) {
    start_libgcrypt();
    const int md = md_of(algorithm);
    Bytes digest(gcry_md_get_algo_dlen(md));
    gcry_md_hash_buffer(md, digest.data(), data.data(), data.size());
    return digest;
}

Bytes gcrypt_public_key(KeyFamily family, BytesView scalar) {
    start_libgcrypt();
    gcry_ctx_t context = nullptr;
    REQUIRE(gcry_mpi_ec_new(&context, nullptr, curve_of(family)) == 0);
    gcry_mpi_t d = nullptr;
    const auto number = turned(scalar);
    REQUIRE(gcry_mpi_scan(&d, GCRYMPI_FMT_USG, number.data(), number.size(), nullptr) == 0);
    gcry_mpi_point_t point = gcry_mpi_point_new(0);
    gcry_mpi_point_t generator = gcry_mpi_ec_get_point("g", context, 1);
    gcry_mpi_ec_mul(point, d, generator, context);
    gcry_mpi_t x = gcry_mpi_new(0);
    gcry_mpi_t y = gcry_mpi_new(0);
    REQUIRE(gcry_mpi_ec_get_affine(x, y, point, context) == 0);
    const auto expression = build("(point (x %M) (y %M))", x, y);
    Bytes coordinates = number_in(expression.get(), "x", size_of(family));
    append(coordinates, number_in(expression.get(), "y", size_of(family)));
    for (auto* value : {d, x, y}) gcry_mpi_release(value);
    for (auto* value : {point, generator}) gcry_mpi_point_release(value);
    gcry_ctx_release(context);
    return coordinates;
}

Bytes gcrypt_sign(KeyFamily family, BytesView scalar, BytesView digest) {
    const auto point = uncompressed(gcrypt_public_key(family, scalar));
    const auto number = turned(scalar);
    const auto key =
        build("(private-key (ecc (curve %s) (flags gost) (q %b) (d %b)))", curve_of(family),
              static_cast<int>(point.size()), point.data(), static_cast<int>(number.size()), number.data());
    gcry_sexp_t made = nullptr;
    REQUIRE(gcry_pk_sign(&made, digest_expression(digest).get(), key.get()) == 0);
    const Expression expression(made);
    Bytes signature = number_in(made, "r", size_of(family));
    append(signature, number_in(made, "s", size_of(family)));
    return signature;
}

bool gcrypt_verifies(KeyFamily family, BytesView coordinates, BytesView digest, BytesView signature) {
    const auto point = uncompressed(coordinates);
    const auto key = build("(public-key (ecc (curve %s) (flags gost) (q %b)))", curve_of(family),
                           static_cast<int>(point.size()), point.data());
    const auto r = turned(signature.first(signature.size() / 2));
    const auto s = turned(signature.last(signature.size() / 2));
    const auto value = build("(sig-val (gost (r %b) (s %b)))", static_cast<int>(r.size()), r.data(),
                             static_cast<int>(s.size()), s.data());
    return gcry_pk_verify(value.get(), digest_expression(digest).get(), key.get()) == 0;
}

bool gcrypt_verifies_rsa(BytesView modulus, BytesView exponent, DigestAlgorithm algorithm, BytesView digest,
                         BytesView signature) {
    const auto key = build("(public-key (rsa (n %b) (e %b)))", length_of(modulus), modulus.data(),
                           length_of(exponent), exponent.data());
    const auto data = build("(data (flags pkcs1) (hash %s %b))", gcry_md_algo_name(md_of(algorithm)),
                            length_of(digest), digest.data());
    const auto value = build("(sig-val (rsa (s %b)))", length_of(signature), signature.data());
    return gcry_pk_verify(value.get(), data.get(), key.get()) == 0;
}

bool gcrypt_verifies_ecdsa(KeyFamily family, BytesView uncompressed_point, BytesView digest, BytesView r,
                           BytesView s) {
    const char* curve = family == KeyFamily::ecdsa_p384 ? "NIST P-384" : "NIST P-256";
    const auto key = build("(public-key (ecc (curve %s) (q %b)))", curve, length_of(uncompressed_point),
                           uncompressed_point.data());
    const auto data = build("(data (flags raw) (value %b))", length_of(digest), digest.data());
    const auto value =
        build("(sig-val (ecdsa (r %b) (s %b)))", length_of(r), r.data(), length_of(s), s.data());
    return gcry_pk_verify(value.get(), data.get(), key.get()) == 0;
}

}  // namespace qoltanba::test
