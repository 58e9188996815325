// Keys of SoftHSM, a token in files: its own objects, openssl's verdict.
#include "ca/authority.hpp"
#include "crypto/certificates/write.hpp"
#include "crypto/requests/request.hpp"
#include "crypto/signatures/cms.hpp"
#include "support/catch.hpp"
#include "support/tool.hpp"
#include "tokens/devices/pkcs11/device_signer.hpp"
#include "tokens/devices/pkcs11/module.hpp"
#include "tokens/devices/pkcs11/token_service.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>

namespace qoltanba::test {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr const char* module_file = "/usr/lib/softhsm/libsofthsm2.so";
const std::string pin_text = "123456";

SecretBytes pin(std::string_view text = pin_text) {
    return SecretBytes::copy_of(text);
}

void write_file(const std::filesystem::path& path, BytesView octets) {
    std::ofstream(path, std::ios::binary) << text_of(octets);
}

/// A token of SoftHSM in a folder of its own, which this process and its children know.
class SoftToken {
  public:
    SoftToken() {
        std::filesystem::create_directory(folder_.path() / "tokens");
        std::ofstream(folder_.path() / "softhsm2.conf")
            << "directories.tokendir = " << (folder_.path() / "tokens").string() << "\nlog.level = ERROR\n";
        ::setenv("SOFTHSM2_CONF", (folder_.path() / "softhsm2.conf").c_str(), 1);
        tool("softhsm2-util --init-token --free --label KAZTOKEN --so-pin 12345678 --pin " + pin_text);
    }

    /// A key with a certificate of the demonstration authority, both under this identifier.
    crypto::Certificate add_key(crypto::KeyFamily family, const std::string& id,
                                bool with_certificate = true) {
        const auto key = crypto::PrivateKey::generate(family);
        REQUIRE(ok(key));
        write_file(folder_.path() / "key.der", key->to_pkcs8()->view());
        tool("openssl pkcs8 -inform der -in key.der -topk8 -nocrypt -out key.pem");
        tool("softhsm2-util --import key.pem --token KAZTOKEN --label key" + id + " --id " + id + " --pin " +
             pin_text);
        const auto certificate = certify(*key->public_key());
        if (with_certificate) add_certificate(certificate, id);
        return certificate;
    }
    static crypto::Certificate certify(const crypto::PublicKey& key) {
        static const Authority authority(crypto::KeyFamily::rsa, now());
        const CertificateOrder order{.subject = {.common_name = "ТЕСТОВ ТЕСТ"},
                                     .usage = Usage::signature,
                                     .roles = {role::individual},
                                     .not_before = now() - 24h,
                                     .not_after = now() + 24h * 365};
        return authority.certify(order, key);
    }
    void add_certificate(const crypto::Certificate& certificate, const std::string& id) {
        write_file(folder_.path() / "certificate.der", certificate.der());
        tool("pkcs11-tool --module " + std::string(module_file) + " --login --pin " + pin_text +
             " --write-object certificate.der --type cert --label cert" + id + " --id " + id);
    }

    std::string tool(const std::string& command) {
        const auto run = run_in(folder_, command);
        INFO(command << "\n" << run.output);
        REQUIRE(run.status == 0);
        return run.output;
    }
    [[nodiscard]] const std::filesystem::path& folder() const { return folder_.path(); }

  private:
    TemporaryFolder folder_;
};

tokens::ModuleSetting setting() {
    return {TOKEN_MODULE_PROGRAM, {}};
}

tokens::DeviceToken only_token(std::stop_token stop = {}) {
    tokens::TokenService service(setting(), {module_file});
    service.await_first_look(20s);
    const auto tokens = service.tokens();
    REQUIRE(tokens.size() == 1);
    return {tokens.front(), setting(), {}, [] {}, std::move(stop)};
}

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
