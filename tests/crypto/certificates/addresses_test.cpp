#include "certificate_draft.hpp"
#include "openssl_program.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"

using namespace qoltanba;
using namespace qoltanba::crypto;
using namespace qoltanba::test;

namespace {

using Addresses = std::vector<std::string>;

Certificate certificate_at(std::string_view file) {
    const auto certificate = Certificate::from_file_content(fixture(file));
    REQUIRE(ok(certificate));
    return *certificate;
}

Bytes uri(std::string_view address) {
    return der::element(der::context_primitive(6), bytes_of(address));
}

Bytes described(std::string_view method, const Bytes& location) {
    return der::sequence({der::object_identifier(method), location});
}

/// DistributionPoint with these GeneralNames and what comes after them.
Bytes point(const std::vector<Bytes>& names, const Bytes& further = {}) {
    Bytes all;
    for (const auto& name : names) append(all, name);
    return der::sequence({der::explicit_tag(0, der::element(der::context(0), all)), further});
}

Certificate with(std::string_view oid, const Bytes& value, bool critical = false) {
    const DraftKey key;
    CertificateDraft draft;
    draft.extensions = {draft_extension(oid, critical, value)};
    return draft.certificate(key, key);
}

constexpr std::string_view information_access = "1.3.6.1.5.5.7.1.1";
constexpr std::string_view distribution_points = "2.5.29.31";
constexpr std::string_view ocsp = "1.3.6.1.5.5.7.48.1";

}  // namespace

TEST_CASE("A certificate names the addresses that openssl reads in it") {
    for (const auto* file : {"kz/ca/test/ee_individual_gost2015.cer", "kz/ca/test/ee_individual_sign_rsa.cer",
                             "kz/ca/prod/nca_gost_2022.pem", "kz/ca/prod/nca_rsa_2022.cer"}) {
        INFO(file);
        const auto certificate = certificate_at(file);
        const auto said = openssl("x509 -inform DER -in {} -noout -text", certificate.der());
        std::size_t named = 0;
        for (const auto& list : {certificate.ocsp_addresses(), certificate.issuer_addresses(),
                                 certificate.crl_addresses(), certificate.delta_crl_addresses()}) {
            named += list.size();
            for (const auto& address : list) CHECK(said.find("URI:" + address + "\n") != std::string::npos);
        }
        std::size_t shown = 0;
        for (auto at = said.find("URI:"); at != std::string::npos; at = said.find("URI:", at + 1)) ++shown;
        CHECK(named == shown);
    }
}

TEST_CASE("Each kind of address of a national certificate stands under its own name") {
    const auto certificate = certificate_at("kz/ca/test/ee_individual_gost2015.cer");
    CHECK(certificate.ocsp_addresses() == Addresses{"http://test.pki.gov.kz/ocsp/"});
    CHECK(certificate.issuer_addresses() == Addresses{"http://test.pki.gov.kz/cert/nca_gost2022_test.cer"});
    CHECK(certificate.crl_addresses() == Addresses{"http://test.pki.gov.kz/crl/nca_gost2022_test.crl"});
    CHECK(certificate.delta_crl_addresses() ==
          Addresses{"http://test.pki.gov.kz/crl/nca_gost2022_d_test.crl"});
}

TEST_CASE("Only http and https addresses of a sensible length are kept, each once") {
    const std::string longest = "http://a/" + std::string(491, 'x');
    std::vector<Bytes> list;
    for (const auto& address :
         {std::string("ldap://directory"), std::string("file:///etc/passwd"), std::string("HTTP://a"),
          std::string("HTTP://a"), std::string("http://with space"), std::string("http://a\nb"), longest,
          longest + "x", std::string("https://b")}) {
        list.push_back(described(ocsp, uri(address)));
    }
    list.push_back(described(ocsp, der::element(der::context_primitive(2), bytes_of("http://dns.name"))));
    const auto certificate = with(information_access, der::sequence(list));
    CHECK(certificate.ocsp_addresses() == Addresses{"HTTP://a", longest, "https://b"});
    CHECK(certificate.issuer_addresses().empty());
}

TEST_CASE("No more than eight addresses of a kind are kept") {
    std::vector<Bytes> names;
    for (int i = 0; i < 20; ++i) names.push_back(uri("http://list/" + std::to_string(i)));
    const auto certificate = with(distribution_points, der::sequence({point(names)}));
    REQUIRE(certificate.crl_addresses().size() == 8);
    CHECK(certificate.crl_addresses().back() == "http://list/7");
}

TEST_CASE("Lists of some reasons alone and of another issuer are not named") {
    const auto some_reasons = point({uri("http://reasons")}, der::element(der::context_primitive(1), {}));
    const auto indirect = point({uri("http://indirect")}, der::explicit_tag(2, uri("http://issuer")));
    const auto whole = point({uri("http://whole")});
    const auto certificate = with(distribution_points, der::sequence({some_reasons, indirect, whole}));
    CHECK(certificate.crl_addresses() == Addresses{"http://whole"});
}

TEST_CASE("An extension that cannot be read names nobody, and the certificate is read all the same") {
    for (const auto oid : {information_access, distribution_points, std::string_view("2.5.29.46")}) {
        const auto certificate = with(oid, Bytes{0x30, 0x05, 0x30});
        CHECK(certificate.ocsp_addresses().empty());
        CHECK(certificate.crl_addresses().empty());
        CHECK(certificate.delta_crl_addresses().empty());
    }
}

TEST_CASE("A critical extension of addresses is none that is known: it asks for more than is done here") {
    const auto value = der::sequence({point({uri("http://list")})});
    CHECK(with(distribution_points, value, true).has_unknown_critical_extension());
    CHECK_FALSE(with(distribution_points, value).has_unknown_critical_extension());
}
