// What time stamps prove, and what becomes of a signature whose certificate ended or was revoked.
#include "crypto/cms/rewrite.hpp"
#include "crypto/validation/validation_world.hpp"

#include <array>

namespace qoltanba::test {
namespace {

using namespace crypto;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

SignedWorld& world() {
    return signed_world_of(KeyFamily::gost_2015_512);
}

/// Somebody whose certificate ended a day after the signing.
struct ShortLived {
    Time ended = signing_time + days{1};
    std::unique_ptr<Signer> signer = signer_between(world().authority, signing_time - hours{1}, ended);
    Bytes bare = signed_by(*signer, signing_time);
    Bytes in_time = stamped(bare, world().time_stamps);
};

ShortLived& short_lived() {
    static ShortLived one;
    return one;
}

std::string judged_at(BytesView cms, Time at, std::span<const BytesView> crls = {},
                      RevocationRequirement requirement = RevocationRequirement::where_available) {
    return judged({.file = cms, .crls = crls},
                  {.anchors = world().anchors, .at = at, .revocation = requirement});
}

SignerReport signer_at(BytesView cms, Time at, std::span<const BytesView> crls = {}) {
    auto report = validate({.file = cms, .crls = crls}, {.anchors = world().anchors, .at = at});
    REQUIRE(report.signers.size() == 1);
    return std::move(report.signers.front());
}

}  // namespace

TEST_CASE("An expired certificate's signature passes if a stamp shows it from before, and not without") {
    const auto& one = short_lived();
    const auto after = one.ended + days{30};
    CHECK(judged_at(one.bare, signing_time + hours{1}) == "TOTAL-PASSED");
    CHECK(judged_at(one.bare, after) == "INDETERMINATE OUT_OF_BOUNDS_NO_POE");
    CHECK(judged_at(one.in_time, after) == "TOTAL-PASSED");
    const auto report = signer_at(one.in_time, after);
    CHECK(report.existed_at == signing_time);
    CHECK(report.judged_at == signing_time);
    CHECK(report.level == Level::t);
    CHECK(report.holder.iin == "123456789011");

    // A list of its last day tells that it was not revoked to the end.
    const auto list = empty_list(world().authority, one.ended - hours{1}, after + days{1});
    const std::array<BytesView, 1> lists{list};
    CHECK(judged_at(one.bare, after, lists) == "INDETERMINATE OUT_OF_BOUNDS_NOT_REVOKED");
    // One made when its entry may have gone does not.
    const auto too_late = empty_list(world().authority, one.ended + hours{1}, after + days{1});
    const std::array<BytesView, 1> late_lists{too_late};
    CHECK(judged_at(one.bare, after, late_lists) == "INDETERMINATE OUT_OF_BOUNDS_NO_POE");

    const TimeStampAuthority late_service(world().authority, one.ended + days{1});
    const auto late = stamped(one.bare, late_service);
    CHECK(judged_at(late, after) == "INDETERMINATE OUT_OF_BOUNDS_NO_POE");
}

TEST_CASE("The verifier's own word for the moment takes the place of a stamp") {
    const auto& one = short_lived();
    const ValidationPolicy then{.anchors = world().anchors, .at = signing_time, .at_is_given = true};
    const auto report = validate({.file = one.bare}, then);
    CHECK(said(report.conclusion) == "TOTAL-PASSED");
    CHECK(report.at_is_given);
    CHECK(report.judged_at == signing_time);
    CHECK_FALSE(report.signers.front().existed_at);
    const ValidationPolicy before{
        .anchors = world().anchors, .at = signing_time - days{1}, .at_is_given = true};
    CHECK(judged({.file = one.bare}, before) == "INDETERMINATE OUT_OF_BOUNDS_NO_POE");
}

TEST_CASE("Revoked after the time that a stamp shows is passed, before it or without a stamp it is open") {
    const auto& one = short_lived();
    const auto& certificate = one.signer->certificate();
    const auto at = signing_time + hours{3};
    const auto list_from = [&](Time revoked_at) {
        return list_revoking(world().authority, certificate, revoked_at, signing_time + hours{2}, 1);
    };
    const auto later = list_from(signing_time + hours{1});
    const auto earlier = list_from(signing_time - minutes{1});
    const std::array<BytesView, 1> revoked_later{later}, revoked_earlier{earlier};
    CHECK(judged_at(one.in_time, at, revoked_later) == "TOTAL-PASSED");
    CHECK(judged_at(one.in_time, at, revoked_earlier) == "INDETERMINATE REVOKED_NO_POE");
    CHECK(judged_at(one.bare, at, revoked_later) == "INDETERMINATE REVOKED_NO_POE");
    CHECK(judged_at(one.bare, signing_time + minutes{30}, revoked_later) == "TOTAL-PASSED");

    const auto report = signer_at(one.in_time, at, revoked_later);
    const auto& status = report.chain.path.front();
    REQUIRE(status.revocation);
    CHECK(status.revocation->state == Revocation::revoked);
    CHECK(status.origin == StatusOrigin::given);
}

TEST_CASE("A stamp that is not believed proves nothing, and says why") {
    const auto& one = short_lived();
    const auto after = one.ended + days{30};
    const auto by = [&](StampFault fault) {
        const auto cms = stamped(one.bare, world().time_stamps, fault);
        CHECK(judged_at(cms, after) == "INDETERMINATE OUT_OF_BOUNDS_NO_POE");
        CHECK(judged_at(cms, signing_time + hours{1}) == "TOTAL-PASSED");
        const auto report = signer_at(cms, after);
        REQUIRE(report.time_stamps.size() == 1);
        return said(report.time_stamps.front().conclusion);
    };
    CHECK(by(StampFault::damaged_signature) == "TOTAL-FAILED SIG_CRYPTO_FAILURE");
    CHECK(by(StampFault::other_content_type) == "TOTAL-FAILED HASH_FAILURE");
    CHECK(by(StampFault::other_signing_certificate) == "INDETERMINATE NO_SIGNING_CERTIFICATE_FOUND");
    CHECK(by(StampFault::no_certificate) == "INDETERMINATE NO_SIGNING_CERTIFICATE_FOUND");
}

TEST_CASE("A stamp of an unfit, expired or unknown service proves nothing") {
    const auto& one = short_lived();
    const auto by = [&](const TimeStampAuthority& service) {
        const auto cms = stamped(one.bare, service);
        CHECK(judged_at(cms, one.ended + days{30}) == "INDETERMINATE OUT_OF_BOUNDS_NO_POE");
        return said(signer_at(cms, one.ended + days{30}).time_stamps.front().conclusion);
    };
    const auto& authority = world().authority;
    CHECK(by({authority, signing_time, StampCertificate::other_purpose}) ==
          "INDETERMINATE CHAIN_CONSTRAINTS_FAILURE");
    CHECK(by({authority, signing_time, StampCertificate::expired}) == "INDETERMINATE OUT_OF_BOUNDS_NO_POE");
    const Authority stranger(KeyFamily::gost_2015_512, signing_time);
    CHECK(by({stranger, signing_time}) != "TOTAL-PASSED");
}

TEST_CASE("A stamp whose service's certificate has ended needs a later one over it") {
    const auto t = world().with_time_stamp(world().sign());
    const auto lta = world().with_archive_time_stamp(world().with_answers(t));
    const auto years_later = signing_time + days{500};
    CHECK(judged_at(t, years_later) == "INDETERMINATE OUT_OF_BOUNDS_NO_POE");
    CHECK(judged_at(lta, years_later) == "TOTAL-PASSED");
    const auto report = signer_at(lta, years_later);
    CHECK(report.level == Level::lta);
    CHECK(report.existed_at == signing_time);
    REQUIRE(report.time_stamps.size() == 2);
    CHECK(report.time_stamps[0].kind == TimeStampKind::signature);
    CHECK(report.time_stamps[1].kind == TimeStampKind::archive);
    CHECK(report.chain.path.front().origin == StatusOrigin::inside);
    // Until the archive's own service ends.
    CHECK(judged_at(lta, signing_time + days{1000}) == "INDETERMINATE OUT_OF_BOUNDS_NO_POE");
}

TEST_CASE("An archive time stamp does not help a stamp that came after it") {
    const auto lta = world().with_archive_time_stamp(world().with_answers(world().sign()));
    const auto with_late_stamp = world().with_time_stamp(lta);
    const auto report = signer_at(with_late_stamp, signing_time + days{500});
    REQUIRE(report.time_stamps.size() == 2);
    CHECK(said(report.time_stamps[0].conclusion) == "INDETERMINATE OUT_OF_BOUNDS_NO_POE");
    CHECK(report.time_stamps[1].conclusion.passed());
    CHECK(report.existed_at == report.time_stamps[1].stamp.time);
}

TEST_CASE("A service that was retired without harm keeps its earlier stamps, a compromised one does not") {
    const auto& one = short_lived();
    const auto judged_with = [&](std::optional<int> reason) {
        const auto list = list_revoking(world().authority, world().time_stamps.certificate(),
                                        signing_time + hours{5}, signing_time + hours{6}, reason);
        const std::array<BytesView, 1> lists{list};
        return judged_at(one.in_time, one.ended + days{1}, lists);
    };
    CHECK(judged_with(4) == "TOTAL-PASSED");  // superseded
    CHECK(judged_with(5) == "TOTAL-PASSED");  // cessationOfOperation
    CHECK(judged_with(1) == "INDETERMINATE OUT_OF_BOUNDS_NO_POE");
    CHECK(judged_with(std::nullopt) == "INDETERMINATE OUT_OF_BOUNDS_NO_POE");
}

TEST_CASE("The authority above a time stamp service may stand in the token alone") {
    const auto& one = short_lived();
    const auto octets = octets_to_stamp(one.bare, 0);
    REQUIRE(ok(octets));
    const auto token = world().time_stamps.stamp(*octets);
    const auto data = cms::read_signed_data(token);
    REQUIRE(ok(data));
    const auto& intermediate = world().authority.intermediate();
    const auto whole_token = cms::rewrite(*data, {.certificates = {copy_of(intermediate.der())}});
    Anchors root;
    root.add(world().authority.root());
    const auto existed_at = [&](BytesView with) {
        const auto cms = add_signature_time_stamp(one.bare, 0, with);
        REQUIRE(ok(cms));
        const auto report = validate({.file = *cms}, {.anchors = root, .at = signing_time + hours{1}});
        return report.signers.at(0).existed_at;
    };
    CHECK(existed_at(whole_token) == signing_time);
    CHECK_FALSE(existed_at(token));
}

TEST_CASE("A signature that is shown before its certificate was not made by it") {
    const auto later = signer_between(world().authority, signing_time + days{1}, signing_time + days{100});
    const auto cms = stamped(signed_by(*later, signing_time + days{2}), world().time_stamps);
    CHECK(judged_at(cms, signing_time + days{3}) == "TOTAL-FAILED NOT_YET_VALID");
}

TEST_CASE("A signing time later than the stamp contradicts it, within what clocks may differ by") {
    auto& one = short_lived();
    const auto at = signing_time + hours{10};
    const auto claimed = [&](Time time) {
        return judged_at(stamped(signed_by(*one.signer, time), world().time_stamps), at);
    };
    CHECK(claimed(signing_time + minutes{4}) == "TOTAL-PASSED");
    CHECK(claimed(signing_time + minutes{6}) == "INDETERMINATE TIMESTAMP_ORDER_FAILURE");
    CHECK(claimed(signing_time - days{1}) == "TOTAL-PASSED");
}

TEST_CASE("A policy may want the stamp soon after the claimed time") {
    auto& one = short_lived();
    const auto old = stamped(signed_by(*one.signer, signing_time - days{1}), world().time_stamps);
    const auto judged_with = [&](std::chrono::seconds delay) {
        return judged(
            {.file = old},
            {.anchors = world().anchors, .at = signing_time + hours{1}, .longest_stamp_delay = delay});
    };
    CHECK(judged_with(days{2}) == "TOTAL-PASSED");
    CHECK(judged_with(hours{1}) == "INDETERMINATE SIG_CONSTRAINTS_FAILURE");
}

}  // namespace qoltanba::test
