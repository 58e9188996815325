// openssl as the other judge of RSA signatures on every level.
#include "crypto/base/base64.hpp"
#include "crypto/levels/attribute_types.hpp"
#include "crypto/levels/signed_world.hpp"
#include "crypto/signatures/openssl_tool.hpp"

namespace qoltanba::test {
namespace {

using namespace crypto;

const auto moment = std::to_string(signing_time.time_since_epoch().count());

void write_authority(const TemporaryFolder& folder, const SignedWorld& world) {
    const auto write = [&](const std::string& name, const Certificate& certificate) {
        write_file(folder.path() / name, bytes_of(to_pem("CERTIFICATE", certificate.der())));
    };
    write("root.pem", world.authority.root());
    write("intermediate.pem", world.authority.intermediate());
    const auto both = read_text(folder.path() / "root.pem") + read_text(folder.path() / "intermediate.pem");
    write_file(folder.path() / "both.pem", bytes_of(both));
}

}  // namespace

TEST_CASE("openssl verifies the signature on every level") {
    auto& world = signed_world_of(KeyFamily::rsa);
    const TemporaryFolder folder;
    write_authority(folder, world);
    const auto t = world.with_time_stamp(world.sign());
    const auto lt = world.with_list(world.with_answers(t));
    const auto lta = world.with_archive_time_stamp(lt);
    for (const auto& cms : {t, world.with_list(t), lt, lta}) {
        write_file(folder.path() / "signed.der", cms);
        const auto run = openssl(folder,
                                 "cms -verify -binary -inform DER -in signed.der -CAfile both.pem "
                                 "-purpose any -attime " +
                                     moment + " -out content.txt");
        INFO(run.output);
        CHECK(run.status == 0);
        CHECK(read_text(folder.path() / "content.txt") == document);
    }
}

TEST_CASE("openssl verifies the stamp of a CAdES-T signature over its signature value") {
    auto& world = signed_world_of(KeyFamily::rsa);
    const TemporaryFolder folder;
    write_authority(folder, world);
    const auto t = world.with_time_stamp(world.sign());
    const auto data = cms::read_signed_data(t);
    REQUIRE(ok(data));
    const auto attributes = cms::read_unsigned_attributes(data->signers.front());
    REQUIRE(ok(attributes));
    REQUIRE(attributes->front().type == levels::id_signature_time_stamp);
    write_file(folder.path() / "token.der", attributes->front().values.front().whole);
    write_file(folder.path() / "value.bin", data->signers.front().signature);
    const std::string verify =
        "ts -verify -token_in -in token.der -CAfile root.pem -untrusted intermediate.pem -attime " + moment +
        " -data ";
    const auto run = openssl(folder, verify + "value.bin");
    INFO(run.output);
    CHECK(run.status == 0);
    write_file(folder.path() / "other.bin", bytes_of("other"));
    CHECK(openssl(folder, verify + "other.bin").status != 0);
}

TEST_CASE("openssl sees the certificates, lists and answers inside") {
    auto& world = signed_world_of(KeyFamily::rsa);
    const TemporaryFolder folder;
    const auto lt = world.with_list(world.with_answers(world.with_time_stamp(world.sign())));
    write_file(folder.path() / "signed.der", lt);
    const auto run = openssl(folder, "cms -cmsout -print -noout -inform DER -in signed.der");
    REQUIRE(run.status == 0);
    for (const auto* part :
         {"version: 5", "d.crl:", "d.other:", "1.3.6.1.5.5.7.16.2", "id-smime-aa-timeStampToken"}) {
        CAPTURE(part);
        CHECK(run.output.find(part) != std::string::npos);
    }
}

}  // namespace qoltanba::test
