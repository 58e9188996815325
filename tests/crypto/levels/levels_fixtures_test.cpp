// Signatures of 2026 with a production time stamp over a test certificate's signature.
#include "crypto/cms/rewrite.hpp"
#include "crypto/der/writer.hpp"
#include "crypto/levels/attribute_types.hpp"
#include "crypto/levels/judge.hpp"
#include "crypto/levels/long_term_values.hpp"
#include "crypto/levels/signature_time_stamp.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"

namespace qoltanba::test {
namespace {

using namespace crypto;

Anchors both_worlds() {
    auto anchors = Anchors::national();
    const auto test = Anchors::national_test();
    for (const auto& anchor : test.all()) anchors.add(anchor);
    return anchors;
}

LevelReport report_on(BytesView cms, const Anchors& anchors) {
    auto reports = judge_levels(cms, std::nullopt, anchors);
    REQUIRE(ok(reports));
    REQUIRE(reports->size() == 1);
    return std::move(reports->front());
}

}  // namespace

TEST_CASE("The signatures with a production stamp are of level T, detached ones too") {
    const auto* name = GENERATE("kz/cms/skarm_individual_attached_cades_t.der",
                                "kz/cms/skarm_individual_detached_cades_t.der");
    const auto report = report_on(fixture(name), both_worlds());
    CHECK(report.level == Level::t);
    REQUIRE(report.existed_at);
    CHECK(to_iso(*report.existed_at).substr(0, 10) == "2026-07-20");
    REQUIRE(report.signature_time_stamps.size() == 1);
    CHECK_FALSE(report.signature_time_stamps.front().fault);
    REQUIRE(report.obstacle);
    CHECK(report.obstacle->code == ErrorCode::evidence_missing);
    CHECK(report.evidence.size() == 2);
}

TEST_CASE("With the test anchors alone the stamp is not believed and the level is B") {
    const auto report =
        report_on(fixture("kz/cms/skarm_individual_attached_cades_t.der"), Anchors::national_test());
    CHECK(report.level == Level::b);
    CHECK_FALSE(report.existed_at);
    REQUIRE(report.obstacle);
    CHECK(report.obstacle->code == ErrorCode::time_stamp_authority_untrusted);
}

TEST_CASE("A signature without a stamp is of level B") {
    const auto report = report_on(fixture("kz/cms/ncanode_rsa_attached_test123.der"), both_worlds());
    CHECK(report.level == Level::b);
    REQUIRE(report.obstacle);
    CHECK(report.obstacle->code == ErrorCode::time_stamp_unavailable);
}

TEST_CASE("A stamp taken away and put back gives the same file, octet for octet") {
    const auto* name = GENERATE("kz/cms/skarm_individual_attached_cades_t.der",
                                "kz/cms/skarm_individual_detached_cades_t.der");
    const auto file = fixture(name);
    const auto data = cms::read_signed_data(file);
    REQUIRE(ok(data));
    const auto& signer = data->signers.front();
    const auto attributes = cms::read_unsigned_attributes(signer);
    REQUIRE(ok(attributes));
    REQUIRE(attributes->size() == 1);
    CHECK(attributes->front().type == levels::id_signature_time_stamp);
    const auto token = copy_of(attributes->front().values.front().whole);

    const auto without = cms::rewrite(*data, {.signers = {{0, der::sequence({signer.signed_fields})}}});
    CHECK(report_on(without, both_worlds()).level == Level::b);
    const auto with = add_signature_time_stamp(without, 0, token);
    REQUIRE(ok(with));
    CHECK(*with == file);
}

TEST_CASE("The list of August 2026 speaks for the signer, and the stamp's service is still open") {
    // Level LT wants both; production's list is not among the samples.
    const auto list = fixture("kz/crl/nca_gost2022_test_2026.crl");
    const auto file = fixture("kz/cms/skarm_individual_attached_cades_t.der");
    const auto lifted = add_long_term_values(file, {.crls = {list}});
    REQUIRE(ok(lifted));
    const auto report = report_on(*lifted, both_worlds());
    CHECK(report.level == Level::t);
    REQUIRE(report.evidence.size() == 2);
    REQUIRE(report.evidence.front().status);
    CHECK(report.evidence.front().status->state == Revocation::good);
    CHECK(report.evidence.back().fault);
}

}  // namespace qoltanba::test
