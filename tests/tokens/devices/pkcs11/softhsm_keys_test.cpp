// Keys made on SoftHSM, certificates written beside them, and keys taken away again.
#include "crypto/requests/request.hpp"
#include "soft_token.hpp"

#include <algorithm>

namespace qoltanba::test {
namespace {

TEST_CASE("a key made on the token signs its request for openssl, and then with the certificate that came") {
    SoftToken soft;
    for (const auto family :
         {crypto::KeyFamily::rsa, crypto::KeyFamily::ecdsa_p256, crypto::KeyFamily::ecdsa_p384}) {
        auto token = only_token();
        const auto made = token.generate(pin(), {.family = family, .label = "Жаңа кілт"}, false);
        REQUIRE(ok(made));
        CHECK(made->public_key.family() == family);
        const crypto::RequestOrder order{.subject = *crypto::write_name({.common_name = "ТЕСТОВ ТЕСТ"})};
        const auto request = crypto::write_certificate_request(order, made->public_key, made->sign);
        REQUIRE(ok(request));
        write_file(soft.folder() / "request.der", *request);
        soft.tool("openssl req -inform der -in request.der -verify -noout");

        const auto certificate = SoftToken::certify(made->public_key);
        REQUIRE(ok(token.write_certificate(pin(), certificate, "certificate", false)));
        const auto keys = only_token().unlock(pin());
        REQUIRE(ok(keys));
        const auto found = std::ranges::find_if(
            *keys, [&](const auto& key) { return key.signer->certificate() == certificate; });
        REQUIRE(found != keys->end());
        const auto algorithm = crypto::suite_of(family).digest;
        const auto digest = crypto::digest_of(algorithm, bytes_of("content"));
        CHECK(ok(found->signer->sign(algorithm, digest)));
    }
}

TEST_CASE("a key made on the token stays there: it is private, sensitive and cannot be taken out") {
    SoftToken soft;
    auto token = only_token();
    REQUIRE(ok(token.generate(pin(), {.family = crypto::KeyFamily::rsa, .label = "stays"}, false)));
    const auto listed = soft.tool("pkcs11-tool --module " + std::string(module_file) + " --login --pin " +
                                  pin_text + " --list-objects --type privkey");
    CHECK(listed.find("stays") != std::string::npos);
    CHECK(listed.find("sensitive") != std::string::npos);
    CHECK(listed.find("never extractable") != std::string::npos);
    const auto contents = only_token().open(pin(), false);
    REQUIRE(ok(contents));
    CHECK(contents->keys_without_certificate == std::vector<std::string>{"stays"});
}

TEST_CASE(
    "a key that was made and is not wanted goes from the token by its own login, and no other key does") {
    SoftToken soft;
    soft.add_key(crypto::KeyFamily::rsa, "01");
    auto token = only_token();
    const auto made =
        token.generate(pin(), {.family = crypto::KeyFamily::ecdsa_p256, .label = "brief"}, false);
    REQUIRE(ok(made));
    REQUIRE(ok(made->remove()));
    CHECK(error_code(made->remove()) == ErrorCode::internal);
    const auto objects = soft.tool("pkcs11-tool --module " + std::string(module_file) + " --login --pin " +
                                   pin_text + " --list-objects");
    CHECK(objects.find("brief") == std::string::npos);
    const auto contents = only_token().open(pin(), false);
    REQUIRE(ok(contents));
    CHECK(contents->keys_without_certificate.empty());
    CHECK(contents->keys.size() == 1);
}

TEST_CASE("whoever goes before the PIN was taken has no key made") {
    const SoftToken soft;
    std::stop_source page;
    page.request_stop();
    auto token = only_token(page.get_token());
    CHECK(ok(only_token().open(pin(), false)));
    CHECK(error_code(token.generate(pin(), {.family = crypto::KeyFamily::rsa, .label = {}}, false)) ==
          ErrorCode::device_module_failed);
    CHECK(only_token().open(pin(), false)->keys_without_certificate.empty());
}

TEST_CASE("a token tells which keys it makes, and without its PIN which certificate its key waits for") {
    const SoftToken soft;
    auto token = only_token();
    CHECK(token.description().makes_keys_of(crypto::KeyFamily::rsa));
    CHECK(token.description().makes_keys_of(crypto::KeyFamily::ecdsa_p384));
    CHECK_FALSE(token.description().makes_keys_of(crypto::KeyFamily::gost_2015_512));
    CHECK_FALSE(token.description().makes_keys_of(crypto::KeyFamily::gost_2004));

    for (const auto family : {crypto::KeyFamily::rsa, crypto::KeyFamily::ecdsa_p384}) {
        const auto made = token.generate(pin(), {.family = family, .label = "waits"}, false);
        REQUIRE(ok(made));
        const auto certificate = SoftToken::certify(made->public_key);
        const auto stranger = SoftToken::certify(*crypto::PrivateKey::generate(family)->public_key());
        CHECK(*token.awaited({stranger}) == std::nullopt);
        CHECK(*token.awaited({stranger, certificate}) == certificate);
        REQUIRE(ok(only_token().write_certificate(pin(), certificate, "came", false)));
        CHECK(*only_token().awaited({certificate}) == std::nullopt);
    }
}

TEST_CASE("a certificate is written beside its own key and beside no other") {
    const SoftToken soft;
    auto token = only_token();
    REQUIRE(ok(token.generate(pin(), {.family = crypto::KeyFamily::ecdsa_p256, .label = "one"}, false)));
    const auto stranger = crypto::PrivateKey::generate(crypto::KeyFamily::ecdsa_p256);
    REQUIRE(ok(stranger));
    const auto certificate = SoftToken::certify(*stranger->public_key());
    CHECK(error_code(token.write_certificate(pin(), certificate, "x", false)) ==
          ErrorCode::key_does_not_match_certificate);
    CHECK(only_token().description().certificates.empty());
}

TEST_CASE("a wrong PIN makes no key, and what the token cannot make is told") {
    const SoftToken soft;
    auto token = only_token();
    CHECK(error_code(token.generate(pin("000000"), {.family = crypto::KeyFamily::rsa, .label = {}}, false)) ==
          ErrorCode::wrong_pin);
    CHECK(error_code(token.generate(pin(), {.family = crypto::KeyFamily::gost_2015_512, .label = {}},
                                    false)) == ErrorCode::unsupported_algorithm);
    CHECK(error_code(token.generate(pin(), {.family = crypto::KeyFamily::gost_2004, .label = {}}, false)) ==
          ErrorCode::unsupported_key);
    const auto contents = token.open(pin(), false);
    REQUIRE(ok(contents));
    CHECK(contents->keys_without_certificate.empty());
}

}  // namespace
}  // namespace qoltanba::test
