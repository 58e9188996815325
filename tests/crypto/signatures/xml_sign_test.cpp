#include "crypto/algorithms/libgcrypt.hpp"
#include "crypto/base/base64.hpp"
#include "crypto/signatures/identities.hpp"
#include "crypto/signatures/intact.hpp"
#include "crypto/signatures/xml.hpp"
#include "crypto/signatures/xml_oracles.hpp"
#include "support/catch.hpp"

#include <regex>

namespace qoltanba::test {
namespace {

using namespace crypto;

std::string signed_xml(KeyFamily family, std::string_view xml, const XmlOptions& options = {}) {
    const auto made = sign_xml(signer_of(family), xml, options);
    REQUIRE(ok(made));
    return *made;
}

const std::vector<std::string> documents{
    "<tag>data</tag>",
    "<tag/>",
    "<?xml version=\"1.0\" encoding=\"windows-1251\"?>\r\n<a>\r\n<b c='1'\td=\"2\"/>\r\n</a>\r\n",
    "<!-- before --><?p q?>\n<a><!-- in -->x<![CDATA[<&]]>&#13;&#10;&amp;<?r?></a>\n<!-- after </a> -->",
    "<құжат xmlns='urn:x' қол='тағ' xml:lang='kk'>қазақша 😀</құжат>",
    "<a xmlns:ds='urn:not-dsig' xmlns='urn:d' xmlns:p='urn:p'><ds:b p:c='1'/></a>",
    "<a b='>' c='/>'><d/>x</a >",
};

}  // namespace

TEST_CASE("the signed document stands as the original writes it, without white space") {
    const auto made = signed_xml(KeyFamily::rsa, "<tag>data</tag>");
    const std::regex layout(
        R"re(<\?xml version="1\.0" encoding="UTF-8" standalone="no"\?><tag>data)re"
        R"re(<ds:Signature xmlns:ds="http://www\.w3\.org/2000/09/xmldsig#"><ds:SignedInfo>)re"
        R"re(<ds:CanonicalizationMethod Algorithm="http://www\.w3\.org/TR/2001/REC-xml-c14n-20010315"/>)re"
        R"re(<ds:SignatureMethod Algorithm="http://www\.w3\.org/2001/04/xmldsig-more#rsa-sha256"/>)re"
        R"re(<ds:Reference URI=""><ds:Transforms>)re"
        R"re(<ds:Transform Algorithm="http://www\.w3\.org/2000/09/xmldsig#enveloped-signature"/>)re"
        R"re(<ds:Transform Algorithm="http://www\.w3\.org/TR/2001/REC-xml-c14n-20010315#WithComments"/>)re"
        R"re(</ds:Transforms><ds:DigestMethod Algorithm="http://www\.w3\.org/2001/04/xmlenc#sha256"/>)re"
        R"re(<ds:DigestValue>soDZFGIUsZ1x0sK/7x1bJvtGeQsO0BKOVwAvKxC3RJY=</ds:DigestValue>)re"
        R"re(</ds:Reference></ds:SignedInfo><ds:SignatureValue>[A-Za-z0-9+/]{342}==</ds:SignatureValue>)re"
        R"re(<ds:KeyInfo><ds:X509Data><ds:X509Certificate>[A-Za-z0-9+/]+=*</ds:X509Certificate>)re"
        R"re(</ds:X509Data></ds:KeyInfo></ds:Signature></tag>)re");
    CHECK(std::regex_match(made, layout));
}

TEST_CASE("xmlsec1 accepts what RSA and ECDSA keys sign") {
    const auto family = GENERATE(KeyFamily::rsa, KeyFamily::ecdsa_p256, KeyFamily::ecdsa_p384);
    for (const auto& xml : documents) {
        const auto made = signed_xml(family, xml);
        const auto run = xmlsec_verify(made, signer_of(family).certificate());
        INFO(made << '\n' << run.output);
        CHECK(run.status == 0);
    }
}

TEST_CASE("xmlsec1 refuses the same when its content was changed") {
    auto made = signed_xml(KeyFamily::rsa, "<tag>data</tag>");
    made.replace(made.find("data"), 4, "Data");
    CHECK(xmlsec_verify(made, signer_of(KeyFamily::rsa).certificate()).status != 0);
}

TEST_CASE("libgcrypt accepts what GOST keys sign, over libxml2's canonical form") {
    const auto family = GENERATE(KeyFamily::gost_2015_512, KeyFamily::gost_2004);
    const auto digest = suite_of(family).digest;
    for (const auto& xml : documents) {
        const Parsed plain(xml);
        const Parsed made(signed_xml(family, xml));
        const auto octets_of = [&](std::string_view element) {
            return *from_base64(*text_inside(element_named(*made, element)));
        };
        const auto* whole = reinterpret_cast<const xmlNode*>(plain->tree());
        CHECK(octets_of("DigestValue") ==
              gcrypt_digest(digest, bytes_of(library_canonical(*plain, whole, {}))));
        const auto info = library_canonical(*made, element_named(*made, "SignedInfo"), {});
        const auto value = octets_of("SignatureValue");
        const auto coordinates = signer_of(family).certificate().spki().last(value.size());
        CHECK(gcrypt_verifies(family, coordinates, gcrypt_digest(digest, bytes_of(info)), value));
        CHECK(octets_of("X509Certificate") == copy_of(signer_of(family).certificate().der()));
    }
}

TEST_CASE("what was signed verifies here, whatever signs it") {
    const auto family = GENERATE(KeyFamily::rsa, KeyFamily::ecdsa_p256, KeyFamily::ecdsa_p384,
                                 KeyFamily::gost_2015_512, KeyFamily::gost_2004);
    for (const auto& xml : documents) {
        const auto report = verify_xml(signed_xml(family, xml));
        REQUIRE(ok(report));
        CHECK(intact(*report));
        const auto& verdict = report->signatures.front();
        CHECK(verdict.certificate == signer_of(family).certificate());
        CHECK(verdict.family == family);
        CHECK(verdict.digest == suite_of(family).digest);
        REQUIRE(verdict.parts.size() == 1);
        CHECK(verdict.parts.front().uri.empty());
        CHECK(verdict.parts.front().whole_document);
        const Parsed plain(xml);
        CHECK(text_of(report->signed_content) ==
              library_canonical(*plain, reinterpret_cast<const xmlNode*>(plain->tree()), {}));
    }
}

TEST_CASE("all of the document but its declaration and the white space around it is kept to the letter") {
    const std::string before = "<!-- x --><a  b = '1'\r\n>&#13;<![CDATA[<]]>&apos;\r\n<c></c>";
    const auto made =
        signed_xml(KeyFamily::rsa, "<?xml version='1.0' encoding='UTF-16'?>\r\n\t" + before + "</a ><?p?>\n");
    CHECK(made.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>" + before +
                           "<ds:Signature "));
    CHECK(made.ends_with("</ds:Signature></a ><?p?>"));
}

TEST_CASE("an element is signed by its Id, and the Signature goes where XPath says") {
    const auto made = signed_xml(KeyFamily::rsa, "<root xmlns:n='urn:n'><a Id='part'><x>1</x></a><b/></root>",
                                 {.signed_element_xpath = "//a", .signature_parent_xpath = "/root/b"});
    CHECK(contains(made, "<a Id='part'><x>1</x></a><b><ds:Signature "));
    CHECK(made.ends_with("</ds:Signature></b></root>"));
    CHECK(
        contains(made, "<ds:CanonicalizationMethod Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/>"));
    CHECK(contains(
        made,
        "<ds:Reference URI=\"#part\"><ds:Transforms><ds:Transform "
        "Algorithm=\"http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments\"/></ds:Transforms>"));
    const auto run = xmlsec_verify(made, signer_of(KeyFamily::rsa).certificate(), "a");
    INFO(run.output);
    CHECK(run.status == 0);
    const auto report = verify_xml(made);
    REQUIRE(ok(report));
    CHECK(intact(*report));
    REQUIRE(report->signatures.front().parts.size() == 1);
    CHECK(report->signatures.front().parts.front().uri == "#part");
    CHECK_FALSE(report->signatures.front().parts.front().whole_document);
    CHECK(text_of(report->signed_content) == "<a xmlns:n=\"urn:n\" Id=\"part\"><x>1</x></a>");
}

TEST_CASE("without a place of its own the Signature by Id goes last into the root") {
    const auto made =
        signed_xml(KeyFamily::rsa, "<root><a Id='i'/></root>", {.signed_element_xpath = "/root/a"});
    CHECK(made.ends_with("</ds:Signature></root>"));
    CHECK(intact(*verify_xml(made)));
}

TEST_CASE("a Signature that stands in the element it signs is enveloped by it") {
    const auto made =
        signed_xml(KeyFamily::rsa, "<root Id='all'><a/></root>", {.signed_element_xpath = "/root"});
    CHECK(contains(made, "enveloped-signature"));
    CHECK(intact(*verify_xml(made)));
    CHECK(xmlsec_verify(made, signer_of(KeyFamily::rsa).certificate(), "root").status == 0);
}

TEST_CASE("the whole document is signed with the Signature in a header") {
    const auto made = signed_xml(
        KeyFamily::rsa, "<S:E xmlns:S='urn:s'><S:H x='1'/><S:H><S:H a='/>'/></S:H><S:B>1</S:B></S:E>",
        {.signature_parent_xpath = "//S:H/S:H"});
    CHECK(contains(made, "<S:H x='1'/><S:H><S:H a='/>'><ds:Signature "));
    CHECK(contains(made, "</ds:Signature></S:H></S:H><S:B>1</S:B></S:E>"));
    CHECK(intact(*verify_xml(made)));
    CHECK(xmlsec_verify(made, signer_of(KeyFamily::rsa).certificate()).status == 0);
}

TEST_CASE("an element without a sound Id is not signed") {
    const auto [xml, xpath] = GENERATE(table<std::string, std::string>({
        {"<r><a/></r>", "//a"},
        {"<r><a id='x'/></r>", "//a"},
        {"<r><a Id=''/></r>", "//a"},
        {"<r><a Id='1x'/></r>", "//a"},
        {"<r><a Id='a b'/></r>", "//a"},
        {"<r><a Id='x'/><b Id='x'/></r>", "//a"},
        {"<r><a Id='x'/><b ID='x'/></r>", "//a"},
        {"<r><a Id='x'/></r>", "//c"},
        {"<r><a Id='x'/></r>", "//a["},
        {"<r><a Id='x'/></r>", "//a/@Id"},
    }));
    INFO(xml << " " << xpath);
    CHECK(error_code(sign_xml(signer_of(KeyFamily::rsa), xml, {.signed_element_xpath = xpath})) ==
          ErrorCode::element_not_found);
}

TEST_CASE("a place for the Signature that is not there is an error") {
    CHECK(error_code(sign_xml(signer_of(KeyFamily::rsa), "<r/>", {.signature_parent_xpath = "//x"})) ==
          ErrorCode::element_not_found);
}

TEST_CASE("a namespace name outside ASCII is signed as it stands") {
    const auto report = verify_xml(signed_xml(KeyFamily::rsa, "<a xmlns='urn:қол'/>"));
    REQUIRE(ok(report));
    CHECK(intact(*report));
    CHECK(text_of(report->signed_content) == "<a xmlns=\"urn:қол\"></a>");
}

TEST_CASE("a document that has no canonical form is not signed") {
    CHECK(error_code(sign_xml(signer_of(KeyFamily::rsa), "<a xmlns='relative'/>", {})) ==
          ErrorCode::malformed_xml);
}

TEST_CASE("a second signature covers the document with the first one in it") {
    const auto once = signed_xml(KeyFamily::rsa, "<tag>data</tag>");
    const auto twice = signed_xml(KeyFamily::gost_2015_512, once);
    const auto report = verify_xml(twice);
    REQUIRE(ok(report));
    CHECK(intact(*report));
    REQUIRE(report->signatures.size() == 2);
    CHECK(report->signatures[0].family == KeyFamily::rsa);
    CHECK(report->signatures[1].family == KeyFamily::gost_2015_512);
    CHECK(text_of(report->signed_content) == "<tag>data</tag>");
}

}  // namespace qoltanba::test
