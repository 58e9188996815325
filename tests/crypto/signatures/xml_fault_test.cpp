#include "crypto/signatures/xml_fault.hpp"

#include "crypto/signatures/xml.hpp"
#include "crypto/signatures/xml_oracles.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"

#include <nlohmann/json.hpp>

namespace qoltanba::test {
namespace {

using namespace crypto;

/// What check_xml says of a faulty text.
Error fault_of(std::string_view xml) {
    const auto checked = check_xml(xml);
    REQUIRE(checked.has_error());
    return checked.error();
}

std::string place_and_text(unsigned line, unsigned column, const std::string& text) {
    return "org.xml.sax.SAXParseException; lineNumber: " + std::to_string(line) +
           "; columnNumber: " + std::to_string(column) + "; " + text;
}

}  // namespace

TEST_CASE("faults have the words and the place of the original's parser") {
    const auto faults = nlohmann::json::parse(text_of(test_data("xml_faults.json")));
    REQUIRE(faults.size() > 400);
    for (const auto& fault : faults) {
        const auto xml = fault["xml"].get<std::string>();
        const auto text = fault["text"].get<std::string>();
        INFO(xml);
        const auto error = fault_of(xml);
        CHECK(error.detail == text);
        const bool doctype = text.find("DOCTYPE is disallowed") != std::string::npos;
        CHECK(error.code == (doctype ? ErrorCode::xml_forbidden_construct : ErrorCode::malformed_xml));
    }
}

TEST_CASE("the two texts that were recorded come out of the faults") {
    CHECK(fault_of("<this>is not a valid XML").detail ==
          place_and_text(1, 25, "XML document structures must start and end within the same entity."));
    CHECK(fault_of("PHRhZz5kYXRhPC90YWc+").detail ==
          place_and_text(1, 1, "Content is not allowed in prolog."));
}

TEST_CASE("no fault is found in a well-formed document") {
    const std::string xml = GENERATE(
        "<a/>", "<tag>data</tag>", "\n<a b='&lt;' />\n",
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\r\n<!-- x --><?p q?><а b=\"1\"\r\n "
        "c='\"'>]] &gt;"
        "&#x1F600;<![CDATA[<&>]]></а>\n<!--y-->\n",
        "<p:a xmlns:p='urn:x' p:b='1' b='2' xml:lang='kk'><p:c xmlns='urn:y'><d xmlns=''/></p:c></p:a>");
    CHECK(ok(check_xml(xml)));
    CHECK_FALSE(find_xml_fault(xml).has_value());
}

TEST_CASE("the text of a fault does not grow with the names in the document") {
    const std::string name = "a" + std::string(3000, 'b');
    const auto error = fault_of("<" + name + "></c>");
    CHECK(contains(error.detail, "The element type \"abbb"));
    CHECK(error.detail.size() < 2200);
    CHECK(error.detail.ends_with("..."));
}

TEST_CASE("octets that are not UTF-8 are a fault, told with the line it is on") {
    const auto error = fault_of("<a>\n\xC3\x28</a>");
    CHECK(error.code == ErrorCode::malformed_xml);
    CHECK(contains(error.detail, "lineNumber: 2"));
}

}  // namespace qoltanba::test
