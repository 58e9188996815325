#include "crypto/timestamps/time_stamp_world.hpp"
#include "support/catch.hpp"

namespace qoltanba::test {
namespace {

using namespace crypto;

std::optional<ErrorCode> fault_of(BytesView token, const Anchors& anchors) {
    const auto verdict = judge_time_stamp(token, {}, anchors);
    if (verdict.has_error()) return verdict.error().code;
    if (!verdict->fault) return std::nullopt;
    UNSCOPED_INFO(describe(*verdict->fault));
    return verdict->fault->code;
}

}  // namespace

TEST_CASE("A token of every family is believed, with either form of signingCertificate") {
    const auto family = GENERATE(KeyFamily::rsa, KeyFamily::ecdsa_p256, KeyFamily::ecdsa_p384,
                                 KeyFamily::gost_2015_512, KeyFamily::gost_2004);
    CAPTURE(static_cast<int>(family));
    TimeStampAuthority tsa(authority_of(family), stamp_time);
    tsa.signing_certificate_v2 = GENERATE(false, true);
    const auto verdict = judge_time_stamp(tsa.stamp(bytes_of(stamped_text)), {}, anchors_of(family));
    REQUIRE(ok(verdict));
    if (verdict->fault) FAIL(describe(*verdict->fault));
    CHECK(verdict->stamp.time == stamp_time);
    CHECK(verdict->authority == tsa.certificate());
    CHECK(ok(check_imprint(verdict->stamp, bytes_of(stamped_text))));
}

TEST_CASE("Every fault of a token has its own error") {
    const auto family = GENERATE(KeyFamily::rsa, KeyFamily::gost_2015_512);
    const TimeStampAuthority tsa(authority_of(family), stamp_time);
    const auto anchors = anchors_of(family);
    const auto fault_with = [&](StampFault fault) {
        return fault_of(tsa.stamp(bytes_of(stamped_text), fault), anchors);
    };
    CHECK(fault_with(StampFault::none) == std::nullopt);
    CHECK(fault_with(StampFault::damaged_signature) == ErrorCode::time_stamp_signature_mismatch);
    CHECK(fault_with(StampFault::damaged_content) == ErrorCode::time_stamp_signature_mismatch);
    CHECK(fault_with(StampFault::other_content_type) == ErrorCode::time_stamp_signature_mismatch);
    CHECK(fault_with(StampFault::no_signing_certificate) == ErrorCode::time_stamp_authority_mismatch);
    CHECK(fault_with(StampFault::other_signing_certificate) == ErrorCode::time_stamp_authority_mismatch);
    CHECK(fault_with(StampFault::no_certificate) == ErrorCode::time_stamp_authority_missing);
    CHECK(fault_with(StampFault::critical_extension) == ErrorCode::malformed_time_stamp);
    CHECK(fault_with(StampFault::two_signers) == ErrorCode::malformed_time_stamp);
    CHECK(fault_of(bytes_of("no token"), anchors) == ErrorCode::malformed_time_stamp);
    CHECK(fault_of(tsa.stamp(bytes_of(stamped_text)), Anchors::none()) ==
          ErrorCode::time_stamp_authority_untrusted);
}

TEST_CASE("The cause of a wrong signature is kept") {
    const TimeStampAuthority tsa(authority_of(KeyFamily::gost_2015_512), stamp_time);
    const auto anchors = anchors_of(KeyFamily::gost_2015_512);
    const auto cause_of = [&](StampFault fault) {
        const auto verdict = judge_time_stamp(tsa.stamp(bytes_of(stamped_text), fault), {}, anchors);
        REQUIRE(ok(verdict));
        REQUIRE(verdict->fault);
        REQUIRE(verdict->fault->cause);
        return verdict->fault->cause->code;
    };
    CHECK(cause_of(StampFault::damaged_signature) == ErrorCode::signature_mismatch);
    CHECK(cause_of(StampFault::damaged_content) == ErrorCode::digest_mismatch);
}

TEST_CASE("A certificate that is not for time stamps gives none") {
    const auto family = KeyFamily::gost_2015_512;
    const auto fault_under = [&](StampCertificate certificate) {
        const TimeStampAuthority tsa(authority_of(family), stamp_time, certificate);
        return fault_of(tsa.stamp(bytes_of(stamped_text)), anchors_of(family));
    };
    CHECK(fault_under(StampCertificate::right) == std::nullopt);
    CHECK(fault_under(StampCertificate::purpose_not_critical) == ErrorCode::time_stamp_authority_unfit);
    CHECK(fault_under(StampCertificate::two_purposes) == ErrorCode::time_stamp_authority_unfit);
    CHECK(fault_under(StampCertificate::other_purpose) == ErrorCode::time_stamp_authority_unfit);
    CHECK(fault_under(StampCertificate::cannot_sign) == ErrorCode::time_stamp_authority_unfit);
    CHECK(fault_under(StampCertificate::expired) == ErrorCode::time_stamp_authority_expired);
}

TEST_CASE("A token without its certificate is judged with one from elsewhere") {
    const auto family = KeyFamily::rsa;
    const TimeStampAuthority tsa(authority_of(family), stamp_time);
    const auto token = tsa.stamp(bytes_of(stamped_text), StampFault::no_certificate);
    const std::vector helpers{tsa.certificate()};
    const auto verdict = judge_time_stamp(token, helpers, anchors_of(family));
    REQUIRE(ok(verdict));
    CHECK_FALSE(verdict->fault);
}

TEST_CASE("The chain to a root goes over the certificates that came along or are given") {
    const auto family = KeyFamily::gost_2015_512;
    const TimeStampAuthority tsa(authority_of(family), stamp_time);
    Anchors root_alone;
    root_alone.add(authority_of(family).root());
    const auto token = tsa.stamp(bytes_of(stamped_text));
    CHECK(fault_of(token, root_alone) == ErrorCode::time_stamp_authority_untrusted);
    const std::vector helpers{authority_of(family).intermediate()};
    const auto verdict = judge_time_stamp(token, helpers, root_alone);
    REQUIRE(ok(verdict));
    CHECK_FALSE(verdict->fault);
    CHECK(verdict->path.size() == 2);
}

}  // namespace qoltanba::test
