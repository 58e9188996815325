// Every real time stamp, OCSP response and list is judged as the table in tests/data/evidence.txt says.
#include "crypto/validation/evidence.hpp"
#include "crypto/validation/fixture_table.hpp"
#include "crypto/validation/validation_world.hpp"
#include "support/fixtures.hpp"

#include <filesystem>
#include <set>

namespace qoltanba::test {
namespace {

using namespace crypto;

struct Judged {
    Conclusion conclusion;
    std::string told;
};

std::string told_by(const StatusReport& report) {
    if (report.source == RevocationSource::crl)
        return to_hex(report.number) + (report.is_delta ? " delta" : "");
    std::string text;
    for (const auto& one : report.statuses) {
        text += one.status.state == Revocation::revoked ? "revoked" : "good";
        if (one.status.never_issued) {
            text += ", never issued";
        } else if (one.status.revoked_at) {
            text += " " + to_iso(*one.status.revoked_at);
        }
    }
    return text;
}

Judged judge(const std::string& file, const ValidationInputs& inputs, const ValidationPolicy& policy) {
    if (file.starts_with("tsp/")) {
        const auto report = validate_time_stamp(inputs, policy);
        return {report.conclusion, to_iso(report.stamp.time)};
    }
    const auto report =
        file.starts_with("ocsp/") ? validate_ocsp_response(inputs, policy) : validate_crl(inputs, policy);
    return {report.conclusion, told_by(report)};
}

}  // namespace

TEST_CASE("Every time stamp, OCSP response and list of the fixtures is judged as the table says") {
    for (const auto& [line, columns] : table_of("evidence.txt")) {
        INFO(line);
        const auto& [name, anchors_name, moment, beside, conclusion, told] = columns;
        const auto file = fixture("kz/" + name);
        const auto anchors = anchors_named(anchors_name);
        const auto at = time_from_iso(moment.substr(3));
        REQUIRE(at);
        const Bytes stamped_octets{0xCA, 0xFE, 0xBA, 0xBE};
        const auto list = beside.starts_with("crl/") ? fixture("kz/" + beside) : Bytes{};
        const std::vector<BytesView> lists(list.empty() ? 0 : 1, list);
        const auto content = beside == "CAFEBABE" ? std::optional<BytesView>(stamped_octets) : std::nullopt;
        const auto judged =
            judge(name, {.file = file, .content = content, .crls = lists}, {.anchors = anchors, .at = *at});
        for (const auto& reason : judged.conclusion.reasons) UNSCOPED_INFO(describe(reason));
        CHECK(said(judged.conclusion) == conclusion);
        CHECK(judged.told == told);
    }
}

TEST_CASE("The table of evidence leaves nothing of the fixtures out") {
    std::set<std::string> in_table;
    for (const auto& row : table_of("evidence.txt")) in_table.insert(row.columns[0]);
    for (const std::string folder : {"tsp", "ocsp", "crl"}) {
        for (const auto& entry : std::filesystem::directory_iterator(fixture_path("kz/" + folder))) {
            const auto name = folder + "/" + entry.path().filename().string();
            INFO(name);
            CHECK(in_table.contains(name));
        }
    }
}

}  // namespace qoltanba::test
