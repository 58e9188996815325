// A GOST key on a token: gost_module in the real child, libgcrypt's verdict.
#include "gost_token/gost_token.hpp"

#include "crypto/algorithms/libgcrypt.hpp"
#include "crypto/certificates/write.hpp"
#include "crypto/requests/request.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"
#include "support/show.hpp"
#include "tokens/devices/pkcs11/token_service.hpp"

#include <cstdlib>

namespace qoltanba::test {
namespace {

using namespace std::chrono_literals;
using crypto::KeyFamily;
using tokens::PinState;

struct Plugged {
    explicit Plugged(KeyFamily family = KeyFamily::gost_2015_512)
        : token(home.path(), Authority(family, now())) {
        ::setenv("HOME", home.path().c_str(), 1);  // the child's too
    }
    TemporaryFolder home;
    GostToken token;
};

SecretBytes pin(std::string_view text = GostToken::pin) {
    return SecretBytes::copy_of(text);
}

tokens::DeviceToken only_token(const crypto::SigningPolicy& policy = {}) {
    const tokens::ModuleSetting setting{TOKEN_MODULE_PROGRAM, {}};
    tokens::TokenService service(setting, {GOST_MODULE});
    service.await_first_look(20s);
    const auto tokens = service.tokens();
    REQUIRE(tokens.size() == 1);
    return {tokens.front(), setting, policy};
}

/// The signature is r || s, each little-endian, as libgcrypt reads it here.
bool gcrypt_accepts(const crypto::Signer& signer, BytesView content, BytesView signature) {
    const auto digest = gcrypt_digest(crypto::suite_of(signer.family()).digest, content);
    const auto coordinates = signer.certificate().spki().last(signature.size());
    return gcrypt_verifies(signer.family(), coordinates, digest, signature);
}

}  // namespace

TEST_CASE("a GOST key on a token signs, in whatever order the device answers, by whose numbers ever") {
    const auto family = GENERATE(KeyFamily::gost_2015_512, KeyFamily::gost_2004);
    const Plugged plugged(family);
    const std::string words =
        GENERATE("", "s-first", "big-endian", "big-endian s-first", "certex", "certex big-endian s-first");
    plugged.token.set(words);
    CAPTURE(words);
    auto token = only_token({.allow_gost_2004 = true});
    CHECK(token.storage() == "AKKaztokenStore");
    REQUIRE(token.description().certificates.size() == 1);
    CHECK(token.description().certificates.front() == plugged.token.certificate());
    const auto keys = token.unlock(pin());
    REQUIRE(ok(keys));
    REQUIRE(keys->size() == 1);
    auto& signer = *keys->front().signer;
    CHECK(signer.family() == family);
    const auto content = bytes_of("құжат");
    const auto algorithm = crypto::suite_of(family).digest;
    const auto of_digest = signer.sign(algorithm, crypto::digest_of(algorithm, content));
    REQUIRE(ok(of_digest));
    CHECK(gcrypt_accepts(signer, content, *of_digest));
    CHECK_FALSE(gcrypt_accepts(signer, bytes_of("another"), *of_digest));
    const auto of_content = signer.sign_content(algorithm, content);
    REQUIRE(ok(of_content));
    CHECK(gcrypt_accepts(signer, content, *of_content));
}

TEST_CASE("a GOST key on a token that hashes itself signs contents, and no digest") {
    const auto family = GENERATE(KeyFamily::gost_2015_512, KeyFamily::gost_2004);
    const Plugged plugged(family);
    const std::string words = GENERATE("hashes", "hashes big-endian s-first");
    plugged.token.set(words);
    const auto keys = only_token({.allow_gost_2004 = true}).unlock(pin());
    REQUIRE(ok(keys));
    auto& signer = *keys->front().signer;
    const Bytes content(100'000, 0xA5);
    const auto algorithm = crypto::suite_of(family).digest;
    const auto signature = signer.sign_content(algorithm, content);
    REQUIRE(ok(signature));
    CHECK(gcrypt_accepts(signer, content, *signature));
    CHECK(error_code(signer.sign(algorithm, crypto::digest_of(algorithm, content))) ==
          ErrorCode::unsupported_algorithm);
}

TEST_CASE("a GOST signature by another key than the certificate's does not leave the program") {
    const Plugged plugged;
    plugged.token.swap_key();
    const auto keys = only_token().unlock(pin());
    REQUIRE(ok(keys));
    const auto algorithm = crypto::DigestAlgorithm::streebog_512;
    CHECK(error_code(keys->front().signer->sign_content(algorithm, bytes_of("x"))) ==
          ErrorCode::own_signature_does_not_verify);
}

TEST_CASE("a key of GOST 34.310-2004 on a token is refused unless the policy lets it sign") {
    const Plugged plugged(KeyFamily::gost_2004);
    CHECK(error_code(only_token().unlock(pin())) == ErrorCode::algorithm_refused_by_policy);
}

TEST_CASE("the tries of a GOST token's PIN are known before it is typed, and the last one is kept") {
    const Plugged plugged;
    CHECK(only_token().pin_state() == PinState::ready);
    CHECK(error_code(only_token().unlock(pin("654321"))) == ErrorCode::wrong_pin);
    CHECK(only_token().pin_state() == PinState::few_tries);
    CHECK(error_code(only_token().unlock(pin("654321"))) == ErrorCode::wrong_pin);
    CHECK(only_token().pin_state() == PinState::last_try);
    CHECK(error_code(only_token().unlock(pin())) == ErrorCode::pin_last_try);
    REQUIRE(ok(only_token().unlock_with_last_try(pin())));
    CHECK(only_token().pin_state() == PinState::ready);
    for (const auto code : {ErrorCode::wrong_pin, ErrorCode::wrong_pin, ErrorCode::pin_locked})
        CHECK(error_code(only_token().unlock_with_last_try(pin("654321"))) == code);
    CHECK(only_token().pin_state() == PinState::locked);
    CHECK(error_code(only_token().unlock_with_last_try(pin())) == ErrorCode::pin_locked);
}

TEST_CASE("a GOST key made on a token signs its request, and then with the certificate that came for it") {
    const Plugged plugged;
    auto token = only_token();
    auto made = token.generate(pin(), {.family = KeyFamily::gost_2015_512, .label = "Жаңа кілт"}, false);
    REQUIRE(ok(made));
    CHECK(made->public_key.family() == KeyFamily::gost_2015_512);
    const crypto::RequestOrder order{.subject = *crypto::write_name({.common_name = "ТЕСТОВ ТЕСТ"})};
    const auto der = crypto::write_certificate_request(order, made->public_key, made->sign);
    REQUIRE(ok(der));
    const auto request = crypto::read_certificate_request_file(*der);
    REQUIRE(ok(request));

    const auto certificate = Authority(KeyFamily::gost_2015_512, now()).certify(*request, now());
    CHECK(certificate != plugged.token.certificate());
    REQUIRE(ok(only_token().write_certificate(pin(), certificate, "certificate", false)));
    CHECK(error_code(only_token().write_certificate(pin(), plugged.token.certificate(), "another", false)) ==
          ErrorCode::key_does_not_match_certificate);
    const auto keys = only_token().unlock(pin());
    REQUIRE(ok(keys));
    auto& signer = *keys->front().signer;
    CHECK(signer.certificate() == certificate);
    const auto signature = signer.sign_content(crypto::DigestAlgorithm::streebog_512, bytes_of("құжат"));
    REQUIRE(ok(signature));
    CHECK(gcrypt_accepts(signer, bytes_of("құжат"), *signature));
}

TEST_CASE("a GOST token that is pulled out signs no more") {
    const Plugged plugged;
    auto token = only_token();
    plugged.token.take_out();
    CHECK(error_code(token.unlock(pin())) == ErrorCode::token_not_present);
}

}  // namespace qoltanba::test
