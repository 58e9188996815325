// A token of SoftHSM for one test, and what tests do with it.
#pragma once

#include "ca/authority.hpp"
#include "support/catch.hpp"
#include "support/tool.hpp"
#include "tokens/devices/pkcs11/token_service.hpp"

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace qoltanba::test {

inline constexpr const char* module_file = "/usr/lib/softhsm/libsofthsm2.so";
inline const std::string pin_text = "123456";

inline SecretBytes pin(std::string_view text = pin_text) {
    return SecretBytes::copy_of(text);
}

inline void write_file(const std::filesystem::path& path, BytesView octets) {
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
                                     .not_before = now() - std::chrono::hours(24),
                                     .not_after = now() + std::chrono::hours(24 * 365)};
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

inline tokens::ModuleSetting setting() {
    return {TOKEN_MODULE_PROGRAM, {}};
}

inline tokens::DeviceToken only_token(std::stop_token stop = {}) {
    tokens::TokenService service(setting(), {module_file});
    service.await_first_look(std::chrono::seconds(20));
    const auto tokens = service.tokens();
    REQUIRE(tokens.size() == 1);
    return {tokens.front(), setting(), {}, [] {}, std::move(stop)};
}

}  // namespace qoltanba::test
