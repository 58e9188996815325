#include "agent/ui/document_view.hpp"

#include "agent/ui/xml_indent.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"

using namespace qoltanba;
using namespace qoltanba::agent;
using Kind = DocumentView::Kind;

namespace {

DocumentView view_of(std::string_view text, std::string_view name = {}) {
    return view_of_document(bytes_of(text), name);
}

}  // namespace

TEST_CASE("readable text is shown as text with its size and hash") {
    const auto view = view_of("abc", "letter.txt");
    CHECK(view.kind == Kind::text);
    CHECK(view.text == "abc");
    CHECK(view.name == "letter.txt");
    CHECK(view.size == 3);
    // FIPS 180-4, the one-block example.
    CHECK(view.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK_FALSE(view.text_is_cut);
}

TEST_CASE("XML is laid out for reading, and the hash is of what is signed") {
    const auto view = view_of("<a><b c=\"x>y\">1</b><d/></a>");
    CHECK(view.kind == Kind::xml);
    CHECK(view.text == "<a>\n  <b c=\"x>y\">1</b>\n  <d/>\n</a>");
    CHECK(view.size == 27);
    CHECK(view.sha256 == view_of("<a><b c=\"x>y\">1</b><d/></a>").sha256);
}

TEST_CASE("a byte order mark is not shown") {
    CHECK(view_of("\xEF\xBB\xBF<a/>").text == "<a/>");
}

TEST_CASE("text that only looks like a comparison is no XML") {
    CHECK(view_of("< 5").kind == Kind::text);
    CHECK(view_of("<").kind == Kind::text);
}

TEST_CASE("a long text is cut between characters and says so") {
    std::string text;
    while (text.size() <= shown_text_limit) text += "ә";
    text.insert(0, "x");
    const auto view = view_of(text);
    CHECK(view.text_is_cut);
    CHECK(view.text.size() == shown_text_limit - 1);
    CHECK(view.size == text.size());
}

TEST_CASE("hidden characters of a document are seen") {
    CHECK(view_of("<sum>\u202E0001</sum>").text == "<sum>⟨U+202E⟩0001</sum>");
}

TEST_CASE("a binary document is named by its type") {
    CHECK(view_of("%PDF-1.7\n\x80\x81").type == "PDF");
    CHECK(view_of("\x89PNG\r\n\x1a\n\xff").type == "PNG");
    CHECK(view_of("PK\x03\x04\xff\xff word/document.xml").type == "Word");
    CHECK(view_of("PK\x03\x04\xff\xff other").type == "ZIP");
    CHECK(view_of("\xff\xfe\xfd").type.empty());
    CHECK(view_of("\xff\xfe\xfd").kind == Kind::binary);
    CHECK(view_of_document(test::fixture("kz/cms/ncanode_rsa_attached_test123.der")).type == "CMS");
}

TEST_CASE("a digest is shown as what it is") {
    const Bytes digest{0xAB, 0xCD};
    const auto view = view_of_digest(digest);
    CHECK(view.kind == Kind::digest);
    CHECK(view.sha256 == "abcd");
    CHECK(view.text.empty());
}

TEST_CASE("a bare signature over what cannot be read is as good as one over a digest") {
    const auto is_as_good = [](std::string_view octets, std::size_t shown = shown_text_limit) {
        return view_of_bare(bytes_of(octets), {}, shown).as_good_as_digest;
    };
    // SET OF Attribute with a messageDigest (RFC 5652, 5.4 and 11.2), its value of letters alone.
    const std::string attributes =
        "\x31\x13\x30\x11\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x09\x04\x31\x04\x04\x02"
        "ab";
    CHECK(is_as_good(attributes));
    CHECK(is_as_good("\xff\xfe\xfd"));
    CHECK(is_as_good("%PDF-1.7\n\x80"));
    CHECK(is_as_good(R"(<ds:SignedInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"></ds:SignedInfo>)"));
    CHECK(is_as_good("0123456789", 9));
    CHECK_FALSE(is_as_good("0123456789", 10));
    CHECK_FALSE(is_as_good("<a><b/></a>"));
    CHECK_FALSE(is_as_good(""));
    CHECK_FALSE(view_of(attributes).as_good_as_digest);
}

TEST_CASE("a file's name cannot break its line") {
    CHECK(view_of("x", "a\nb\u202Efdp.exe").name == "a⟨U+000A⟩b⟨U+202E⟩fdp.exe");
}

TEST_CASE("indenting keeps content apart from layout") {
    // Mixed content and white space alone in an element are content.
    CHECK(indented_xml("<a>one <b>two</b> three</a>") == "<a>one <b>two</b> three</a>");
    CHECK(indented_xml("<a>  </a>") == "<a>  </a>");
    // What is laid out already comes out the same.
    const std::string laid_out = "<?xml version=\"1.0\"?>\n<a>\n  <b>1</b>\n</a>";
    CHECK(indented_xml(laid_out) == laid_out);
    CHECK(indented_xml("<a>\r\n\t<b>1</b>\r\n</a>") == "<a>\n  <b>1</b>\n</a>");
    // Tags inside comments, CDATA and instructions are none.
    CHECK(indented_xml("<a><!-- <b> --><c/></a>") == "<a>\n  <!-- <b> -->\n  <c/>\n</a>");
    CHECK(indented_xml("<a><![CDATA[<b></b>]]></a>") == "<a><![CDATA[<b></b>]]></a>");
}

TEST_CASE("indenting never fails on what is no XML") {
    CHECK(indented_xml("").empty());
    CHECK(indented_xml("<a") == "<a");
    CHECK(indented_xml("</a></b>") == "</a>\n</b>");
    CHECK(indented_xml("<a><![CDATA[never closed") == "<a><![CDATA[never closed");
    CHECK(indented_xml("<a b='never closed><c/>") == "<a b='never closed><c/>");
}
