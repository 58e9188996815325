#include "agent/server/local_authority.hpp"
#include "asking.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"
#include "support/show.hpp"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/pem.h>

#include <fstream>
#include <memory>

namespace qoltanba::test {
namespace {

template <typename Object, typename Write>
std::string pem_of(Write write, const Object* object) {
    const std::unique_ptr<BIO, decltype(&BIO_free)> memory(BIO_new(BIO_s_mem()), &BIO_free);
    REQUIRE(write(memory.get(), object) == 1);
    char* text = nullptr;
    const auto size = BIO_get_mem_data(memory.get(), &text);
    return {text, static_cast<std::size_t>(size)};
}

int write_key(BIO* to, const EVP_PKEY* key) {
    return PEM_write_bio_PrivateKey(to, key, nullptr, nullptr, 0, nullptr, nullptr);
}

/// Both numbers of the ECDSA signature have 32 octets; wine 8 takes no shorter one for right.
bool wine_can_check(const X509* certificate) {
    const ASN1_BIT_STRING* signature = nullptr;
    X509_get0_signature(&signature, nullptr, certificate);
    const auto* octets = ASN1_STRING_get0_data(signature);
    const std::unique_ptr<ECDSA_SIG, decltype(&ECDSA_SIG_free)> numbers(
        d2i_ECDSA_SIG(nullptr, &octets, ASN1_STRING_length(signature)), &ECDSA_SIG_free);
    REQUIRE(numbers);
    return BN_num_bytes(ECDSA_SIG_get0_r(numbers.get())) == 32 &&
           BN_num_bytes(ECDSA_SIG_get0_s(numbers.get())) == 32;
}

/// A server's certificate for these names, and the authority that gave it.
struct Identity {
    TlsIdentity server{};
    std::string authority{};  ///< PEM

    static Identity of(const char* names) {
        for (;;) {
            const auto made = agent::LocalAuthority::make(now()).value().issue(names).value();
            if (!wine_can_check(made.authority.get()) || !wine_can_check(made.certificate.get())) continue;
            return {{pem_of(PEM_write_bio_X509, made.certificate.get()), pem_of(write_key, made.key.get())},
                    pem_of(PEM_write_bio_X509, made.authority.get())};
        }
    }
};

const Identity& identity() {
    static const auto made = Identity::of("DNS:localhost");
    return made;
}

std::string url_of(const HttpServer& server) {
    return "https://localhost:" + std::to_string(server.port());
}

struct SecureServer {
    TemporaryFolder folder{};
    HttpServer server{[](const HttpQuestion&) { return text_reply("secure"); }, identity().server};

    /// By a name: with authorities of a file, libcurl 7.88 compares no addresses under Windows.
    [[nodiscard]] std::string url() const { return url_of(server); }
    [[nodiscard]] agent::NetworkSettings trusting(const std::string& authority) const {
        auto settings = direct();
        settings.authorities = folder.path() / "authorities.pem";
        std::ofstream(settings.authorities) << authority;
        return settings;
    }
};

TEST_CASE("a server whose authority is trusted is asked by TLS") {
    const SecureServer secure;
    const auto answer = get(secure.url(), secure.trusting(identity().authority));
    REQUIRE(ok(answer));
    CHECK(text_of(answer->body) == "secure");
}

// Windows itself judges the certificate here; wine 8 judges none.
TEST_CASE("a server whose authority the system does not know is not asked", "[beyond-wine]") {
    const SecureServer secure;
    CHECK(error_code(get(secure.url())) == ErrorCode::network_untrusted);
}

TEST_CASE("a server of another authority is not asked") {
    const SecureServer secure;
    const auto other = Identity::of("DNS:localhost");
    CHECK(error_code(get(secure.url(), secure.trusting(other.authority))) == ErrorCode::network_untrusted);
}

TEST_CASE("a server that is called by a name it has not is not asked") {
    const SecureServer secure;
    const auto by_address = "https://127.0.0.1:" + std::to_string(secure.server.port());
    CHECK(error_code(get(by_address, secure.trusting(identity().authority))) == ErrorCode::network_untrusted);
}

TEST_CASE("a server that does not speak TLS is not asked without it") {
    const HttpServer plain([](const HttpQuestion&) { return text_reply("plain"); });
    const auto url = "https://127.0.0.1:" + std::to_string(plain.port());
    CHECK(error_code(get(url)) == ErrorCode::network_unreachable);
}

TEST_CASE("a redirect does not lead out of TLS") {
    const HttpServer plain([](const HttpQuestion&) { return text_reply("plain"); });
    const SecureServer secure;
    const HttpServer leading_out(
        [&](const HttpQuestion&) {
            return status_reply(302, {{"Location", plain.base_url()}});
        },
        identity().server);
    CHECK(error_code(get(url_of(leading_out), secure.trusting(identity().authority))) ==
          ErrorCode::network_address_wrong);
}

TEST_CASE("a redirect may lead into TLS") {
    const SecureServer secure;
    const HttpServer moved([&](const HttpQuestion&) {
        return status_reply(301, {{"Location", secure.url()}});
    });
    const auto answer = get(moved.base_url(), secure.trusting(identity().authority));
    REQUIRE(ok(answer));
    CHECK(text_of(answer->body) == "secure");
}

}  // namespace
}  // namespace qoltanba::test
