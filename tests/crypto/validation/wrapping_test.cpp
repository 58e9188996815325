// Signed XML put in another place, beside a double, under another's certificate.
#include "crypto/base/base64.hpp"
#include "crypto/signatures/identities.hpp"
#include "crypto/signatures/xml.hpp"
#include "crypto/validation/validation_world.hpp"
#include "support/fixtures.hpp"

namespace qoltanba::test {
namespace {

using namespace crypto;

constexpr std::string_view token_type =
    "ValueType=\"http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-x509-token-profile-1.0#X509v3\"";

const std::string& soap() {
    static const auto text = std::string(qoltanba::text_of(fixture("kz/xml/ncanode_wsse_1.xml")));
    return text;
}

/// From the first of one text to the end of the first of another behind it.
std::string cut(const std::string& from, std::string_view begin, std::string_view end) {
    const auto first = from.find(begin);
    REQUIRE(first != std::string::npos);
    const auto last = from.find(end, first);
    REQUIRE(last != std::string::npos);
    return from.substr(first, last + end.size() - first);
}

std::string with(std::string text, std::string_view old, std::string_view fresh) {
    const auto at = text.find(old);
    REQUIRE(at != std::string::npos);
    return text.replace(at, old.size(), fresh);
}

ValidationReport report_on(std::string_view xml) {
    const auto anchors = Anchors::national_test();
    return validate({.file = bytes_of(xml)}, {.anchors = anchors,
                                              .at = *time_from_iso("2021-06-01"),
                                              .at_is_given = true,
                                              .coverage = Coverage::part_suffices});
}

std::string judged_soap(std::string_view xml) {
    return said(report_on(xml).conclusion);
}

std::string certificate_text() {
    const auto element = cut(soap(), "<wsse:KeyIdentifier", "</wsse:KeyIdentifier>");
    const auto begin = element.find('>') + 1;
    return element.substr(begin, element.rfind('<') - begin);
}

std::string token(std::string_view id, std::string_view content) {
    return "<wsse:BinarySecurityToken " + std::string(token_type) + " wsu:Id=\"" + std::string(id) + "\">" +
           std::string(content) + "</wsse:BinarySecurityToken>";
}

/// The message with its certificate in tokens, which the signature refers to.
std::string soap_with_tokens(const std::string& tokens, std::string_view uri) {
    const auto identifier = cut(soap(), "<wsse:KeyIdentifier", "</wsse:KeyIdentifier>");
    const auto reference =
        "<wsse:Reference URI=\"" + std::string(uri) + "\" " + std::string(token_type) + "/>";
    return with(with(soap(), identifier, reference), "<ds:Signature ", tokens + "<ds:Signature ");
}

}  // namespace

TEST_CASE("A signed body that was moved away says where it stands now") {
    const auto body = cut(soap(), "<SOAP-ENV:Body", "</SOAP-ENV:Body>");
    const auto moved = with(with(soap(), body, "<SOAP-ENV:Body><evil/></SOAP-ENV:Body>"),
                            "</SOAP-ENV:Header>", "<w>" + body + "</w></SOAP-ENV:Header>");
    const auto report = report_on(moved);
    CHECK(report.conclusion.passed());
    CHECK(report.only_part());
    CHECK(report.signers.at(0).parts.at(0).path == "/SOAP-ENV:Envelope/SOAP-ENV:Header/w/SOAP-ENV:Body");
    const auto octets = octets_signed_by_all(report);
    REQUIRE(ok(octets));
    CHECK(qoltanba::text_of(*octets).find("evil") == std::string_view::npos);

    const auto beside = with(soap(), body, "<SOAP-ENV:Body><evil/></SOAP-ENV:Body>" + body);
    CHECK(report_on(beside).signers.at(0).parts.at(0).path == "/SOAP-ENV:Envelope/SOAP-ENV:Body[2]");
}

TEST_CASE("Two elements of the Id that is signed leave open what was signed") {
    const auto body = cut(soap(), "<SOAP-ENV:Body", "</SOAP-ENV:Body>");
    const auto doubled = with(soap(), body, body + body);
    CHECK(judged_soap(doubled) == "INDETERMINATE SIGNED_DATA_NOT_FOUND");
    // An Id without the namespace is one as well.
    const auto plain = with(soap(), body, "<x Id=\"id-0ace83d4-0477-4890-90b2-50b3bd434949\"/>" + body);
    CHECK(judged_soap(plain) == "INDETERMINATE SIGNED_DATA_NOT_FOUND");
    CHECK(judged_soap(with(soap(), body, "")) == "INDETERMINATE SIGNED_DATA_NOT_FOUND");
}

TEST_CASE("The certificate may stand in a BinarySecurityToken that the signature refers to") {
    const auto own = certificate_text();
    CHECK(judged_soap(soap_with_tokens(token("cert", own), "#cert")) == "TOTAL-PASSED");
    constexpr auto missing = "INDETERMINATE NO_SIGNING_CERTIFICATE_FOUND";
    CHECK(judged_soap(soap_with_tokens("", "#cert")) == missing);
    CHECK(judged_soap(soap_with_tokens(token("cert", own), "http://demo.qoltanba.invalid/cert")) == missing);
    CHECK(judged_soap(soap_with_tokens(token("cert", own) + token("cert", own), "#cert")) == missing);
    CHECK(judged_soap(soap_with_tokens("<x wsu:Id=\"cert\">" + own + "</x>", "#cert")) == missing);
    const auto in_token = soap_with_tokens(token("cert", own), "#cert");
    constexpr std::string_view end = "</wsse:SecurityTokenReference>";
    CHECK(judged_soap(with(in_token, end, "<wsse:Embedded/>" + std::string(end))) == missing);
    CHECK(judged_soap(with(in_token, end, std::string(end) + "<wsse:SecurityTokenReference/>")) == missing);
    const auto other_type = with(soap_with_tokens(token("cert", own), "#cert"), "#X509v3", "#X509PKIPathv1");
    CHECK(judged_soap(other_type) == missing);
    CHECK(judged_soap(soap_with_tokens(token("cert", "!"), "#cert")) == "TOTAL-FAILED FORMAT_FAILURE");
}

TEST_CASE("Another's certificate in the token does not make the signature his") {
    const auto other = fixture("kz/ca/test/ee_individual_auth_rsa.cer");
    const auto certificate = Certificate::from_file_content(other);
    REQUIRE(ok(certificate));
    const auto text = to_base64(certificate->der());
    CHECK(judged_soap(soap_with_tokens(token("cert", text), "#cert")) == "TOTAL-FAILED SIG_CRYPTO_FAILURE");
}

TEST_CASE("A made-up signature behind a real one spoils the file, whatever it wraps") {
    auto& signer = signer_of(KeyFamily::rsa);
    Anchors own;
    own.add(signer.certificate());
    const auto xml = sign_xml(signer, "<pay><sum>100</sum></pay>", {});
    REQUIRE(ok(xml));
    const ValidationPolicy policy{.anchors = own, .at = now()};
    CHECK(judged({.file = bytes_of(*xml)}, policy) == "TOTAL-PASSED");
    const auto wrapped = with(
        *xml, "</pay>",
        "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"><sum>900</sum></ds:Signature></pay>");
    const auto report = validate({.file = bytes_of(wrapped)}, policy);
    REQUIRE(report.signers.size() == 2);
    CHECK(report.signers[0].conclusion.passed());
    CHECK(report.signers[0].parts.at(0).without_later == 1);
    CHECK(report.conclusion.indication != Indication::total_passed);
    CHECK(octets_signed_by_all(report).has_error());
}

TEST_CASE("What each of several signatures covers is judged apart") {
    auto& signer = signer_of(KeyFamily::rsa);
    Anchors own;
    own.add(signer.certificate());
    const auto signed_element = [&signer](std::string_view xml, const std::string& element) {
        auto made = sign_xml(signer, xml, {.signed_element_xpath = element});
        REQUIRE(ok(made));
        return *std::move(made);
    };
    const auto one_part = signed_element("<r><a Id='a'>1</a><b Id='b'>2</b></r>", "//a");
    const auto both = signed_element(one_part, "//b");
    const auto strict = validate({.file = bytes_of(both)}, {.anchors = own, .at = now()});
    CHECK(said(strict.conclusion) == "INDETERMINATE SIG_CONSTRAINTS_FAILURE");
    const auto lenient = validate({.file = bytes_of(both)},
                                  {.anchors = own, .at = now(), .coverage = Coverage::part_suffices});
    CHECK(lenient.conclusion.passed());
    CHECK(lenient.signers.at(0).parts.at(0).path == "/r/a");
    CHECK(lenient.signers.at(1).parts.at(0).path == "/r/b");
    CHECK(error_code(octets_signed_by_all(lenient)) == ErrorCode::only_part_signed);
}

}  // namespace qoltanba::test
