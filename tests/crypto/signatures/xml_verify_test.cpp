#include "crypto/base/base64.hpp"
#include "crypto/signatures/identities.hpp"
#include "crypto/signatures/intact.hpp"
#include "crypto/signatures/xml.hpp"
#include "crypto/signatures/xml_oracles.hpp"
#include "support/catch.hpp"

namespace qoltanba::test {
namespace {

using namespace crypto;

std::string xml_fixture(const std::string& name) {
    return std::string(text_of(fixture("kz/xml/" + name + ".xml")));
}

SignatureReport report_of(std::string_view xml) {
    auto report = verify_xml(xml);
    REQUIRE(ok(report));
    return std::move(*report);
}

std::optional<ErrorCode> fault_of(const SignatureVerdict& verdict) {
    if (!verdict.fault) return std::nullopt;
    return verdict.fault->code;
}

/// The fault of the only signature.
std::optional<ErrorCode> fault_of(std::string_view xml) {
    const auto report = report_of(xml);
    REQUIRE(report.signatures.size() == 1);
    CHECK_FALSE(report.intact());
    CHECK(report.signed_content.empty());
    return fault_of(report.signatures.front());
}

std::string with(std::string xml, std::string_view what, std::string_view instead) {
    const auto at = xml.find(what);
    REQUIRE(at != std::string::npos);
    return xml.replace(at, what.size(), instead);
}

/// The text from one mark through another.
std::string cut(std::string_view xml, std::string_view from, std::string_view through) {
    const auto begin = xml.find(from);
    const auto end = xml.find(through, begin);
    REQUIRE(begin != std::string_view::npos);
    REQUIRE(end != std::string_view::npos);
    return std::string(xml.substr(begin, end + through.size() - begin));
}

std::string signed_xml(std::string_view xml, const XmlOptions& options = {}) {
    const auto made = sign_xml(signer_of(KeyFamily::rsa), xml, options);
    REQUIRE(ok(made));
    return *made;
}

const std::string by_id = "ncalayerrs_test_gost512.xml_xpath";
const std::string enveloped = "ncalayerrs_test_gost512.xml_simple";

}  // namespace

TEST_CASE("real signatures of every family and layout are intact") {
    const auto [name, family, content] = GENERATE(table<std::string, KeyFamily, std::string>({
        {"ncalayerrs_test_gost512.xml_simple", KeyFamily::gost_2015_512,
         "<root><a>1</a><b attr=\"x\">текст</b></root>"},
        {"ncalayerrs_test_gost512.xml_xpath", KeyFamily::gost_2015_512, "<a Id=\"part\"><x>1</x></a>"},
        {"ncanodego_organization_revoked_AUTH_RSA256_7d6d313ac5bf7367a2a69f28607a8deb80dd3ba9",
         KeyFamily::rsa, "<root><name>NCANode</name></root>"},
        {"ncanodego_organization_revoked_GOSTKNCA_c372b7809440fcb681051bbc89ea2f089fd2fe16",
         KeyFamily::gost_2004, "<root><name>NCANode</name></root>"},
        {"ncanodego_personal_active_AUTH_RSA256_b2c70a9ff7a5dc59de0ccc3c0ddde3437cc1f12d", KeyFamily::rsa,
         "<root><name>NCANode</name></root>"},
        {"ncanodego_personal_active_RSA256_11c707bd54cbfcccb3815e39c4eb57b1dc7dfea9", KeyFamily::rsa,
         "<root><name>NCANode</name></root>"},
    }));
    INFO(name);
    const auto report = report_of(xml_fixture(name));
    CHECK(intact(report));
    REQUIRE(report.signatures.size() == 1);
    CHECK(report.signatures.front().family == family);
    CHECK(text_of(report.signed_content) == content);
}

TEST_CASE("two real signatures, one after the other, are both intact") {
    const auto report = report_of(xml_fixture("ncanode_xml_1"));
    CHECK(intact(report));
    REQUIRE(report.signatures.size() == 2);
    CHECK(report.signatures[0].family == KeyFamily::rsa);
    CHECK(report.signatures[1].family == KeyFamily::gost_2015_512);
}

TEST_CASE(
    "of two signatures the first does not survive a change of what both cover, nor the second one of the "
    "first") {
    const auto xml = xml_fixture("ncanode_xml_1");
    const auto changed_content = report_of(with(xml, "<b>test<", "<b>tesT<"));
    CHECK(fault_of(changed_content.signatures[0]) == ErrorCode::digest_mismatch);
    CHECK(fault_of(changed_content.signatures[1]) == ErrorCode::digest_mismatch);
    const auto without_first = with(xml, cut(xml, "<ds:Signature", "</ds:Signature>"), "");
    CHECK(fault_of(without_first) == ErrorCode::digest_mismatch);
}

TEST_CASE("a change of content, of SignedInfo or of the value is a fault") {
    for (const auto& name :
         {enveloped, by_id,
          std::string("ncanodego_organization_revoked_GOSTKNCA_c372b7809440fcb681051bbc89ea2f089fd2fe16"),
          std::string("ncanodego_personal_active_RSA256_11c707bd54cbfcccb3815e39c4eb57b1dc7dfea9")}) {
        INFO(name);
        const auto xml = xml_fixture(name);
        const bool national = name.starts_with("ncalayerrs");
        CHECK(fault_of(national ? with(xml, ">1<", ">2<") : with(xml, "NCANode", "NCANodf")) ==
              ErrorCode::digest_mismatch);
        const auto digest = cut(xml, "<ds:DigestValue>", "</");
        auto other_digest = digest;
        other_digest[20] = other_digest[20] == 'A' ? 'B' : 'A';
        CHECK(fault_of(with(xml, digest, other_digest)) == ErrorCode::signature_mismatch);
        const auto value = cut(xml, "<ds:SignatureValue>", "</");
        auto other_value = value;
        other_value[40] = other_value[40] == 'A' ? 'B' : 'A';
        CHECK(fault_of(with(xml, value, other_value)) == ErrorCode::signature_mismatch);
        CHECK(fault_of(with(xml, "</ds:Reference>", "<!-- --> </ds:Reference>")) ==
              ErrorCode::signature_mismatch);
    }
}

TEST_CASE("no octet of a signed document can be changed so that other content counts as signed") {
    const auto name = GENERATE(enveloped, by_id);
    const auto xml = xml_fixture(name);
    const auto signed_content = report_of(xml).signed_content;
    std::size_t refused = 0;
    for (std::size_t i = 0; i < xml.size(); ++i) {
        auto changed = xml;
        changed[i] = static_cast<char>(changed[i] ^ 1);
        const auto report = verify_xml(changed);
        if (report.has_error() || !report->intact()) {
            ++refused;
            continue;
        }
        INFO("octet " << i);
        CHECK(report->signed_content == signed_content);
    }
    CHECK(refused > xml.size() / 2);
}

TEST_CASE("comments and the way the same thing is written do not matter") {
    const auto xml = xml_fixture(enveloped);
    CHECK(intact(report_of(with(xml, "<a>1</a>", "<a><!-- c -->1</a>"))));
    CHECK(intact(report_of(with(xml, "<a>1</a>", "<a ><![CDATA[1]]></a>"))));
    CHECK(intact(report_of("<?xml version='1.0'?>\n<!-- c -->" + xml + "\n")));
    CHECK(fault_of(with(xml, "<a>1</a>", "<a><?p?>1</a>")) == ErrorCode::digest_mismatch);
}

TEST_CASE("an element's signature covers that element alone, and the verdict says so") {
    const auto xml = with(xml_fixture(by_id), "<b/>", "<b>anything</b>");
    const auto report = report_of(xml);
    CHECK(intact(report));
    REQUIRE(report.signatures.front().parts.size() == 1);
    const auto& part = report.signatures.front().parts.front();
    CHECK(part.uri == "#part");
    CHECK(part.element == "a");
    CHECK_FALSE(part.whole_document);
    CHECK(part.digest == DigestAlgorithm::streebog_512);
    CHECK(part.octets == report.signed_content.size());
    CHECK(text_of(report.signed_content) == "<a Id=\"part\"><x>1</x></a>");
}

TEST_CASE("the root by its Id is the whole document, unless an instruction stands beside it") {
    const auto made = sign_xml(signer_of(KeyFamily::rsa), "<n:a xmlns:n='urn:n' Id='all'>1</n:a>",
                               {.signed_element_xpath = "/*"});
    REQUIRE(ok(made));
    const auto whole = report_of(*made);
    CHECK(intact(whole));
    CHECK(whole.signatures.front().parts.front().whole_document);
    CHECK(whole.signatures.front().parts.front().element == "n:a");
    const auto beside = report_of(*made + "<?print everything?>");
    CHECK(intact(beside));
    CHECK_FALSE(beside.signatures.front().parts.front().whole_document);
}

TEST_CASE("a second element with the same Id makes the reference unsafe") {
    const auto xml = xml_fixture(by_id);
    for (const std::string other :
         {"<b Id='part'/>", "<b ID='part'/>", "<b id='part'/>", "<b xml:id='part'/>"}) {
        CHECK(fault_of(with(xml, "<b/>", other)) == ErrorCode::element_not_found);
    }
    CHECK(fault_of(with(xml, "Id=\"part\"", "Id=\"other\"")) == ErrorCode::element_not_found);
}

TEST_CASE("signed content moved elsewhere is still all that counts as signed") {
    // Signature wrapping: the signed element hides in a corner, and something else takes its place.
    const auto xml = xml_fixture(by_id);
    const auto part = cut(xml, "<a Id", "</a>");
    const auto wrapped = with(with(xml, part, "<a><x>1000000</x></a>"), "<b/>", "<b>" + part + "</b>");
    const auto report = report_of(wrapped);
    CHECK(intact(report));
    CHECK(text_of(report.signed_content) == "<a Id=\"part\"><x>1</x></a>");
}

TEST_CASE("a forged second signature spoils the report, though the first stands") {
    const auto xml =
        with(xml_fixture(enveloped), "</root>",
             "<ds:Signature xmlns:ds='http://www.w3.org/2000/09/xmldsig#'><ds:Object>more</ds:Object>"
             "</ds:Signature></root>");
    const auto report = report_of(xml);
    CHECK_FALSE(report.intact());
    CHECK_FALSE(report.signatures[0].fault.has_value());
    CHECK(fault_of(report.signatures[1]) == ErrorCode::signer_certificate_missing);
    CHECK(text_of(report.signed_content) == "<root><a>1</a><b attr=\"x\">текст</b></root>");
}

TEST_CASE("only same-document references and safe transforms are followed") {
    // SignedInfo is signed anew each time, so that the fault is the reference's own.
    const auto made = signed_xml("<r><a Id='x'>1</a></r>", {.signed_element_xpath = "//a"});
    const auto resigned = [&](std::string_view what, std::string_view instead) {
        auto xml = with(made, what, instead);
        const Parsed document(xml);
        const auto info =
            library_canonical(*document, element_named(*document, "SignedInfo"), {.exclusive = true});
        auto& signer = signer_of(KeyFamily::rsa);
        const auto value =
            signer.sign(DigestAlgorithm::sha256, digest_of(DigestAlgorithm::sha256, bytes_of(info)));
        REQUIRE(ok(value));
        const auto old_value = cut(xml, "<ds:SignatureValue>", "</ds:SignatureValue>");
        return with(xml, old_value, "<ds:SignatureValue>" + to_base64(*value) + "</ds:SignatureValue>");
    };
    REQUIRE(intact(report_of(resigned("\"#x\"", "\"#x\""))));
    const auto transform = cut(made, "<ds:Transform ", "/>");
    const auto named = [](std::string_view uri) {
        return "<ds:Transform Algorithm=\"" + std::string(uri) + "\"/>";
    };

    CHECK(fault_of(resigned("\"#x\"", "\"http://127.0.0.1:9/x\"")) == ErrorCode::unsupported_algorithm);
    CHECK(fault_of(resigned("\"#x\"", "\"file:///etc/passwd\"")) == ErrorCode::unsupported_algorithm);
    CHECK(fault_of(resigned("\"#x\"", "\"x\"")) == ErrorCode::unsupported_algorithm);
    CHECK(fault_of(resigned("\"#x\"", "\"#xpointer(/)\"")) == ErrorCode::element_not_found);
    CHECK(fault_of(resigned("\"#x\"", "\"\"")) == ErrorCode::digest_mismatch);
    CHECK(fault_of(resigned(" URI=\"#x\"", "")) == ErrorCode::malformed_signature);
    for (const std::string uri :
         {"http://www.w3.org/TR/1999/REC-xslt-19991116", "http://www.w3.org/TR/1999/REC-xpath-19991116",
          "http://www.w3.org/2002/06/xmldsig-filter2", "http://www.w3.org/2000/09/xmldsig#base64", ""}) {
        CHECK(fault_of(resigned(transform, named(uri))) == ErrorCode::unsupported_algorithm);
    }
    CHECK(fault_of(resigned(transform, transform + transform)) == ErrorCode::unsupported_algorithm);
    CHECK(fault_of(resigned("xmlenc#sha256", "xmldsig-more#md5")) == ErrorCode::unsupported_algorithm);
    CHECK(fault_of(resigned("rsa-sha256", "rsa-sha512")) == ErrorCode::signature_mismatch);
    CHECK(fault_of(resigned("rsa-sha256", "ecdsa-sha256")) == ErrorCode::unsupported_algorithm);
    CHECK(fault_of(resigned("rsa-sha256", "hmac-sha256")) == ErrorCode::unsupported_algorithm);

    // Without transforms the inclusive form is meant; the exclusive one and Canonical XML 1.1 give the same
    // here.
    CHECK(intact(report_of(resigned(cut(made, "<ds:Transforms>", "</ds:Transforms>"), ""))));
    CHECK(intact(report_of(resigned(transform, named("http://www.w3.org/2001/10/xml-exc-c14n#")))));
    CHECK(intact(report_of(resigned(transform, named("http://www.w3.org/2006/12/xml-c14n11")))));
}

TEST_CASE("Canonical XML 1.1 is refused where it differs from 1.0") {
    const auto made =
        signed_xml("<r xml:base='http://x/'><a Id='x'>1</a></r>", {.signed_element_xpath = "//a"});
    auto xml = with(made, "REC-xml-c14n-20010315#WithComments", "REC-xml-c14n-20010315");
    REQUIRE(intact(report_of(made)));
    CHECK(fault_of(with(made, "http://www.w3.org/2001/10/xml-exc-c14n#",
                        "http://www.w3.org/2006/12/xml-c14n11")) == ErrorCode::unsupported_algorithm);
}

TEST_CASE("a Signature whose parts are missing or repeated is malformed") {
    const auto xml = xml_fixture(enveloped);
    for (const std::string part : {"SignedInfo", "SignatureValue", "CanonicalizationMethod",
                                   "SignatureMethod", "Reference", "DigestMethod", "DigestValue"}) {
        INFO(part);
        const bool empty = part.ends_with("Method");
        const auto text = cut(xml, "<ds:" + part, empty ? "/>" : "</ds:" + part + ">");
        CHECK(fault_of(with(xml, text, "")) == ErrorCode::malformed_signature);
        if (part != "Reference")
            CHECK(fault_of(with(xml, text, text + text)) == ErrorCode::malformed_signature);
    }
    CHECK(fault_of(with(xml, "<ds:SignatureValue>", "<ds:SignatureValue><x/>")) ==
          ErrorCode::malformed_signature);
    CHECK(fault_of(with(xml, "<ds:SignatureValue>", "<ds:SignatureValue>!")) ==
          ErrorCode::malformed_signature);
    const auto reference = cut(xml, "<ds:Reference", "</ds:Reference>");
    std::string many;
    for (int i = 0; i < 17; ++i) many += reference;
    CHECK(fault_of(with(xml, reference, many)) == ErrorCode::malformed_signature);
}

TEST_CASE("a signature without a certificate that can be read says so") {
    const auto xml = xml_fixture(enveloped);
    CHECK(fault_of(with(xml, cut(xml, "<ds:KeyInfo>", "</ds:KeyInfo>"), "")) ==
          ErrorCode::signer_certificate_missing);
    const auto certificate = cut(xml, "<ds:X509Certificate>", "</ds:X509Certificate>");
    CHECK(fault_of(with(xml, certificate, "<ds:X509Certificate>AAAA</ds:X509Certificate>")) ==
          ErrorCode::malformed_certificate);
}

TEST_CASE("another's certificate does not verify the signature") {
    const auto made = signed_xml("<tag>data</tag>");
    const auto own = to_base64(signer_of(KeyFamily::rsa).certificate().der());
    const auto others = to_base64(signer_of(KeyFamily::rsa, "another").certificate().der());
    CHECK(fault_of(with(made, own, others)) == ErrorCode::signature_mismatch);
    const auto gost = to_base64(signer_of(KeyFamily::gost_2015_512).certificate().der());
    CHECK(fault_of(with(made, own, gost)) == ErrorCode::unsupported_algorithm);
}

TEST_CASE("a document that is signed by nobody, or by a crowd, is no signature to judge") {
    CHECK(error_code(verify_xml("<tag>data</tag>")) == ErrorCode::no_signature_found);
    CHECK(error_code(verify_xml("<Signature/>")) == ErrorCode::no_signature_found);
    CHECK(error_code(verify_xml("<tag>")) == ErrorCode::malformed_xml);
    CHECK(error_code(verify_xml("<!DOCTYPE tag><tag/>")) == ErrorCode::xml_forbidden_construct);
    std::string crowd;
    for (int i = 0; i < 17; ++i) crowd += "<Signature xmlns='http://www.w3.org/2000/09/xmldsig#'/>";
    CHECK(error_code(verify_xml("<a>" + crowd + "</a>")) == ErrorCode::malformed_signature);
}

}  // namespace qoltanba::test
