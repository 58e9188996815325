#include "agent/platform/sealed.hpp"

#include "support/catch.hpp"
#include "support/show.hpp"

namespace qoltanba::test {
namespace {

TEST_CASE("a sealed secret comes back") {
    const auto sealed = agent::seal(bytes_of("-----BEGIN PRIVATE KEY-----\nabc\n"));
    REQUIRE(ok(sealed));
    const auto secret = agent::unseal(sealed->view());
    REQUIRE(ok(secret));
    CHECK(text_of(secret->view()) == "-----BEGIN PRIVATE KEY-----\nabc\n");
}

}  // namespace
}  // namespace qoltanba::test
