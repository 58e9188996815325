// A content that is not in memory: judged by the digests that the file asks for, with the same conclusion.
#include "crypto/validation/evidence.hpp"
#include "crypto/validation/validation_world.hpp"
#include "support/fixtures.hpp"

namespace qoltanba::test {
namespace {

using namespace crypto;
using std::chrono::days;
using std::chrono::hours;

/// The digests that this file asks for, of a content that goes by.
cms::ContentDigests digests_for(BytesView file, BytesView content) {
    cms::ContentHasher hasher(digests_asked_for(file));
    hasher.update(content);
    return hasher.finish();
}

ValidationReport judged_by_digests(BytesView file, BytesView content, const ValidationPolicy& policy) {
    auto digests = digests_for(file, content);
    return validate({.file = file, .digests = &digests}, policy);
}

/// One detached signature on its way up.
struct Steps {
    explicit Steps(KeyFamily family) : world(signed_world_of(family)) {
        const auto content = bytes_of(document);
        steps.push_back(world.sign(false));
        steps.push_back(world.with_time_stamp(steps.back()));
        steps.push_back(world.with_answers(steps.back()));
        steps.push_back(world.with_archive_time_stamp(steps.back(), content));
    }
    SignedWorld& world;
    std::vector<Bytes> steps;
};

}  // namespace

TEST_CASE("At every level the digests alone lead where the content leads") {
    for (const auto family : {KeyFamily::rsa, KeyFamily::gost_2015_512}) {
        const Steps made(family);
        auto changed = copy_of(bytes_of(document));
        changed.front() ^= 1U;
        for (std::size_t level = 0; level < made.steps.size(); ++level) {
            INFO("level " << level);
            const auto& file = made.steps[level];
            const ValidationPolicy policy{.anchors = made.world.anchors, .at = signing_time + hours{2}};
            const auto whole = validate({.file = file, .content = bytes_of(document)}, policy);
            const auto apart = judged_by_digests(file, bytes_of(document), policy);
            CHECK(said(whole.conclusion) == "TOTAL-PASSED");
            CHECK(said(apart.conclusion) == "TOTAL-PASSED");
            REQUIRE(apart.signers.size() == 1);
            CHECK(apart.signers.front().level == static_cast<Level>(level));
            CHECK(apart.signers.front().level == whole.signers.front().level);
            CHECK(apart.signed_content.empty());
            REQUIRE(apart.signed_octets);
            CHECK(apart.signed_octets->size == document.size());
            CHECK(apart.signed_octets->sha256 == whole.signed_octets->sha256);
            CHECK(ok(check_signed_by_all(apart)));

            const auto broken = judged_by_digests(file, changed, policy);
            CHECK(said(broken.conclusion) == "TOTAL-FAILED HASH_FAILURE");
            CHECK(error_code(check_signed_by_all(broken)) == ErrorCode::digest_mismatch);
        }
    }
}

TEST_CASE("An archive's time stamp by another digest than the signer's asks for its own") {
    auto& world = signed_world_of(KeyFamily::gost_2015_512);
    const auto lt = world.with_answers(world.with_time_stamp(world.sign(false)));
    const auto content = bytes_of(document);
    const auto imprint = archive_imprint(lt, 0, content, DigestAlgorithm::sha384);
    REQUIRE(ok(imprint));
    const TimeStampRequest request{.algorithm = imprint->algorithm, .imprint = imprint->imprint};
    const auto answer = world.archive_time_stamps.answer(write_time_stamp_request(request));
    const auto token = accept_time_stamp(answer, request, {}, world.anchors);
    REQUIRE(ok(token));
    const auto lta = add_archive_time_stamp(lt, 0, *imprint, *token);
    REQUIRE(ok(lta));
    CHECK(digests_asked_for(*lta) ==
          std::set{DigestAlgorithm::sha256, DigestAlgorithm::sha384, DigestAlgorithm::streebog_512});
    // After the end of the first service's certificate only the archive's stamp stands.
    const auto report =
        judged_by_digests(*lta, content, {.anchors = world.anchors, .at = signing_time + days{500}});
    CHECK(said(report.conclusion) == "TOTAL-PASSED");
    CHECK(report.signers.front().level == Level::lta);
}

TEST_CASE("The real detached signature of 2026 passes by its digests, and not by another's") {
    const auto file = fixture("kz/cms/skarm_individual_detached_cades_t.der");
    const auto content = fixture("kz/cms/skarm_individual_document.txt");
    auto anchors = Anchors::national_test();
    const auto production = Anchors::national();
    for (const auto& anchor : production.all()) anchors.add(anchor);
    const ValidationPolicy policy{.anchors = anchors, .at = *time_from_iso("2026-07-21")};
    const auto whole = validate({.file = file, .content = content}, policy);
    const auto apart = judged_by_digests(file, content, policy);
    CHECK(said(apart.conclusion) == said(whole.conclusion));
    CHECK_FALSE(apart.signers.front().fault);
    CHECK(said(judged_by_digests(file, bytes_of("another"), policy).conclusion) ==
          "TOTAL-FAILED HASH_FAILURE");
}

TEST_CASE("A time stamp by itself is judged by the digest that it names") {
    auto& world = signed_world_of(KeyFamily::gost_2015_512);
    const auto token = world.time_stamps.stamp(bytes_of(document));
    const ValidationPolicy policy{.anchors = world.anchors, .at = signing_time + hours{1}};
    CHECK(digests_asked_for(token) == std::set{DigestAlgorithm::sha256, DigestAlgorithm::streebog_512});
    const auto conclusion_on = [&](std::string_view content) {
        auto digests = digests_for(token, bytes_of(content));
        return said(validate_time_stamp({.file = token, .digests = &digests}, policy).conclusion);
    };
    CHECK(conclusion_on(document) == "TOTAL-PASSED");
    CHECK(conclusion_on("another") == "TOTAL-FAILED HASH_FAILURE");
}

TEST_CASE("Without the digest that a signature names nothing is shown to be wrong") {
    auto& world = signed_world_of(KeyFamily::gost_2015_512);
    const auto file = world.sign(false);
    for (const auto algorithm : {DigestAlgorithm::sha256, DigestAlgorithm::sha384}) {
        cms::ContentHasher hasher({algorithm});
        hasher.update(bytes_of(document));
        auto digests = hasher.finish();
        const auto report = validate({.file = file, .digests = &digests},
                                     {.anchors = world.anchors, .at = signing_time + hours{1}});
        CHECK(said(report.conclusion) == "INDETERMINATE SIGNED_DATA_NOT_FOUND");
    }
    CHECK(digests_asked_for(bytes_of("no signature")) == std::set{DigestAlgorithm::sha256});
}

}  // namespace qoltanba::test
