#include "agent/network/proxy_lists.hpp"

#include "support/catch.hpp"

#include <map>

namespace qoltanba::test {
namespace {

using Variables = std::map<std::string, std::string>;

std::string proxy_for(const std::string& url, const Variables& variables) {
    return agent::proxy_from_environment(agent::read_http_url(url).value(),
                                         [&](const char* name) -> std::optional<std::string> {
                                             const auto found = variables.find(name);
                                             if (found == variables.end()) return std::nullopt;
                                             return found->second;
                                         });
}

TEST_CASE("the environment names a proxy for each scheme, and one for the rest") {
    const Variables variables{{"http_proxy", "http://plain:1"}, {"HTTPS_PROXY", "http://secure:2"}};
    CHECK(proxy_for("http://service.kz", variables) == "http://plain:1");
    CHECK(proxy_for("https://service.kz", variables) == "http://secure:2");
    CHECK(proxy_for("http://service.kz", {{"ALL_PROXY", "http://all:3"}}) == "http://all:3");
    CHECK(proxy_for("https://service.kz", {{"all_proxy", "http://all:3"}, {"ALL_PROXY", "http://other:4"}}) ==
          "http://all:3");
    CHECK(proxy_for("http://service.kz", {}).empty());
}

TEST_CASE("HTTP_PROXY, which a request can set where a web server runs a program, does not count") {
    CHECK(proxy_for("http://service.kz", {{"HTTP_PROXY", "http://evil:1"}}).empty());
}

TEST_CASE("hosts that no_proxy names are reached without one") {
    const Variables variables{{"all_proxy", "http://all:3"},
                              {"no_proxy", "localhost, .company.kz,10.0.0.0/8"}};
    CHECK(proxy_for("http://localhost:8080/x", variables).empty());
    CHECK(proxy_for("http://ocsp.Company.KZ/", variables).empty());
    CHECK(proxy_for("http://10.1.2.3/", variables).empty());
    CHECK(proxy_for("http://11.1.2.3/", variables) == "http://all:3");
    CHECK(proxy_for("http://service.kz/", variables) == "http://all:3");
    CHECK(proxy_for("http://service.kz/", {{"all_proxy", "http://all:3"}, {"NO_PROXY", "*"}}).empty());
}

TEST_CASE("a name in no_proxy is itself and what is below it") {
    CHECK(agent::no_proxy_names("company.kz", "company.kz"));
    CHECK(agent::no_proxy_names("company.kz", "ocsp.company.kz"));
    CHECK(agent::no_proxy_names(".company.kz", "company.kz"));
    CHECK(agent::no_proxy_names("COMPANY.kz", "company.kz."));
    CHECK_FALSE(agent::no_proxy_names("company.kz", "mycompany.kz"));
    CHECK_FALSE(agent::no_proxy_names("company.kz", "company.kz.example"));
    CHECK_FALSE(agent::no_proxy_names("", "company.kz"));
    CHECK_FALSE(agent::no_proxy_names(",. ,", "company.kz"));
}

TEST_CASE("an address in no_proxy is itself or a network") {
    CHECK(agent::no_proxy_names("127.0.0.1", "127.0.0.1"));
    CHECK(agent::no_proxy_names("192.168.0.0/16", "192.168.255.1"));
    CHECK(agent::no_proxy_names("::1", "::1"));
    CHECK(agent::no_proxy_names("fd00::/8", "fd12::1"));
    CHECK_FALSE(agent::no_proxy_names("192.168.0.0/16", "192.169.0.1"));
    CHECK_FALSE(agent::no_proxy_names("0.0.1", "127.0.0.1"));
    CHECK_FALSE(agent::no_proxy_names("10.0.0.0/99", "10.0.0.1"));
    CHECK_FALSE(agent::no_proxy_names("10.0.0.0/8", "fd00::1"));
}

TEST_CASE("Windows names one proxy for all, or one for each scheme") {
    CHECK(agent::proxy_from_windows_list("proxy:8080", "https") == "proxy:8080");
    CHECK(agent::proxy_from_windows_list("http=plain:1;https=secure:2", "https") == "secure:2");
    CHECK(agent::proxy_from_windows_list("http=plain:1;https=secure:2", "http") == "plain:1");
    CHECK(agent::proxy_from_windows_list("first:1;second:2", "http") == "first:1");
    CHECK(agent::proxy_from_windows_list("ftp=other:3", "http").empty());
    CHECK(agent::proxy_from_windows_list("", "http").empty());
}

TEST_CASE("a proxy without a port has the one that Windows means") {
    CHECK(agent::proxy_from_windows_list("proxy", "http") == "proxy:80");
    CHECK(agent::proxy_from_windows_list("http://proxy", "http") == "http://proxy:80");
    CHECK(agent::proxy_from_windows_list("[::1]", "http") == "[::1]:80");
    CHECK(agent::proxy_from_windows_list("[::1]:8080", "http") == "[::1]:8080");
}

TEST_CASE("Windows excepts hosts by patterns, and names without a dot") {
    CHECK(agent::windows_bypass_names("*.company.kz;<local>", "ocsp.company.kz"));
    CHECK(agent::windows_bypass_names("*.company.kz;<local>", "intranet"));
    CHECK(agent::windows_bypass_names("10.*", "10.1.2.3"));
    CHECK(agent::windows_bypass_names("a*b*c", "axxbyyc"));
    CHECK_FALSE(agent::windows_bypass_names("*.company.kz;<local>", "company.kz"));
    CHECK_FALSE(agent::windows_bypass_names("<local>", "::1"));
    CHECK_FALSE(agent::windows_bypass_names("a*b*c", "axxbyy"));
    CHECK_FALSE(agent::windows_bypass_names("", "company.kz"));
}

}  // namespace
}  // namespace qoltanba::test
