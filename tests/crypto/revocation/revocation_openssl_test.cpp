// openssl as the other side: it reads our requests and verifies what our test services make.
#include "crypto/base/base64.hpp"
#include "crypto/revocation/revocation_world.hpp"
#include "crypto/signatures/openssl_tool.hpp"

namespace qoltanba::test {
namespace {

using namespace crypto;

/// The person, the authority and its root in PEM.
void write_certificates(const TemporaryFolder& folder, const World& world) {
    const auto write = [&](const std::string& name, const Certificate& certificate) {
        write_file(folder.path() / name, bytes_of(to_pem("CERTIFICATE", certificate.der())));
    };
    write("person.pem", world.person);
    write("issuer.pem", world.authority.intermediate());
    write("root.pem", world.authority.root());
}

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("openssl makes the same request of the same question") {
    const auto& world = world_of(KeyFamily::rsa);
    const TemporaryFolder folder;
    write_certificates(folder, world);
    auto question = world.question();
    question.nonce.clear();
    const auto ours = write_ocsp_request(question);
    REQUIRE(ok(ours));
    const auto run =
        openssl(folder, "ocsp -issuer issuer.pem -sha256 -cert person.pem -no_nonce -reqout theirs.der");
    INFO(run.output);
    REQUIRE(run.status == 0);
    CHECK(read_file(folder.path() / "theirs.der") == *ours);

    const auto with_nonce = write_ocsp_request(world.question());
    REQUIRE(ok(with_nonce));
    write_file(folder.path() / "ours.der", *with_nonce);
    CHECK(contains(openssl(folder, "ocsp -reqin ours.der -req_text").output, "0408E408FFB790834AF2"));
}

TEST_CASE("openssl and we agree on the test responder's answers") {
    const auto& world = world_of(KeyFamily::rsa);
    const auto kind = GENERATE(Responder::delegated, Responder::delegated_by_key, Responder::issuer,
                               Responder::without_purpose, Responder::of_other_authority);
    const auto fault = GENERATE(OcspFault::none, OcspFault::wrong_nonce, OcspFault::damaged_signature);
    if (kind == Responder::issuer && fault == OcspFault::damaged_signature) return;  // it signs what it signs
    CAPTURE(static_cast<int>(kind), static_cast<int>(fault));
    const OcspResponder service(world.authority, today, kind);
    const auto request = write_ocsp_request(world.question());
    REQUIRE(ok(request));
    const auto answer =
        service.answer(*request, {.next_update = today + std::chrono::days{10'000}, .fault = fault});

    const TemporaryFolder folder;
    write_certificates(folder, world);
    write_file(folder.path() / "request.der", *request);
    write_file(folder.path() / "answer.der", answer);
    const auto moment = std::to_string(today.time_since_epoch().count());
    const auto run = openssl(folder,
                             "ocsp -reqin request.der -respin answer.der -issuer issuer.pem -CAfile root.pem "
                             "-verify_other issuer.pem -attime " +
                                 moment);
    const bool theirs = run.status == 0 && contains(run.output, "Response verify OK");
    const auto ours = judge_ocsp_response(answer, world.question(), {.at = today});
    INFO(run.output);
    CHECK(theirs == ours.has_value());
}

TEST_CASE("openssl verifies the lists and reads them as we do") {
    const auto& world = world_of(KeyFamily::rsa);
    const auto list =
        make_crl(world.authority, {.entries = {{.serial_number = copy_of(world.person.serial_number()),
                                                .revoked_at = today,
                                                .reason = 4}},
                                   .this_update = today,
                                   .next_update = today + std::chrono::days{1},
                                   .number = 300});
    const TemporaryFolder folder;
    write_certificates(folder, world);
    write_file(folder.path() / "list.crl", list);
    const auto run = openssl(folder, "crl -inform DER -in list.crl -noout -text -CAfile issuer.pem");
    INFO(run.output);
    CHECK(contains(run.output, "verify OK"));
    CHECK(contains(run.output, "Superseded"));
    const auto information = read_crl_information(list);
    REQUIRE(ok(information));
    CHECK(information->number == Bytes{0x01, 0x2C});
    CHECK(contains(run.output, "300"));
}

}  // namespace qoltanba::test
