#include "agent/evidence/level_raising.hpp"

#include "agent/evidence/revocation_asking.hpp"
#include "agent/evidence/services.hpp"
#include "crypto/signatures/cms.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"

using namespace qoltanba;
using namespace qoltanba::test;
using crypto::KeyFamily;
using crypto::Level;

namespace {

/// A signer, and all that lifts the signature.
struct Raising {
    Services services;
    std::unique_ptr<crypto::Signer> signer = Services::signer_of(services.person());
    TemporaryFolder folder;
    agent::RevocationCache cache{folder.path()};
    agent::SilentServers silent_servers;

    explicit Raising(KeyFamily family = KeyFamily::gost_2015_512) : services(family) {}

    [[nodiscard]] Bytes sign(bool attach = true) {
        auto cms = crypto::create_cms(*signer, bytes_of("text"), {.attach = attach, .signing_time = today});
        REQUIRE(ok(cms));
        return *std::move(cms);
    }
    Result<Bytes> raise(BytesView cms, Level level, std::optional<BytesView> content = {}) {
        const agent::TimeStamping stamping(services.http, services.anchors, {{Services::tsp, ""}});
        agent::RevocationAsking asking(
            {.http = &services.http, .cache = cache, .silent_servers = silent_servers}, services.anchors);
        return agent::LevelRaising(stamping, asking, services.anchors).raise(cms, content, level, {});
    }
    [[nodiscard]] std::string levels_of(BytesView cms, std::optional<BytesView> content = {}) const {
        const auto reports = crypto::judge_levels(cms, content, services.anchors);
        REQUIRE(ok(reports));
        std::string levels;
        for (const auto& report : *reports) levels += std::string(name_of(report.level)) + ' ';
        return levels;
    }
};

}  // namespace

TEST_CASE("A signature of each family goes up step by step, and in one go") {
    const auto family = GENERATE(KeyFamily::gost_2015_512, KeyFamily::rsa);
    Raising raising(family);
    auto cms = raising.sign();
    CHECK(raising.levels_of(cms) == "B ");
    for (const auto level : {Level::t, Level::lt, Level::lta}) {
        auto raised = raising.raise(cms, level);
        REQUIRE(ok(raised));
        cms = *std::move(raised);
        CHECK(raising.levels_of(cms) == std::string(name_of(level)) + " ");
        CHECK(crypto::verify_cms(cms, std::nullopt)->intact());
    }
    const auto at_once = raising.raise(raising.sign(), Level::lta);
    REQUIRE(ok(at_once));
    CHECK(raising.levels_of(*at_once) == "LTA ");
}

TEST_CASE("Evidence comes from the lists where the responder is silent") {
    Raising raising;
    raising.services.no_responder();
    raising.services.publish({}, std::vector<CrlEntry>());
    const auto raised = raising.raise(raising.sign(), Level::lt);
    REQUIRE(ok(raised));
    CHECK(raising.levels_of(*raised) == "LT ");
}

TEST_CASE("What has its level already stays as it is") {
    Raising raising;
    for (const auto level : {Level::t, Level::lt}) {
        const auto raised = raising.raise(raising.sign(), level);
        REQUIRE(ok(raised));
        const auto again = raising.raise(*raised, level);
        REQUIRE(ok(again));
        CHECK(*again == *raised);
        const auto lower = raising.raise(*raised, Level::t);
        REQUIRE(ok(lower));
        CHECK(*lower == *raised);
    }
}

TEST_CASE("Every signer of a file goes up") {
    Raising raising;
    const auto other = Services::signer_of(raising.services.person("ЕКІНШІ"));
    const auto two = crypto::add_cms_signer(*other, raising.sign(), std::nullopt, today);
    REQUIRE(ok(two));
    const auto raised = raising.raise(*two, Level::lta);
    REQUIRE(ok(raised));
    CHECK(raising.levels_of(*raised) == "LTA LTA ");
}

TEST_CASE("The archive time stamp of a detached signature needs the content") {
    Raising raising;
    const auto detached = raising.sign(false);
    const auto content = bytes_of("text");
    const auto raised = raising.raise(detached, Level::lta, content);
    REQUIRE(ok(raised));
    CHECK(raising.levels_of(*raised, content) == "LTA ");
    CHECK(error_code(raising.raise(detached, Level::lta)) == ErrorCode::content_missing);
}

TEST_CASE("A certificate that was revoked before its time stamp gains nothing, and later it does") {
    Raising before;
    before.services.status = {.status = OcspAnswer::Status::revoked,
                              .revoked_at = today - std::chrono::hours{1}};
    CHECK(error_code(before.raise(before.sign(), Level::lt)) == ErrorCode::certificate_revoked);
    Raising after;
    const auto stamped = after.raise(after.sign(), Level::t);
    REQUIRE(ok(stamped));
    after.services.responder =
        std::make_unique<OcspResponder>(after.services.authority, today + std::chrono::hours{2});
    after.services.status = {.status = OcspAnswer::Status::revoked,
                             .revoked_at = today + std::chrono::hours{1}};
    const auto raised = after.raise(*stamped, Level::lt);
    REQUIRE(ok(raised));
    CHECK(after.levels_of(*raised) == "LT ");
}

TEST_CASE("Where evidence cannot be had the signature stays and the error says why") {
    Raising raising;
    const auto stamped = raising.raise(raising.sign(), Level::t);
    REQUIRE(ok(stamped));
    raising.services.no_responder();
    raising.services.no_lists();
    CHECK(error_code(raising.raise(*stamped, Level::lt)) == ErrorCode::revocation_unavailable);
    raising.services.http.is_silent(Services::tsp);
    CHECK(error_code(raising.raise(raising.sign(), Level::t)) == ErrorCode::time_stamp_unavailable);
}

TEST_CASE("A signature that no anchor vouches for gets a stamp and no evidence") {
    Raising raising;
    const Services strangers;
    const auto stranger = Services::signer_of(strangers.person());
    const auto cms = crypto::create_cms(*stranger, bytes_of("text"), {.signing_time = today});
    REQUIRE(ok(cms));
    CHECK(ok(raising.raise(*cms, Level::t)));
    const auto asked = raising.services.http.asked().size();
    CHECK(raising.raise(*cms, Level::lt).has_error());
    for (const auto& url : raising.services.http.asked()) CHECK(url == Services::tsp);
    CHECK(raising.services.http.asked().size() > asked);
}
