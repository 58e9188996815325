// Answers of the national authority's test responder.
#include "crypto/der/values.hpp"
#include "crypto/revocation/ocsp.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"

namespace qoltanba::test {
namespace {

using namespace crypto;

Certificate certificate(std::string_view name) {
    auto read = Certificate::from_file_content(fixture(name));
    REQUIRE(ok(read));
    return *read;
}

OcspQuestion question(std::string_view issuer, std::string_view serial, std::string_view nonce) {
    return {.issuer = IssuingAuthority::of(certificate(issuer)),
            .serial_number = *from_hex(serial),
            .nonce = *from_hex(nonce)};
}

OcspQuestion question_of_2004() {
    return question("kz/ca/test/nca_gost_test.crt", "12e3e7b9966d09eb9cda64251457e815c2a8dded",
                    "8b6b9f100d6b0005");
}
OcspQuestion question_of_2015() {
    return question("kz/ca/test/nca_gost2022_test.cer", "0ff06211dc82beb00253ffa000f1de84abef454f",
                    "e408ffb790834af2");
}

const Freshness that_day{.at = *time_from_iso("2022-09-02T17:00:00Z")};
constexpr std::string_view revoked_2004 = "kz/ocsp/ocsp_response_ceo_sign_2004_revoked.bin";
constexpr std::string_view never_issued_2015 = "kz/ocsp/ocsp_response_individual_2015.bin";

}  // namespace

TEST_CASE("The answer of 2022 by GOST-2004 says that the head's key was superseded") {
    const auto file = fixture(revoked_2004);
    const auto verdict = judge_ocsp_response(file, question_of_2004(), that_day);
    REQUIRE(ok(verdict));
    const auto& status = verdict->status;
    CHECK(status.state == Revocation::revoked);
    CHECK(status.revoked_at == time_from_iso("2022-01-18T06:30:55Z"));
    CHECK(status.reason == RevocationReason::superseded);
    CHECK_FALSE(status.never_issued);
    CHECK(status.this_update == *time_from_iso("2022-09-02T16:57:04Z"));
    CHECK_FALSE(status.next_update);
    CHECK(status.source == RevocationSource::ocsp);
    REQUIRE(status.evidence.size() == 1);
    CHECK(copy_of(status.evidence.front()) == file);
    CHECK(verdict->nonce == NonceEcho::echoed);
    REQUIRE(verdict->responder);
    CHECK_FALSE(verdict->responder_needs_check);
}

TEST_CASE("The answer of 2022 by GOST-2015 says revoked of a certificate that was never issued") {
    const auto file = fixture(never_issued_2015);
    const auto verdict = judge_ocsp_response(file, question_of_2015(), that_day);
    REQUIRE(ok(verdict));
    CHECK(verdict->status.state == Revocation::revoked);
    CHECK(verdict->status.never_issued);
    CHECK(verdict->nonce == NonceEcho::echoed);
}

TEST_CASE("The answers are for their own issuer, certificate, request and day") {
    const auto file = fixture(revoked_2004);
    const auto code_for = [&](const OcspQuestion& asked, const Freshness& freshness) {
        return error_code(judge_ocsp_response(file, asked, freshness));
    };
    CHECK(code_for(question_of_2015(), that_day) == ErrorCode::ocsp_responder_unauthorised);
    auto other_certificate = question_of_2004();
    other_certificate.serial_number.back() ^= 1U;
    CHECK(code_for(other_certificate, that_day) == ErrorCode::ocsp_certificate_mismatch);
    auto other_nonce = question_of_2004();
    other_nonce.nonce.back() ^= 1U;
    CHECK(code_for(other_nonce, that_day) == ErrorCode::ocsp_nonce_mismatch);

    const Freshness a_day_old{.at = that_day.at + std::chrono::days{1},
                              .longest_age = std::chrono::hours{12}};
    CHECK(code_for(question_of_2004(), a_day_old) == ErrorCode::revocation_outdated);
    const Freshness before{.at = that_day.at - std::chrono::days{1}};
    CHECK(code_for(question_of_2004(), before) == ErrorCode::revocation_not_yet_valid);
}

TEST_CASE("No octet of an answer can be another and be believed") {
    const auto file = fixture(never_issued_2015);
    const auto asked = question_of_2015();
    std::size_t unharmed = 0;
    for (std::size_t at = 0; at < file.size(); at += 3) {
        auto damaged = file;
        damaged[at] ^= 0x04U;
        const auto verdict = judge_ocsp_response(damaged, asked, that_day);
        if (verdict.has_value() && verdict->nonce == NonceEcho::echoed) ++unharmed;
    }
    CHECK(unharmed == 0);
}

}  // namespace qoltanba::test
