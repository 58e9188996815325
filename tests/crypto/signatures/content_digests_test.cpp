// A content that went by in pieces is judged by its digests as it would be by its octets.
#include "crypto/cms/content_digests.hpp"

#include "crypto/der/writer.hpp"
#include "crypto/signatures/cms.hpp"
#include "crypto/signatures/cms_crafted.hpp"
#include "crypto/signatures/identities.hpp"
#include "support/catch.hpp"
#include "support/show.hpp"

#include <algorithm>
#include <array>

namespace qoltanba::test {
namespace {

using namespace crypto;

constexpr std::array every_family{KeyFamily::rsa, KeyFamily::ecdsa_p256, KeyFamily::gost_2004,
                                  KeyFamily::gost_2015_512};

Bytes text(std::size_t size) {
    Bytes octets(size);
    for (std::size_t at = 0; at < size; ++at) octets[at] = static_cast<std::uint8_t>(at * 7 + at / 256);
    return octets;
}

/// As it goes by in pieces of this size.
cms::ContentDigests gone_by(BytesView content, const std::set<DigestAlgorithm>& algorithms,
                            std::size_t piece = 1000) {
    cms::ContentHasher hasher(algorithms);
    for (std::size_t at = 0; at < content.size(); at += piece)
        hasher.update(content.subspan(at, std::min(piece, content.size() - at)));
    return hasher.finish();
}

std::optional<ErrorCode> fault_of(BytesView cms, cms::ContentDigests* content) {
    const auto report = verify_cms(cms, content);
    REQUIRE(ok(report));
    REQUIRE(report->signatures.size() == 1);
    const auto& fault = report->signatures.front().fault;
    return fault ? std::optional(fault->code) : std::nullopt;
}

}  // namespace

TEST_CASE("A detached signature of each family is right by the content's digest, and wrong by another's") {
    const auto content = text(10'000);
    auto changed = content;
    changed[5'000] ^= 1U;
    for (const auto family : every_family) {
        auto& signer = signer_of(family);
        const auto algorithm = suite_of(family).digest;
        const auto cms = create_cms(signer, content, {.attach = false}).value();
        for (const std::size_t piece : {1U, 64U, 1000U, 10'000U}) {
            auto digests = gone_by(content, {algorithm}, piece);
            CHECK(fault_of(cms, &digests) == std::nullopt);
            CHECK(digests.size() == content.size());
            CHECK_FALSE(digests.octets());
        }
        auto of_changed = gone_by(changed, {algorithm});
        CHECK(fault_of(cms, &of_changed) == ErrorCode::digest_mismatch);
    }
}

TEST_CASE("A digest that was not made is not there, and nothing is said to be wrong") {
    const auto content = text(100);
    const auto cms = create_cms(signer_of(KeyFamily::gost_2015_512), content, {.attach = false}).value();
    auto digests = gone_by(content, {DigestAlgorithm::sha256});
    CHECK(fault_of(cms, &digests) == ErrorCode::content_missing);
    CHECK(fault_of(cms, nullptr) == ErrorCode::content_missing);
    CHECK(error_code(digests.of(DigestAlgorithm::streebog_512)) == ErrorCode::content_missing);
    CHECK(digests.made() == std::set{DigestAlgorithm::sha256});
}

TEST_CASE("What is given beside an attached signature is compared by its digest") {
    const auto content = text(3'000);
    const auto cms = create_cms(signer_of(KeyFamily::rsa), content, {.attach = true}).value();
    for (const auto algorithm : {DigestAlgorithm::sha256, DigestAlgorithm::streebog_512}) {
        auto same = gone_by(content, {algorithm});
        CHECK(fault_of(cms, &same) == std::nullopt);
        CHECK(verify_cms(cms, &same)->signed_content == content);
        auto other = gone_by(text(2'999), {algorithm});
        CHECK(fault_of(cms, &other) == ErrorCode::digest_mismatch);
        auto changed = content;
        changed.back() ^= 1U;
        auto of_changed = gone_by(changed, {algorithm});
        CHECK(fault_of(cms, &of_changed) == ErrorCode::digest_mismatch);
    }
    // By SHA-1 alone nobody can say that it is the same.
    auto weak = gone_by(content, {DigestAlgorithm::sha1});
    CHECK(fault_of(cms, &weak) == ErrorCode::digest_mismatch);
}

TEST_CASE("Signed attributes do not come back as a content that went by") {
    const auto content = copy_of(bytes_of("what was signed"));
    Crafted bare(signer_of(KeyFamily::rsa), content);
    bare.attach = false;
    bare.attributes.reset();
    const auto attributes = der::set_of(plain_attributes(bare.signer, content));
    for (const auto& passed_off : {attributes, der::element(der::Tag::set, text(70'000))}) {
        bare.content = passed_off;
        auto digests = gone_by(passed_off, {DigestAlgorithm::sha256});
        CHECK(fault_of(bare.make(), &digests) == ErrorCode::malformed_signature);
    }
    // One octet more than the SET, and it is a content like any other.
    auto more = attributes;
    more.push_back(0);
    bare.content = more;
    auto digests = gone_by(more, {DigestAlgorithm::sha256});
    CHECK(fault_of(bare.make(), &digests) == std::nullopt);
}

}  // namespace qoltanba::test
