#include "crypto/signatures/xml_document.hpp"

#include "crypto/signatures/xml.hpp"
#include "crypto/signatures/xml_oracles.hpp"
#include "crypto/signatures/xml_tags.hpp"
#include "support/catch.hpp"

namespace qoltanba::test {
namespace {

using namespace crypto;

std::string repeated(std::string_view text, std::size_t times) {
    std::string all;
    for (std::size_t i = 0; i < times; ++i) all += text;
    return all;
}

std::string nested(std::size_t depth) {
    return repeated("<a>", depth) + repeated("</a>", depth);
}

std::string with_attributes(std::size_t count) {
    std::string xml = "<a";
    for (std::size_t i = 0; i < count; ++i) xml += " b" + std::to_string(i) + "='1'";
    return xml + "/>";
}

}  // namespace

TEST_CASE("a DOCTYPE is refused before anything in it is read") {
    const std::string xml =
        GENERATE("<!DOCTYPE a><a/>", "<!DOCTYPE a SYSTEM 'http://127.0.0.1:9/a.dtd'><a/>",
                 "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
                 "<!DOCTYPE a [<!ENTITY % x SYSTEM 'http://127.0.0.1:9/'> %x;]><a/>",
                 "<!DOCTYPE a [<!ENTITY x 'aaaaaaaaaa'><!ENTITY y '&x;&x;&x;&x;&x;&x;&x;&x;&x;&x;'>"
                 "<!ENTITY z '&y;&y;&y;&y;&y;&y;&y;&y;&y;&y;'>]><a>&z;</a>",
                 "<?xml version='1.0'?><!-- c --><!DOCTYPE a [<!ATTLIST a Id ID #IMPLIED>]><a Id='x'/>",
                 "<!DOCTYPE a [ this is not even a DTD");
    const auto checked = check_xml(xml);
    CHECK(error_code(checked) == ErrorCode::xml_forbidden_construct);
    CHECK(contains(checked.error().detail, "DOCTYPE is disallowed"));
}

TEST_CASE("depth is bounded") {
    CHECK(ok(check_xml(nested(XmlLimits::depth))));
    CHECK(error_code(check_xml(nested(XmlLimits::depth + 1))) == ErrorCode::too_large);
    CHECK(error_code(check_xml(nested(1'000'000))) == ErrorCode::too_large);
    CHECK(error_code(check_xml(repeated("<a>", 1'000'000))) == ErrorCode::too_large);
}

TEST_CASE("the attributes of one element are bounded") {
    CHECK(ok(check_xml(with_attributes(XmlLimits::attributes))));
    CHECK(error_code(check_xml(with_attributes(XmlLimits::attributes + 1))) == ErrorCode::too_large);
    CHECK(error_code(check_xml(with_attributes(1'000'000))) == ErrorCode::too_large);
}

TEST_CASE("Different names have a limit, whatever they name") {
    const auto numbered = [](std::string_view before, std::string_view after) {
        std::string text = "<r>";
        for (int i = 0; i <= XmlLimits::names; ++i) {
            text.append(before).append(std::to_string(i)).append(after);
        }
        return text + "</r>";
    };
    CHECK(error_code(check_xml(numbered("<a", "/>"))) == ErrorCode::too_large);
    CHECK(error_code(check_xml(numbered("<a b", "='1'/>"))) == ErrorCode::too_large);
    CHECK(error_code(check_xml(numbered("<?a", "?>"))) == ErrorCode::too_large);
    CHECK(ok(check_xml(numbered("<a>", "</a>"))));
}

TEST_CASE("the number of nodes is bounded, whatever they are") {
    CHECK(ok(check_xml("<a>" + repeated("<b/>", XmlLimits::nodes - 1) + "</a>")));
    CHECK(error_code(check_xml("<a>" + repeated("<b/>", XmlLimits::nodes) + "</a>")) == ErrorCode::too_large);
    const std::string piece = GENERATE("<!---->", "<?p?>", "<![CDATA[x]]>", "x<b/>", "<b c=''/>");
    CHECK(error_code(check_xml("<a>" + repeated(piece, XmlLimits::nodes) + "</a>")) == ErrorCode::too_large);
    CHECK(error_code(check_xml("<a/>" + repeated("<?p?>", XmlLimits::nodes))) == ErrorCode::too_large);
}

TEST_CASE("a check whose answer nobody waits for ends") {
    std::stop_source stop;
    CHECK(ok(check_xml("<a/>", stop.get_token())));
    stop.request_stop();
    const std::string xml = GENERATE("<a/>", "<a>", "no XML");
    CHECK(error_code(check_xml(xml, stop.get_token())) == ErrorCode::canceled);
}

TEST_CASE("namespaces in scope of many deep elements are bounded") {
    std::string xml;
    for (int level = 0; level < 200; ++level) {
        xml += "<a";
        for (int i = 0; i < 100; ++i) {
            xml += " xmlns:p" + std::to_string(level) + "_" + std::to_string(i) + "='urn:x'";
        }
        xml += ">";
    }
    xml += repeated("<b/>", 1'000'000);
    CHECK(error_code(check_xml(xml)) == ErrorCode::too_large);
}

TEST_CASE("limits are not met by what only looks like tags") {
    CHECK(ok(check_xml("<a><!--" + repeated("<b>", 500) + "--><![CDATA[" + repeated("<b>", 500) + "]]><?p " +
                       repeated("<b>", 500) + "?></a>")));
    CHECK(ok(check_xml("<a b='" + repeated(">", 1000) + "' c=\"" + repeated("'", 2000) + "\">" +
                       repeated("\"'", 1000) + "</a>")));
}

TEST_CASE("one text of more than ten megabytes is read") {
    const std::string data = repeated("0123456789", 1'100'000);
    CHECK(ok(check_xml("<a>" + data + "</a>")));
}

TEST_CASE("text is UTF-8 whatever its declaration says") {
    const std::string encoding =
        GENERATE("windows-1251", "UTF-16", "utf-16LE", "ISO-8859-5", "KOI8-R", "nonsense");
    const Parsed document("<?xml version='1.0' encoding='" + encoding + "'?><a>қолтаңба</a>");
    CHECK(*text_inside(document->root()) == "қолтаңба");
}

TEST_CASE("a byte order mark is passed over") {
    const Parsed document("\xEF\xBB\xBF<a>б</a>");
    CHECK(*text_inside(document->root()) == "б");
    CHECK(document->text() == "<a>б</a>");
}

TEST_CASE("octets of another encoding are not taken for text") {
    using namespace std::string_literals;
    const auto octets = GENERATE("<\0a\0/\0>\0"s, "\xFF\xFE<\0a\0/\0>\0"s, "\0<\0a\0/\0>"s, "<\0\0\0a\0\0\0"s,
                                 "\x4C\x6F\xA7\x94"s);
    CHECK(error_code(check_xml(octets)) == ErrorCode::malformed_xml);
}

TEST_CASE("what other parsers accept beside the letter of the law is accepted") {
    CHECK(ok(check_xml("<a xml:id='not a name'><b xml:id='1'/><c xml:id='1'/><?p:q r?></a>")));
}

TEST_CASE("XInclude and stylesheets stay what they are: markup") {
    CHECK(ok(
        check_xml("<?xml-stylesheet href='file:///etc/passwd'?><a xmlns:xi='http://www.w3.org/2001/XInclude'>"
                  "<xi:include href='file:///etc/passwd' parse='text'/></a>")));
}

TEST_CASE("XPath selects an element, with the root's prefixes") {
    const Parsed document("<s:e xmlns:s='urn:s'><s:b Id='x'>1</s:b><s:b>2</s:b></s:e>");
    const std::string xpath =
        GENERATE("//s:b", "/s:e/s:b[1]", "//*[local-name()='b']", "//*[@Id='x']", "id('x') | //s:b");
    const auto found = document->select(xpath);
    REQUIRE(ok(found));
    CHECK(*text_inside(*found) == "1");
}

TEST_CASE("XPath that selects no element is an error") {
    const Parsed document("<a><b c='d'>text</b></a>");
    const std::string xpath =
        GENERATE(as<std::string>{}, "//x", "//@c", "//text()", "count(//b)", "'b'", "((", "//p:b", "",
                 std::string(5000, '('), std::string("//b\0", 4), "document('file:///etc/passwd')");
    CHECK(error_code(document->select(xpath)) == ErrorCode::element_not_found);
}

TEST_CASE("XPath does not run for long") {
    const Parsed document("<a>" + repeated("<b/>", 3000) + "</a>");
    CHECK(error_code(document->select("//b[count(//b[count(//b[count(//b) > 1]) > 1]) > 1]")) ==
          ErrorCode::element_not_found);
}

TEST_CASE("an Id names an element only if nothing else has it") {
    const Parsed document(
        "<a Id='1' xmlns:u='http://docs.oasis-open.org/wss/2004/01/"
        "oasis-200401-wss-wssecurity-utility-1.0.xsd'><b ID='2'/><c id='3'/><d xml:id='4'/>"
        "<e u:Id='5'/><f Id='6'/><g id='6'/><h x='7'/><i u:x='7'/></a>");
    const auto named = [&](std::string_view id) { return document->element_by_id(id); };
    CHECK(*named("1") == document->root());
    CHECK(view_of((*named("2"))->name) == "b");
    CHECK(view_of((*named("3"))->name) == "c");
    CHECK(view_of((*named("4"))->name) == "d");
    CHECK(view_of((*named("5"))->name) == "e");
    CHECK(error_code(named("6")) == ErrorCode::element_not_found);
    CHECK(error_code(named("7")) == ErrorCode::element_not_found);
    CHECK(error_code(named("")) == ErrorCode::element_not_found);
}

}  // namespace qoltanba::test
