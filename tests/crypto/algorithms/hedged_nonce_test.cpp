// What the hedge is for: signatures under a random generator that is broken or gives nothing.
#define OPENSSL_SUPPRESS_DEPRECATED  // RAND_set_rand_method, the one way to replace OpenSSL's generator
#include "crypto/algorithms/keys.hpp"
#include "crypto/algorithms/samples.hpp"
#include "support/catch.hpp"

#include <openssl/rand.h>

#include <algorithm>

namespace qoltanba::test {

using namespace crypto;

namespace {

/// While this object lives, RAND_priv_bytes gives the same octet again and again, or fails.
class BrokenGenerator {
  public:
    explicit BrokenGenerator(bool gives_octets) {
        method_.bytes = gives_octets ? same_octets : no_octets;
        REQUIRE(RAND_set_rand_method(&method_) == 1);
    }
    ~BrokenGenerator() { RAND_set_rand_method(RAND_OpenSSL()); }
    BrokenGenerator(const BrokenGenerator&) = delete;
    BrokenGenerator& operator=(const BrokenGenerator&) = delete;

  private:
    static int same_octets(unsigned char* octets, int count) {
        std::fill_n(octets, count, static_cast<unsigned char>(0x42));
        return 1;
    }
    static int no_octets(unsigned char*, int) { return 0; }

    RAND_METHOD method_{};
};

PrivateKey generated(KeyFamily family) {
    auto key = PrivateKey::generate(family);
    REQUIRE(ok(key));
    return std::move(*key);
}

/// r tells the nonce apart: equal nonces give equal r.
Bytes r_of(const PrivateKey& key, std::string_view document) {
    const auto algorithm = suite_of(key.family()).digest;
    const auto signature = key.sign(algorithm, digest_of(algorithm, bytes_of(document)), all_allowed);
    REQUIRE(ok(signature));
    return Bytes(signature->begin(), signature->begin() + static_cast<std::ptrdiff_t>(signature->size() / 2));
}

}  // namespace

TEST_CASE("With a generator stuck on one value, two documents and two keys still never share a GOST nonce") {
    for (const auto family : {KeyFamily::gost_2015_512, KeyFamily::gost_2004}) {
        CAPTURE(suite_of(family).name);
        const auto key = generated(family);
        const auto other = generated(family);
        const BrokenGenerator broken(true);
        CHECK(r_of(key, "one") == r_of(key, "one"));  // the generator really is stuck
        CHECK(r_of(key, "one") != r_of(key, "two"));
        CHECK(r_of(key, "one") != r_of(other, "one"));
    }
}

TEST_CASE("With a generator that gives nothing, nothing is signed or made") {
    for (const auto family : {KeyFamily::gost_2015_512, KeyFamily::gost_2004}) {
        CAPTURE(suite_of(family).name);
        const auto key = generated(family);
        const auto algorithm = suite_of(family).digest;
        const auto digest = digest_of(algorithm, {});
        const BrokenGenerator broken(false);
        CHECK(error_code(key.sign(algorithm, digest, all_allowed)) == ErrorCode::internal);
        CHECK(error_code(PrivateKey::generate(family)) == ErrorCode::internal);
    }
    const BrokenGenerator broken(false);
    CHECK(error_code(PrivateKey::generate(KeyFamily::ecdsa_p256)) == ErrorCode::internal);
}

}  // namespace qoltanba::test
