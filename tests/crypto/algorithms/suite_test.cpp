#include "crypto/algorithms/suite.hpp"

#include "support/catch.hpp"

#include <set>

namespace qoltanba::test {

using namespace crypto;

namespace {

constexpr std::array all_families{KeyFamily::rsa,           KeyFamily::ecdsa_p256,    KeyFamily::ecdsa_p384,
                                  KeyFamily::gost_2015_512, KeyFamily::gost_2015_256, KeyFamily::gost_2004};

}  // namespace

TEST_CASE("A family signs with the first of its suites, and never with SHA-1") {
    for (const auto family : all_families) {
        const auto& suite = suite_of(family);
        CHECK(suite.family == family);
        CHECK(suite.digest != DigestAlgorithm::sha1);
    }
    CHECK(suite_of(KeyFamily::rsa).digest == DigestAlgorithm::sha256);
    CHECK(suite_of(KeyFamily::ecdsa_p384).digest == DigestAlgorithm::sha384);
    CHECK(suite_of(KeyFamily::gost_2015_512).digest == DigestAlgorithm::streebog_512);
    CHECK(suite_of(KeyFamily::gost_2004).digest == DigestAlgorithm::gost_34311);
}

TEST_CASE("Every suite is found again by what names it") {
    for (const auto& suite : all_suites()) {
        CAPTURE(suite.xml_signature);
        const auto by_xml = suite_by_xml(suite.xml_signature);
        REQUIRE(by_xml);
        CHECK(by_xml->digest == suite.digest);
        CHECK(by_xml->key_oid == suite.key_oid);
        CHECK(digest_by_signature_oid(suite.signature_oid) == suite.digest);
        CHECK(suite_for(suite.family, suite.digest)->signature_oid == suite.signature_oid);
    }
}

TEST_CASE("A signature OID never names two digests, and an XML name never two pairs of key and digest") {
    std::set<std::pair<std::string_view, DigestAlgorithm>> by_oid;
    std::set<std::string_view> oids;
    std::set<std::tuple<std::string_view, std::string_view, DigestAlgorithm>> by_xml;
    std::set<std::string_view> names;
    for (const auto& suite : all_suites()) {
        by_oid.insert({suite.signature_oid, suite.digest});
        oids.insert(suite.signature_oid);
        by_xml.insert({suite.xml_signature, suite.key_oid, suite.digest});
        names.insert(suite.xml_signature);
    }
    CHECK(by_oid.size() == oids.size());
    CHECK(by_xml.size() == names.size());
}

TEST_CASE("RSA with SHA-1 is known under the standard name and under the national CA's") {
    for (const auto* name :
         {"http://www.w3.org/2000/09/xmldsig#rsa-sha1", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha1"}) {
        const auto suite = suite_by_xml(name);
        REQUIRE(suite);
        CHECK(suite->family == KeyFamily::rsa);
        CHECK(suite->digest == DigestAlgorithm::sha1);
    }
    CHECK_FALSE(suite_by_xml("http://www.w3.org/2000/09/xmldsig#dsa-sha1"));
    CHECK_FALSE(suite_by_xml(""));
}

TEST_CASE("A CMS signature algorithm fits its family by signature OID or by key OID, and no other family") {
    CHECK(names_family("1.2.398.3.10.1.1.2.3.2", KeyFamily::gost_2015_512));
    CHECK(names_family("1.2.398.3.10.1.1.2.2", KeyFamily::gost_2015_512));
    CHECK(names_family("1.2.398.3.10.1.1.1.1", KeyFamily::gost_2004));
    CHECK(names_family("1.2.840.113549.1.1.1", KeyFamily::rsa));
    CHECK(names_family("1.2.840.113549.1.1.13", KeyFamily::rsa));
    CHECK(names_family("1.2.840.10045.4.3.3", KeyFamily::ecdsa_p256));
    CHECK_FALSE(names_family("1.2.398.3.10.1.1.2.3.1", KeyFamily::gost_2015_512));
    CHECK_FALSE(names_family("1.2.398.3.10.1.1.2.3.2", KeyFamily::gost_2004));
    CHECK_FALSE(names_family("1.2.840.113549.1.1.11", KeyFamily::ecdsa_p256));
    CHECK_FALSE(names_family("1.2.840.113549.1.1.4", KeyFamily::rsa));
    CHECK_FALSE(names_family("", KeyFamily::rsa));
}

TEST_CASE("A family goes with its own digests only") {
    CHECK_FALSE(suite_for(KeyFamily::gost_2015_512, DigestAlgorithm::sha512));
    CHECK_FALSE(suite_for(KeyFamily::gost_2015_512, DigestAlgorithm::streebog_256));
    CHECK_FALSE(suite_for(KeyFamily::rsa, DigestAlgorithm::streebog_512));
    CHECK_FALSE(suite_for(KeyFamily::ecdsa_p256, DigestAlgorithm::sha1));
    CHECK_FALSE(digest_by_signature_oid("1.2.840.113549.1.1.1"));
}

TEST_CASE("getKeyInfo's names are those that pages know") {
    CHECK(suite_of(KeyFamily::rsa).name == "RSA");
    CHECK(suite_of(KeyFamily::gost_2004).name == "ECGOST34310");
    CHECK(suite_of(KeyFamily::gost_2015_512).name == "ECGOST3410-2015-512");
}

}  // namespace qoltanba::test
