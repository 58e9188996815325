// Keys of SoftHSM, a token in files: its own objects, openssl's verdict.
#include "crypto/certificates/write.hpp"
#include "crypto/signatures/cms.hpp"
#include "soft_token.hpp"
#include "tokens/devices/pkcs11/device_signer.hpp"
#include "tokens/devices/pkcs11/module.hpp"

#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iostream>

namespace qoltanba::test {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

crypto::Signer& signer_called(const std::vector<tokens::OpenedKey>& keys, const std::string& alias) {
    const auto found = std::ranges::find(keys, alias, &tokens::OpenedKey::alias);
    REQUIRE(found != keys.end());
    return *found->signer;
}

/// Resident memory of a process in KiB.
[[maybe_unused]] long resident(std::int64_t process) {
    std::ifstream file("/proc/" + std::to_string(process) + "/statm");
    long total = 0;
    long pages = 0;
    file >> total >> pages;
    return pages * ::sysconf(_SC_PAGESIZE) / 1024;
}

TEST_CASE("a token is listed with its certificates before its PIN, and its keys sign for openssl") {
    SoftToken soft;
    const auto rsa_certificate = soft.add_key(crypto::KeyFamily::rsa, "01");
    soft.add_key(crypto::KeyFamily::ecdsa_p256, "02");
    soft.add_key(crypto::KeyFamily::ecdsa_p384, "03");
    auto token = only_token();
    CHECK(token.name() == "KAZTOKEN");
    CHECK(token.storage() == "AKKaztokenStore");
    CHECK(token.pin_state() == tokens::PinState::ready);
    CHECK(token.description().certificates.size() == 3);

    const auto keys = token.unlock(pin());
    REQUIRE(ok(keys));
    REQUIRE(keys->size() == 3);
    CHECK(signer_called(*keys, "cert01").certificate() == rsa_certificate);
    std::ofstream(soft.folder() / "text") << "a document";
    for (const auto* alias : {"cert01", "cert02", "cert03"}) {
        CAPTURE(alias);
        auto& signer = signer_called(*keys, alias);
        const auto digest = crypto::suite_of(signer.family()).digest;
        const auto signature = signer.sign(digest, crypto::digest_of(digest, bytes_of("a document")));
        REQUIRE(ok(signature));
        CHECK(ok(signer.sign_content(digest, bytes_of("a document"))));
        write_file(soft.folder() / "signature", *signature);
        write_file(soft.folder() / "certificate.der", signer.certificate().der());
        soft.tool("openssl x509 -inform der -in certificate.der -pubkey -noout -out public.pem");
        const std::string name = digest == crypto::DigestAlgorithm::sha384 ? "sha384" : "sha256";
        CHECK(soft.tool("openssl dgst -" + name + " -verify public.pem -signature signature text") ==
              "Verified OK\n");
    }
}

TEST_CASE(
    "keys without certificates and certificates without keys are reported beside the key that is whole") {
    SoftToken soft;
    soft.add_key(crypto::KeyFamily::ecdsa_p256, "01");
    soft.add_key(crypto::KeyFamily::ecdsa_p256, "02", false);
    const auto lonely =
        SoftToken::certify(*crypto::PrivateKey::generate(crypto::KeyFamily::rsa)->public_key());
    soft.add_certificate(lonely, "03");
    const auto contents = only_token().open(pin(), false);
    REQUIRE(ok(contents));
    REQUIRE(contents->keys.size() == 1);
    CHECK(contents->keys.front().alias == "cert01");
    CHECK(contents->keys_without_certificate == std::vector<std::string>{"key02"});
    REQUIRE(contents->certificates_without_key.size() == 1);
    CHECK(contents->certificates_without_key.front() == lonely);
}

TEST_CASE("a certificate of another key than the token's signs nothing") {
    SoftToken soft;
    soft.add_key(crypto::KeyFamily::ecdsa_p256, "01", false);
    soft.add_certificate(
        SoftToken::certify(*crypto::PrivateKey::generate(crypto::KeyFamily::ecdsa_p256)->public_key()), "01");
    const auto keys = only_token().unlock(pin());
    REQUIRE(ok(keys));
    const auto digest = crypto::digest_of(crypto::DigestAlgorithm::sha256, bytes_of("x"));
    CHECK(error_code(keys->front().signer->sign(crypto::DigestAlgorithm::sha256, digest)) ==
          ErrorCode::own_signature_does_not_verify);
}

TEST_CASE("a wrong PIN is seen in the token's state, and the PIN is changed and set anew") {
    SoftToken soft;
    soft.add_key(crypto::KeyFamily::ecdsa_p256, "01");
    CHECK(error_code(only_token().unlock(pin("654321"))) == ErrorCode::wrong_pin);
    CHECK(error_code(only_token().unlock(pin("1"))) == ErrorCode::pin_length_wrong);
    CHECK(only_token().pin_state() == tokens::PinState::few_tries);
    CHECK(ok(only_token().change_pin(pin(), pin("222222"), false)));
    CHECK(error_code(only_token().unlock(pin())) == ErrorCode::wrong_pin);
    CHECK(error_code(only_token().unblock_pin(pin("11111111"), pin("333333"), false)) ==
          ErrorCode::wrong_puk);
    CHECK(ok(only_token().unblock_pin(pin("12345678"), pin("333333"), false)));
    CHECK(ok(only_token().unlock(pin("333333"))));
}

TEST_CASE("two unlocks at once share no login") {
    SoftToken soft;
    soft.add_key(crypto::KeyFamily::ecdsa_p256, "01");
    auto token = only_token();
    auto first = token.unlock(pin());
    REQUIRE(ok(first));
    // The first login is no login of anybody else: without the PIN there is no key.
    CHECK(error_code(token.unlock(pin("654321"))) == ErrorCode::wrong_pin);
    auto second = token.unlock(pin());
    REQUIRE(ok(second));
    const auto digest = crypto::digest_of(crypto::DigestAlgorithm::sha256, bytes_of("x"));
    first = std::vector<tokens::OpenedKey>();  // its end does not log the other out
    CHECK(ok(second->front().signer->sign(crypto::DigestAlgorithm::sha256, digest)));
}

#ifndef MEMORY_IS_A_SANITIZERS
TEST_CASE("a thousand signatures keep the memory of both processes flat") {
    SoftToken soft;
    soft.add_key(crypto::KeyFamily::rsa, "01");
    tokens::TokenService service(setting(), {module_file});
    service.await_first_look(20s);
    REQUIRE(service.tokens().size() == 1);
    auto client = tokens::ModuleClient::start(TOKEN_MODULE_PROGRAM, module_file);
    REQUIRE(ok(client));
    const auto facts = service.tokens().front().facts;
    auto opened = client->open({facts.slot, facts.serial, false}, pin());
    REQUIRE(ok(opened));
    const auto key = opened->keys.front().handle;
    const auto child = client->process_id();
    const auto login = std::make_shared<tokens::DeviceLogin>(std::move(*client), opened->mechanisms);
    const auto certificate = crypto::Certificate::from_der(opened->certificates.front().der);
    const auto signer = tokens::DeviceSigner::create(login, key, *certificate, {});
    REQUIRE(ok(signer));
    const auto sign = [&](int number) {
        const auto digest =
            crypto::digest_of(crypto::DigestAlgorithm::sha256, bytes_of(std::to_string(number)));
        return (*signer)->sign(crypto::DigestAlgorithm::sha256, digest).has_value();
    };
    for (int i = 0; i < 100; ++i) REQUIRE(sign(i));
    const auto ours = resident(::getpid());
    const auto its = resident(child);
    for (int i = 0; i < 900; ++i) REQUIRE(sign(i));
    std::cout << "1000 signatures: ours " << ours << " -> " << resident(::getpid()) << " KiB, the child's "
              << its << " -> " << resident(child) << " KiB\n";
    CHECK(resident(::getpid()) - ours < 1024);
    CHECK(resident(child) - its < 1024);
}
#endif

TEST_CASE(
    "a signature through the child costs at most ten milliseconds more than in the module's own process") {
    SoftToken soft;
    soft.add_key(crypto::KeyFamily::ecdsa_p256, "01");
    const auto digest = crypto::digest_of(crypto::DigestAlgorithm::sha256, bytes_of("x"));
    constexpr int count = 100;
    const auto timed = [&](const auto& sign) {
        std::vector<std::chrono::duration<double, std::milli>> times;
        for (int i = 0; i < count; ++i) {
            const auto began = Clock::now();
            REQUIRE(ok(sign()));
            times.emplace_back(Clock::now() - began);
        }
        std::ranges::nth_element(times, times.begin() + count / 2);
        return times[count / 2].count();
    };

    double direct = 0;
    {
        const auto module = tokens::Module::load(module_file);
        REQUIRE(ok(module));
        const auto slots = (*module)->occupied_slots();
        REQUIRE(ok(slots));
        auto session = tokens::Session::open(**module, slots->front());
        REQUIRE(ok(session));
        REQUIRE(ok(session->login(tokens::cryptoki::user, pin())));
        const auto keys = session->keys();
        REQUIRE(ok(keys));
        direct = timed([&]() -> Result<Bytes> {
            QOLTANBA_CHECK(
                session->begin_signature(0x1041, static_cast<tokens::cryptoki::Ulong>(keys->front().handle)));
            return session->finish_signature(digest);
        });
    }
    const auto keys = only_token().unlock(pin());
    REQUIRE(ok(keys));
    const auto through =
        timed([&] { return keys->front().signer->sign(crypto::DigestAlgorithm::sha256, digest); });
    std::cout << "a signature: " << direct << " ms by the module, " << through
              << " ms through the child and checked: " << through - direct << " ms on top\n";
    CHECK(through - direct < 10.0);
}

TEST_CASE("a signed document of a token's key is a CMS that openssl verifies") {
    SoftToken soft;
    soft.add_key(crypto::KeyFamily::rsa, "01");
    const auto keys = only_token().unlock(pin());
    REQUIRE(ok(keys));
    const auto content = copy_of(bytes_of("a document"));
    const auto cms = crypto::create_cms(*keys->front().signer, content, {});
    REQUIRE(ok(cms));
    write_file(soft.folder() / "signature.cms", *cms);
    CHECK(soft.tool("openssl cms -verify -noverify -inform der -in signature.cms -binary -out content")
              .find("uccessful") != std::string::npos);
}

}  // namespace
}  // namespace qoltanba::test
