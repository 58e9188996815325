// Key stores made by the JDK's own keytool (tests/data/java_key_stores/make), and damaged ones.
#include "tokens/files/java_key_store.hpp"

#include "crypto/algorithms/digest.hpp"
#include "crypto/certificates/holder.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"
#include "support/show.hpp"

#include <algorithm>

namespace qoltanba::test {
namespace {

using crypto::KeyFamily;
using tokens::is_java_key_store;
using tokens::open_java_key_store;

SecretBytes secret(std::string_view text) {
    return SecretBytes::copy_of(text);
}

Bytes store(std::string_view name) {
    return test_data("java_key_stores/" + std::string(name));
}

Result<std::vector<tokens::OpenedKey>> opened(std::string_view name, std::string_view password = "Secret-1") {
    return open_java_key_store(store(name), secret(password), {});
}

void check_signs(crypto::Signer& signer) {
    const auto algorithm = crypto::suite_of(signer.family()).digest;
    const auto digest = crypto::digest_of(algorithm, bytes_of("a document"));
    const auto signature = signer.sign(algorithm, digest);
    REQUIRE(ok(signature));
    const auto key = signer.certificate().public_key();
    REQUIRE(ok(key));
    CHECK(ok(key->verify(algorithm, digest, *signature)));
}

}  // namespace

TEST_CASE("a JKS and a JCEKS of keytool open, and their keys sign") {
    const auto [name, family] = GENERATE(
        table<const char*, KeyFamily>({{"rsa.jks", KeyFamily::rsa}, {"ec.jceks", KeyFamily::ecdsa_p256}}));
    INFO(name);
    const auto keys = opened(name);
    REQUIRE(ok(keys));
    REQUIRE(keys->size() == 1);
    CHECK(keys->front().alias == "the name");
    CHECK(keys->front().signer->family() == family);
    check_signs(*keys->front().signer);
}

TEST_CASE("each key of a key store goes with the certificate of its own entry") {
    const auto keys = opened("several.jks");
    REQUIRE(ok(keys));
    REQUIRE(keys->size() == 2);
    for (const auto& key : *keys) {
        CHECK(crypto::holder_of(key.signer->certificate()).common_name == key.alias);
        check_signs(*key.signer);
    }
}

TEST_CASE("a password in Kazakh letters opens a JKS") {
    CHECK(ok(opened("kazakh_password.jks", "Құпия-1")));
    CHECK(error_code(opened("kazakh_password.jks", "құпия-1")) == ErrorCode::wrong_password);
}

TEST_CASE("a wrong password of a key store is called so") {
    const auto* const name = GENERATE("rsa.jks", "several.jks", "ec.jceks", "certificate_only.jks");
    const auto* const password = GENERATE("secret-1", "", "Secret-1 ", "Құпия");
    INFO(name << ", " << password);
    CHECK(error_code(opened(name, password)) == ErrorCode::wrong_password);
}

TEST_CASE("a key store without a key that this password opens says what it has instead") {
    CHECK(error_code(opened("certificate_only.jks")) == ErrorCode::unsupported_key_file);
    CHECK(error_code(opened("secret_key_only.jceks")) == ErrorCode::unsupported_key_file);
    const auto own = opened("own_password.jks");
    REQUIRE(error_code(own) == ErrorCode::unsupported_key_file);
    CHECK(own.error().detail == "a key has a password of its own");
}

TEST_CASE("a damaged key store whose key opens all the same is damaged, not of another password") {
    auto file = store("rsa.jks");
    file.back() ^= 1U;  // of the digest over all
    CHECK(error_code(open_java_key_store(file, secret("Secret-1"), {})) == ErrorCode::malformed_key_file);
}

TEST_CASE("no octet of a key store can be another, and none can be missing") {
    const auto file = store("several.jks");
    for (std::size_t at = 0; at < file.size(); at += 7) {
        auto damaged = file;
        damaged[at] ^= 0x40U;
        INFO("octet " << at);
        CHECK(open_java_key_store(damaged, secret("Secret-1"), {}).has_error());
        CHECK(open_java_key_store(BytesView(file).first(at), secret("Secret-1"), {}).has_error());
    }
}

TEST_CASE("a key store is known by its first octets, whatever its name") {
    CHECK(is_java_key_store(store("rsa.jks")));
    CHECK(is_java_key_store(store("ec.jceks")));
    CHECK_FALSE(is_java_key_store(from_hex("feedfe").value()));
    CHECK_FALSE(is_java_key_store(fixture("kz/p12/rsa/ncanode_individual_sign.p12")));
}

}  // namespace qoltanba::test
