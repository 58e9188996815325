// Damaged, cut and malicious SignedData.
#include "crypto/der/writer.hpp"
#include "crypto/signatures/cms.hpp"
#include "crypto/signatures/cms_crafted.hpp"
#include "crypto/signatures/identities.hpp"
#include "crypto/signatures/intact.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"

#include <algorithm>

namespace qoltanba::test {
namespace {

using namespace crypto;

/// Where a view stands in the octets it was taken from.
struct Region {
    std::size_t from = 0;
    std::size_t to = 0;
    Region(BytesView whole, BytesView part)
        : from(static_cast<std::size_t>(part.data() - whole.data())), to(from + part.size()) {}
    [[nodiscard]] bool holds(std::size_t at) const { return at >= from && at < to; }
};

/// What a signature stands for. A damaged file that is still intact must give the very same.
struct Meaning {
    Bytes content;
    std::vector<Bytes> attributes;  ///< signed attributes of each signer
    std::vector<Bytes> signatures;
    std::vector<std::optional<KeyFamily>> families;
    std::vector<std::optional<DigestAlgorithm>> digests;
    std::vector<std::optional<Time>> times;
    friend bool operator==(const Meaning&, const Meaning&) = default;
};

Meaning meaning_of(BytesView cms, const SignatureReport& report) {
    const auto data = cms::read_signed_data(cms);
    REQUIRE(ok(data));
    Meaning meaning;
    meaning.content = report.signed_content;
    for (const auto& signer : data->signers) {
        meaning.attributes.push_back(copy_of(signer.signed_attributes_element));
        meaning.signatures.push_back(copy_of(signer.signature));
    }
    for (const auto& verdict : report.signatures) {
        meaning.families.push_back(verdict.family);
        meaning.digests.push_back(verdict.digest);
        meaning.times.push_back(verdict.signing_time);
    }
    return meaning;
}

/// Places whose octets the signature itself does not cover.
class Uncovered {
  public:
    Uncovered(BytesView cms, bool certificate_is_named) {
        const auto data = cms::read_signed_data(cms);
        REQUIRE(ok(data));
        // SignedData's version has four values; 1 and 3, 1 and 5 are one bit apart and mean the same here.
        regions_.emplace_back(cms, data->version);
        // digestAlgorithms is a list for readers in one pass (RFC 5652, 5.1); SignerInfo has its own.
        for (const auto& algorithm : data->digest_algorithms) regions_.emplace_back(cms, algorithm.whole);
        // A certificate is protected by its issuer's signature, which judge_chain checks, and by
        // signingCertificateV2 where that stands among the signed attributes.
        if (!certificate_is_named) {
            for (const auto certificate : data->certificates) regions_.emplace_back(cms, certificate);
        }
        // Unsigned attributes: all that follows the signature value. A time stamp has a signature of its own.
        for (const auto& signer : data->signers) {
            const auto* end = signer.signature.data() + signer.signature.size();
            const auto* stop = signer.whole.data() + signer.whole.size();
            regions_.emplace_back(cms, BytesView(end, stop));
        }
    }
    [[nodiscard]] bool holds(std::size_t at) const {
        return std::ranges::any_of(regions_, [at](const Region& region) { return region.holds(at); });
    }

  private:
    std::vector<Region> regions_;
};

/// Flips bits of every octet of the file, one octet at a time.
void check_every_octet(const Bytes& cms, bool certificate_is_named, const std::vector<std::uint8_t>& masks) {
    const auto report = verify_cms(cms, std::nullopt);
    REQUIRE(ok(report));
    REQUIRE(intact(*report));
    const auto meaning = meaning_of(cms, *report);
    const Uncovered uncovered(cms, certificate_is_named);
    std::size_t still_intact = 0;
    for (std::size_t at = 0; at < cms.size(); ++at) {
        for (const auto mask : masks) {
            auto damaged = cms;
            damaged[at] ^= mask;
            const auto judged = verify_cms(damaged, std::nullopt);
            if (judged.has_error() || !judged->intact()) continue;
            ++still_intact;
            CAPTURE(at, static_cast<int>(mask));
            CHECK(uncovered.holds(at));
            CHECK(meaning_of(damaged, *judged) == meaning);
        }
    }
    // Otherwise nothing was shown but that everything is refused.
    CHECK(still_intact > 0);
}

void check_flips(const Bytes& cms, BytesView part) {
    const Region region(cms, part);
    REQUIRE(region.to > region.from);
    for (auto at = region.from; at < region.to; ++at) {
        auto damaged = cms;
        damaged[at] ^= static_cast<std::uint8_t>(1U << at % 8);
        const auto judged = verify_cms(damaged, std::nullopt);
        CAPTURE(at);
        CHECK((judged.has_error() || !judged->intact()));
    }
}

/// SEQUENCE after SEQUENCE of indefinite length, `depth` deep.
Bytes indefinite_nest(std::size_t depth, std::uint8_t identifier) {
    Bytes nest;
    for (std::size_t i = 0; i < depth; ++i) append(nest, Bytes{identifier, 0x80});
    nest.resize(nest.size() + 2 * depth);
    return nest;
}

}  // namespace

TEST_CASE("a flipped bit in content, signed attributes or signature value is always a fault") {
    const auto cms = fixture(GENERATE("kz/cms/ncanode_gost2015_plus_rsa_attached_test123.der",
                                      "kz/cms/ncanode_rsa_attached_testtest.der"));
    const auto data = cms::read_signed_data(cms);
    REQUIRE(ok(data));
    check_flips(cms, *data->content);
    for (const auto& signer : data->signers) {
        check_flips(cms, signer.signed_attributes_element);
        check_flips(cms, signer.signature);
    }
}

TEST_CASE("no flipped bit of an RSA file changes what an intact signature says") {
    check_every_octet(fixture("kz/cms/ncanode_rsa_attached_test123.der"), false,
                      {0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80});
}

TEST_CASE("no flipped bit of a GOST file with signingCertificateV2 changes what an intact signature says") {
    // Both of the ends of an octet and all of it: a verification takes a millisecond.
    check_every_octet(fixture("kz/cms/skarm_individual_attached_cades_t.der"), true, {0x01, 0x80});
}

TEST_CASE("no octet of the headers, put to any value, changes what an intact signature says") {
    const auto cms = fixture("kz/cms/ncanode_rsa_attached_test123.der");
    const auto report = verify_cms(cms, std::nullopt);
    REQUIRE(ok(report));
    const auto meaning = meaning_of(cms, *report);
    const auto data = cms::read_signed_data(cms);
    REQUIRE(ok(data));
    const auto& signer = data->signers.at(0);
    const Region content(cms, *data->content);
    const Region info(cms, signer.whole);
    const Region attributes(cms, signer.signed_attributes_element);
    const Region signature(cms, signer.signature);
    const Uncovered uncovered(cms, false);
    // 1.2.840.113549.1.1.11 becomes .1: the same algorithm under the name that native libraries give it.
    const auto last_arc = Region(cms, signer.signature_algorithm.whole).to - 3;
    REQUIRE(cms[last_arc] == 11);
    const auto try_all = [&](std::size_t at) {
        for (unsigned value = 0; value < 256; ++value) {
            auto damaged = cms;
            damaged[at] = static_cast<std::uint8_t>(value);
            const auto judged = verify_cms(damaged, std::nullopt);
            if (damaged == cms || judged.has_error() || !judged->intact()) continue;
            CAPTURE(at, value);
            CHECK((uncovered.holds(at) || (at == last_arc && value == 1)));
            CHECK(meaning_of(damaged, *judged) == meaning);
        }
    };
    for (std::size_t at = 0; at < content.from; ++at) try_all(at);
    for (std::size_t at = info.from - 4; at < info.from + 8; ++at) try_all(at);
    for (std::size_t at = attributes.from - 20; at < attributes.from + 20; ++at) try_all(at);
    for (std::size_t at = attributes.to; at < signature.from; ++at) try_all(at);
}

TEST_CASE("a file cut off anywhere is an error") {
    const auto cms = fixture("kz/cms/skarm_individual_attached_cades_t.der");
    for (std::size_t size = 0; size < cms.size(); ++size) {
        const auto judged = verify_cms(BytesView(cms).first(size), std::nullopt);
        REQUIRE(judged.has_error());
        REQUIRE(judged.error().code == ErrorCode::malformed_signature);
    }
}

TEST_CASE("octets after the end are an error") {
    auto cms = fixture("kz/cms/ncanode_rsa_attached_test123.der");
    cms.push_back(0);
    CHECK(error_code(verify_cms(cms, std::nullopt)) == ErrorCode::malformed_signature);
}

TEST_CASE("nests of indefinite lengths end in an error, however deep") {
    const auto depth = GENERATE(1U, 63U, 64U, 65U, 1000U, 1'000'000U);
    const auto identifier = GENERATE(as<std::uint8_t>{}, 0x30, 0x24, 0xA0);
    CHECK(error_code(verify_cms(indefinite_nest(depth, identifier), std::nullopt)) ==
          ErrorCode::malformed_signature);
    CHECK_FALSE(is_signed_data(indefinite_nest(depth, identifier)));
}

TEST_CASE("lengths that promise more than there is, or more than can be, are an error") {
    for (const auto* hex : {"30847fffffff", "3084ffffffff", "3088ffffffffffffffff",
                            "308affffffffffffffffffff", "30ff", "3080", "30800000", "3000", "30"}) {
        CAPTURE(hex);
        CHECK(error_code(verify_cms(*from_hex(hex), std::nullopt)) == ErrorCode::malformed_signature);
    }
}

TEST_CASE("a content in a hundred thousand pieces is put together") {
    // A constructed OCTET STRING of one-octet segments, as a streaming writer at its worst would do.
    const Bytes content(100'000, 'x');
    const auto cms = Crafted(signer_of(KeyFamily::rsa), content).make();
    const auto data = cms::read_signed_data(cms);
    REQUIRE(ok(data));
    Bytes segments{0x24, 0x80};
    for (const auto octet : content) append(segments, Bytes{0x04, 0x01, octet});
    append(segments, Bytes{0, 0});
    Bytes ber{0x30, 0x80};
    append(ber, der::object_identifier(cms::id_signed_data));
    append(ber, Bytes{0xA0, 0x80, 0x30, 0x80});
    append(ber, data->version);
    append(ber, der::set_of({copy_of(data->digest_algorithms.at(0).whole)}));
    append(ber, Bytes{0x30, 0x80});
    append(ber, data->content_type_element);
    append(ber, Bytes{0xA0, 0x80});
    append(ber, segments);
    append(ber, Bytes{0, 0, 0, 0});
    append(ber, der::element(der::context(0), data->certificates.at(0)));
    append(ber, der::set_of({copy_of(data->signers.at(0).whole)}));
    append(ber, Bytes{0, 0, 0, 0, 0, 0});
    CHECK(is_signed_data(ber));
    const auto report = verify_cms(ber, std::nullopt);
    REQUIRE(ok(report));
    CHECK(intact(*report));
    CHECK(report->signed_content == content);
}

}  // namespace qoltanba::test
