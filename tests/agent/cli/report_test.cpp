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

bool says(std::string_view text, std::string_view piece) {
    return text.find(piece) != std::string_view::npos;
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
    CHECK_FALSE(json["signatures"][0].contains("reasons"));
    CHECK_FALSE(json["signatures"][0].contains("parts"));
    CHECK(json["signedOctets"] == 86);
}

TEST_CASE("A report says that revocation was not looked up, in each language") {
    const auto judged = sample("2026-07-20");
    CHECK(says(report_text(judged, Language::en), "Revocation: not checked"));
    CHECK(says(report_text(judged, Language::ru), "Отзыв сертификата: не проверялся"));
    CHECK(says(report_text(judged, Language::kk), "Кері қайтарылуы: тексерілмеді"));
    CHECK(nlohmann::json::parse(report_json(judged))["revocation"] == "not checked");
}

TEST_CASE("A report names the part where only a part is signed") {
    const auto judged = judge_file(test::fixture("kz/xml/ncalayerrs_test_gost512.xml_xpath.xml"),
                                   std::nullopt, crypto::Anchors::none(), *time_from_iso("2026-11-21"));
    const auto text = report_text(judged, Language::en);
    INFO(text);
    CHECK(text.starts_with("XML: UNDECIDED (only a part of the document)\n"));
    CHECK(says(text, "Covers: only a part of the document\n"));
    CHECK(says(text, "Part: <a> #part\n"));
    CHECK(says(report_text(judged, Language::ru), "Охватывает: только часть документа"));
    CHECK(says(report_text(judged, Language::kk), "Қамтиды: құжаттың бір бөлігі ғана"));
    const auto json = nlohmann::json::parse(report_json(judged))["signatures"][0];
    CHECK(json["wholeDocument"] == false);
    REQUIRE(json["parts"].size() == 1);
    CHECK(json["parts"][0]["uri"] == "#part");
    CHECK(json["parts"][0]["element"] == "a");
    CHECK(json["parts"][0]["octets"] == 25);
    CHECK(json["reasons"].back()["code"] == "only_part_signed");
}

TEST_CASE("A report of a signature of the whole document says so") {
    const auto judged = judge_file(test::fixture("kz/xml/ncalayerrs_test_gost512.xml_simple.xml"),
                                   std::nullopt, crypto::Anchors::none(), *time_from_iso("2026-11-21"));
    CHECK(says(report_text(judged, Language::en), "Covers: the whole document\n"));
    CHECK(nlohmann::json::parse(report_json(judged))["signatures"][0]["wholeDocument"] == true);
}

TEST_CASE("Nothing of a hostile file reaches the terminal as it stands") {
    JudgedFile file;
    file.format = "XML";
    file.fault = Error{ErrorCode::malformed_xml, "\x1b[2Jall is well\r\n1. VALID " + std::string(5000, 'x')};
    JudgedSignature hostile;
    hostile.signature.parts = {{"#\u202Etrap", "a\nb", false, crypto::DigestAlgorithm::sha256, 1}};
    hostile.reasons = {Error{ErrorCode::digest_mismatch, "\u009B31m"}};
    file.signatures = {hostile};
    const auto text = report_text(file, Language::en);
    INFO(text);
    for (const std::string_view forbidden : {"\x1b", "\r", "\n1. VALID", "\u202E", "a\nb", "\u009B"}) {
        CHECK_FALSE(says(text, forbidden));
    }
    CHECK(says(text, "⟨U+001B⟩"));
    CHECK(says(text, "⟨U+202E⟩"));
    CHECK(says(text, "⟨U+009B⟩"));
    CHECK(text.size() < 2000);
}

TEST_CASE("The JSON report of a fault has its code") {
    const auto judged = judge_file(bytes_of("<a/>"), std::nullopt, crypto::Anchors::national(), now());
    const auto json = nlohmann::json::parse(report_json(judged));
    CHECK(json["verdict"] == "broken");
    CHECK(json["error"]["code"] == "no_signature_found");
}
