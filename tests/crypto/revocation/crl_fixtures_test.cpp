// Lists of the national authority's test services.
#include "crypto/revocation/crl.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"
#include "tokens/files/pkcs12.hpp"

namespace qoltanba::test {
namespace {

using namespace crypto;

IssuingAuthority authority(std::string_view name) {
    const auto read = Certificate::from_file_content(fixture(name));
    REQUIRE(ok(read));
    return IssuingAuthority::of(*read);
}

Bytes serial_in(std::string_view key_file) {
    const auto keys = tokens::open_pkcs12(fixture(key_file), SecretBytes::copy_of("Qwerty12"), {});
    REQUIRE(ok(keys));
    return copy_of(keys->front().signer->certificate().serial_number());
}

const auto issuer_2015 = "kz/ca/test/nca_gost2022_test.cer";
const Freshness in_2026{.at = *time_from_iso("2026-09-01T00:00:00Z")};
const Freshness in_2025{.at = *time_from_iso("2025-05-01T00:00:00Z")};

}  // namespace

TEST_CASE("The list of August 2026 has the keys of the batch that are revoked, whatever their folder says") {
    struct Row {
        const char* file;
        bool revoked;
    };
    const auto row =
        GENERATE(Row{"2026_revoked_employee", true}, Row{"2026_revoked_employee_signright", true},
                 Row{"2026_revoked_head", true}, Row{"2026_revoked_individual", true},
                 Row{"2026_revoked_infosystem", true}, Row{"2026_revoked_treasury_client", true},
                 Row{"2026_valid_employee", true}, Row{"2026_valid_infosystem", true},
                 Row{"2026_valid_employee_signright", false}, Row{"2026_valid_individual", false});
    CAPTURE(row.file);
    const auto file = fixture("kz/crl/nca_gost2022_test_2026.crl");
    const CrlQuestion question{
        .issuer = authority(issuer_2015),
        .serial_numbers = {serial_in("kz/p12/gost2015/" + std::string(row.file) + ".p12")}};
    const auto statuses = judge_crl(file, std::nullopt, question, in_2026);
    REQUIRE(ok(statuses));
    REQUIRE(statuses->size() == 1);
    const auto& status = statuses->front();
    CHECK((status.state == Revocation::revoked) == row.revoked);
    CHECK(status.source == RevocationSource::crl);
    CHECK(to_iso(status.this_update) == "2026-08-11T03:49:19Z");
    REQUIRE(status.next_update);
    CHECK(to_iso(*status.next_update) == "2027-02-07T03:49:19Z");
    if (!std::string_view(row.file).starts_with("2026_valid") || !row.revoked) return;
    CHECK(status.reason == RevocationReason::superseded);
    REQUIRE(status.revoked_at);
    CHECK(to_iso(*status.revoked_at).substr(0, 10) == "2026-06-02");
}

TEST_CASE("The lists of every family are right for their authority") {
    struct Row {
        const char* file;
        const char* issuer;
        const char* day;
    };
    const auto row =
        GENERATE(Row{"kz/crl/nca_gost2022_test_2025.crl", "kz/ca/test/nca_gost2022_test.cer", "2025-05-01"},
                 Row{"kz/crl/nca_gost_test_2004.crl", "kz/ca/test/nca_gost_test.crt", "2022-04-01"},
                 Row{"kz/crl/nca_rsa_test.crl", "kz/ca/test/nca_rsa_test.crt", "2022-04-01"});
    CAPTURE(row.file);
    const auto file = fixture(row.file);
    const CrlQuestion question{.issuer = authority(row.issuer), .serial_numbers = {Bytes{0x01}}};
    const auto statuses = judge_crl(file, std::nullopt, question, {.at = *time_from_iso(row.day)});
    REQUIRE(ok(statuses));
    CHECK(statuses->front().state == Revocation::good);
    CHECK(error_code(judge_crl(file, std::nullopt, question, in_2026)) == ErrorCode::revocation_outdated);
    auto other = question;
    other.issuer = authority("kz/ca/test/root_test_gost_2022.cer");
    CHECK(error_code(judge_crl(file, std::nullopt, other, in_2026)) == ErrorCode::crl_issuer_mismatch);
}

TEST_CASE("The list of GOST-2004 has the head's key that the responder calls revoked") {
    const auto file = fixture("kz/crl/nca_gost_test_2004.crl");
    const CrlQuestion question{.issuer = authority("kz/ca/test/nca_gost_test.crt"),
                               .serial_numbers = {serial_in("kz/p12/gost2004/ncanode_ceo_sign_revoked.p12"),
                                                  *from_hex("5e5d1c4849cbf6f9efb9bcce9178baf65c660d8f")}};
    const auto statuses = judge_crl(file, std::nullopt, question, {.at = *time_from_iso("2022-04-01")});
    REQUIRE(ok(statuses));
    CHECK(statuses->at(1).state == Revocation::revoked);
    CHECK(statuses->at(1).reason == RevocationReason::affiliation_changed);
    CHECK(statuses->at(1).revoked_at == time_from_iso("2021-06-03T11:35:43Z"));
}

TEST_CASE("The delta of 2025 belongs to list 14, whose number is greater than its own") {
    const auto complete = fixture("kz/crl/nca_gost2022_test_2025.crl");
    const auto delta = fixture("kz/crl/nca_gost2022_d_test_2025.crl");
    const auto information = read_crl_information(delta);
    REQUIRE(ok(information));
    CHECK(information->is_delta());
    CHECK(information->base_number == Bytes{14});
    CHECK(information->number == Bytes{10});

    const CrlQuestion question{
        .issuer = authority(issuer_2015),
        .serial_numbers = {*from_hex("1b012ca203b8d2b8525f2d993399c6fcaae42f78"), Bytes{1}}};
    const auto statuses = judge_crl(complete, BytesView(delta), question, in_2025);
    REQUIRE(ok(statuses));
    CHECK(statuses->at(0).state == Revocation::revoked);
    CHECK_FALSE(statuses->at(0).reason);
    CHECK(statuses->at(1).state == Revocation::good);
    CHECK(statuses->at(1).evidence.size() == 2);
    // Alone it proves nothing, and to the list of 2026 it is too old.
    CHECK(error_code(judge_crl(delta, std::nullopt, question, in_2025)) == ErrorCode::crl_delta_mismatch);
    const auto later = fixture("kz/crl/nca_gost2022_test_2026.crl");
    CHECK(error_code(judge_crl(later, BytesView(delta), question, in_2025)) == ErrorCode::crl_delta_mismatch);
}

TEST_CASE("No octet of a list can be another and be believed") {
    const auto file = fixture("kz/crl/nca_gost2022_d_test_2025.crl");
    const auto complete = fixture("kz/crl/nca_gost2022_test_2025.crl");
    const CrlQuestion question{.issuer = authority(issuer_2015), .serial_numbers = {Bytes{1}}};
    std::size_t unharmed = 0;
    for (std::size_t at = 0; at < file.size(); ++at) {
        auto damaged = file;
        damaged[at] ^= 0x04U;
        if (judge_crl(complete, BytesView(damaged), question, in_2025).has_value()) ++unharmed;
    }
    CHECK(unharmed == 0);
}

}  // namespace qoltanba::test
