// The container, the time stamps and the evidence of the fixtures are judged as tests/data/judged_files.txt
// says.
#include "agent/verification/judging.hpp"

#include <filesystem>
#include <set>
#include <sstream>

using namespace qoltanba;
using namespace qoltanba::test;

namespace {

std::string trimmed(const std::string& text) {
    const auto first = text.find_first_not_of(' ');
    return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(' ') - first + 1);
}

/// Each row as its columns.
std::vector<std::vector<std::string>> rows() {
    std::vector<std::vector<std::string>> all;
    std::istringstream lines{std::string(text_of(test_data("judged_files.txt")))};
    for (std::string line; std::getline(lines, line);) {
        if (line.empty() || line.front() == '#') continue;
        std::istringstream columns{line};
        auto& row = all.emplace_back();
        for (std::string column; std::getline(columns, column, '|');) row.push_back(trimmed(column));
        REQUIRE(row.size() == 4);
    }
    return all;
}

}  // namespace

TEST_CASE("Every container, time stamp and piece of evidence is judged as the table says") {
    for (const auto& row : rows()) {
        INFO(row[0] << " at " << row[1] << " with " << row[2]);
        const auto content = from_hex(row[2]);
        const auto list = row[2].starts_with("crl/") ? fixture("kz/" + row[2]) : Bytes{};
        const auto file = fixture("kz/" + row[0]);
        const auto judged =
            judge_at(file, row[1], content ? std::optional<BytesView>(*content) : std::nullopt,
                     std::vector<BytesView>(list.empty() ? 0 : 1, list));
        for (const auto& reason : judged.conclusion.reasons) UNSCOPED_INFO(describe(reason));
        CHECK(said(judged.conclusion) == row[3]);
    }
}

TEST_CASE("The table leaves no file of these folders out") {
    std::set<std::string> in_table;
    for (const auto& row : rows()) in_table.insert(row[0]);
    for (const std::string folder : {"zip", "tsp", "ocsp", "crl"}) {
        for (const auto& entry : std::filesystem::directory_iterator(fixture_path("kz/" + folder))) {
            const auto name = folder + "/" + entry.path().filename().string();
            INFO(name);
            CHECK(in_table.contains(name));
        }
    }
}

TEST_CASE("What evidence says is told, as the manifest has it") {
    const auto revoked = judge_at(fixture("kz/ocsp/ocsp_response_ceo_sign_2004_revoked.bin"), "2022-09-03");
    REQUIRE(revoked.status);
    REQUIRE(revoked.status->statuses.size() == 1);
    CHECK(revoked.status->statuses.front().status.state == crypto::Revocation::revoked);
    const auto delta_file = fixture("kz/crl/nca_gost2022_d_test_2025.crl");
    const auto delta = judge_at(delta_file, "2025-05-01");
    REQUIRE(delta.status);
    CHECK(delta.status->is_delta);
    const auto full = judge_at(fixture("kz/crl/nca_gost2022_test_2026.crl"), "2026-11-21");
    REQUIRE(full.status);
    CHECK(full.status->number == Bytes{166});
    CHECK(full.status->produced_at >= *time_from_iso("2026-08-11"));
    const auto stamp = judge_at(fixture("kz/tsp/tsp_response.bin"), "2022-09-19");
    REQUIRE(stamp.time_stamp);
    CHECK(stamp.time_stamp->stamp.policy == "1.2.398.3.3.2.6.1");
    CHECK(to_hex(stamp.time_stamp->stamp.nonce) == "018350c022d7");  // 1663507112663
}

TEST_CASE("A time stamp service's refusal with words in it is not taken for a list") {
    // TimeStampResp with PKIStatusInfo: rejection, "no", and with failInfo badRequest (RFC 3161, 2.4.2).
    for (const auto* hex : {"300b300902010230040c026e6f", "300f300d02010230040c026e6f03020520"}) {
        const auto judged = judge_at(*from_hex(hex), "2026-07-20");
        CHECK(judged.kind == agent::FileKind::time_stamp);
        CHECK_FALSE(judged.conclusion.passed());
    }
}

TEST_CASE("A changed octet in evidence is told") {
    for (const auto& [name, moment] : std::vector<std::pair<std::string, std::string>>{
             {"ocsp/ocsp_response_individual_2015.bin", "2022-09-03"},
             {"crl/nca_gost2022_test_2026.crl", "2026-11-21"}}) {
        INFO(name);
        auto file = fixture("kz/" + name);
        // The signature stands at the end of a list, and before the responder's certificate in a response.
        const auto at = name.starts_with("crl") ? file.size() - 1 : file.size() / 5;
        file[at] ^= 1;
        CHECK(judge_at(file, moment).conclusion.indication != crypto::Indication::total_passed);
    }
    auto list = fixture("kz/crl/nca_gost2022_test_2026.crl");
    list.back() ^= 1;
    CHECK(said(judge_at(list, "2026-11-21").conclusion) == "TOTAL-FAILED SIG_CRYPTO_FAILURE");
}
