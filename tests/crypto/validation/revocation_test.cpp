// Where a certificate's status comes from, and what is concluded where it is not to be had.
#include "crypto/revocation/ocsp_request.hpp"
#include "crypto/validation/evidence.hpp"
#include "crypto/validation/validation_world.hpp"

#include <array>

namespace qoltanba::test {
namespace {

using namespace crypto;
using std::chrono::days;
using std::chrono::hours;

SignedWorld& world() {
    return signed_world_of(KeyFamily::gost_2015_512);
}

const Time at = signing_time + hours{3};

/// Answers what a test wants, and counts.
class Lookup : public RevocationLookup {
  public:
    explicit Lookup(Result<FoundStatus> answer) : answer_(std::move(answer)) {}
    Result<FoundStatus> look_up(const Certificate&, const IssuingAuthority&, const Freshness&) override {
        ++asked;
        return answer_;
    }
    int asked = 0;

  private:
    Result<FoundStatus> answer_;
};

FoundStatus found(Revocation state, std::optional<Time> revoked_at = {},
                  std::optional<RevocationReason> reason = {}) {
    return {.status = {.state = state, .revoked_at = revoked_at, .reason = reason, .this_update = at}};
}

ValidationReport report_on(BytesView cms, RevocationRequirement requirement, RevocationLookup* lookup,
                           std::span<const BytesView> crls = {}, std::span<const BytesView> responses = {}) {
    return validate({.file = cms, .crls = crls, .ocsp_responses = responses},
                    {.anchors = world().anchors, .at = at, .revocation = requirement, .lookup = lookup});
}

std::string judged_with(BytesView cms, RevocationRequirement requirement, RevocationLookup* lookup) {
    return said(report_on(cms, requirement, lookup).conclusion);
}

const Bytes& plain() {
    static const Bytes cms = world().sign();
    return cms;
}

}  // namespace

TEST_CASE("Without a status a signature passes, or is to be tried later where one is required") {
    CHECK(judged_with(plain(), RevocationRequirement::not_required, nullptr) == "TOTAL-PASSED");
    CHECK(judged_with(plain(), RevocationRequirement::where_available, nullptr) == "TOTAL-PASSED");
    CHECK(judged_with(plain(), RevocationRequirement::required, nullptr) == "INDETERMINATE TRY_LATER");
    const auto report = report_on(plain(), RevocationRequirement::where_available, nullptr);
    CHECK(report.signers.front().chain.path.front().origin == StatusOrigin::unknown);
    CHECK(report.signers.front().chain.path.front().fault);
}

TEST_CASE("The lookup is asked where nothing else tells, and its word counts") {
    const auto judged_by = [](Result<FoundStatus> answer, RevocationRequirement requirement) {
        Lookup lookup(std::move(answer));
        const auto text = judged_with(plain(), requirement, &lookup);
        CHECK(lookup.asked == (requirement == RevocationRequirement::not_required ? 0 : 1));
        return text;
    };
    using enum RevocationRequirement;
    CHECK(judged_by(found(Revocation::good), required) == "TOTAL-PASSED");
    CHECK(judged_by(found(Revocation::revoked, signing_time), required) == "INDETERMINATE REVOKED_NO_POE");
    CHECK(judged_by(found(Revocation::revoked, signing_time), where_available) ==
          "INDETERMINATE REVOKED_NO_POE");
    CHECK(judged_by(found(Revocation::revoked, signing_time), not_required) == "TOTAL-PASSED");
    CHECK(judged_by(found(Revocation::unknown), required) == "INDETERMINATE TRY_LATER");
    CHECK(judged_by(found(Revocation::unknown), where_available) == "TOTAL-PASSED");
    CHECK(judged_by(fail(ErrorCode::revocation_unavailable), required) == "INDETERMINATE TRY_LATER");
    CHECK(judged_by(fail(ErrorCode::revocation_unavailable), where_available) == "TOTAL-PASSED");
}

TEST_CASE("A certificate on hold is to be tried later, and one that was never issued has no good chain") {
    const auto judged_by = [](const FoundStatus& answer) {
        Lookup lookup(answer);
        return judged_with(plain(), RevocationRequirement::required, &lookup);
    };
    CHECK(judged_by(found(Revocation::revoked, signing_time, RevocationReason::certificate_hold)) ==
          "INDETERMINATE TRY_LATER");
    auto never = found(Revocation::revoked, Time{}, RevocationReason::certificate_hold);
    never.status.never_issued = true;
    CHECK(judged_by(never) == "INDETERMINATE CERTIFICATE_CHAIN_GENERAL_FAILURE");
}

TEST_CASE(
    "What the lookup says of times after the one judged at, or after the certificate's end, is not it") {
    auto future = found(Revocation::good);
    future.status.this_update = at + days{1};
    Lookup lookup(future);
    CHECK(judged_with(plain(), RevocationRequirement::required, &lookup) == "INDETERMINATE TRY_LATER");
}

TEST_CASE("Values inside and given come before the lookup, and the revoked among them count") {
    Lookup lookup(found(Revocation::good));
    const auto inside = world().with_answers(world().with_time_stamp(plain()));
    const auto report = report_on(inside, RevocationRequirement::required, &lookup);
    CHECK(report.conclusion.passed());
    CHECK(lookup.asked == 0);
    CHECK(report.signers.front().chain.path.front().origin == StatusOrigin::inside);

    const auto revoking = list_revoking(world().authority, world().signer->certificate(), signing_time,
                                        signing_time + hours{2});
    const std::array<BytesView, 1> lists{revoking};
    const auto contradicted =
        report_on(world().with_answers(plain()), RevocationRequirement::required, &lookup, lists);
    CHECK(said(contradicted.conclusion) == "INDETERMINATE REVOKED_NO_POE");
    CHECK(contradicted.signers.front().chain.path.front().origin == StatusOrigin::given);
    CHECK(lookup.asked == 0);
}

TEST_CASE(
    "Who is called revoked today was revoked before the time stamp, whatever the signature itself holds") {
    struct AuthoritiesToday final : RevocationLookup {
        explicit AuthoritiesToday(Time since) : since_(since) {}
        Result<FoundStatus> look_up(const Certificate& certificate, const IssuingAuthority&,
                                    const Freshness& freshness) override {
            auto answer = found(Revocation::good);
            if (certificate == world().signer->certificate()) answer = found(Revocation::revoked, since_);
            answer.status.this_update = freshness.at;
            return answer;
        }
        Time since_;
    };
    const auto stamped = world().with_answers(world().with_time_stamp(plain()));
    const auto judged_later = [&](Time revoked_since) {
        AuthoritiesToday today(revoked_since);
        return said(validate({.file = stamped}, {.anchors = world().anchors,
                                                 .at = signing_time + days{30},
                                                 .revocation = RevocationRequirement::required,
                                                 .lookup = &today})
                        .conclusion);
    };
    CHECK(judged_later(signing_time + days{2}) == "TOTAL-PASSED");
    CHECK(judged_later(signing_time - hours{1}) == "INDETERMINATE REVOKED_NO_POE");
}

TEST_CASE("An answer without nextUpdate that the signature brings along is nobody's status a month later") {
    const auto answered = world().with_answers(plain());
    Lookup lookup(found(Revocation::revoked, signing_time));
    const auto judged_at = [&](Time moment) {
        return said(
            validate({.file = answered}, {.anchors = world().anchors, .at = moment, .lookup = &lookup})
                .conclusion);
    };
    CHECK(judged_at(at) == "TOTAL-PASSED");
    CHECK(lookup.asked == 0);
    CHECK(judged_at(at + days{30}) == "INDETERMINATE REVOKED_NO_POE");
}

TEST_CASE("A list that has run out still tells who is revoked, and of others nothing") {
    const auto run_out = [&](const std::vector<CrlEntry>& entries, RevocationRequirement requirement) {
        const auto list = make_crl(world().authority, {.entries = entries,
                                                       .this_update = signing_time - days{2},
                                                       .next_update = signing_time - days{1}});
        const std::array<BytesView, 1> lists{list};
        return said(report_on(plain(), requirement, nullptr, lists).conclusion);
    };
    using enum RevocationRequirement;
    const CrlEntry revoked{.serial_number = copy_of(world().signer->certificate().serial_number()),
                           .revoked_at = signing_time - days{3}};
    auto on_hold = revoked;
    on_hold.reason = 6;
    CHECK(run_out({}, required) == "INDETERMINATE TRY_LATER");
    CHECK(run_out({}, where_available) == "TOTAL-PASSED");
    CHECK(run_out({revoked}, required) == "INDETERMINATE REVOKED_NO_POE");
    CHECK(run_out({revoked}, where_available) == "INDETERMINATE REVOKED_NO_POE");
    CHECK(run_out({on_hold}, required) == "INDETERMINATE TRY_LATER");
    CHECK(run_out({on_hold}, where_available) == "TOTAL-PASSED");  // it may have been lifted since
}

TEST_CASE("A responder that needs a check of its own counts with a list that does not revoke it") {
    const OcspResponder responder(world().authority, signing_time + hours{1}, Responder::without_no_check);
    const auto question =
        write_ocsp_request({.issuer = IssuingAuthority::of(world().authority.intermediate()),
                            .serial_number = copy_of(world().signer->certificate().serial_number())});
    REQUIRE(ok(question));
    const auto answer = responder.answer(*question);
    const std::array<BytesView, 1> answers{answer};
    const auto judged_by = [&](std::span<const BytesView> lists) {
        return report_on(plain(), RevocationRequirement::required, nullptr, lists, answers)
            .signers.front()
            .chain.path.front();
    };
    const auto alone = judged_by({});
    REQUIRE(alone.fault);
    REQUIRE(alone.fault->cause);
    CHECK(alone.fault->cause->code == ErrorCode::ocsp_responder_unauthorised);

    // The list is of before the answer, so that it does not itself answer for the signer.
    const auto list = empty_list(world().authority, signing_time, at - hours{1});
    const std::array<BytesView, 1> lists{list};
    const auto with_list = judged_by(lists);
    REQUIRE(with_list.revocation);
    CHECK(with_list.revocation->source == RevocationSource::ocsp);
}

TEST_CASE("An OCSP response by itself is believed where its responder is known not to be revoked") {
    const OcspResponder responder(world().authority, signing_time + hours{1}, Responder::without_no_check);
    const auto question =
        write_ocsp_request({.issuer = IssuingAuthority::of(world().authority.intermediate()),
                            .serial_number = copy_of(world().signer->certificate().serial_number())});
    REQUIRE(ok(question));
    const auto answer = responder.answer(*question);
    std::optional<Certificate> certificate;
    const auto judged_with = [&](std::span<const BytesView> lists, RevocationLookup* lookup = nullptr) {
        const auto report = validate_ocsp_response({.file = answer, .crls = lists},
                                                   {.anchors = world().anchors, .at = at, .lookup = lookup});
        CHECK(report.statuses.empty() == !report.conclusion.passed());
        certificate = report.responder;
        return said(report.conclusion);
    };
    CHECK(judged_with({}) == "INDETERMINATE TRY_LATER");
    REQUIRE(certificate);
    const auto clear = empty_list(world().authority, signing_time, at + hours{1});
    CHECK(judged_with(std::array<BytesView, 1>{clear}) == "TOTAL-PASSED");
    const auto revoking = list_revoking(world().authority, *certificate, signing_time, signing_time);
    CHECK(judged_with(std::array<BytesView, 1>{revoking}) == "INDETERMINATE CHAIN_CONSTRAINTS_FAILURE");
    const auto later =
        list_revoking(world().authority, *certificate, signing_time + hours{2}, signing_time + hours{2});
    CHECK(judged_with(std::array<BytesView, 1>{later}) == "TOTAL-PASSED");

    Lookup good(found(Revocation::good));
    CHECK(judged_with({}, &good) == "TOTAL-PASSED");
    Lookup revoked(found(Revocation::revoked, signing_time));
    CHECK(judged_with({}, &revoked) == "INDETERMINATE CHAIN_CONSTRAINTS_FAILURE");
}

TEST_CASE("An authority above the signer that is revoked decides, as the policy's root alone shows") {
    Anchors root;
    root.add(world().authority.root());
    const std::array<Certificate, 1> helpers{world().authority.intermediate()};
    Lookup lookup(found(Revocation::revoked, signing_time));
    const auto good_list = empty_list(world().authority, signing_time + hours{1});
    const std::array<BytesView, 1> lists{good_list};
    const auto text = judged({.file = plain(), .certificates = helpers, .crls = lists},
                             {.anchors = root, .at = at, .lookup = &lookup});
    CHECK(text == "INDETERMINATE REVOKED_CA_NO_POE");
    CHECK(lookup.asked == 1);
}

}  // namespace qoltanba::test
