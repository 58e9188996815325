#include "agent/platform/sealed.hpp"
#include "crypto/base/base64.hpp"
#include "support/catch.hpp"
#include "support/show.hpp"

namespace qoltanba::test {
namespace {

TEST_CASE("nothing of a secret is seen in what is kept of it") {
    const auto sealed = agent::seal(bytes_of("the secret"));
    REQUIRE(ok(sealed));
    CHECK(text_of(sealed->view()).starts_with("-----BEGIN QOLTANBA SECRET"));
    const auto octets = from_pem(text_of(sealed->view()));
    REQUIRE(ok(octets));
    CHECK(text_of(*octets).find("secret") == std::string_view::npos);
}

TEST_CASE("what was not sealed, or was changed, is no secret") {
    CHECK(agent::unseal(bytes_of("not base64!")).has_error());
    CHECK(agent::unseal(bytes_of(to_pem("QOLTANBA SECRET, SEALED BY DPAPI", bytes_of("abc")))).has_error());
    const auto sealed = agent::seal(bytes_of("the secret"));
    REQUIRE(ok(sealed));
    auto octets = from_pem(text_of(sealed->view()));
    REQUIRE(ok(octets));
    octets->back() ^= 1;
    CHECK(agent::unseal(bytes_of(to_pem("ANY", *octets))).has_error());
}

}  // namespace
}  // namespace qoltanba::test
