// xmlsec1 as the other judge of real XML signatures by RSA.
#include "crypto/base/base64.hpp"
#include "crypto/signatures/openssl_tool.hpp"
#include "crypto/validation/validation_world.hpp"

namespace qoltanba::test {
namespace {

using namespace crypto;

std::string real(const std::string& name) {
    return std::string(qoltanba::text_of(fixture("kz/xml/" + name)));
}

std::string with(std::string text, std::string_view old, std::string_view fresh) {
    const auto at = text.find(old);
    REQUIRE(at != std::string::npos);
    return text.replace(at, old.size(), fresh);
}

ValidationReport report_on(const std::string& xml) {
    const auto anchors = Anchors::national_test();
    return validate({.file = bytes_of(xml)}, {.anchors = anchors,
                                              .at = *time_from_iso("2021-06-01"),
                                              .at_is_given = true,
                                              .coverage = Coverage::part_suffices});
}

/// Whether xmlsec1 finds the document's first signature right, by our reading of its certificate.
bool xmlsec_agrees(const std::string& xml, const std::string& options = {}) {
    const TemporaryFolder folder;
    const auto signer = report_on(xml).signers.at(0).certificate;
    REQUIRE(signer);
    write_file(folder.path() / "signer.pem", bytes_of(to_pem("CERTIFICATE", signer->der())));
    write_file(folder.path() / "signed.xml", bytes_of(xml));
    const auto run =
        run_in(folder, "xmlsec1 --verify --pubkey-cert-pem signer.pem " + options + " signed.xml");
    INFO(run.output);
    return run.status == 0;
}

}  // namespace

TEST_CASE("xmlsec1 and we agree on the body of a SOAP message, as it is and changed") {
    const std::string body = "--id-attr:Id http://schemas.xmlsoap.org/soap/envelope/:Body";
    const auto xml = real("ncanode_wsse_1.xml");
    CHECK(xmlsec_agrees(xml, body));
    CHECK_FALSE(report_on(xml).signers.at(0).fault);
    const auto changed = with(xml, "<iin>9", "<iin>8");
    CHECK_FALSE(xmlsec_agrees(changed, body));
    CHECK(said(report_on(changed).conclusion) == "TOTAL-FAILED HASH_FAILURE");
}

TEST_CASE("xmlsec1 finds the first of two signatures right once the second is taken out, as we do at once") {
    const auto both = real("ncanode_xml_1.xml");
    CHECK_FALSE(xmlsec_agrees(both));
    CHECK_FALSE(report_on(both).signers.at(0).fault);
    CHECK(report_on(both).signers.at(0).parts.at(0).without_later == 1);
    const auto second = both.find("<ds:Signature", both.find("</ds:Signature>"));
    REQUIRE(second != std::string::npos);
    const auto end = both.find("</ds:Signature>", second) + std::string_view("</ds:Signature>").size();
    const auto first_alone = both.substr(0, second) + both.substr(end);
    CHECK(xmlsec_agrees(first_alone));
    CHECK(report_on(first_alone).signers.at(0).parts.at(0).without_later == 0);
}

}  // namespace qoltanba::test
