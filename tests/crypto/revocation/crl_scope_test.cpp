// Lists that are about some of an issuer's certificates (RFC 5280, 5.2.5 and 6.3.3).
#include "crypto/der/writer.hpp"
#include "crypto/revocation/revocation_world.hpp"

#include <array>

namespace qoltanba::test {
namespace {

using namespace crypto;

/// onlyContainsUserCerts and so on, by number.
Bytes flag(unsigned number) {
    const std::uint8_t yes = 0xFF;
    return der::element(der::context_primitive(number), {&yes, 1});
}

Bytes place(std::string_view url) {
    const auto name = der::element(der::context_primitive(6), bytes_of(url));
    return der::explicit_tag(0, der::explicit_tag(0, name));
}

Bytes list_about(const World& world, const std::vector<Bytes>& scope) {
    return make_crl(
        world.authority,
        {.entries = {{.serial_number = copy_of(world.person.serial_number()), .revoked_at = today}},
         .this_update = today,
         .further_extensions = {crl_extension("2.5.29.28", true, der::sequence(scope))}});
}

/// "revoked", "good", or the detail of why not.
std::string judged(const World& world, const Certificate& certificate, const std::vector<Bytes>& scope) {
    const auto list = list_about(world, scope);
    const CrlQuestion question{.issuer = world.issuer(),
                               .serial_numbers = {copy_of(certificate.serial_number())},
                               .certificates = {certificate}};
    const auto statuses = judge_crl(list, std::nullopt, question, {.at = today});
    if (statuses.has_error()) {
        CHECK(statuses.error().code == ErrorCode::crl_scope_unsupported);
        return statuses.error().detail;
    }
    return statuses->front().state == Revocation::revoked ? "revoked" : "good";
}

}  // namespace

TEST_CASE("A list of the certificate's own place or kind counts, one of another does not") {
    const auto& world = world_of(KeyFamily::gost_2015_512);
    REQUIRE(world.person.crl_addresses().size() == 1);
    const auto own = place(world.person.crl_addresses().front());
    const auto& person = world.person;
    CHECK(judged(world, person, {}) == "revoked");
    CHECK(judged(world, person, {own}) == "revoked");
    CHECK(judged(world, person, {flag(1)}) == "revoked");
    CHECK(judged(world, person, {own, flag(1)}) == "revoked");
    CHECK(judged(world, person, {place("http://demo.qoltanba.invalid/other.crl")}) ==
          "issuingDistributionPoint: one distributionPoint, which is not the certificate's");
    CHECK(judged(world, person, {flag(2)}) == "issuingDistributionPoint: onlyContainsCACerts");

    const auto& authority = world.authority.intermediate();
    CHECK(judged(world, authority, {flag(2)}) == "good");
    CHECK(judged(world, authority, {flag(1)}) == "issuingDistributionPoint: onlyContainsUserCerts");
}

TEST_CASE("Indirect lists, lists of some reasons and of attribute certificates are refused by name") {
    const auto& world = world_of(KeyFamily::gost_2015_512);
    CHECK(judged(world, world.person, {flag(4)}) == "issuingDistributionPoint: indirectCRL");
    CHECK(judged(world, world.person, {flag(5)}) == "issuingDistributionPoint: onlyContainsAttributeCerts");
    const std::array<std::uint8_t, 2> key_compromise{0x06, 0x40};
    CHECK(judged(world, world.person, {der::element(der::context_primitive(3), key_compromise)}) ==
          "issuingDistributionPoint: onlySomeReasons");
}

TEST_CASE("Of every certificate asked about, the list must be") {
    const auto& world = world_of(KeyFamily::gost_2015_512);
    const auto list = list_about(world, {flag(1)});
    const CrlQuestion question{.issuer = world.issuer(),
                               .serial_numbers = {copy_of(world.person.serial_number()), Bytes{1}},
                               .certificates = {world.person, world.authority.intermediate()}};
    CHECK(error_code(judge_crl(list, std::nullopt, question, {.at = today})) ==
          ErrorCode::crl_scope_unsupported);
}

TEST_CASE("Changes that are about other certificates than their list are refused") {
    const auto& world = world_of(KeyFamily::gost_2015_512);
    const auto extension = [](unsigned number) {
        return crl_extension("2.5.29.28", true, der::sequence({flag(number)}));
    };
    const auto complete =
        make_crl(world.authority, {.this_update = today, .further_extensions = {extension(1)}});
    const auto delta = [&](std::vector<Bytes> extensions) {
        return make_crl(world.authority, {.this_update = today,
                                          .number = 2,
                                          .base_number = 1,
                                          .further_extensions = std::move(extensions)});
    };
    auto question = world.crl_question();
    question.certificates = {world.person};
    CHECK(ok(judge_crl(complete, delta({extension(1)}), question, {.at = today})));
    CHECK(error_code(judge_crl(complete, delta({}), question, {.at = today})) ==
          ErrorCode::crl_delta_mismatch);
}

TEST_CASE("What a list is about does not keep a cache from reading its times") {
    const auto& world = world_of(KeyFamily::gost_2015_512);
    const auto information = read_crl_information(list_about(world, {flag(4)}));
    REQUIRE(ok(information));
    CHECK(information->this_update == today);
}

}  // namespace qoltanba::test
