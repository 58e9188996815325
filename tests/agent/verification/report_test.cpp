// What a report says, and what it lets through of hostile files: as text, as a page, as JSON.
#include "agent/verification/report.hpp"

#include "agent/verification/judging.hpp"

#include <nlohmann/json.hpp>

using namespace qoltanba;
using namespace qoltanba::agent;
using namespace qoltanba::test;

namespace {

constexpr auto languages = {Language::kk, Language::ru, Language::en};

JudgedFile sample(std::string_view at = "2026-07-20T09:08:07Z") {
    return judge_at(fixture("kz/cms/skarm_individual_attached_cades_t.der"), at);
}

bool says(std::string_view text, std::string_view piece) {
    return text.find(piece) != std::string_view::npos;
}

/// Everything in it that can come from a file is hostile.
JudgedFile hostile() {
    const std::string trap = "\x1b[2Jall is well\r\nVALID \u202E\u009B31m<script>alert('1')</script>\"&";
    JudgedFile file{.kind = FileKind::container};
    file.conclusion = {crypto::Indication::total_failed,
                       crypto::SubIndication::hash_failure,
                       {Error{ErrorCode::digest_mismatch, trap + std::string(5000, 'x')}}};
    crypto::SignerReport signer;
    signer.conclusion = file.conclusion;
    signer.holder.common_name = trap;
    signer.holder.organisation = trap;
    signer.holder.iin = trap;
    auto& part = signer.parts.emplace_back();
    part.uri = "#" + trap;
    part.element = part.path = trap;
    signer.chain.anchor_label = trap;
    file.report.signers.push_back(signer);
    file.members.push_back({.name = trap, .size = 1, .digest = std::nullopt, .fault = std::nullopt});
    return file;
}

}  // namespace

TEST_CASE("A report says who signed, when, with what, and what it rests on, in each language") {
    const auto judged = sample();
    for (const auto language : languages) {
        for (const auto& text :
             {report_text(judged, "a.cms", language), report_html(judged, "a.cms", language)}) {
            INFO(text);
            CHECK(says(text, "a.cms"));
            CHECK(says(text, "ТЕСТОВ ТЕСТ ТЕСТОВИЧ"));
            CHECK(says(text, "123456789011"));
            CHECK(says(text, "2026-07-20 09:08:06 UTC"));  // claimed
            CHECK(says(text, "2026-07-20 09:08:07 UTC"));  // stamped
            CHECK(says(text, "TOTAL-PASSED"));
            CHECK(says(text, "CAdES-T"));
            CHECK(says(text, "ECGOST3410-2015-512"));
            CHECK(says(text, "1.2.398.3.3.2.6.4"));
            CHECK(says(text, "c86293697123e0a2321f289b39130a60edfa9a3f38d38fb55af8ece4dd675138"));
        }
    }
    CHECK(report_text(judged, "a.cms", Language::en).starts_with("a.cms: VALID (TOTAL-PASSED)\n"));
    CHECK(report_text(judged, "a.cms", Language::ru).starts_with("a.cms: ДЕЙСТВИТЕЛЬНО (TOTAL-PASSED)\n"));
    CHECK(report_text(judged, "a.cms", Language::kk).starts_with("a.cms: ЖАРАМДЫ (TOTAL-PASSED)\n"));
}

TEST_CASE("What is not decided says why, in each language") {
    const auto judged = judge_at(fixture("kz/cms/ncanode_rsa_attached_test123.der"), "2026-11-21");
    for (const auto language : languages) {
        const auto text = report_text(judged, "a", language);
        INFO(text);
        CHECK(says(text, "INDETERMINATE, OUT_OF_BOUNDS_NO_POE"));
        CHECK(says(text, message_for(ErrorCode::certificate_expired, language)));
    }
}

TEST_CASE("A report names the part where only a part is signed") {
    const auto judged = judge_at(fixture("kz/xml/ncalayerrs_test_gost512.xml_xpath.xml"), "2026-11-21");
    const auto text = report_text(judged, "a.xml", Language::en);
    INFO(text);
    CHECK(says(text, "Covers: only a part of the document\n"));
    CHECK(says(text, "Part: <a> #part "));
    const auto json = nlohmann::json::parse(report_json(judged))["signatures"][0];
    CHECK(json["wholeDocument"] == false);
    CHECK(json["parts"][0]["uri"] == "#part");
    CHECK(json["parts"][0]["octets"] == 25);
}

TEST_CASE("The files of a container are told one by one") {
    const auto judged = judge_at(fixture("kz/zip/zip_signed_files.zip"), "2021-06-01");
    const auto text = report_text(judged, "a.zip", Language::en);
    CHECK(says(text, "File: wsse.txt: as signed, 3699 bytes\n"));
    const auto json = nlohmann::json::parse(report_json(judged));
    CHECK(json["format"] == "ZIP");
    REQUIRE(json["files"].size() == 4);
    CHECK(json["files"][0]["name"] == "wsse.txt");
    CHECK_FALSE(json["files"][0].contains("error"));
}

TEST_CASE("JSON has the indication, the signer and the time stamps") {
    const auto json = nlohmann::json::parse(report_json(sample()));
    CHECK(json["indication"] == "TOTAL-PASSED");
    CHECK_FALSE(json.contains("subIndication"));
    CHECK(json["format"] == "CMS");
    CHECK(json["momentGiven"] == true);
    CHECK(json["signedOctets"] == 86);
    REQUIRE(json["signatures"].size() == 1);
    const auto& signature = json["signatures"][0];
    CHECK(signature["signer"]["iin"] == "123456789011");
    CHECK(signature["level"] == "T");
    CHECK(signature["stampedTime"] == "2026-07-20T09:08:07Z");
    REQUIRE(signature["timeStamps"].size() == 1);
    CHECK(signature["timeStamps"][0]["policy"] == "1.2.398.3.3.2.6.4");
    const auto none = nlohmann::json::parse(report_json(judge_at(bytes_of("<a/>"), "2026-11-21")));
    CHECK(none["indication"] == "TOTAL-FAILED");
    CHECK(none["subIndication"] == "FORMAT_FAILURE");
    CHECK(none["reasons"][0]["code"] == "no_signature_found");
}

TEST_CASE("Evidence is told in words and in JSON") {
    const auto never = judge_at(fixture("kz/ocsp/ocsp_response_individual_2015.bin"), "2022-09-03");
    CHECK(says(report_text(never, "a", Language::en), "Revocation: NEVER ISSUED"));
    const auto judged = judge_at(fixture("kz/ocsp/ocsp_response_ceo_sign_2004_revoked.bin"), "2022-09-03");
    CHECK(says(report_text(judged, "a", Language::en), "Revocation: REVOKED 2022-01-18"));
    const auto json = nlohmann::json::parse(report_json(judged));
    CHECK(json["status"]["certificates"][0]["state"] == "revoked");
    CHECK(json["status"]["certificates"][0]["serialNumber"] == "12e3e7b9966d09eb9cda64251457e815c2a8dded");
}

TEST_CASE("Nothing of a hostile file reaches the terminal as it stands") {
    const auto text = report_text(hostile(), "\x1b]0;a\nb", Language::en);
    INFO(text);
    for (const std::string_view forbidden : {"\x1b", "\r", "\nVALID", "\u202E", "\u009B", "a\nb"})
        CHECK_FALSE(says(text, forbidden));
    CHECK(says(text, "⟨U+001B⟩"));
    CHECK(says(text, "⟨U+202E⟩"));
    CHECK(text.size() < 6000);
}

TEST_CASE("The page stands by itself and lets nothing of a hostile file become markup") {
    const auto page = report_html(hostile(), "<img src=x>.cms", Language::en);
    INFO(page);
    for (const std::string_view forbidden : {"<script", "<img", "<link", "<iframe", "\x1b", "\u202E",
                                             "http://", "https://", "url(", "@import"}) {
        CHECK_FALSE(says(page, forbidden));
    }
    CHECK(says(page, "&lt;script&gt;alert(&#39;1&#39;)"));
    CHECK(says(page, "&lt;img src=x&gt;.cms"));
    CHECK(says(page, "default-src 'none'; style-src 'unsafe-inline'"));
    CHECK(says(report_html(sample(), "a", Language::en), "<details><summary>"));
    for (const auto language : languages) {
        CHECK(says(report_html(sample(), "a", language),
                   "<html lang=\"" + std::string(name_of(language)) + "\">"));
    }
}
