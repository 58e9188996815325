// Paths that are walked here, and that what they lead to is what libxml2 finds.
#include "crypto/signatures/xml_path.hpp"

#include "support/catch.hpp"

#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

#include <array>
#include <chrono>
#include <memory>

namespace qoltanba::test {
namespace {

using namespace crypto;

const std::string order = R"(<o:order xmlns:o='urn:o' xmlns:p='urn:p' Id='root' xml:lang='kk'>
  <note>first<note n='1'/></note><!-- note --><?note?>
  <p:pay Id='p1' p:kind='card'><sum>1</sum><sum Id="two 'sums'">2</sum></p:pay>
  <pay xmlns='urn:p' Id='p2'><sum/></pay>
  <төлем Id='p3'><note n='2' Id=''/><note n='3'><sum Id='deep'/></note></төлем>
</o:order>)";

/// The first element by libxml2, in document order.
const xmlNode* by_library(const XmlDocument& document, const std::string& xpath) {
    const std::unique_ptr<xmlXPathContext, decltype(&xmlXPathFreeContext)> context(
        xmlXPathNewContext(document.tree()), xmlXPathFreeContext);
    context->node = reinterpret_cast<xmlNode*>(document.tree());
    for (const xmlNs* ns = document.root()->nsDef; ns != nullptr; ns = ns->next)
        xmlXPathRegisterNs(context.get(), ns->prefix, ns->href);
    const std::unique_ptr<xmlXPathObject, decltype(&xmlXPathFreeObject)> found(
        xmlXPathEvalExpression(xml_chars(xpath.c_str()), context.get()), xmlXPathFreeObject);
    REQUIRE(found != nullptr);
    if (found->nodesetval == nullptr || found->nodesetval->nodeNr == 0) return nullptr;
    xmlXPathNodeSetSort(found->nodesetval);
    return found->nodesetval->nodeTab[0];
}

std::string many_in_one_another(std::size_t depth, std::size_t leaves) {
    std::string text;
    for (std::size_t i = 0; i < depth; ++i) text += "<a>";
    for (std::size_t i = 0; i < leaves; ++i) text += "<b/>";
    for (std::size_t i = 0; i < depth; ++i) text += "</a>";
    return text;
}

}  // namespace

TEST_CASE("a path leads to the element that libxml2 finds by it") {
    const auto document = XmlDocument::parse(order);
    REQUIRE(ok(document));
    for (const std::string xpath : {"/o:order",
                                    "o:order",
                                    "/*",
                                    "//*",
                                    "//note",
                                    "//note/note",
                                    "//note//note",
                                    "/*/note[2]",
                                    "/note",
                                    "//note[1]",
                                    "//note[2]",
                                    "//note[last()]",
                                    "//sum[last()]",
                                    "//sum[3]",
                                    "//p:pay",
                                    "/o:order/p:pay",
                                    "//pay",
                                    "//p:*",
                                    "//p:pay[2]/sum",
                                    "//p:pay[last()]/sum",
                                    "//x:pay/nothing",
                                    "//төлем",
                                    "//төлем/*[2]/sum",
                                    "//*[@Id]",
                                    "//*[@Id='p2']",
                                    "//*[@Id = \"p2\" ]",
                                    "//*[ @Id='p2' ]",
                                    "//*[@Id!='root']",
                                    "//*[@p:kind]",
                                    "//*[@p:kind='card']/sum[@Id]",
                                    "//*[@kind]",
                                    "//*[@xml:lang='kk']",
                                    "//sum[@Id=\"two 'sums'\"]",
                                    "//*[local-name()='pay']",
                                    "//*[local-name()='pay'][2]",
                                    "//*[name()='pay']",
                                    "//*[name()='p:pay']",
                                    "//*[namespace-uri()='urn:p']",
                                    "//*[local-name()!='order']",
                                    "//*[@n='2' or @n='1']",
                                    "//*[@n='3' and local-name()='note']",
                                    "//*[@n='1' and @Id or @n='2']",
                                    "//*[@n][2]",
                                    "//*[@n][@Id]",
                                    "//note[@n='3']//sum",
                                    " // note [ 1 ] / note ",
                                    "//*[@Id='']",
                                    "//*[@nothing]"}) {
        INFO(xpath);
        const bool unknown_prefix = xpath.find("x:") != std::string::npos;
        const auto path = XmlPath::read(xpath);
        REQUIRE(path);
        CHECK(path->first_in(*document) == (unknown_prefix ? nullptr : by_library(*document, xpath)));
    }
}

TEST_CASE("what is no such path is left to others") {
    for (const std::string xpath : {"",
                                    "/",
                                    "//",
                                    "a/",
                                    "a//",
                                    "/a/..",
                                    ".",
                                    "//@Id",
                                    "//text()",
                                    "//a|//b",
                                    "//a[b]",
                                    "//a[.='x']",
                                    "//a[0]",
                                    "//a[1.5]",
                                    "//a[-1]",
                                    "//a[@*]",
                                    "//a[contains(@b,'c')]",
                                    "//a[position()=1]",
                                    "//a[@b='c]",
                                    "//a[@b=c]",
                                    "//a[not(@b)]",
                                    "//a[local-name()]",
                                    "//a[lasts()]",
                                    "//a[last]",
                                    "child::a",
                                    "//a[@b",
                                    "//a]",
                                    "//a b",
                                    "id('a')",
                                    "count(//a)",
                                    "//a[@b='1' and ]",
                                    "//a[]",
                                    "$a",
                                    "//a:",
                                    "//:a",
                                    "//1a",
                                    "/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a"}) {
        INFO(xpath);
        CHECK_FALSE(XmlPath::read(xpath));
    }
}

TEST_CASE("a path through many elements in one another is walked once for each of its steps") {
    const auto text = many_in_one_another(200, 20'000);
    const auto document = XmlDocument::parse(text);
    REQUIRE(ok(document));
    const auto path = XmlPath::read("//*//*//*//*//a//*//b[2]");
    REQUIRE(path);
    const auto begun = std::chrono::steady_clock::now();
    CHECK(path->first_in(*document) != nullptr);
    CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds(5));
}

TEST_CASE("what libxml2 would take minutes for is refused") {
    const auto text = "<r>" + many_in_one_another(200, 20'000) + "some words</r>";
    const auto document = XmlDocument::parse(text);
    REQUIRE(ok(document));
    for (const std::string xpath : {"//a//b//..", "//b/preceding-sibling::b",
                                    "//b[translate(/,'qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq','')='']"}) {
        INFO(xpath);
        const auto begun = std::chrono::steady_clock::now();
        CHECK(error_code(document->select(xpath)) == ErrorCode::element_not_found);
        CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds(5));
    }
}

}  // namespace qoltanba::test
