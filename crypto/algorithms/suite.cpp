#include "crypto/algorithms/suite.hpp"

#include <algorithm>
#include <array>

namespace qoltanba::crypto {
namespace {

constexpr std::string_view rsa_key = "1.2.840.113549.1.1.1";
constexpr std::string_view ec_key = "1.2.840.10045.2.1";

// The first row of a family is what it signs with; the rows after it are verified too.
constexpr std::array suites{
    Suite{KeyFamily::rsa, DigestAlgorithm::sha256, SignatureForm::pkcs1, "RSA", rsa_key,
          "1.2.840.113549.1.1.11", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"},
    Suite{KeyFamily::rsa, DigestAlgorithm::sha384, SignatureForm::pkcs1, "RSA", rsa_key,
          "1.2.840.113549.1.1.12", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384"},
    Suite{KeyFamily::rsa, DigestAlgorithm::sha512, SignatureForm::pkcs1, "RSA", rsa_key,
          "1.2.840.113549.1.1.13", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512"},
    Suite{KeyFamily::rsa, DigestAlgorithm::sha1, SignatureForm::pkcs1, "RSA", rsa_key, "1.2.840.113549.1.1.5",
          "http://www.w3.org/2000/09/xmldsig#rsa-sha1"},
    // The national CA's own name for it, which no standard has.
    Suite{KeyFamily::rsa, DigestAlgorithm::sha1, SignatureForm::pkcs1, "RSA", rsa_key, "1.2.840.113549.1.1.5",
          "http://www.w3.org/2001/04/xmldsig-more#rsa-sha1"},
    Suite{KeyFamily::ecdsa_p256, DigestAlgorithm::sha256, SignatureForm::ecdsa_der, "EC", ec_key,
          "1.2.840.10045.4.3.2", "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"},
    Suite{KeyFamily::ecdsa_p384, DigestAlgorithm::sha384, SignatureForm::ecdsa_der, "EC", ec_key,
          "1.2.840.10045.4.3.3", "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384"},
    Suite{KeyFamily::ecdsa_p256, DigestAlgorithm::sha384, SignatureForm::ecdsa_der, "EC", ec_key,
          "1.2.840.10045.4.3.3", "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384"},
    Suite{KeyFamily::ecdsa_p256, DigestAlgorithm::sha512, SignatureForm::ecdsa_der, "EC", ec_key,
          "1.2.840.10045.4.3.4", "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512"},
    Suite{KeyFamily::ecdsa_p384, DigestAlgorithm::sha256, SignatureForm::ecdsa_der, "EC", ec_key,
          "1.2.840.10045.4.3.2", "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"},
    Suite{KeyFamily::ecdsa_p384, DigestAlgorithm::sha512, SignatureForm::ecdsa_der, "EC", ec_key,
          "1.2.840.10045.4.3.4", "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512"},
    Suite{KeyFamily::gost_2015_512, DigestAlgorithm::streebog_512, SignatureForm::r_then_s_little_endian,
          "ECGOST3410-2015-512", "1.2.398.3.10.1.1.2.2", "1.2.398.3.10.1.1.2.3.2",
          "urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:gostr34102015-gostr34112015-512"},
    Suite{KeyFamily::gost_2015_256, DigestAlgorithm::streebog_256, SignatureForm::r_then_s_little_endian,
          "ECGOST3410-2015-256", "1.2.398.3.10.1.1.2.1", "1.2.398.3.10.1.1.2.3.1",
          "urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:gostr34102015-gostr34112015-256"},
    Suite{KeyFamily::gost_2004, DigestAlgorithm::gost_34311, SignatureForm::r_then_s_little_endian,
          "ECGOST34310", "1.2.398.3.10.1.1.1.1", "1.2.398.3.10.1.1.1.2",
          "http://www.w3.org/2001/04/xmldsig-more#gost34310-gost34311"},
};

}  // namespace

std::span<const Suite> all_suites() {
    return suites;
}

const Suite& suite_of(KeyFamily family) {
    return *std::find_if(suites.begin(), suites.end(),
                         [family](const Suite& suite) { return suite.family == family; });
}

std::optional<Suite> suite_for(KeyFamily family, DigestAlgorithm digest) {
    const auto* found = std::find_if(suites.begin(), suites.end(), [=](const Suite& suite) {
        return suite.family == family && suite.digest == digest;
    });
    if (found == suites.end()) return std::nullopt;
    return *found;
}

std::optional<Suite> suite_by_xml(std::string_view signature_method) {
    const auto* found = std::find_if(suites.begin(), suites.end(), [signature_method](const Suite& suite) {
        return suite.xml_signature == signature_method;
    });
    if (found == suites.end()) return std::nullopt;
    return *found;
}

std::optional<DigestAlgorithm> digest_by_signature_oid(std::string_view signature_oid) {
    const auto* found = std::find_if(suites.begin(), suites.end(), [signature_oid](const Suite& suite) {
        return suite.signature_oid == signature_oid;
    });
    if (found == suites.end()) return std::nullopt;
    return found->digest;
}

bool names_family(std::string_view signature_algorithm_oid, KeyFamily family) {
    // The two ECDSA families share their identifiers; the key's OID tells kinds of keys apart.
    const auto key_oid = suite_of(family).key_oid;
    return std::any_of(suites.begin(), suites.end(), [=](const Suite& suite) {
        return suite.key_oid == key_oid &&
               (suite.signature_oid == signature_algorithm_oid || suite.key_oid == signature_algorithm_oid);
    });
}

}  // namespace qoltanba::crypto
