#include "crypto/base/base64.hpp"
#include "crypto/signatures/cms.hpp"
#include "crypto/signatures/cms_crafted.hpp"
#include "crypto/signatures/identities.hpp"
#include "crypto/signatures/intact.hpp"
#include "crypto/signatures/openssl_tool.hpp"
#include "support/catch.hpp"

#include <algorithm>

namespace qoltanba::test {
namespace {

using namespace crypto;

const Time signing_time = *time_from_iso("2026-07-20T09:15:00Z");
const Bytes content = copy_of(bytes_of("what both sign"));

Bytes signed_by(Signer& signer, bool attach) {
    const auto cms = create_cms(signer, content, {.attach = attach, .signing_time = signing_time});
    REQUIRE(ok(cms));
    return *cms;
}

Bytes added(Signer& signer, const Bytes& cms, std::optional<BytesView> beside = std::nullopt) {
    const auto both = add_cms_signer(signer, cms, beside, signing_time);
    REQUIRE(ok(both));
    return *both;
}

bool holds(const Bytes& whole, BytesView part) {
    return std::search(whole.begin(), whole.end(), part.begin(), part.end()) != whole.end();
}

/// Every element of the earlier SignedData stands in the later one, octet for octet.
void check_kept(const Bytes& earlier, const Bytes& later) {
    const auto data = cms::read_signed_data(earlier);
    REQUIRE(ok(data));
    for (const auto& signer : data->signers) CHECK(holds(later, signer.whole));
    for (const auto certificate : data->certificates) CHECK(holds(later, certificate));
    for (const auto& algorithm : data->digest_algorithms) CHECK(holds(later, algorithm.whole));
    const auto now = cms::read_signed_data(later);
    REQUIRE(ok(now));
    CHECK(to_hex(now->version) == to_hex(data->version));
    CHECK(now->signers.size() == data->signers.size() + 1);
    REQUIRE(now->content.has_value() == data->content.has_value());
    if (now->content) CHECK(std::ranges::equal(*now->content, *data->content));
}

}  // namespace

TEST_CASE("a second signer joins, and the first one's octets stay as they were") {
    auto& first = signer_of(KeyFamily::rsa);
    auto& second = signer_of(KeyFamily::gost_2015_512);
    const bool attach = GENERATE(true, false);
    const auto beside = attach ? std::nullopt : std::optional<BytesView>(content);
    const auto one = signed_by(first, attach);
    const auto two = added(second, one, beside);
    check_kept(one, two);

    const auto data = cms::read_signed_data(two);
    REQUIRE(ok(data));
    CHECK(data->digest_algorithms.size() == 2);
    CHECK(data->certificates.size() == 2);
    const auto report = verify_cms(two, beside);
    REQUIRE(ok(report));
    CHECK(intact(*report));
    CHECK(report->signatures.size() == 2);
}

TEST_CASE("openssl accepts both signatures of a co-signed document") {
    auto& first = signer_of(KeyFamily::rsa);
    auto& second = signer_of(KeyFamily::ecdsa_p256);
    const bool attach = GENERATE(true, false);
    const auto two =
        added(second, signed_by(first, attach), attach ? std::nullopt : std::optional<BytesView>(content));
    const TemporaryFolder folder;
    write_file(folder.path() / "signed.p7s", two);
    write_file(folder.path() / "content", content);
    const auto anchors =
        to_pem("CERTIFICATE", first.certificate().der()) + to_pem("CERTIFICATE", second.certificate().der());
    write_file(folder.path() / "anchors.pem", bytes_of(anchors));
    const auto run =
        openssl(folder, std::string("cms -verify -cades -binary -inform DER -in signed.p7s -out out "
                                    "-CAfile anchors.pem -purpose any ") +
                            (attach ? "" : "-content content"));
    CAPTURE(run.output);
    REQUIRE(run.status == 0);
    CHECK(read_file(folder.path() / "out") == content);
}

TEST_CASE("the same person may sign twice, and algorithm and certificate then stand once") {
    auto& signer = signer_of(KeyFamily::rsa);
    const auto two = added(signer, signed_by(signer, true));
    const auto data = cms::read_signed_data(two);
    REQUIRE(ok(data));
    CHECK(data->signers.size() == 2);
    CHECK(data->digest_algorithms.size() == 1);
    CHECK(data->certificates.size() == 1);
}

TEST_CASE("a digest algorithm that stands without NULL is not listed again with it") {
    Crafted native(signer_of(KeyFamily::rsa), content);
    native.digest_algorithm = algorithm(crypto::identity_of(DigestAlgorithm::sha256).oid, {});
    const auto two = added(signer_of(KeyFamily::ecdsa_p256), native.make());
    const auto data = cms::read_signed_data(two);
    REQUIRE(ok(data));
    CHECK(data->digest_algorithms.size() == 1);
}

TEST_CASE("the original's two-signer file takes a third one") {
    const auto two = fixture("kz/cms/ncanode_gost2015_plus_rsa_attached_test123.der");
    const auto three = added(signer_of(KeyFamily::gost_2004), two);
    check_kept(two, three);
    const auto report = verify_cms(three, std::nullopt);
    REQUIRE(ok(report));
    CHECK(intact(*report));
    CHECK(report->signatures.size() == 3);
}

TEST_CASE("unsigned attributes of earlier signers stay") {
    const auto stamped = fixture("kz/cms/skarm_individual_attached_cades_t.der");
    const auto two = added(signer_of(KeyFamily::rsa), stamped);
    check_kept(stamped, two);
    const auto report = verify_cms(two, std::nullopt);
    REQUIRE(ok(report));
    CHECK(intact(*report));
}

TEST_CASE("a detached signature is joined only over what it signed") {
    auto& second = signer_of(KeyFamily::ecdsa_p256);
    const auto one = signed_by(signer_of(KeyFamily::rsa), false);
    CHECK(error_code(add_cms_signer(second, one, std::nullopt, signing_time)) == ErrorCode::content_missing);
    CHECK(error_code(add_cms_signer(second, one, bytes_of("another document"), signing_time)) ==
          ErrorCode::digest_mismatch);
}

TEST_CASE("an attached signature is joined over the content inside and no other") {
    auto& second = signer_of(KeyFamily::ecdsa_p256);
    const auto one = signed_by(signer_of(KeyFamily::rsa), true);
    CHECK(ok(add_cms_signer(second, one, content, signing_time)));
    CHECK(error_code(add_cms_signer(second, one, bytes_of("another document"), signing_time)) ==
          ErrorCode::digest_mismatch);
}

TEST_CASE("a content that an earlier signer never signed is not joined") {
    Crafted broken(signer_of(KeyFamily::rsa), content);
    broken.content = copy_of(bytes_of("exchanged since"));
    auto& second = signer_of(KeyFamily::ecdsa_p256);
    CHECK(error_code(add_cms_signer(second, broken.make(), std::nullopt, signing_time)) ==
          ErrorCode::digest_mismatch);
}

TEST_CASE("without signed attributes only the earlier signature itself tells what it covers") {
    Crafted bare(signer_of(KeyFamily::rsa), content);
    bare.attributes.reset();
    bare.attach = false;
    auto& second = signer_of(KeyFamily::ecdsa_p256);
    CHECK(ok(add_cms_signer(second, bare.make(), content, signing_time)));
    CHECK(error_code(add_cms_signer(second, bare.make(), bytes_of("other"), signing_time)) ==
          ErrorCode::signature_mismatch);
    bare.certificates.clear();
    CHECK(error_code(add_cms_signer(second, bare.make(), content, signing_time)) ==
          ErrorCode::signer_certificate_missing);
}

TEST_CASE("an earlier signature whose certificate is elsewhere does not hinder the next signer") {
    Crafted without(signer_of(KeyFamily::rsa), content);
    without.certificates.clear();
    CHECK(ok(add_cms_signer(signer_of(KeyFamily::ecdsa_p256), without.make(), std::nullopt, signing_time)));
}

TEST_CASE("no signer is added beyond what a verifier accepts") {
    Crafted full(signer_of(KeyFamily::rsa), content);
    full.signers = cms::signer_limit;
    CHECK(error_code(add_cms_signer(full.signer, full.make(), std::nullopt, signing_time)) ==
          ErrorCode::too_large);
}

TEST_CASE("what is no SignedData cannot be joined") {
    CHECK(error_code(add_cms_signer(signer_of(KeyFamily::rsa), content, std::nullopt, signing_time)) ==
          ErrorCode::malformed_signature);
}

}  // namespace qoltanba::test
