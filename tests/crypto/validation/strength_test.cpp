// Algorithms that count only where they are shown to be from their good days; and time stamps under a
// signature, which show that it was made after something.
#include "crypto/signatures/cms_crafted.hpp"
#include "crypto/signatures/openssl_tool.hpp"
#include "crypto/timestamps/response.hpp"
#include "crypto/validation/validation_world.hpp"

#include <array>

namespace qoltanba::test {
namespace {

using namespace crypto;
using std::chrono::days;
using std::chrono::hours;

constexpr std::string_view id_content_time_stamp = "1.2.840.113549.1.9.16.2.20";

SignedWorld& world() {
    return signed_world_of(KeyFamily::gost_2015_512);
}

Bytes taken(Result<Bytes> result) {
    REQUIRE(ok(result));
    return *std::move(result);
}

/// A stamp whose imprint is a SHA-1.
Bytes sha1_stamp(const TimeStampAuthority& service, BytesView data) {
    const auto request = write_time_stamp_request(
        {.algorithm = DigestAlgorithm::sha1, .imprint = digest_of(DigestAlgorithm::sha1, data)});
    return taken(token_of_response(service.answer(request)));
}

/// Signed by somebody in the world, over a stamp of the content.
Bytes over_stamp(Signer& signer, Time stamped_at) {
    const TimeStampAuthority service(world().authority, stamped_at);
    Crafted what(signer, bytes_of(document));
    what.attributes = plain_attributes(signer, bytes_of(document));
    what.attributes->push_back(attribute(id_content_time_stamp, {service.stamp(bytes_of(document))}));
    what.sign_sorted = true;
    return what.make();
}

SignerReport signer_of_file(BytesView cms, Time at, std::span<const BytesView> crls = {}) {
    auto report = validate({.file = cms, .crls = crls}, {.anchors = world().anchors, .at = at});
    REQUIRE(report.signers.size() == 1);
    return std::move(report.signers.front());
}

}  // namespace

TEST_CASE("A SHA-1 in a stamp counts while it is known to be from before its collisions") {
    const auto in_2016 = *time_from_iso("2016-07-01T10:00:00Z");
    const Authority authority(KeyFamily::rsa, in_2016);
    Anchors anchors;
    anchors.add(authority.intermediate());
    const auto signer = signer_between(authority, in_2016 - hours{1}, in_2016 + days{30});
    const auto bare = signed_by(*signer, in_2016);
    const TimeStampAuthority service(authority, in_2016);
    const auto octets = taken(octets_to_stamp(bare, 0));
    const auto t = taken(add_signature_time_stamp(bare, 0, sha1_stamp(service, octets)));

    const TimeStampAuthority archive(authority, in_2016 + days{100});
    const auto imprint = archive_imprint(t, 0, std::nullopt, DigestAlgorithm::sha256);
    REQUIRE(ok(imprint));
    const auto request =
        write_time_stamp_request({.algorithm = imprint->algorithm, .imprint = imprint->imprint});
    const auto protected_in_time =
        taken(add_archive_time_stamp(t, 0, *imprint, taken(token_of_response(archive.answer(request)))));

    const auto stamp_at = [&](BytesView cms, Time at) {
        const auto report = validate({.file = cms}, {.anchors = anchors, .at = at});
        const auto& stamps = report.signers.at(0).time_stamps;
        return said(stamps.front().conclusion) + ", " + said(report.conclusion);
    };
    const auto in_2017 = *time_from_iso("2017-06-01");
    CHECK(stamp_at(t, *time_from_iso("2017-01-01")) == "TOTAL-PASSED, TOTAL-PASSED");
    CHECK(stamp_at(t, in_2017) ==
          "INDETERMINATE CRYPTO_CONSTRAINTS_FAILURE_NO_POE, INDETERMINATE OUT_OF_BOUNDS_NO_POE");
    CHECK(stamp_at(protected_in_time, in_2017) == "TOTAL-PASSED, TOTAL-PASSED");
}

TEST_CASE("A signature by SHA-1 or by a short RSA key is open, whoever made it") {
    const TemporaryFolder folder;
    write_file(folder.path() / "content.txt", bytes_of(document));
    const auto made_by = [&](const std::string& bits, const std::string& digest) {
        const auto made = openssl(folder, "req -x509 -newkey rsa:" + bits +
                                              " -nodes -keyout key.pem -out own.pem -days 30 -subj /CN=test");
        INFO(made.output);
        REQUIRE(made.status == 0);
        const auto run =
            openssl(folder, "cms -sign -binary -nodetach -md " + digest +
                                " -in content.txt -signer own.pem -inkey key.pem -outform DER -out "
                                "signed.der");
        INFO(run.output);
        REQUIRE(run.status == 0);
        Anchors anchors;
        REQUIRE(ok(anchors.add_certificate(read_file(folder.path() / "own.pem"))));
        const auto file = read_file(folder.path() / "signed.der");
        return judged({.file = file}, {.anchors = anchors, .at = now()});
    };
    CHECK(made_by("2048", "sha256") == "TOTAL-PASSED");
    CHECK(made_by("2048", "sha1") == "INDETERMINATE CRYPTO_CONSTRAINTS_FAILURE_NO_POE");
    CHECK(made_by("1024", "sha256") == "INDETERMINATE CRYPTO_CONSTRAINTS_FAILURE_NO_POE");
}

TEST_CASE("A stamp under the signature shows that a revoked or ended certificate made it afterwards") {
    const auto signer = signer_between(world().authority, signing_time - hours{1}, signing_time + days{2});
    const auto next_day = over_stamp(*signer, signing_time + days{1});
    const auto soon = signing_time + days{1} + hours{2};
    const auto report = signer_of_file(next_day, soon);
    CHECK(said(report.conclusion) == "TOTAL-PASSED");
    REQUIRE(report.time_stamps.size() == 1);
    CHECK(report.time_stamps[0].kind == TimeStampKind::content);
    CHECK(report.time_stamps[0].conclusion.passed());
    CHECK_FALSE(report.existed_at);

    const auto list = list_revoking(world().authority, signer->certificate(), signing_time,
                                    signing_time + days{1} + hours{1});
    const std::array<BytesView, 1> lists{list};
    CHECK(said(signer_of_file(next_day, soon, lists).conclusion) == "TOTAL-FAILED REVOKED");

    const auto after_its_end = over_stamp(*signer, signing_time + days{3});
    CHECK(said(signer_of_file(after_its_end, signing_time + days{4}).conclusion) == "TOTAL-FAILED EXPIRED");
}

TEST_CASE("A stamp under the signature that is later than the one over it is a contradiction") {
    const auto signer = signer_between(world().authority, signing_time - hours{1}, signing_time + days{2});
    const auto cms = stamped(over_stamp(*signer, signing_time + hours{5}), world().time_stamps);
    const auto at = signing_time + hours{6};
    CHECK(said(signer_of_file(cms, at).conclusion) == "INDETERMINATE TIMESTAMP_ORDER_FAILURE");
    const auto right = stamped(over_stamp(*signer, signing_time - hours{1}), world().time_stamps);
    CHECK(said(signer_of_file(right, at).conclusion) == "TOTAL-PASSED");
}

TEST_CASE("A stamp of other content among the signed attributes proves nothing") {
    const auto signer = signer_between(world().authority, signing_time - hours{1}, signing_time + days{2});
    Crafted what(*signer, bytes_of(document));
    what.attributes = plain_attributes(*signer, bytes_of(document));
    what.attributes->push_back(
        attribute(id_content_time_stamp, {world().time_stamps.stamp(bytes_of("other content"))}));
    what.sign_sorted = true;
    const auto report = signer_of_file(what.make(), signing_time + hours{1});
    CHECK(report.conclusion.passed());
    CHECK(said(report.time_stamps.at(0).conclusion) == "TOTAL-FAILED HASH_FAILURE");
}

}  // namespace qoltanba::test
