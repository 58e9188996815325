#include "crypto/revocation/revocation_world.hpp"

namespace qoltanba::test {
namespace {

using namespace crypto;
using Status = OcspAnswer::Status;

const Freshness now_exactly{.at = today};

Result<OcspVerdict> ask(const World& world, Responder responder, const OcspAnswer& answer,
                        const Freshness& freshness = now_exactly, bool require_nonce = false) {
    const OcspResponder service(world.authority, today, responder);
    const auto request = write_ocsp_request(world.question());
    REQUIRE(ok(request));
    // The status alone is compared: its evidence would point into an answer that is gone.
    auto verdict =
        judge_ocsp_response(service.answer(*request, answer), world.question(), freshness, require_nonce);
    if (verdict.has_value()) verdict->status.evidence.clear();
    return verdict;
}

ErrorCode code_with(OcspFault fault) {
    return error_code(ask(world_of(KeyFamily::gost_2015_512), Responder::delegated, {.fault = fault}));
}

}  // namespace

TEST_CASE("A responder of every family says good, revoked and unknown, and is believed") {
    const auto& world = world_of(any_family());
    const auto responder = GENERATE(Responder::delegated, Responder::delegated_by_key, Responder::issuer);
    const auto good = ask(world, responder, {});
    REQUIRE(ok(good));
    CHECK(good->status.state == Revocation::good);
    CHECK(good->nonce == NonceEcho::echoed);
    CHECK(good->responder.has_value() == (responder != Responder::issuer));
    const auto when = today - std::chrono::days{3};
    const auto revoked = ask(world, responder, {.status = Status::revoked, .revoked_at = when, .reason = 1});
    REQUIRE(ok(revoked));
    CHECK(revoked->status.state == Revocation::revoked);
    CHECK(revoked->status.revoked_at == when);
    CHECK(revoked->status.reason == RevocationReason::key_compromise);
    const auto unknown = ask(world, responder, {.status = Status::unknown});
    REQUIRE(ok(unknown));
    CHECK(unknown->status.state == Revocation::unknown);
}

TEST_CASE("Never issued is told apart from revoked in 1970") {
    const auto& world = world_of(KeyFamily::gost_2015_512);
    const auto never = ask(world, Responder::delegated, {.status = Status::never_issued});
    REQUIRE(ok(never));
    CHECK(never->status.never_issued);
    const auto held =
        ask(world, Responder::delegated, {.status = Status::revoked, .revoked_at = Time{}, .reason = 6});
    REQUIRE(ok(held));
    CHECK_FALSE(held->status.never_issued);
}

TEST_CASE("Every fault of an answer has its own error") {
    CHECK(code_with(OcspFault::try_later) == ErrorCode::ocsp_refused);
    CHECK(code_with(OcspFault::garbage) == ErrorCode::malformed_ocsp_response);
    CHECK(code_with(OcspFault::wrong_nonce) == ErrorCode::ocsp_nonce_mismatch);
    CHECK(code_with(OcspFault::other_certificate) == ErrorCode::ocsp_certificate_mismatch);
    CHECK(code_with(OcspFault::other_issuer) == ErrorCode::ocsp_certificate_mismatch);
    CHECK(code_with(OcspFault::damaged_signature) == ErrorCode::ocsp_signature_mismatch);
    CHECK(code_with(OcspFault::critical_extension) == ErrorCode::malformed_ocsp_response);
    CHECK(code_with(OcspFault::no_certificate) == ErrorCode::ocsp_responder_unauthorised);
}

TEST_CASE("A refusal names its status") {
    const auto refused = ask(world_of(KeyFamily::rsa), Responder::delegated, {.fault = OcspFault::try_later});
    REQUIRE(error_code(refused) == ErrorCode::ocsp_refused);
    CHECK(refused.error().detail == "tryLater");
}

TEST_CASE("An answer without the nonce is told apart, and refused where one is required") {
    const auto& world = world_of(KeyFamily::gost_2015_512);
    const OcspAnswer answer{.fault = OcspFault::no_nonce};
    const auto verdict = ask(world, Responder::delegated, answer);
    REQUIRE(ok(verdict));
    CHECK(verdict->nonce == NonceEcho::absent);
    CHECK(error_code(ask(world, Responder::delegated, answer, now_exactly, true)) ==
          ErrorCode::ocsp_nonce_missing);
}

TEST_CASE("Only the issuer and those it entitled answer") {
    const auto family = GENERATE(KeyFamily::rsa, KeyFamily::gost_2015_512);
    const auto& world = world_of(family);
    for (const auto responder : {Responder::without_purpose, Responder::cannot_sign, Responder::expired,
                                 Responder::of_other_authority}) {
        CAPTURE(static_cast<int>(responder));
        CHECK(error_code(ask(world, responder, {})) == ErrorCode::ocsp_responder_unauthorised);
    }
    const auto to_be_checked = ask(world, Responder::without_no_check, {});
    REQUIRE(ok(to_be_checked));
    CHECK(to_be_checked->responder_needs_check);
}

TEST_CASE("An answer holds until nextUpdate, or for the age that is allowed") {
    const auto& world = world_of(KeyFamily::gost_2015_512);
    const auto yesterday = today - std::chrono::days{1};
    const auto code_for = [&](const OcspAnswer& answer, const Freshness& freshness) {
        const auto verdict = ask(world, Responder::delegated, answer, freshness);
        return verdict.has_value() ? std::optional<ErrorCode>{} : verdict.error().code;
    };
    const Freshness an_hour{.at = today, .longest_age = std::chrono::hours{1}};
    CHECK(code_for({.this_update = yesterday}, now_exactly) == std::nullopt);
    CHECK(code_for({.this_update = yesterday}, an_hour) == ErrorCode::revocation_outdated);
    CHECK(code_for({.this_update = yesterday, .next_update = today}, an_hour) == std::nullopt);
    CHECK(code_for({.this_update = yesterday, .next_update = today - std::chrono::hours{1}}, now_exactly) ==
          ErrorCode::revocation_outdated);
    CHECK(code_for({.this_update = today + std::chrono::hours{1}}, now_exactly) ==
          ErrorCode::revocation_not_yet_valid);
    const Freshness before{.at = today - std::chrono::hours{1}};
    CHECK(code_for({.this_update = yesterday}, before) == ErrorCode::revocation_not_yet_valid);
    const Freshness slow_clock{.at = today - std::chrono::minutes{4}};
    CHECK(code_for({}, slow_clock) == std::nullopt);
}

}  // namespace qoltanba::test
