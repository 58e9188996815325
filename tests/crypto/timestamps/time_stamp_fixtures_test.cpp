// The national authority's own tokens.
#include "crypto/cms/structure.hpp"
#include "crypto/der/values.hpp"
#include "crypto/timestamps/judge.hpp"
#include "crypto/timestamps/response.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"

namespace qoltanba::test {
namespace {

using namespace crypto;

/// The first value of signatureTimeStamp among a signer's unsigned attributes.
Bytes token_beside(const cms::SignerInfo& signer) {
    const auto attributes = cms::read_unsigned_attributes(signer);
    REQUIRE(ok(attributes));
    for (const auto& attribute : *attributes) {
        if (attribute.type == "1.2.840.113549.1.9.16.2.14") return copy_of(attribute.values.front().whole);
    }
    FAIL("no signatureTimeStamp");
    return {};
}

}  // namespace

TEST_CASE("The test authority's answer of 2022 holds the token that stands beside it") {
    const auto token = token_of_response(fixture("kz/tsp/tsp_response.bin"));
    REQUIRE(ok(token));
    CHECK(*token == fixture("kz/tsp/tsp_token.bin"));
}

TEST_CASE("The test authority's token of 2022 is right for the moment it names") {
    const auto verdict = judge_time_stamp(fixture("kz/tsp/tsp_token.bin"), {}, Anchors::national_test());
    REQUIRE(ok(verdict));
    if (verdict->fault) FAIL(describe(*verdict->fault));
    const auto& stamp = verdict->stamp;
    CHECK(to_iso(stamp.time) == "2022-09-18T13:20:14Z");
    CHECK(stamp.policy == "1.2.398.3.3.2.6.1");
    CHECK(stamp.algorithm == DigestAlgorithm::sha1);
    CHECK(to_hex(stamp.nonce) == "018350c022d7");
    CHECK(ok(check_imprint(stamp, Bytes{0xCA, 0xFE, 0xBA, 0xBE})));
    CHECK(error_code(check_imprint(stamp, bytes_of("cafebabe"))) == ErrorCode::time_stamp_imprint_mismatch);
    REQUIRE(verdict->authority);
    CHECK(verdict->authority->subject().text().find("СЕРВИС МЕТКИ ВРЕМЕНИ") != std::string::npos);
    CHECK(verdict->anchor_label.find("GOST TEST") != std::string::npos);
}

TEST_CASE("A verifier with production's anchors alone does not believe the test authority") {
    const auto verdict = judge_time_stamp(fixture("kz/tsp/tsp_token.bin"), {}, Anchors::national());
    REQUIRE(ok(verdict));
    REQUIRE(verdict->fault);
    CHECK(verdict->fault->code == ErrorCode::time_stamp_authority_untrusted);
}

TEST_CASE(
    "The production token on the signatures of 2026 is believed by production's anchors, not by the test's") {
    for (const auto* name :
         {"kz/cms/skarm_individual_attached_cades_t.der", "kz/cms/skarm_individual_detached_cades_t.der"}) {
        CAPTURE(name);
        const auto file = fixture(name);
        const auto data = cms::read_signed_data(file);
        REQUIRE(ok(data));
        const auto& signer = data->signers.front();
        const auto token = token_beside(signer);
        const auto verdict = judge_time_stamp(token, {}, Anchors::national());
        REQUIRE(ok(verdict));
        if (verdict->fault) FAIL(describe(*verdict->fault));
        CHECK(verdict->stamp.policy == "1.2.398.3.3.2.6.4");
        CHECK(verdict->stamp.algorithm == DigestAlgorithm::streebog_512);
        CHECK(to_iso(verdict->stamp.time).substr(0, 10) == "2026-07-20");
        CHECK(ok(check_imprint(verdict->stamp, signer.signature)));

        const auto by_test_anchors = judge_time_stamp(token, {}, Anchors::national_test());
        REQUIRE(ok(by_test_anchors));
        REQUIRE(by_test_anchors->fault);
        CHECK(by_test_anchors->fault->code == ErrorCode::time_stamp_authority_untrusted);
    }
}

TEST_CASE("No octet of the production token can be another and be believed") {
    const auto file = fixture("kz/cms/skarm_individual_attached_cades_t.der");
    const auto data = cms::read_signed_data(file);
    REQUIRE(ok(data));
    const auto& signature = data->signers.front().signature;
    const auto token = token_beside(data->signers.front());
    const auto anchors = Anchors::national();
    std::size_t unharmed = 0;
    for (std::size_t at = 0; at < token.size(); at += 3) {
        auto damaged = token;
        damaged[at] ^= 0x04U;
        const auto verdict = judge_time_stamp(damaged, {}, anchors);
        const bool believed =
            verdict.has_value() && !verdict->fault && check_imprint(verdict->stamp, signature).has_value();
        if (believed) ++unharmed;
    }
    // The digestAlgorithms set and the version are signed by nobody (RFC 5652, 5.1), and are no part of what
    // the token says.
    CHECK(unharmed <= 6);
}

}  // namespace qoltanba::test
