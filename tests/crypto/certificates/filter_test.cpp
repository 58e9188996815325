#include "crypto/certificates/filter.hpp"

#include "certificate_draft.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"

using namespace qoltanba;
using namespace qoltanba::crypto;
using namespace qoltanba::test;

namespace {

constexpr const char* gost_individual = "ca/test/ee_individual_gost2015.cer";  // 2023-11-09..2024-11-08
constexpr const char* rsa_auth = "ca/test/ee_individual_auth_rsa.cer";         // 2022-01-18..2023-01-18
constexpr const char* rsa_sign = "ca/test/ee_individual_sign_rsa.cer";
constexpr const char* gost_head = "ca/test/ee_ceo_sign_2004_gost.cer";

Certificate certificate_at(const std::string& file) {
    return Certificate::from_file_content(fixture("kz/" + file)).value();
}

/// Nothing if the certificate fits while it is valid, otherwise the code.
std::optional<ErrorCode> refusal(const char* file, const CertificateFilter& filter,
                                 const Anchors& anchors = Anchors::none(),
                                 std::optional<std::string_view> when = std::nullopt) {
    const auto certificate = certificate_at(file);
    const auto moment =
        when ? time_from_iso(*when).value() : certificate.not_before() + std::chrono::days(30);
    const auto fit = fits(certificate, filter, anchors, moment);
    if (fit.has_error()) return fit.error().code;
    return std::nullopt;
}

constexpr auto fitting = std::nullopt;
constexpr auto purpose_mismatch = ErrorCode::certificate_purpose_mismatch;
constexpr auto holder_mismatch = ErrorCode::certificate_holder_mismatch;
constexpr auto untrusted = ErrorCode::certificate_untrusted;
constexpr auto over = ErrorCode::certificate_expired;

}  // namespace

TEST_CASE("A filter that asks nothing lets every valid certificate through") {
    for (const auto* file : {gost_individual, rsa_auth, rsa_sign, gost_head}) {
        INFO(file);
        CHECK(refusal(file, {}) == fitting);
    }
}

TEST_CASE("commonUtils: AUTHENTICATION takes login keys and the single GOST-2015 key") {
    const CertificateFilter filter{.purpose = Purpose::authentication};
    CHECK(refusal(rsa_auth, filter) == fitting);
    CHECK(refusal(gost_individual, filter) == fitting);
    CHECK(refusal(rsa_sign, filter) == purpose_mismatch);
    CHECK(refusal(gost_head, filter) == purpose_mismatch);
}

TEST_CASE("commonUtils: SIGNATURE takes signing keys") {
    const CertificateFilter filter{.purpose = Purpose::signature};
    CHECK(refusal(rsa_sign, filter) == fitting);
    CHECK(refusal(gost_head, filter) == fitting);
    CHECK(refusal(gost_individual, filter) == fitting);
    CHECK(refusal(rsa_auth, filter) == purpose_mismatch);
}

TEST_CASE("basics: every listed purpose must stand in the certificate, and nothing is inferred") {
    const std::string email = "1.3.6.1.5.5.7.3.4", client = "1.3.6.1.5.5.7.3.2";
    const std::string individual = "1.2.398.3.3.4.1.1", organisation = "1.2.398.3.3.4.1.2";
    const auto with = [](std::vector<std::string> oids) {
        return CertificateFilter{.extended_key_usage = std::move(oids)};
    };
    CHECK(refusal(rsa_auth, with({client})) == fitting);
    CHECK(refusal(rsa_auth, with({client, individual})) == fitting);
    CHECK(refusal(rsa_auth, with({client, organisation})) == purpose_mismatch);
    CHECK(refusal(gost_individual, with({email, individual})) == fitting);
    CHECK(refusal(gost_individual, with({client})) == purpose_mismatch);
    CHECK(refusal(gost_head, with({email, organisation, "1.2.398.3.3.4.1.2.1"})) == fitting);
    CHECK(refusal(gost_head, with({"1.2.398.3.3.4.1.2."})) == purpose_mismatch);
}

TEST_CASE("IIN and BIN must be the holder's") {
    CHECK(refusal(gost_head, {.iin = "123456789011"}) == fitting);
    CHECK(refusal(gost_head, {.iin = "123456789012"}) == holder_mismatch);
    CHECK(refusal(gost_head, {.iin = "12345678901"}) == holder_mismatch);
    CHECK(refusal(gost_head, {.bin = "123456789021"}) == fitting);
    CHECK(refusal(gost_head, {.bin = "123456789011"}) == holder_mismatch);
    CHECK(refusal(gost_individual, {.bin = "123456789021"}) == holder_mismatch);
}

TEST_CASE("The serial number is taken in every form that pages send") {
    // 1147287582df9bb4710e461804acd49b88bf45c4 in hex; the decimal form by bc.
    for (const std::string form :
         {"1147287582df9bb4710e461804acd49b88bf45c4", "1147287582DF9BB4710E461804ACD49B88BF45C4",
          "001147287582df9bb4710e461804acd49b88bf45c4",
          "11:47:28:75:82:DF:9B:B4:71:0E:46:18:04:AC:D4:9B:88:BF:45:C4",
          "98639720491535826035717782785885704999204242884"}) {
        INFO(form);
        CHECK(refusal(gost_individual, {.serial_number = form}) == fitting);
    }
    for (const std::string form : {"1147287582df9bb4710e461804acd49b88bf45c5",
                                   "147287582df9bb4710e461804acd49b88bf45c4", "0", "::", "x"}) {
        INFO(form);
        CHECK(refusal(gost_individual, {.serial_number = form}) == holder_mismatch);
    }
}

TEST_CASE("An expired certificate is refused unless it is allowed") {
    CHECK(refusal(rsa_sign, {}, Anchors::none(), "2026-08-01") == over);
    CHECK(refusal(rsa_sign, {.allow_expired = true}, Anchors::none(), "2026-08-01") == fitting);
    CHECK(refusal(rsa_sign, {.chain = ChainRule::none}, Anchors::none(), "2026-08-01") == over);
    CHECK(refusal(rsa_sign, {.allow_expired = true}, Anchors::none(), "2021-01-01") ==
          ErrorCode::certificate_not_yet_valid);
}

TEST_CASE("The wrong key is told before an expired one") {
    CHECK(refusal(rsa_sign, {.purpose = Purpose::authentication}, Anchors::none(), "2026-08-01") ==
          purpose_mismatch);
    CHECK(refusal(rsa_sign, {.iin = "000000000000"}, Anchors::none(), "2026-08-01") == holder_mismatch);
}

TEST_CASE("A national chain leads to the anchors, today or on the certificate's last day") {
    const auto test = Anchors::national_test();
    const CertificateFilter national{.chain = ChainRule::national};
    const CertificateFilter lenient{.chain = ChainRule::national, .allow_expired = true};
    for (const auto* file : {gost_individual, rsa_auth, rsa_sign, gost_head}) {
        INFO(file);
        CHECK(refusal(file, national, test) == fitting);
        CHECK(refusal(file, national, test, "2026-08-01") == over);
        CHECK(refusal(file, lenient, test, "2026-08-01") == fitting);
        CHECK(refusal(file, national, Anchors::national()) == untrusted);
        CHECK(refusal(file, lenient, Anchors::national(), "2026-08-01") == untrusted);
        CHECK(refusal(file, national, Anchors::none()) == untrusted);
    }
}

TEST_CASE("A chain that the page gives replaces the anchors") {
    const auto test_authority = certificate_at("ca/test/nca_rsa_test.crt");
    const auto other_authority = certificate_at("ca/prod/nca_rsa_2022.cer");
    const auto given = [](std::vector<Certificate> certificates) {
        return CertificateFilter{.chain = ChainRule::given, .chain_certificates = std::move(certificates)};
    };
    CHECK(refusal(rsa_sign, given({test_authority})) == fitting);
    CHECK(refusal(rsa_sign, given({other_authority, test_authority})) == fitting);
    CHECK(refusal(rsa_sign, given({other_authority}), Anchors::national_test()) == untrusted);
    CHECK(refusal(rsa_sign, given({}), Anchors::national_test()) == untrusted);
}

TEST_CASE("Where no chain is asked, a self-made certificate fits") {
    const DraftKey key;
    const auto certificate = CertificateDraft().certificate(key, key);
    const auto moment = time_from_iso("2025-06-01").value();
    for (const auto rule : {ChainRule::none, ChainRule::not_asked})
        CHECK(ok(fits(certificate, {.chain = rule}, Anchors::national(), moment)));
    CHECK(error_code(fits(certificate, {.chain = ChainRule::national}, Anchors::national(), moment)) ==
          untrusted);
}
