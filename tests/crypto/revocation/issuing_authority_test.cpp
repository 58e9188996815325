#include "crypto/revocation/revocation_world.hpp"

namespace qoltanba::test {

using namespace crypto;

TEST_CASE("The issuer of a certificate is found among anchors and helpers, by its signature") {
    const auto& world = world_of(KeyFamily::gost_2015_512);
    Anchors anchors;
    anchors.add(world.authority.intermediate());
    const auto by_anchor = issuer_of(world.person, {}, anchors);
    REQUIRE(by_anchor);
    CHECK(by_anchor->spki == copy_of(world.authority.intermediate().spki()));
    const std::vector helpers{world.person, world.authority.intermediate()};
    const auto by_helper = issuer_of(world.person, helpers, Anchors::none());
    REQUIRE(by_helper);
    CHECK(by_helper->name == by_anchor->name);
    // Another authority of the same name made nothing of this.
    const Authority namesake(KeyFamily::gost_2015_512, today);
    const std::vector others{namesake.intermediate()};
    CHECK_FALSE(issuer_of(world.person, others, Anchors::none()));
}

}  // namespace qoltanba::test
