#include "crypto/algorithms/libgcrypt.hpp"
#include "crypto/base/base64.hpp"
#include "crypto/cms/structure.hpp"
#include "crypto/signatures/cms.hpp"
#include "crypto/signatures/identities.hpp"
#include "crypto/signatures/intact.hpp"
#include "crypto/signatures/openssl_tool.hpp"
#include "support/catch.hpp"

#include <algorithm>

namespace qoltanba::test {
namespace {

using namespace crypto;
using namespace std::string_view_literals;

const Time signing_time = *time_from_iso("2026-07-20T09:15:00Z");
const Bytes content = copy_of(bytes_of("both ends of line\n\r\n and what is not text \x00\xFF\x1A"sv));

Bytes made(Signer& signer, bool attach, BytesView what = content) {
    const auto cms = create_cms(signer, what, {.attach = attach, .signing_time = signing_time});
    REQUIRE(ok(cms));
    return *cms;
}

std::vector<std::string> attribute_types(const cms::SignerInfo& signer) {
    std::vector<std::string> types;
    for (const auto& attribute : signer.signed_attributes) types.push_back(attribute.type);
    return types;
}

/// openssl checks the chain too: the signer's self-signed certificate is the anchor.
ToolRun openssl_verifies(Signer& signer, const Bytes& cms, const std::string& more, Bytes& content_out) {
    const TemporaryFolder folder;
    write_file(folder.path() / "signed.p7s", cms);
    write_file(folder.path() / "content", content);
    write_file(folder.path() / "anchor.pem", bytes_of(to_pem("CERTIFICATE", signer.certificate().der())));
    auto run = openssl(folder,
                       "cms -verify -cades -binary -inform DER -in signed.p7s -out out "
                       "-CAfile anchor.pem -purpose any " +
                           more);
    if (run.status == 0) content_out = read_file(folder.path() / "out");
    return run;
}

}  // namespace

TEST_CASE("what we sign is judged intact by us, whatever the family") {
    const auto family = GENERATE(KeyFamily::rsa, KeyFamily::ecdsa_p256, KeyFamily::ecdsa_p384,
                                 KeyFamily::gost_2015_512, KeyFamily::gost_2004);
    const bool attach = GENERATE(true, false);
    auto& signer = signer_of(family);
    const auto report =
        verify_cms(made(signer, attach), attach ? std::nullopt : std::optional<BytesView>(content));
    REQUIRE(ok(report));
    CHECK(intact(*report));
    CHECK(report->signed_content == content);
    REQUIRE(report->signatures.size() == 1);
    const auto& verdict = report->signatures.front();
    CHECK(verdict.certificate == signer.certificate());
    CHECK(verdict.family == family);
    CHECK(verdict.digest == suite_of(family).digest);
    CHECK(verdict.signing_time == signing_time);
    CHECK(report->certificates == std::vector{signer.certificate()});
}

TEST_CASE("openssl accepts our attached RSA and ECDSA signatures and finds the content in them") {
    auto& signer = signer_of(GENERATE(KeyFamily::rsa, KeyFamily::ecdsa_p256, KeyFamily::ecdsa_p384));
    Bytes found;
    const auto run = openssl_verifies(signer, made(signer, true), "", found);
    CAPTURE(run.output);
    CHECK(run.status == 0);
    CHECK(found == content);
}

TEST_CASE("openssl accepts our detached RSA and ECDSA signatures over the content beside them") {
    auto& signer = signer_of(GENERATE(KeyFamily::rsa, KeyFamily::ecdsa_p256, KeyFamily::ecdsa_p384));
    Bytes found;
    const auto run = openssl_verifies(signer, made(signer, false), "-content content", found);
    CAPTURE(run.output);
    CHECK(run.status == 0);
    CHECK(found == content);
}

TEST_CASE("libgcrypt accepts our GOST digests and signatures") {
    auto& signer = signer_of(GENERATE(KeyFamily::gost_2015_512, KeyFamily::gost_2004));
    const auto digest = suite_of(signer.family()).digest;
    const auto cms = made(signer, true);
    const auto data = cms::read_signed_data(cms);
    REQUIRE(ok(data));
    const auto& info = data->signers.at(0);
    const auto content_digest = gcrypt_digest(digest, content);
    CHECK(std::search(cms.begin(), cms.end(), content_digest.begin(), content_digest.end()) != cms.end());

    // A GOST SubjectPublicKeyInfo ends with x || y, which are as long as r || s.
    const auto coordinates = signer.certificate().spki().last(info.signature.size());
    auto attributes = copy_of(info.signed_attributes_element);
    attributes.front() = 0x31;
    auto over = gcrypt_digest(digest, attributes);
    CHECK(gcrypt_verifies(signer.family(), coordinates, over, info.signature));
    over.front() ^= 1U;
    CHECK_FALSE(gcrypt_verifies(signer.family(), coordinates, over, info.signature));
}

TEST_CASE("the attributes stand in DER's order, which depends on the digest's length") {
    const std::string content_type = "1.2.840.113549.1.9.3";
    const std::string signing_time_type = "1.2.840.113549.1.9.5";
    const std::string message_digest = "1.2.840.113549.1.9.4";
    const std::string certificate = "1.2.840.113549.1.9.16.2.47";
    const auto types_of = [](KeyFamily family) {
        const auto cms = made(signer_of(family), false);
        const auto data = cms::read_signed_data(cms);
        REQUIRE(ok(data));
        return attribute_types(data->signers.at(0));
    };
    CHECK(types_of(KeyFamily::gost_2015_512) ==
          std::vector{content_type, signing_time_type, certificate, message_digest});
    CHECK(types_of(KeyFamily::rsa) ==
          std::vector{content_type, signing_time_type, message_digest, certificate});
}

TEST_CASE("algorithms have NULL parameters, but for ECDSA's signature, which has none") {
    const auto algorithms_of = [](KeyFamily family) {
        const auto cms = made(signer_of(family), false);
        const auto data = cms::read_signed_data(cms);
        REQUIRE(ok(data));
        const auto& signer = data->signers.at(0);
        CHECK(to_hex(data->digest_algorithms.at(0).whole) == to_hex(signer.digest_algorithm.whole));
        return std::pair{to_hex(signer.digest_algorithm.whole), to_hex(signer.signature_algorithm.whole)};
    };
    using Pair = std::pair<std::string, std::string>;
    CHECK(algorithms_of(KeyFamily::gost_2015_512) ==
          Pair{"300c06082a830e030a0103030500", "300e060a2a830e030a01010203020500"});
    CHECK(algorithms_of(KeyFamily::gost_2004) ==
          Pair{"300c06082a830e030a0103010500", "300d06092a830e030a010101020500"});
    CHECK(algorithms_of(KeyFamily::rsa) ==
          Pair{"300d06096086480165030402010500", "300d06092a864886f70d01010b0500"});
    CHECK(algorithms_of(KeyFamily::ecdsa_p256) ==
          Pair{"300d06096086480165030402010500", "300a06082a8648ce3d040302"});
}

TEST_CASE("a signing time from 2050 on is written as GeneralizedTime and read back") {
    const auto late = *time_from_iso("2050-01-01T00:00:00Z");
    const auto cms = create_cms(signer_of(KeyFamily::rsa), content, {.attach = true, .signing_time = late});
    REQUIRE(ok(cms));
    const auto report = verify_cms(*cms, std::nullopt);
    REQUIRE(ok(report));
    CHECK(intact(*report));
    CHECK(report->signatures.at(0).signing_time == late);
}

TEST_CASE("a signature over a ready digest is the one over its content") {
    auto& signer = signer_of(KeyFamily::rsa);  // PKCS#1 v1.5 has one signature for one digest
    const auto cms = create_cms_of_digest(signer, digest_of(DigestAlgorithm::sha256, content), signing_time);
    REQUIRE(ok(cms));
    CHECK(*cms == made(signer, false));
}

TEST_CASE("a ready digest is taken as it is, whatever its length") {
    const auto size = GENERATE(1U, 20U, 31U, 300U);
    const Bytes digest(size, 0xAB);
    const auto cms = create_cms_of_digest(signer_of(KeyFamily::gost_2015_512), digest, signing_time);
    REQUIRE(ok(cms));
    const auto data = cms::read_signed_data(*cms);
    REQUIRE(ok(data));
    const auto& attributes = data->signers.at(0).signed_attributes;
    const auto found = std::find_if(
        attributes.begin(), attributes.end(),
        [](const cms::Attribute& attribute) { return attribute.type == "1.2.840.113549.1.9.4"; });
    REQUIRE(found != attributes.end());
    CHECK(to_hex(found->values.at(0).content) == to_hex(digest));
}

TEST_CASE("an empty digest is nothing to sign") {
    CHECK(error_code(create_cms_of_digest(signer_of(KeyFamily::rsa), {}, signing_time)) ==
          ErrorCode::nothing_to_sign);
}

TEST_CASE("an empty content attached is not the same as none") {
    auto& signer = signer_of(KeyFamily::rsa);
    const auto attached = verify_cms(made(signer, true, {}), std::nullopt);
    REQUIRE(ok(attached));
    CHECK(intact(*attached));
    const auto detached = verify_cms(made(signer, false, {}), std::nullopt);
    REQUIRE(ok(detached));
    CHECK_FALSE(detached->intact());
}

TEST_CASE("lengths of every size are written and read back") {
    // The steps of X.690, 8.1.3: one length octet, then 81, 82, 83 and 84.
    const auto size = GENERATE(0U, 1U, 127U, 128U, 255U, 256U, 65535U, 65536U, 20'000'000U);
    Bytes large(size);
    for (std::size_t i = 0; i < large.size(); ++i) large[i] = static_cast<std::uint8_t>(i * 31U >> 3U);
    const auto report = verify_cms(made(signer_of(KeyFamily::rsa), true, large), std::nullopt);
    REQUIRE(ok(report));
    CHECK(intact(*report));
    CHECK(report->signed_content == large);
}

TEST_CASE("what the signer refuses is not signed") {
    class Refusing final : public Signer {
      public:
        [[nodiscard]] const Certificate& certificate() const override {
            return signer_of(KeyFamily::rsa).certificate();
        }
        [[nodiscard]] KeyFamily family() const override { return KeyFamily::rsa; }
        [[nodiscard]] Result<Bytes> sign(DigestAlgorithm, BytesView) override {
            return fail(ErrorCode::canceled);
        }
    } refusing;
    CHECK(error_code(create_cms(refusing, content, {})) == ErrorCode::canceled);
    CHECK(error_code(add_cms_signer(refusing, made(signer_of(KeyFamily::rsa), true), std::nullopt,
                                    signing_time)) == ErrorCode::canceled);
}

}  // namespace qoltanba::test
