// Whether a key was revoked is asked when it is opened, and what follows from the answer.
#include "agent/flows/key_check.hpp"

#include "evidence_world.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <condition_variable>
#include <thread>

using namespace qoltanba;
using namespace qoltanba::test;
using agent::RevocationRule;

namespace {

using Clock = std::chrono::steady_clock;

/// Answers nobody until whoever asks takes the question back.
FakeHttp::Answer answers_never() {
    return [](const agent::HttpRequest&, const std::stop_token& stop) -> Result<agent::HttpAnswer> {
        std::mutex mutex;
        std::condition_variable_any wake;
        std::unique_lock lock(mutex);
        wake.wait(lock, stop, [] { return false; });
        return fail(ErrorCode::canceled);
    };
}

bool is(const std::optional<Error>& error, ErrorCode code) {
    return error && error->code == code;
}

}  // namespace

TEST_CASE("A key in good standing signs, and the person is told nothing") {
    EvidenceWorld world;
    const auto seen = world.open_key();
    CHECK_FALSE(seen.unfit.has_value());
    CHECK_FALSE(seen.caution.has_value());
    CHECK(ok(world.run(bank, cms_request("x"))));
    CHECK(world.services.http.asked() == std::vector{Services::ocsp});
}

TEST_CASE("A revoked key does not sign, whoever says so") {
    for (const bool by_list : {false, true}) {
        EvidenceWorld world;
        world.revoke();
        if (by_list) world.services.no_responder();
        CHECK(is(world.open_key().unfit, ErrorCode::certificate_revoked));
        // A prompter that approves it all the same gets no signature.
        CHECK(error_code(world.run(bank, cms_request("x"))) == ErrorCode::certificate_revoked);
    }
}

TEST_CASE("A page may allow revoked keys, and the person is told that it is one") {
    EvidenceWorld world;
    world.revoke();
    auto request = cms_request("x");
    request.filter.allow_revoked = true;
    CHECK(ok(world.run(bank, request)));
    const auto standing = agent::standing_of({.evidence = &world.evidence,
                                              .anchors = world.context.anchors,
                                              .rule = RevocationRule::warn,
                                              .patience = std::chrono::seconds(5),
                                              .at = today},
                                             world.person.certificate, request.filter, {});
    CHECK_FALSE(standing.unfit.has_value());
    CHECK(is(standing.caution, ErrorCode::certificate_revoked));
}

TEST_CASE("Where nobody answers the person is warned and may sign, or by the rule not") {
    EvidenceWorld world;
    world.services.no_responder();
    world.services.no_lists();
    const auto warned = world.open_key();
    CHECK_FALSE(warned.unfit.has_value());
    CHECK(is(warned.caution, ErrorCode::revocation_unavailable));
    CHECK(ok(world.run(bank, cms_request("x"))));
    world.context.revocation = RevocationRule::refuse;
    CHECK(is(world.open_key().unfit, ErrorCode::revocation_unavailable));
    CHECK(error_code(world.run(bank, cms_request("x"))) == ErrorCode::revocation_unavailable);
    auto request = cms_request("x");
    request.filter.allow_revoked = true;
    CHECK(ok(world.run(bank, request)));
}

TEST_CASE("An answer that cannot be believed is none") {
    const auto fault =
        GENERATE(OcspFault::try_later, OcspFault::garbage, OcspFault::wrong_nonce,
                 OcspFault::other_certificate, OcspFault::damaged_signature, OcspFault::no_certificate);
    EvidenceWorld world;
    world.services.status.fault = fault;
    world.services.no_lists();
    CHECK(is(world.open_key().caution, ErrorCode::revocation_unavailable));
    world.context.revocation = RevocationRule::refuse;
    CHECK(error_code(world.run(bank, cms_request("x"))) == ErrorCode::revocation_unavailable);
}

TEST_CASE("With checks off nobody is asked, and a revoked key signs") {
    EvidenceWorld world;
    world.revoke();
    world.context.revocation = RevocationRule::off;
    CHECK(ok(world.run(bank, cms_request("x"))));
    CHECK(world.services.http.asked().empty());
}

TEST_CASE("Nobody waits longer than the time set for it, and the next time not at all") {
    EvidenceWorld world;
    world.services.http.answers(Services::ocsp, answers_never());
    world.context.revocation_patience = std::chrono::milliseconds(2100);
    const auto begun = Clock::now();
    CHECK(is(world.open_key().caution, ErrorCode::revocation_unavailable));
    const auto first = Clock::now() - begun;
    CHECK(first >= std::chrono::milliseconds(2100));
    CHECK(first < std::chrono::seconds(10));
    world.services.no_lists();
    const auto asked = world.services.http.asked();
    CHECK(is(world.open_key().caution, ErrorCode::revocation_unavailable));
    const auto asked_again = world.services.http.asked();
    CHECK(std::count(asked_again.begin(), asked_again.end(), Services::ocsp) ==
          std::count(asked.begin(), asked.end(), Services::ocsp));
}

TEST_CASE("When the page goes away nobody waits for the answer") {
    EvidenceWorld world;
    world.services.http.answers(Services::ocsp, answers_never());
    world.context.revocation_patience = std::chrono::minutes(5);
    std::stop_source page;
    std::jthread leaves([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
        page.request_stop();
    });
    CHECK(error_code(world.run(bank, cms_request("x"), page.get_token())) == ErrorCode::canceled);
}

TEST_CASE("Nobody is asked about a key that leads to no anchor, and nothing is said") {
    EvidenceWorld world;
    world.context.anchors = crypto::Anchors::national();
    world.context.revocation = RevocationRule::refuse;
    const auto seen = world.open_key();
    CHECK_FALSE(seen.unfit.has_value());
    CHECK_FALSE(seen.caution.has_value());
    CHECK(world.services.http.asked().empty());
}

TEST_CASE("Nobody is asked about an expired key that the page allows") {
    EvidenceWorld world;
    world.context.clock = [] { return today + std::chrono::days{400}; };
    auto request = cms_request("x");
    CHECK(error_code(world.run(bank, request)) == ErrorCode::certificate_expired);
    request.filter.allow_expired = true;
    CHECK(ok(world.run(bank, request)));
    CHECK(world.services.http.asked().empty());
}

TEST_CASE("Nobody is asked about a key that only shows its certificate") {
    EvidenceWorld world;
    world.revoke();
    CHECK(ok(world.run(bank, protocol::KeyInformationRequest{"PKCS12"})));
    CHECK(world.services.http.asked().empty());
}

TEST_CASE("The answer serves the next signature too") {
    EvidenceWorld world;
    CHECK(ok(world.run(bank, cms_request("x"))));
    CHECK(ok(world.run(bank, cms_request("y"))));
    CHECK(world.services.http.asked().size() == 1);
}
