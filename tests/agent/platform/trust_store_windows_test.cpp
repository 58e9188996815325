// Works on the root certificates of the user of the wine prefix that the tests have for themselves.
#include "agent/platform/private_file.hpp"
#include "agent/platform/trust_store.hpp"
#include "agent/server/identity.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"
#include "support/show.hpp"

namespace qoltanba::test {
namespace {

using agent::TrustedCa;
using agent::TrustState;
using agent::TrustStores;

TrustedCa make_ca() {
    const auto identity = agent::make_localhost_identity(now());
    REQUIRE(ok(identity));
    return {identity->ca_certificate, identity->ca_fingerprint};
}

TrustStores stores_of(const TemporaryFolder& config) {
    return {{}, config.path()};
}

TrustState state_in(const Result<std::vector<agent::TrustReport>>& reports) {
    REQUIRE(ok(reports));
    REQUIRE(reports->size() == 1);
    if (reports->front().error) FAIL(describe(*reports->front().error));
    return reports->front().state;
}

TEST_CASE("a CA is made known, and goes again") {
    const TemporaryFolder config;
    auto stores = stores_of(config);
    const auto ca = make_ca();
    CHECK(state_in(stores.status(ca)) == TrustState::absent);
    CHECK(state_in(stores.install(ca)) == TrustState::present);
    CHECK(state_in(stores.install(ca)) == TrustState::present);
    CHECK(state_in(stores.status(ca)) == TrustState::present);
    CHECK(state_in(stores.remove()) == TrustState::absent);
    CHECK(state_in(stores.status(ca)) == TrustState::absent);
}

TEST_CASE("a new CA takes the earlier one's place, and another configuration's stays") {
    const TemporaryFolder config;
    const TemporaryFolder other_config;
    auto stores = stores_of(config);
    auto other_stores = stores_of(other_config);
    const auto other = make_ca();
    const auto first = make_ca();
    const auto second = make_ca();
    REQUIRE(state_in(other_stores.install(other)) == TrustState::present);
    REQUIRE(state_in(stores.install(first)) == TrustState::present);
    CHECK(state_in(stores.status(second)) == TrustState::outdated);
    CHECK(state_in(stores.install(second)) == TrustState::present);
    const TemporaryFolder nobodys_config;
    CHECK(state_in(stores_of(nobodys_config).status(first)) == TrustState::absent);
    CHECK(state_in(stores.remove()) == TrustState::absent);
    CHECK(state_in(other_stores.status(other)) == TrustState::present);
    CHECK(state_in(other_stores.remove()) == TrustState::absent);
}

}  // namespace
}  // namespace qoltanba::test
