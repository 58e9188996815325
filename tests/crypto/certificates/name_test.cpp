#include "crypto/certificates/name.hpp"

#include "certificate_draft.hpp"
#include "crypto/certificates/certificate.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"

using namespace qoltanba;
using namespace qoltanba::crypto;
using namespace qoltanba::test;

namespace {

std::string text_of_name(const Bytes& der) {
    const auto name = Name::from_der(der);
    REQUIRE(ok(name));
    return name->text();
}

/// O=... of this text.
std::string organisation_text(std::string_view organisation) {
    return text_of_name(draft_name({{"2.5.4.10", organisation}}));
}

Bytes rdn(std::vector<Bytes> attributes) {
    return der::sequence({der::set_of(std::move(attributes))});
}

Bytes attribute(std::string_view oid, const Bytes& value) {
    return der::sequence({der::object_identifier(oid), value});
}

}  // namespace

TEST_CASE("The text of a name has the form that pages split: encoded order, comma, NCALayer's keys") {
    const auto certificate = Certificate::from_file_content(fixture("kz/ca/test/sdk_cert_gost2004.pem"));
    REQUIRE(ok(certificate));
    CHECK(certificate->subject().text() ==
          "CN=ТЕСТТОВ ТЕСТТ,SURNAME=ТЕСТТОВ,SERIALNUMBER=IIN123456789012,C=KZ,L=АЛМАТЫ,S=АЛМАТЫ,"
          R"(O=АО \"ТЕСТ\",OU=BIN123456789021,G=ТЕСТТОВИЧ)");
    CHECK(certificate->issuer().text() == "C=KZ,CN=ҰЛТТЫҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (GOST)");
}

TEST_CASE("Treasury and information system names show all their parts") {
    CHECK(text_of_name(draft_name({{"0.9.2342.19200300.100.1.25", "ROLE02"},
                                   {"0.9.2342.19200300.100.1.1", "1.2.398.6.10.1.1"},
                                   {"2.5.4.15", "KS1234"},
                                   {"1.2.840.113549.1.9.1", "a@b.kz"}})) ==
          "DC=ROLE02,UID=1.2.398.6.10.1.1,BusinessCategory=KS1234,E=a@b.kz");
}

TEST_CASE("What a page would split at is escaped as RFC 4514 says") {
    CHECK(organisation_text("ТОО Бөлім, бірлік") == R"(O=ТОО Бөлім\, бірлік)");
    CHECK(organisation_text(R"(a+b;c<d>e\f"g")") == R"(O=a\+b\;c\<d\>e\\f\"g\")");
    CHECK(organisation_text("#1 # 2") == R"(O=\#1 # 2)");
    CHECK(organisation_text("  padded  ") == R"(O=\  padded \ )");
    CHECK(organisation_text(" ") == R"(O=\ )");
    CHECK(organisation_text("") == "O=");
    CHECK(organisation_text("CN=nested") == "O=CN=nested");
}

TEST_CASE("Control characters of a name reach no page and no window") {
    CHECK(organisation_text("a\r\nb\x7F\x1B[1m") == R"(O=a\0d\0ab\7f\1b[1m)");
    CHECK(error_code(Name::from_der(draft_name(std::string_view("a\0b", 3)))) == ErrorCode::malformed_der);
}

TEST_CASE("Attributes of one RDN are joined by a plus") {
    const auto name =
        rdn({attribute("2.5.4.3", der::utf8_string("a")), attribute("2.5.4.10", der::utf8_string("b"))});
    CHECK(text_of_name(name) == "CN=a+O=b");
}

TEST_CASE("An attribute type without a key shows its OID, a value that is no text its DER") {
    CHECK(text_of_name(draft_name({{"1.2.3.4", "x"}})) == "1.2.3.4=x");
    CHECK(text_of_name(rdn({attribute("2.5.4.45", der::bit_string(Bytes{0xAB}))})) ==
          R"(2.5.4.45=\#030200ab)");
}

TEST_CASE("Names are equal when their octets are") {
    const auto a = Name::from_der(draft_name("KZ")).value();
    CHECK(a == Name::from_der(draft_name("KZ")).value());
    CHECK_FALSE(a == Name::from_der(draft_name("Kz")).value());
    const auto printable = Name::from_der(rdn({attribute("2.5.4.3", der::printable_string("KZ"))})).value();
    CHECK(a.text() == printable.text());
    CHECK_FALSE(a == printable);
}

TEST_CASE("find gives the first attribute of a type") {
    const auto name = Name::from_der(draft_name({{"2.5.4.11", "one"}, {"2.5.4.11", "two"}})).value();
    CHECK(name.find("2.5.4.11") == "one");
    CHECK_FALSE(name.find("2.5.4.3").has_value());
}

TEST_CASE("Names that are not names are refused") {
    CHECK(error_code(Name::from_der({})) == ErrorCode::malformed_der);
    CHECK(error_code(Name::from_der(der::sequence({der::element(der::Tag::set, {})}))) ==
          ErrorCode::malformed_der);
    CHECK(error_code(Name::from_der(rdn({der::sequence({der::object_identifier("2.5.4.3")})}))) ==
          ErrorCode::malformed_der);
    CHECK(error_code(Name::from_der(rdn({attribute(
              "2.5.4.3", der::element(der::Tag::utf8_string, Bytes{0xFF}))}))) == ErrorCode::malformed_der);
    auto trailing = draft_name("a");
    trailing.push_back(0);
    CHECK(error_code(Name::from_der(trailing)) == ErrorCode::malformed_der);
}
