// Every CMS and XML of the fixtures is judged as its manifest says.
#include "agent/cli/samples.hpp"
#include "crypto/signatures/identities.hpp"
#include "crypto/signatures/xml.hpp"
#include "support/catch.hpp"

using namespace qoltanba;
using namespace qoltanba::agent;
using namespace qoltanba::test;

namespace {

std::vector<ErrorCode> codes(const std::vector<Error>& errors) {
    std::vector<ErrorCode> all;
    for (const auto& error : errors) all.push_back(error.code);
    return all;
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
    const auto at = *time_from_iso(sample.moment);
    const auto alone = judge_file(file, std::nullopt, anchors(), at);
    CHECK(alone.verdict == Verdict::undecided);
    REQUIRE(alone.signatures.size() == 1);
    CHECK(codes(alone.signatures.front().reasons) == std::vector{ErrorCode::content_missing});
    CHECK(error_code(octets_signed_by_all(alone)) == ErrorCode::content_missing);
    auto content = read(sample.content);
    content.back() ^= 1;
    const auto wrong = judge_file(file, content, anchors(), at);
    CHECK(wrong.verdict == Verdict::broken);
    CHECK(error_code(octets_signed_by_all(wrong)) == ErrorCode::digest_mismatch);
}

TEST_CASE("A signature of a part is undecided unless a part is enough") {
    const auto& sample = samples.back();
    const auto file = read(sample.file);
    const auto strict = judge(file, sample, issued);
    CHECK(strict.verdict == Verdict::undecided);
    CHECK(strict.only_part());
    REQUIRE(strict.signatures.size() == 1);
    CHECK(codes(strict.signatures.front().reasons) == std::vector{ErrorCode::only_part_signed});
    const auto lenient = judge(file, sample, issued, Coverage::part_suffices);
    CHECK(lenient.verdict == Verdict::valid);
    CHECK(lenient.only_part());
    CHECK(lenient.signatures.front().reasons.empty());
    const auto octets = octets_signed_by_all(lenient);
    REQUIRE(ok(octets));
    CHECK(text_of(*octets) == R"(<a Id="part"><x>1</x></a>)");
}

TEST_CASE("What each of several signatures covers is judged apart") {
    auto& signer = signer_of(crypto::KeyFamily::rsa);
    crypto::Anchors own;
    own.add(signer.certificate());
    const auto signed_by = [&signer](std::string_view xml, const std::string& element) {
        return *crypto::sign_xml(signer, xml, {.signed_element_xpath = element});
    };
    const auto verdict_on = [&own](std::string_view xml, Coverage enough) {
        return judge_file(bytes_of(xml), std::nullopt, own, now(), enough);
    };
    const auto one_part = signed_by("<r><a Id='a'>1</a><b Id='b'>2</b></r>", "//a");

    SECTION("two parts") {
        const auto both = signed_by(one_part, "//b");
        CHECK(verdict_on(both, Coverage::whole_document).verdict == Verdict::undecided);
        const auto judged = verdict_on(both, Coverage::part_suffices);
        CHECK(judged.verdict == Verdict::valid);
        REQUIRE(judged.signatures.size() == 2);
        CHECK(judged.signatures[0].signature.parts.front().uri == "#a");
        CHECK(judged.signatures[1].signature.parts.front().uri == "#b");
        CHECK(error_code(octets_signed_by_all(judged)) == ErrorCode::only_part_signed);
    }
    SECTION("a part, then the whole") {
        const auto judged = verdict_on(signed_by(one_part, ""), Coverage::whole_document);
        CHECK(judged.verdict == Verdict::undecided);
        REQUIRE(judged.signatures.size() == 2);
        CHECK(judged.signatures[0].verdict == Verdict::undecided);
        CHECK(judged.signatures[1].verdict == Verdict::valid);
    }
    SECTION("the whole, twice") {
        const auto twice = signed_by(signed_by("<r>1</r>", ""), "");
        const auto judged = verdict_on(twice, Coverage::whole_document);
        CHECK(judged.verdict == Verdict::valid);
        const auto octets = octets_signed_by_all(judged);
        REQUIRE(ok(octets));
        CHECK(text_of(*octets) == "<r>1</r>");
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
