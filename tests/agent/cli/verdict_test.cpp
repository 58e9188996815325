// Every CMS and XML of the fixtures is judged as its manifest says; damage never passes for a valid
// signature.
#include "agent/cli/verdict.hpp"

#include "support/catch.hpp"
#include "support/fixtures.hpp"

using namespace qoltanba;
using namespace qoltanba::agent;

namespace {

struct Sample {
    std::string file;
    std::string moment;     ///< when its chain was valid
    Verdict then;           ///< at that moment, under the test anchors
    Verdict today;          ///< in late 2026
    std::string content{};  ///< of a detached one
};

const std::string issued = "2026-11-21";

// Times are the signing times, or lie inside the certificates' validity where the sample carries none.
const std::vector<Sample> samples{
    {"cms/skarm_individual_attached_cades_t.der", "2026-07-20", Verdict::valid, Verdict::valid},
    {"cms/skarm_individual_detached_cades_t.der", "2026-07-20", Verdict::valid, Verdict::valid,
     "cms/skarm_individual_document.txt"},
    {"cms/ncanode_rsa_attached_test123.der", "2021-06-01", Verdict::valid, Verdict::undecided},
    {"cms/ncanode_rsa_attached_testtest.der", "2021-06-01", Verdict::valid, Verdict::undecided},
    // Its two signers' certificates were never valid at the same time.
    {"cms/ncanode_gost2015_plus_rsa_attached_test123.der", "2022-09-01", Verdict::undecided, Verdict::undecided},
    {"cms/ncanodego_personal_active_AUTH_RSA256_b2c70a9ff7a5dc59de0ccc3c0ddde3437cc1f12d.cms", "2020-06-01",
     Verdict::valid, Verdict::undecided},
    {"cms/ncanodego_personal_active_RSA256_11c707bd54cbfcccb3815e39c4eb57b1dc7dfea9.cms", "2020-06-01",
     Verdict::valid, Verdict::undecided},
    {"cms/ncanodego_organization_revoked_AUTH_RSA256_7d6d313ac5bf7367a2a69f28607a8deb80dd3ba9.cms",
     "2020-06-01", Verdict::valid, Verdict::undecided},
    {"cms/ncanodego_organization_revoked_GOSTKNCA_c372b7809440fcb681051bbc89ea2f089fd2fe16.cms", "2020-06-01",
     Verdict::valid, Verdict::undecided},
    {"xml/ncanodego_personal_active_AUTH_RSA256_b2c70a9ff7a5dc59de0ccc3c0ddde3437cc1f12d.xml", "2020-06-01",
     Verdict::valid, Verdict::undecided},
    {"xml/ncanodego_personal_active_RSA256_11c707bd54cbfcccb3815e39c4eb57b1dc7dfea9.xml", "2020-06-01",
     Verdict::valid, Verdict::undecided},
    {"xml/ncanodego_organization_revoked_AUTH_RSA256_7d6d313ac5bf7367a2a69f28607a8deb80dd3ba9.xml",
     "2020-06-01", Verdict::valid, Verdict::undecided},
    {"xml/ncanodego_organization_revoked_GOSTKNCA_c372b7809440fcb681051bbc89ea2f089fd2fe16.xml", "2020-06-01",
     Verdict::valid, Verdict::undecided},
    {"xml/ncalayerrs_test_gost512.xml_simple.xml", issued, Verdict::undecided, Verdict::undecided},
    {"xml/ncalayerrs_test_gost512.xml_xpath.xml", issued, Verdict::undecided, Verdict::undecided},
};

Bytes read(const std::string& name) {
    return test::fixture("kz/" + name);
}

JudgedFile judge(BytesView file, const Sample& sample, std::string_view at) {
    const auto content = sample.content.empty() ? Bytes{} : read(sample.content);
    return judge_file(file, sample.content.empty() ? std::nullopt : std::optional<BytesView>(content),
                      crypto::Anchors::national_test(), *time_from_iso(at));
}

/// What a valid verdict vouches for: whose signatures over how much.
std::vector<std::string> vouched(const JudgedFile& file) {
    std::vector<std::string> who{std::to_string(file.signed_octets)};
    for (const auto& one : file.signatures) {
        who.push_back(one.signature.certificate ? one.signature.certificate->serial_number_hex() : "nobody");
        who.push_back(one.signature.signing_time ? to_iso(*one.signature.signing_time) : "");
    }
    return who;
}

}  // namespace

TEST_CASE("Every sample was valid in its time and is judged honestly today") {
    for (const auto& sample : samples) {
        INFO(sample.file);
        const auto file = read(sample.file);
        const auto then = judge(file, sample, sample.moment);
        if (then.fault) UNSCOPED_INFO(describe(*then.fault));
        for (const auto& one : then.signatures) {
            if (one.signature.fault) UNSCOPED_INFO(describe(*one.signature.fault));
            if (one.chain && one.chain->reason) UNSCOPED_INFO(describe(*one.chain->reason));
        }
        CHECK(then.verdict == sample.then);
        CHECK(judge(file, sample, issued).verdict == sample.today);
    }
}

TEST_CASE("Nothing of the test chain is valid under the national anchors") {
    for (const auto& sample : samples) {
        INFO(sample.file);
        const auto content = sample.content.empty() ? Bytes{} : read(sample.content);
        const auto judged =
            judge_file(read(sample.file), content.empty() ? std::nullopt : std::optional<BytesView>(content),
                       crypto::Anchors::national(), *time_from_iso(sample.moment));
        CHECK(judged.verdict == Verdict::undecided);
    }
}

TEST_CASE("A detached signature needs its content, and the right one") {
    const auto& sample = samples[1];
    const auto file = read(sample.file);
    const auto anchors = crypto::Anchors::national_test();
    const auto at = *time_from_iso(sample.moment);
    const auto alone = judge_file(file, std::nullopt, anchors, at);
    CHECK(alone.verdict != Verdict::valid);
    auto content = read(sample.content);
    content.back() ^= 1;
    CHECK(judge_file(file, content, anchors, at).verdict == Verdict::broken);
}

TEST_CASE("A flipped bit anywhere never makes a sample vouch for something else") {
    for (const auto& sample : samples) {
        INFO(sample.file);
        const auto file = read(sample.file);
        const auto before = vouched(judge(file, sample, sample.moment));
        // A prime step walks through every kind of octet; the libraries' own tests flip each one.
        for (std::size_t at = 0; at < file.size(); at += 23) {
            INFO("octet " << at);
            auto damaged = file;
            damaged[at] ^= static_cast<std::uint8_t>(1U << (at % 8));
            const auto judged = judge(damaged, sample, sample.moment);
            if (judged.verdict == Verdict::valid) CHECK(vouched(judged) == before);
        }
    }
}

TEST_CASE("What is no signature at all is broken and says why") {
    const auto anchors = crypto::Anchors::national();
    for (const std::string_view text :
         {"", "hello", "<a/>", "<a", "MTEK", "-----BEGIN CMS-----\n-----END CMS-----\n"}) {
        INFO(text);
        const auto judged = judge_file(bytes_of(text), std::nullopt, anchors, now());
        CHECK(judged.verdict == Verdict::broken);
        CHECK(judged.fault.has_value());
    }
}
