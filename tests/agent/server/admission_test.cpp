#include "agent/server/admission.hpp"

#include "support/catch.hpp"

#include <boost/beast/http/empty_body.hpp>

namespace qoltanba::test {
namespace {

namespace http = boost::beast::http;
using agent::is_own_host;
using agent::judge;

constexpr std::uint16_t port = 13579;

http::request<http::empty_body> upgrade_request() {
    http::request<http::empty_body> request{http::verb::get, "/", 11};
    request.set(http::field::host, "127.0.0.1:13579");
    request.set(http::field::connection, "Upgrade");
    request.set(http::field::upgrade, "websocket");
    request.set(http::field::sec_websocket_version, "13");
    request.set(http::field::sec_websocket_key, "dGhlIHNhbXBsZSBub25jZQ==");
    request.set(http::field::origin, "https://example.kz");
    return request;
}

/// 0 for an upgrade, 200 for a page, otherwise the refusal's status.
unsigned verdict(const http::request<http::empty_body>& request, bool allow_local_clients = false) {
    const auto visit = judge(request, port, allow_local_clients);
    if (std::holds_alternative<agent::Upgrade>(visit)) return 0;
    if (std::holds_alternative<agent::PageVisit>(visit)) return 200;
    return static_cast<unsigned>(std::get<agent::Refused>(visit).status);
}

TEST_CASE("only this computer's names with our port are our host") {
    for (const auto* host : {"127.0.0.1:13579", "localhost:13579", "LOCALHOST:13579", "[::1]:13579"}) {
        CAPTURE(host);
        CHECK(is_own_host(host, port));
    }
    for (const auto* host : {"",
                             ":13579",
                             "127.0.0.1",
                             "localhost",
                             "localhost:443",
                             "127.0.0.1:1357",
                             "127.0.0.1:135790",
                             "127.0.0.2:13579",
                             "localhost.:13579",
                             "localhost.evil.kz:13579",
                             "evil.kz:13579",
                             "::1:13579",
                             "[::1]13579",
                             "[::ffff:127.0.0.1]:13579",
                             "0.0.0.0:13579",
                             "127.1:13579",
                             "user@localhost:13579",
                             "localhost:13579/",
                             " localhost:13579",
                             "localhost:13579, evil.kz"}) {
        CAPTURE(host);
        CHECK_FALSE(is_own_host(host, port));
    }
    CHECK(is_own_host("localhost", 443));
}

TEST_CASE("a page's upgrade is let in under its canonical origin") {
    auto request = upgrade_request();
    request.set(http::field::origin, "https://Example.kz:443");
    const auto visit = judge(request, port, false);
    REQUIRE(std::holds_alternative<agent::Upgrade>(visit));
    CHECK(std::get<agent::Upgrade>(visit).who.origin == "https://example.kz");
}

TEST_CASE("an upgrade needs one Origin and one Host") {
    auto request = upgrade_request();
    CHECK(verdict(request) == 0);
    request.insert(http::field::origin, "https://other.kz");
    CHECK(verdict(request) == 403);
    CHECK(verdict(request, true) == 403);
    request.erase(http::field::origin);
    CHECK(verdict(request) == 403);
    CHECK(verdict(request, true) == 0);
    request.set(http::field::origin, "");
    CHECK(verdict(request, true) == 403);

    request = upgrade_request();
    request.insert(http::field::host, "127.0.0.1:13579");
    CHECK(verdict(request) == 421);
    request.erase(http::field::host);
    CHECK(verdict(request) == 421);
}

TEST_CASE("requests for a proxy and of other versions are refused") {
    auto request = upgrade_request();
    request.target("https://evil.kz/");
    CHECK(verdict(request) == 400);
    request = upgrade_request();
    request.version(10);
    CHECK(verdict(request) == 400);
}

TEST_CASE("a POST that asks for an upgrade is no upgrade") {
    auto request = upgrade_request();
    request.method(http::verb::post);
    CHECK(verdict(request) == 405);
}

}  // namespace
}  // namespace qoltanba::test
