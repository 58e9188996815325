#include "agent/cli/report.hpp"

#include "support/catch.hpp"
#include "support/fixtures.hpp"

#include <nlohmann/json.hpp>

using namespace qoltanba;
using namespace qoltanba::agent;

namespace {

JudgedFile sample(std::string_view at) {
    return judge_file(test::fixture("kz/cms/skarm_individual_attached_cades_t.der"), std::nullopt,
                      crypto::Anchors::national_test(), *time_from_iso(at));
}

}  // namespace

TEST_CASE("A report names who signed, when and with what, in each language") {
    const auto judged = sample("2026-07-20");
    for (const auto language : {Language::kk, Language::ru, Language::en}) {
        const auto text = report_text(judged, language);
        INFO(text);
        CHECK(text.find("ТЕСТОВ") != std::string::npos);
        CHECK(text.find("123456789011") != std::string::npos);
        CHECK(text.find("2026-07-20T") != std::string::npos);
    }
    CHECK(report_text(judged, Language::en).starts_with("CMS: VALID\n"));
    CHECK(report_text(judged, Language::ru).starts_with("CMS: ДЕЙСТВИТЕЛЬНА\n"));
}

TEST_CASE("A report of an expired certificate says so") {
    const auto text = report_text(sample("2040-01-01"), Language::en);
    CHECK(text.starts_with("CMS: UNDECIDED\n"));
    CHECK(text.find("expired") != std::string::npos);
}

TEST_CASE("The JSON report has the verdict and the signer") {
    const auto json = nlohmann::json::parse(report_json(sample("2026-07-20")));
    CHECK(json["verdict"] == "valid");
    CHECK(json["format"] == "CMS");
    REQUIRE(json["signatures"].size() == 1);
    CHECK(json["signatures"][0]["signer"]["iin"] == "123456789011");
    CHECK_FALSE(json["signatures"][0].contains("reason"));
}

TEST_CASE("The JSON report of a fault has its code") {
    const auto judged = judge_file(bytes_of("<a/>"), std::nullopt, crypto::Anchors::national(), now());
    const auto json = nlohmann::json::parse(report_json(judged));
    CHECK(json["verdict"] == "broken");
    CHECK(json["error"]["code"] == "no_signature_found");
}
