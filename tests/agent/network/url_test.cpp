#include "agent/network/url.hpp"

#include "support/catch.hpp"
#include "support/show.hpp"

namespace qoltanba::test {
namespace {

TEST_CASE("an address has a scheme and a host, in one form") {
    const auto read = agent::read_http_url("HTTP://TSP.Pki.Gov.KZ:80/Path");
    REQUIRE(ok(read));
    CHECK(read->scheme == "http");
    CHECK(read->host == "tsp.pki.gov.kz");
    const auto v6 = agent::read_http_url("https://[::1]:8443/");
    REQUIRE(ok(v6));
    CHECK(v6->host == "::1");
}

TEST_CASE("what an address has of its own to keep is not told") {
    CHECK(agent::tellable("http://user:password@host.kz:81/path?token=1#part") == "http://host.kz:81/path");
    CHECK(agent::tellable("user:password@proxy:3128") == "http://proxy:3128/");
    CHECK(agent::tellable("http://user:password@[x") == "an address that is no URL");
    CHECK(agent::tellable("http://host/" + std::string(5000, 'a')).size() < 400);
}

}  // namespace
}  // namespace qoltanba::test
