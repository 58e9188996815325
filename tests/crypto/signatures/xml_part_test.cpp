#include "crypto/signatures/identities.hpp"
#include "crypto/signatures/xml.hpp"
#include "support/catch.hpp"
#include "support/show.hpp"

namespace qoltanba::test {
namespace {

using namespace crypto;

constexpr std::string_view order =
    R"(<o:order xmlns:o="urn:o"><note>small</note><o:pay Id="p1"><!-- c --><sum>100 000 000</sum></o:pay></o:order>)";

}  // namespace

TEST_CASE("the part that an XPath names is shown as the very octets that are signed") {
    const XmlOptions options{.signed_element_xpath = "//o:pay"};
    const auto part = part_to_sign(order, options);
    REQUIRE(ok(part));
    CHECK(part->label == R"(<o:pay Id="p1">)");
    const auto made = sign_xml(signer_of(KeyFamily::rsa), order, options);
    REQUIRE(ok(made));
    const auto report = verify_xml(*made);
    REQUIRE(ok(report));
    CHECK(part->text == text_of(report->signed_content));
    CHECK(part->text == R"(<o:pay xmlns:o="urn:o" Id="p1"><sum>100 000 000</sum></o:pay>)");
}

TEST_CASE("without an XPath for it the whole document is signed, and shown as it came") {
    const auto part = part_to_sign(order, {.signature_parent_xpath = "//note"});
    REQUIRE(ok(part));
    CHECK(part->label.empty());
    CHECK(part->text == order);
}

TEST_CASE("a part that sign_xml would not find is not found before either") {
    for (const auto& options :
         {XmlOptions{.signed_element_xpath = "//nothing"}, XmlOptions{.signed_element_xpath = "//note"},
          XmlOptions{.signed_element_xpath = "]["}, XmlOptions{.signature_parent_xpath = "//nothing"}}) {
        INFO(options.signed_element_xpath << options.signature_parent_xpath);
        CHECK(error_code(part_to_sign(order, options)) == ErrorCode::element_not_found);
        CHECK(error_code(sign_xml(signer_of(KeyFamily::rsa), order, options)) ==
              ErrorCode::element_not_found);
    }
    CHECK(error_code(part_to_sign("<a", {.signed_element_xpath = "//a"})) == ErrorCode::malformed_xml);
    const auto twice = R"(<a><b Id="x"/><c Id="x"/></a>)";
    CHECK(error_code(part_to_sign(twice, {.signed_element_xpath = "//b"})) == ErrorCode::element_not_found);
}

}  // namespace qoltanba::test
