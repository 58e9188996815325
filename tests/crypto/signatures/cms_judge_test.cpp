// What a verifier must say of every shape of SignerInfo.
#include "crypto/der/writer.hpp"
#include "crypto/signatures/cms.hpp"
#include "crypto/signatures/cms_crafted.hpp"
#include "crypto/signatures/identities.hpp"
#include "support/catch.hpp"

#include <algorithm>

namespace qoltanba::test {
namespace {

using namespace crypto;

const Bytes content = copy_of(bytes_of("what was signed"));

Crafted crafted(KeyFamily family = KeyFamily::rsa) {
    return Crafted(signer_of(family), content);
}

SignatureVerdict verdict_of(const Crafted& what, std::optional<BytesView> beside = std::nullopt) {
    const auto report = verify_cms(what.make(), beside);
    REQUIRE(ok(report));
    REQUIRE(report->signatures.size() == 1);
    CHECK(report->intact() == !report->signatures.front().fault);
    return report->signatures.front();
}

/// The code of the one signature's fault; nothing if it is right.
std::optional<ErrorCode> fault_of(const Crafted& what, std::optional<BytesView> beside = std::nullopt) {
    const auto verdict = verdict_of(what, beside);
    if (!verdict.fault) return std::nullopt;
    UNSCOPED_INFO(describe(*verdict.fault));
    return verdict.fault->code;
}

constexpr std::optional<ErrorCode> none;

/// SigningCertificate and its V2 with one certificate digest.
Bytes signing_certificate(std::string_view type, const Bytes& hash_algorithm, BytesView digest) {
    const auto certificate = der::sequence({hash_algorithm, der::octet_string(digest)});
    return attribute(type, {der::sequence({der::sequence({certificate})})});
}

Bytes sha256_of(const Certificate& certificate) {
    return digest_of(DigestAlgorithm::sha256, certificate.der());
}

}  // namespace

TEST_CASE("contentType and messageDigest are all the signed attributes a signature needs") {
    CHECK(fault_of(crafted()) == none);
    CHECK(fault_of(crafted(KeyFamily::gost_2015_512)) == none);
}

TEST_CASE("a signature without signed attributes is over the content itself") {
    auto what = crafted(GENERATE(KeyFamily::rsa, KeyFamily::gost_2015_512, KeyFamily::gost_2004));
    what.attributes.reset();
    CHECK(fault_of(what) == none);
    what.attach = false;
    CHECK(fault_of(what, content) == none);
    CHECK(fault_of(what, bytes_of("something else")) == ErrorCode::signature_mismatch);
}

TEST_CASE("only id-data may be signed without signed attributes") {
    auto what = crafted();
    what.attributes.reset();
    what.content_type = "1.2.840.113549.1.9.16.1.4";  // id-ct-TSTInfo
    CHECK(fault_of(what) == ErrorCode::malformed_signature);
}

TEST_CASE("a person's signed attributes do not come back as content") {
    // The attack: from a signature over attributes make one over a content that consists of them.
    auto& signer = signer_of(KeyFamily::rsa);
    Crafted what(signer, der::set_of(plain_attributes(signer, content)));
    what.attributes.reset();
    CHECK(fault_of(what) == ErrorCode::malformed_signature);
}

TEST_CASE("the key's OID alone as signatureAlgorithm, as native libraries write it, is accepted") {
    const auto family = GENERATE(KeyFamily::rsa, KeyFamily::gost_2015_512, KeyFamily::gost_2004);
    auto what = crafted(family);
    what.signature_algorithm = algorithm(suite_of(family).key_oid, GENERATE(Bytes{}, der::null()));
    CHECK(fault_of(what) == none);
}

TEST_CASE("algorithm parameters may be absent or NULL and nothing else") {
    const auto digest = identity_of(DigestAlgorithm::sha256).oid;
    auto what = crafted();
    what.digest_algorithm = algorithm(digest, {});
    CHECK(fault_of(what) == none);
    what.digest_algorithm = algorithm(digest, der::integer(1));
    CHECK(fault_of(what) == ErrorCode::unsupported_algorithm);

    auto signature = crafted();
    signature.signature_algorithm = algorithm(suite_of(KeyFamily::rsa).signature_oid, der::octet_string({}));
    CHECK(fault_of(signature) == ErrorCode::unsupported_algorithm);
}

TEST_CASE("a signatureAlgorithm of another family or another digest is refused") {
    auto what = crafted();
    what.signature_algorithm = algorithm(suite_of(KeyFamily::gost_2015_512).signature_oid, der::null());
    CHECK(fault_of(what) == ErrorCode::unsupported_algorithm);
    what.signature_algorithm = algorithm("1.2.840.113549.1.1.13", der::null());  // sha512WithRSAEncryption
    CHECK(fault_of(what) == ErrorCode::unsupported_algorithm);
    what.signature_algorithm = algorithm("1.2.3.4", der::null());
    CHECK(fault_of(what) == ErrorCode::unsupported_algorithm);
}

TEST_CASE("an unknown digest is a fault of that signature, not of the file") {
    auto what = crafted();
    what.digest_algorithm = algorithm("1.3.6.1.4.1.6801.1.2.1", der::null());
    CHECK(fault_of(what) == ErrorCode::unsupported_algorithm);
}

TEST_CASE("a signer may be named by the subject key identifier") {
    auto what = crafted();
    what.version = what.signer_version = 3;
    what.identifier =
        der::element(der::context_primitive(0), what.signer.certificate().subject_key_identifier());
    CHECK(fault_of(what) == none);
    what.identifier = der::element(der::context_primitive(0), Bytes(20, 0xEE));
    CHECK(fault_of(what) == ErrorCode::signer_certificate_missing);
}

TEST_CASE("a signature without its certificate has a fault and no certificate") {
    auto what = crafted();
    what.certificates.clear();
    const auto verdict = verdict_of(what);
    REQUIRE(verdict.fault);
    CHECK(verdict.fault->code == ErrorCode::signer_certificate_missing);
    CHECK_FALSE(verdict.certificate);
    CHECK(verdict.digest == DigestAlgorithm::sha256);
    what.certificates.push_back(copy_of(signer_of(KeyFamily::ecdsa_p256).certificate().der()));
    CHECK(fault_of(what) == ErrorCode::signer_certificate_missing);
}

TEST_CASE("the version of a SignerInfo goes with the way it names its certificate") {
    auto what = crafted();
    what.signer_version = GENERATE(0, 2, 3);
    CHECK(error_code(verify_cms(what.make(), std::nullopt)) == ErrorCode::malformed_signature);
}

TEST_CASE("a SignedData of a version that does not exist is refused") {
    auto what = crafted();
    what.version = GENERATE(-1, 0, 2, 6);
    CHECK(error_code(verify_cms(what.make(), std::nullopt)) == ErrorCode::malformed_signature);
    what.version = 3;
    CHECK(fault_of(what) == none);
}

TEST_CASE("contentType and messageDigest must both be there and say what is so") {
    const auto plain = plain_attributes(signer_of(KeyFamily::rsa), content);
    auto what = crafted();
    what.attributes = {plain.at(0)};
    CHECK(fault_of(what) == ErrorCode::malformed_signature);
    what.attributes = {plain.at(1)};
    CHECK(fault_of(what) == ErrorCode::malformed_signature);
    what.attributes = {attribute(id_content_type, {der::object_identifier("1.2.840.113549.1.7.5")}),
                       plain.at(1)};
    CHECK(fault_of(what) == ErrorCode::digest_mismatch);
    what.attributes = {plain.at(0), attribute(id_message_digest, {der::octet_string(Bytes(32))})};
    CHECK(fault_of(what) == ErrorCode::digest_mismatch);
    what.attributes = {plain.at(0), attribute(id_message_digest, {der::octet_string(Bytes{})})};
    CHECK(fault_of(what) == ErrorCode::malformed_signature);
}

TEST_CASE("an attribute that stands twice, or has two values where one is due, is refused") {
    auto what = crafted();
    what.attributes->push_back(what.attributes->at(1));
    CHECK(error_code(verify_cms(what.make(), std::nullopt)) == ErrorCode::malformed_signature);

    const auto plain = plain_attributes(signer_of(KeyFamily::rsa), content);
    const auto digest = der::octet_string(digest_of(DigestAlgorithm::sha256, content));
    what.attributes = {plain.at(0), attribute(id_message_digest, {digest, der::octet_string(Bytes(32))})};
    CHECK(fault_of(what) == ErrorCode::malformed_signature);
    const auto time = der::time(*time_from_iso("2026-01-01"));
    what.attributes = {plain.at(0), plain.at(1), attribute(id_signing_time, {time, time})};
    CHECK(fault_of(what) == ErrorCode::malformed_signature);
}

TEST_CASE("an attribute without a value and an empty set of attributes are refused") {
    auto what = crafted();
    what.attributes->push_back(attribute("1.2.3.4", {}));
    CHECK(error_code(verify_cms(what.make(), std::nullopt)) == ErrorCode::malformed_signature);
    what.attributes = std::vector<Bytes>{};
    CHECK(error_code(verify_cms(what.make(), std::nullopt)) == ErrorCode::malformed_signature);
}

TEST_CASE("an attribute that is not known here is carried and covered") {
    auto what = crafted();
    what.attributes->push_back(attribute("1.2.3.4", {der::integer(7), der::utf8_string("anything")}));
    CHECK(fault_of(what) == none);
}

TEST_CASE("a signing time that is no time is refused") {
    auto what = crafted();
    what.attributes->push_back(attribute(id_signing_time, {der::utf8_string("yesterday")}));
    CHECK(fault_of(what) == ErrorCode::malformed_signature);
}

TEST_CASE("attributes out of order verify as they were written and as DER would have them") {
    auto what = crafted(GENERATE(KeyFamily::rsa, KeyFamily::gost_2015_512));
    std::reverse(what.attributes->begin(), what.attributes->end());
    what.sign_sorted = GENERATE(false, true);
    CHECK(fault_of(what) == none);
}

TEST_CASE("signingCertificateV2 must name the signer's certificate") {
    auto what = crafted();
    const auto own = sha256_of(what.signer.certificate());
    const auto plain = *what.attributes;
    const auto with = [&](Bytes more) {
        what.attributes = plain;
        what.attributes->push_back(std::move(more));
        return fault_of(what);
    };
    CHECK(with(signing_certificate(id_signing_certificate_v2, {}, own)) == none);
    CHECK(with(signing_certificate(id_signing_certificate_v2, {}, Bytes(32))) ==
          ErrorCode::signature_mismatch);
    CHECK(with(signing_certificate(id_signing_certificate_v2, {}, {})) == ErrorCode::signature_mismatch);

    const auto sha512 = digest_of(DigestAlgorithm::sha512, what.signer.certificate().der());
    const auto sha512_algorithm = algorithm(crypto::identity_of(DigestAlgorithm::sha512).oid, {});
    CHECK(with(signing_certificate(id_signing_certificate_v2, sha512_algorithm, sha512)) == none);
    CHECK(with(signing_certificate(id_signing_certificate_v2, sha512_algorithm, own)) ==
          ErrorCode::signature_mismatch);
    CHECK(with(signing_certificate(id_signing_certificate_v2, algorithm("1.2.3.4", {}), own)) ==
          ErrorCode::unsupported_algorithm);
    CHECK(with(attribute(id_signing_certificate_v2, {der::sequence({der::sequence({Bytes{}})})})) ==
          ErrorCode::malformed_signature);
}

TEST_CASE("signingCertificate of the first version is a SHA-1 of the certificate") {
    auto what = crafted();
    const auto sha1 = digest_of(DigestAlgorithm::sha1, what.signer.certificate().der());
    what.attributes->push_back(signing_certificate(id_signing_certificate, {}, sha1));
    CHECK(fault_of(what) == none);
    what.attributes->back() = signing_certificate(id_signing_certificate, {}, Bytes(20));
    CHECK(fault_of(what) == ErrorCode::signature_mismatch);
}

TEST_CASE("another certificate of the same key cannot take the place of the signer's") {
    auto what = crafted();
    const auto other = second_certificate_of(KeyFamily::rsa);
    what.attributes->push_back(
        signing_certificate(id_signing_certificate_v2, {}, sha256_of(what.signer.certificate())));
    what.certificates = {copy_of(other.der())};
    what.identifier =
        der::sequence({other.issuer().der(), der::element(der::Tag::integer, other.serial_number())});
    CHECK(fault_of(what) == ErrorCode::signature_mismatch);
}

TEST_CASE("the content of a detached signature must be given, and be the one that was signed") {
    auto what = crafted();
    what.attach = false;
    CHECK(fault_of(what) == ErrorCode::content_missing);
    CHECK(fault_of(what, content) == none);
    CHECK(fault_of(what, bytes_of("what was signeD")) == ErrorCode::digest_mismatch);
    CHECK(fault_of(what, BytesView{}) == ErrorCode::digest_mismatch);
}

TEST_CASE("a verdict says who is claimed to have signed, and when, whatever else is wrong") {
    const auto claimed = *time_from_iso("2026-01-01");
    auto what = crafted();
    what.attributes->push_back(attribute(id_signing_time, {der::time(claimed)}));
    what.attach = false;
    const auto beside = GENERATE(as<std::optional<BytesView>>{}, std::nullopt, bytes_of("exchanged"));
    const auto verdict = verdict_of(what, beside);
    CHECK(verdict.fault);
    CHECK(verdict.certificate == what.signer.certificate());
    CHECK(verdict.signing_time == claimed);
    CHECK(verdict.digest == DigestAlgorithm::sha256);
}

TEST_CASE("a content given beside the one inside must be equal to it") {
    CHECK(fault_of(crafted(), content) == none);
    CHECK(fault_of(crafted(), bytes_of("what was signeD")) == ErrorCode::digest_mismatch);
    CHECK(fault_of(crafted(), BytesView{}) == ErrorCode::digest_mismatch);
}

TEST_CASE("a SignedData that nobody signed is not intact") {
    auto what = crafted();
    what.signers = 0;
    const auto report = verify_cms(what.make(), std::nullopt);
    REQUIRE(ok(report));
    CHECK(report->signatures.empty());
    CHECK_FALSE(report->intact());
}

TEST_CASE("one broken signature among good ones spoils the report") {
    SignatureReport report;
    CHECK_FALSE(report.intact());
    report.signatures.emplace_back();
    CHECK(report.intact());
    report.signatures.emplace_back().fault = Error{.code = ErrorCode::signature_mismatch};
    CHECK_FALSE(report.intact());
}

TEST_CASE("the numbers of signers, certificates and attributes are bounded") {
    auto signers = crafted();
    signers.signers = cms::signer_limit;
    CHECK(ok(verify_cms(signers.make(), std::nullopt)));
    signers.signers = cms::signer_limit + 1;
    CHECK(error_code(verify_cms(signers.make(), std::nullopt)) == ErrorCode::malformed_signature);

    auto certificates = crafted();
    certificates.certificates.assign(cms::certificate_limit, certificates.certificates.front());
    CHECK(fault_of(certificates) == none);
    certificates.certificates.push_back(certificates.certificates.front());
    CHECK(error_code(verify_cms(certificates.make(), std::nullopt)) == ErrorCode::malformed_signature);

    auto attributes = crafted();
    while (attributes.attributes->size() < cms::attribute_limit) {
        const auto type = "1.2.3." + std::to_string(attributes.attributes->size());
        attributes.attributes->push_back(attribute(type, {der::null()}));
    }
    CHECK(fault_of(attributes) == none);
    attributes.attributes->push_back(attribute("1.2.4", {der::null()}));
    CHECK(error_code(verify_cms(attributes.make(), std::nullopt)) == ErrorCode::malformed_signature);
}

TEST_CASE("other forms of certificates are passed over, other things among them are refused") {
    auto what = crafted();
    what.certificates.push_back(der::element(der::context(2), der::integer(1)));  // v2AttrCert
    CHECK(fault_of(what) == none);
    what.certificates.back() = der::integer(1);
    CHECK(error_code(verify_cms(what.make(), std::nullopt)) == ErrorCode::malformed_signature);
    what.certificates.back() = der::sequence({der::integer(1)});
    CHECK(error_code(verify_cms(what.make(), std::nullopt)) == ErrorCode::malformed_signature);
}

}  // namespace qoltanba::test
