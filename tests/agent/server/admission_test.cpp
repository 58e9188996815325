#include "agent/server/admission.hpp"

#include "support/catch.hpp"

#include <boost/beast/http/empty_body.hpp>

namespace qoltanba::test {
namespace {

namespace http = boost::beast::http;
using agent::canonical_origin;
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

TEST_CASE("origins are brought to one form") {
    CHECK(canonical_origin("https://egov.kz") == "https://egov.kz");
    CHECK(canonical_origin("http://intranet") == "http://intranet");
    CHECK(canonical_origin("HTTPS://eGov.KZ") == "https://egov.kz");
    CHECK(canonical_origin("https://egov.kz:443") == "https://egov.kz");
    CHECK(canonical_origin("http://egov.kz:80") == "http://egov.kz");
    CHECK(canonical_origin("http://egov.kz:443") == "http://egov.kz:443");
    CHECK(canonical_origin("https://xn--80ak6aa92e.kz:8443") == "https://xn--80ak6aa92e.kz:8443");
    CHECK(canonical_origin("http://[2001:db8::1]:8080") == "http://[2001:db8::1]:8080");
    CHECK(canonical_origin("chrome-extension://abcdefghijklmnopabcdefghijklmnop") ==
          "chrome-extension://abcdefghijklmnopabcdefghijklmnop");
    CHECK(canonical_origin("moz-extension://0f6cf3b5-1d1b-4d5c-9d0f-000000000000") ==
          "moz-extension://0f6cf3b5-1d1b-4d5c-9d0f-000000000000");
}

TEST_CASE("what is not the origin of one site is none") {
    for (const std::string text : {"",
                                   "null",
                                   "egov.kz",
                                   "https:",
                                   "https://",
                                   "https:///",
                                   "://egov.kz",
                                   "file://",
                                   "file:///etc/passwd",
                                   "data://x",
                                   "javascript://x",
                                   "ws://egov.kz",
                                   "https://egov.kz/",
                                   "https://egov.kz/path",
                                   "https://egov.kz?x",
                                   "https://egov.kz#x",
                                   "https://user@egov.kz",
                                   "https://egov.kz https://evil.kz",
                                   "https://egov.kz,https://evil.kz",
                                   " https://egov.kz",
                                   "https://egov.kz ",
                                   "https://egov.kz:",
                                   "https://egov.kz:0",
                                   "https://egov.kz:65536",
                                   "https://egov.kz:+443",
                                   "https://egov.kz:0443",
                                   "https://egov.kz:443:443",
                                   "https://[::1",
                                   "https://::1",
                                   "https://[]",
                                   "https://[egov.kz]x",
                                   "https://[zz]",
                                   "https://егов.кз",
                                   "https://egov.kz\xe2\x80\xae",
                                   "https://egov\tkz",
                                   "https://eg%6fv.kz"}) {
        CAPTURE(text);
        CHECK_FALSE(canonical_origin(text));
    }
    CHECK_FALSE(canonical_origin(std::string("https://egov.kz\0.evil.kz", 24)));
    CHECK_FALSE(canonical_origin("https://" + std::string(1000, 'a')));
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
