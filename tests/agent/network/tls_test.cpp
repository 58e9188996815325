#include "agent/server/identity.hpp"
#include "agent/server/local_authority.hpp"
#include "asking.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"
#include "support/show.hpp"

#include <openssl/bio.h>
#include <openssl/pem.h>

#include <fstream>
#include <memory>

namespace qoltanba::test {
namespace {

const agent::LocalhostIdentity& identity() {
    static const auto made = agent::make_localhost_identity(now()).value();
    return made;
}

TlsIdentity tls() {
    return {identity().certificate, std::string(text_of(identity().private_key.view()))};
}

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

struct SecureServer {
    TemporaryFolder folder{};
    HttpServer server{[](const HttpQuestion&) { return text_reply("secure"); }, tls()};

    [[nodiscard]] agent::NetworkSettings trusting(const std::string& authority) const {
        auto settings = direct();
        settings.authorities = folder.path() / "authorities.pem";
        std::ofstream(settings.authorities) << authority;
        return settings;
    }
};

TEST_CASE("a server whose authority is trusted is asked by TLS") {
    const SecureServer secure;
    const auto answer = get(secure.server.base_url(), secure.trusting(identity().ca_certificate));
    REQUIRE(ok(answer));
    CHECK(text_of(answer->body) == "secure");
}

TEST_CASE("a server whose authority the system does not know is not asked") {
    const SecureServer secure;
    CHECK(error_code(get(secure.server.base_url())) == ErrorCode::network_untrusted);
}

TEST_CASE("a server of another authority is not asked") {
    const SecureServer secure;
    const auto other = agent::make_localhost_identity(now()).value();
    CHECK(error_code(get(secure.server.base_url(), secure.trusting(other.ca_certificate))) ==
          ErrorCode::network_untrusted);
}

TEST_CASE("a server that is called by a name it has not is not asked") {
    const auto named = agent::LocalAuthority::make(now()).value().issue("DNS:localhost").value();
    const TlsIdentity localhost{pem_of(PEM_write_bio_X509, named.certificate.get()),
                                pem_of(write_key, named.key.get())};
    const HttpServer server([](const HttpQuestion&) { return text_reply("secure"); }, localhost);
    const SecureServer trust;
    const auto settings = trust.trusting(pem_of(PEM_write_bio_X509, named.authority.get()));
    CHECK(error_code(get(server.base_url(), settings)) == ErrorCode::network_untrusted);
    const auto by_its_name = "https://localhost:" + std::to_string(server.port());
    CHECK(ok(get(by_its_name, settings)));
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
        tls());
    CHECK(error_code(get(leading_out.base_url(), secure.trusting(identity().ca_certificate))) ==
          ErrorCode::network_address_wrong);
}

TEST_CASE("a redirect may lead into TLS") {
    const SecureServer secure;
    const HttpServer moved([&](const HttpQuestion&) {
        return status_reply(301, {{"Location", secure.server.base_url()}});
    });
    const auto answer = get(moved.base_url(), secure.trusting(identity().ca_certificate));
    REQUIRE(ok(answer));
    CHECK(text_of(answer->body) == "secure");
}

}  // namespace
}  // namespace qoltanba::test
