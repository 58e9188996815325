#include "crypto/signatures/xml_canonical.hpp"

#include "crypto/signatures/xml_oracles.hpp"
#include "support/catch.hpp"

#include <random>

namespace qoltanba::test {
namespace {

using namespace crypto;

const std::vector<std::string> documents{
    "<tag>data</tag>",
    "<?xml version='1.0'?>\n<?p  data  ?>\n<!-- before -->\n<a/><?q?>\n<!-- after -->\n",
    "<a z='1' b=\"2\" xmlns:y='urn:y' xmlns='urn:d' y:c='3' xml:lang='kk' xmlns:x='urn:a' x:d='4'><b/></a>",
    "<a b='&#9;&#10;&#13; \" &apos; &lt; &gt; &amp;'>&#13;\r\n&lt;&gt;&amp;\"'\t</a>",
    "<a><![CDATA[<raw> & ]]>]]&gt;<!-- c --><![CDATA[]]></a>",
    "<a xmlns='urn:1'><b xmlns=''><c xmlns='urn:1'><d xmlns='urn:1'/><e xmlns=''/></c></b></a>",
    "<p:a xmlns:p='urn:1'><p:b xmlns:p='urn:2'><p:c xmlns:p='urn:1'/></p:b><p:d xmlns:p='urn:1'/></p:a>",
    "<a xmlns:p='urn:1' xmlns:q='urn:2' xmlns:r='urn:3'><q:b r:x='1'><c><r:d/></c></q:b><e/></a>",
    "<a xml:lang='kk' xml:space='preserve' xml:base='http://x/'><b xml:lang='ru'><c><d "
    "xml:id='i'/></c></b></a>",
    "<құжат атрибут='мән'>😀 қазақша <!-- түсініктеме --></құжат>",
    "<a xmlns:xml='http://www.w3.org/XML/1998/namespace' xml:lang='x'><xml:b/></a>",
    R"(<S:Envelope xmlns:S='http://schemas.xmlsoap.org/soap/envelope/'><S:Header/>
<S:Body xmlns:w='urn:w' w:Id='b'><m xmlns='urn:m'><w:n/></m></S:Body></S:Envelope>)",
    "<a b:b='1' a:a='2' c='3' xmlns:a='urn:z' xmlns:b='urn:y'/>",
    "<a><b></b><c  d = '1' /></a >",
};

const std::vector<CanonicalForm> forms{
    {},
    {.comments = true},
    {.exclusive = true},
    {.exclusive = true, .comments = true},
    {.exclusive = true, .inclusive_prefixes = {"p", "q"}},
    {.exclusive = true, .inclusive_prefixes = {"#default", "r", "nowhere"}},
};

std::string ours(const xmlNode* apex, const CanonicalForm& form, std::vector<xmlNode*> left_out = {}) {
    const auto octets = canonical_octets(apex, form, left_out);
    REQUIRE(ok(octets));
    return std::string(text_of(*octets));
}

/// libxml2 gives "#default" the name of the default namespace's absent prefix only in its newer releases, so
/// that it is compared by hand below.
bool compares(const CanonicalForm& form) {
    return form.inclusive_prefixes.empty() || form.inclusive_prefixes.front() != "#default";
}

void compare_everywhere(const std::string& xml) {
    const Parsed document(xml);
    INFO(xml);
    for (const auto& form : forms) {
        if (!compares(form)) continue;
        const auto* whole = reinterpret_cast<const xmlNode*>(document->tree());
        CHECK(ours(whole, form) == library_canonical(*document, whole, form));
        for (xmlNode* at = document->root(); at != nullptr; at = next_element(at, document->root())) {
            INFO(view_of(at->name) << " exclusive " << form.exclusive << " comments " << form.comments);
            CHECK(ours(at, form) == library_canonical(*document, at, form));
            if (at == document->root()) continue;
            CHECK(ours(whole, form, {at}) == library_canonical(*document, whole, form, at));
        }
    }
}

/// A random tree with few names, so that declarations shadow, repeat and vanish.
std::string random_element(std::mt19937& random, int depth, std::vector<std::string> bound) {
    const auto pick = [&](std::size_t count) { return random() % count; };
    const auto random_name = [&] {
        std::string local(1, static_cast<char>('a' + pick(3)));
        if (bound.empty() || pick(2) == 0) return local;
        return bound[pick(bound.size())] + ":" + local;
    };
    std::string declarations;
    for (const std::string prefix : {"p", "q", "r"}) {
        if (pick(4) != 0) continue;
        declarations += " xmlns:" + prefix + "='urn:" + std::to_string(pick(2)) + "'";
        bound.push_back(prefix);
    }
    if (pick(4) == 0) declarations += std::string(" xmlns='") + (pick(2) == 0 ? "" : "urn:0") + "'";
    if (pick(6) == 0) declarations += " xml:lang='" + std::to_string(pick(3)) + "'";
    const auto tag = random_name();
    std::string attributes;
    if (pick(2) == 0) attributes += " x='&#10;1'";
    if (!bound.empty() && pick(2) == 0) attributes += " " + bound[pick(bound.size())] + ":y='2'";
    std::string inside;
    for (auto children = pick(4); depth > 0 && children > 0; --children) {
        inside += pick(3) == 0 ? "<!--c-->" : pick(2) == 0 ? "<?p i?>" : "т&#13;";
        inside += random_element(random, depth - 1, bound);
    }
    return "<" + tag + attributes + declarations + ">" + inside + "</" + tag + ">";
}

}  // namespace

TEST_CASE("every canonical form equals that of libxml2") {
    for (const auto& xml : documents) compare_everywhere(xml);
}

TEST_CASE("the canonical forms of random documents equal those of libxml2") {
    std::mt19937 random(20260101);  // NOLINT(cert-msc51-cpp): the same documents in every run
    for (int i = 0; i < 100; ++i) compare_everywhere(random_element(random, 4, {}));
}

TEST_CASE("the canonical form is what the recommendation says") {
    const Parsed document(
        "<?xml version='1.0'?>\n<!-- x --><doc  b='2' a = \"1\" ><e/>&#65;<![CDATA[<]]>\r\n</doc>\n<?p  q?>");
    const auto* whole = reinterpret_cast<const xmlNode*>(document->tree());
    CHECK(ours(whole, {}) == "<doc a=\"1\" b=\"2\"><e></e>A&lt;\n</doc>\n<?p q?>");
    CHECK(ours(whole, {.comments = true}) ==
          "<!-- x -->\n<doc a=\"1\" b=\"2\"><e></e>A&lt;\n</doc>\n<?p q?>");
}

TEST_CASE("the inclusive form of an element has the namespaces and xml: attributes of what is around it") {
    const Parsed document("<a xmlns='urn:d' xmlns:p='urn:p' xml:lang='kk' b='1'><c/></a>");
    const auto* inner = element_named(*document, "c");
    CHECK(ours(inner, {}) == "<c xmlns=\"urn:d\" xmlns:p=\"urn:p\" xml:lang=\"kk\"></c>");
    CHECK(ours(inner, {.exclusive = true}) == "<c xmlns=\"urn:d\"></c>");
}

TEST_CASE("#default in the list treats the default namespace inclusively") {
    const Parsed document("<p:a xmlns='urn:d' xmlns:p='urn:p'><p:b/></p:a>");
    const auto* inner = element_named(*document, "b");
    const CanonicalForm form{.exclusive = true, .inclusive_prefixes = {"#default"}};
    CHECK(ours(inner, form) == "<p:b xmlns=\"urn:d\" xmlns:p=\"urn:p\"></p:b>");
}

TEST_CASE("a relative namespace name has no canonical form") {
    const std::string name = GENERATE("relative", "./a", "a/b:c", ":x", "1:x");
    const Parsed document("<a><b xmlns:p='" + name + "'/></a>");
    CHECK(error_code(canonical_octets(document->root(), {})) == ErrorCode::malformed_xml);
    CHECK(error_code(canonical_octets(document->root(), {.exclusive = true})) == ErrorCode::malformed_xml);
}

TEST_CASE("the names of the forms are known, and no others") {
    CHECK_FALSE(canonical_form_by_uri("http://www.w3.org/TR/2001/REC-xml-c14n-20010315")->form.comments);
    CHECK(
        canonical_form_by_uri("http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments")->form.comments);
    CHECK(canonical_form_by_uri("http://www.w3.org/2006/12/xml-c14n11#WithComments")->version_1_1);
    CHECK(canonical_form_by_uri("http://www.w3.org/2001/10/xml-exc-c14n#")->form.exclusive);
    CHECK(canonical_form_by_uri("http://www.w3.org/2001/10/xml-exc-c14n#WithComments")->form.comments);
    const std::string other = GENERATE("", "#WithComments", "http://www.w3.org/2001/10/xml-exc-c14n", "urn:x",
                                       "http://www.w3.org/2001/10/xml-exc-c14n##WithComments",
                                       "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#",
                                       "http://www.w3.org/TR/2001/REC-xml-c14n-20010315WithComments",
                                       "http://www.w3.org/TR/1999/REC-xslt-19991116");
    CHECK_FALSE(canonical_form_by_uri(other).has_value());
}

}  // namespace qoltanba::test
