#include "crypto/levels/signed_world.hpp"

#include "crypto/revocation/ocsp_request.hpp"
#include "crypto/timestamps/response.hpp"

#include <map>

namespace qoltanba::test {
namespace {

using namespace crypto;

std::unique_ptr<Signer> make_signer(const Authority& authority) {
    const auto issued = authority.issue({.subject = {.common_name = "ТЕСТОВ ТЕСТ", .iin = "123456789011"},
                                         .not_before = signing_time - std::chrono::hours{1},
                                         .not_after = signing_time + std::chrono::days{365}});
    auto key = PrivateKey::from_pkcs8(issued.pkcs8);
    REQUIRE(ok(key));
    auto signer = LocalSigner::create(issued.certificate, *std::move(key), {.allow_gost_2004 = true});
    REQUIRE(ok(signer));
    return *std::move(signer);
}

Bytes taken(Result<Bytes> result) {
    REQUIRE(ok(result));
    return *std::move(result);
}

}  // namespace

SignedWorld::SignedWorld(KeyFamily family)
    : authority(family, signing_time),
      signer(make_signer(authority)),
      time_stamps(authority, signing_time),
      archive_time_stamps(authority, signing_time + std::chrono::days{365}),
      responder(authority, signing_time + std::chrono::hours{1}) {
    anchors.add(authority.intermediate());
}

Bytes SignedWorld::sign(bool attach) {
    return taken(create_cms(*signer, bytes_of(document), {.attach = attach, .signing_time = signing_time}));
}

Bytes SignedWorld::with_time_stamp(BytesView cms, std::size_t number) const {
    const auto octets = taken(octets_to_stamp(cms, number));
    return taken(add_signature_time_stamp(cms, number, time_stamps.stamp(octets)));
}

Bytes SignedWorld::answer_on(const Certificate& certificate, const OcspAnswer& answer) const {
    const crypto::OcspQuestion question{.issuer = IssuingAuthority::of(authority.intermediate()),
                                        .serial_number = copy_of(certificate.serial_number())};
    return responder.answer(taken(write_ocsp_request(question)), answer);
}

Bytes SignedWorld::with_answers(BytesView cms, const OcspAnswer& answer) const {
    const auto on_signer = answer_on(signer->certificate(), answer);
    const auto on_service = answer_on(time_stamps.certificate());
    return taken(add_long_term_values(
        cms, {.certificates = {authority.intermediate()}, .ocsp_responses = {on_signer, on_service}}));
}

Bytes SignedWorld::with_list(BytesView cms) const {
    const auto list = make_crl(authority, {.entries = {{.serial_number = {0x01}, .revoked_at = signing_time}},
                                           .this_update = signing_time - std::chrono::hours{1},
                                           .next_update = signing_time + std::chrono::days{1}});
    return taken(add_long_term_values(cms, {.crls = {list}}));
}

Bytes SignedWorld::with_archive_time_stamp(BytesView cms, std::optional<BytesView> content,
                                           std::size_t number) const {
    const auto& service = archive_time_stamps;
    const auto imprint = archive_imprint(cms, number, content, service.digest());
    REQUIRE(ok(imprint));
    const auto request =
        write_time_stamp_request({.algorithm = imprint->algorithm, .imprint = imprint->imprint});
    const auto token = token_of_response(service.answer(request));
    REQUIRE(ok(token));
    return taken(add_archive_time_stamp(cms, number, *imprint, *token));
}

LevelReport SignedWorld::report(BytesView cms, std::optional<BytesView> content, std::size_t number) const {
    auto reports = judge_levels(cms, content, anchors);
    REQUIRE(ok(reports));
    REQUIRE(reports->size() > number);
    return std::move(reports->at(number));
}

SignedWorld& signed_world_of(KeyFamily family) {
    static std::map<KeyFamily, SignedWorld> worlds;
    const auto known = worlds.find(family);
    return known != worlds.end() ? known->second : worlds.emplace(family, family).first->second;
}

std::string level_text(const LevelReport& report) {
    std::string text(name_of(report.level));
    if (!report.obstacle) return text;
    UNSCOPED_INFO(describe(*report.obstacle));
    return text + ", " + std::string(name_of(report.obstacle->code));
}

}  // namespace qoltanba::test
