// Every real signature is judged as the table in tests/data/validation.txt says.
#include "support/fixtures.hpp"

#include "crypto/validation/fixture_table.hpp"
#include "crypto/validation/validation_world.hpp"

#include <filesystem>
#include <set>

namespace qoltanba::test {
namespace {

using namespace crypto;

struct Row {
    std::string line, file, anchors, moment, evidence, conclusion, signers;
};

std::vector<Row> rows() {
    std::vector<Row> all;
    for (const auto& [line, parts] : table_of("validation.txt"))
        all.push_back({line, parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]});
    return all;
}

std::string said_of_signers(const ValidationReport& report) {
    std::string text;
    for (const auto& signer : report.signers) {
        text += (text.empty() ? "" : " ; ") + said(signer.conclusion);
        std::string stamps;
        for (const auto& stamp : signer.time_stamps)
            stamps += (stamps.empty() ? "" : ", ") + said(stamp.conclusion);
        if (!stamps.empty()) text += " (" + stamps + ")";
    }
    return text;
}

void check(const Row& row) {
    const auto file = fixture("kz/" + row.file);
    const auto content = fixture("kz/cms/skarm_individual_document.txt");
    const auto anchors = anchors_named(row.anchors);
    const auto at = time_from_iso(row.moment.substr(3));
    REQUIRE(at);
    const bool part = row.evidence == "part";
    const auto list = row.evidence == "-" || part ? Bytes{} : fixture("kz/crl/" + row.evidence);
    const std::vector<BytesView> lists(list.empty() ? 0 : 1, list);
    const bool detached = row.file.find("detached") != std::string::npos;
    const auto report = validate(
        {.file = file, .content = detached ? std::optional<BytesView>(content) : std::nullopt, .crls = lists},
        {.anchors = anchors,
         .at = *at,
         .at_is_given = row.moment.starts_with("at"),
         .coverage = part ? Coverage::part_suffices : Coverage::whole_document});
    for (const auto& reason : report.conclusion.reasons) UNSCOPED_INFO(describe(reason));
    CHECK(said(report.conclusion) == row.conclusion);
    CHECK(said_of_signers(report) == row.signers);
    for (const auto& signer : report.signers) CHECK_FALSE(signer.fault);
}

}  // namespace

TEST_CASE("Every signature of the fixtures is judged as the table says") {
    for (const auto& row : rows()) {
        INFO(row.line);
        check(row);
    }
}

TEST_CASE("The table leaves no signature of the fixtures out") {
    std::set<std::string> in_table;
    for (const auto& row : rows()) in_table.insert(row.file);
    for (const std::string folder : {"cms", "xml"}) {
        for (const auto& entry : std::filesystem::directory_iterator(fixture_path("kz/" + folder))) {
            const auto extension = entry.path().extension().string();
            if (extension == ".txt" || extension == ".cer" || extension == ".pem") continue;
            INFO(entry.path().filename().string());
            CHECK(in_table.contains(folder + "/" + entry.path().filename().string()));
        }
    }
}

TEST_CASE("Of two signatures one after the other each says what it covers") {
    const auto file = fixture("kz/xml/ncanode_xml_1.xml");
    const auto anchors = anchors_named("test");
    const auto report = validate({.file = file}, {.anchors = anchors, .at = signing_time});
    REQUIRE(report.signers.size() == 2);
    const auto& first = report.signers[0].parts.at(0);
    const auto& second = report.signers[1].parts.at(0);
    CHECK(first.without_later == 1);
    CHECK(second.without_later == 0);
    CHECK(first.whole_document);
    CHECK(second.whole_document);
    CHECK(second.octets > first.octets);
}

TEST_CASE("A SOAP message's signature says that it covers the body, and where that stands") {
    const auto file = fixture("kz/xml/ncanode_wsse_1.xml");
    const auto anchors = anchors_named("test");
    const auto report = validate({.file = file}, {.anchors = anchors, .at = signing_time});
    REQUIRE(report.signers.size() == 1);
    CHECK(report.only_part());
    CHECK(report.signers[0].parts.at(0).path == "/SOAP-ENV:Envelope/SOAP-ENV:Body");
    CHECK(report.signers[0].holder.iin == "123456789011");
}

TEST_CASE("The list of 2026 answers for the signer, and for the production time stamp nothing does") {
    const auto file = fixture("kz/cms/skarm_individual_attached_cades_t.der");
    const auto list = fixture("kz/crl/nca_gost2022_test_2026.crl");
    const std::vector<BytesView> lists{list};
    const auto anchors = anchors_named("both");
    const auto report =
        validate({.file = file, .crls = lists}, {.anchors = anchors,
                                                 .at = *time_from_iso("2026-11-21"),
                                                 .revocation = RevocationRequirement::required});
    const auto& status = report.signers.at(0).chain.path.at(0);
    REQUIRE(status.revocation);
    CHECK(status.revocation->state == Revocation::good);
    CHECK(status.revocation->source == RevocationSource::crl);
    CHECK(said(report.signers.at(0).time_stamps.at(0).conclusion) == "INDETERMINATE TRY_LATER");
    CHECK(report.conclusion.passed());
}

}  // namespace qoltanba::test
