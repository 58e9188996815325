// openssl as the other judge: of the signature, of its certificate at a moment, of a list of revoked ones.
#include "crypto/base/base64.hpp"
#include "crypto/signatures/openssl_tool.hpp"
#include "crypto/validation/validation_world.hpp"

#include <algorithm>
#include <array>

namespace qoltanba::test {
namespace {

using namespace crypto;
using std::chrono::days;
using std::chrono::hours;

SignedWorld& world() {
    return signed_world_of(KeyFamily::rsa);
}

void write_pem(const TemporaryFolder& folder, const std::string& name,
               std::vector<Certificate> certificates) {
    std::string text;
    for (const auto& certificate : certificates) text += to_pem("CERTIFICATE", certificate.der());
    write_file(folder.path() / name, bytes_of(text));
}

std::string seconds(Time time) {
    return std::to_string(time.time_since_epoch().count());
}

bool openssl_verifies(const TemporaryFolder& folder, BytesView cms, Time at) {
    write_file(folder.path() / "signed.der", cms);
    const auto run = openssl(folder,
                             "cms -verify -cades -binary -inform DER -in signed.der -CAfile anchors.pem "
                             "-purpose any -out content.txt -attime " +
                                 seconds(at));
    INFO(run.output);
    return run.status == 0;
}

bool we_verify(BytesView cms, Time at) {
    return validate({.file = cms}, {.anchors = world().anchors, .at = at}).conclusion.passed();
}

Bytes damaged(Bytes file, BytesView piece) {
    const auto at = std::ranges::search(file, piece);
    REQUIRE_FALSE(at.empty());
    *(at.end() - 1) ^= 1U;
    return file;
}

}  // namespace

TEST_CASE("openssl and we agree on RSA signatures, whole and damaged, in time and out of it") {
    const TemporaryFolder folder;
    write_pem(folder, "anchors.pem", {world().authority.root(), world().authority.intermediate()});
    const auto whole = world().sign();
    const auto data = cms::read_signed_data(whole);
    REQUIRE(ok(data));
    const auto& signer = data->signers.front();
    const auto soon = signing_time + hours{1};
    const auto agreed = [&](const Bytes& cms, Time at) {
        const bool ours = we_verify(cms, at);
        CHECK(openssl_verifies(folder, cms, at) == ours);
        return ours;
    };
    CHECK(agreed(whole, soon));
    CHECK_FALSE(agreed(whole, signing_time + days{400}));
    CHECK_FALSE(agreed(whole, signing_time - days{1}));
    CHECK_FALSE(agreed(damaged(whole, bytes_of(document)), soon));
    CHECK_FALSE(agreed(damaged(whole, signer.signature), soon));
    CHECK_FALSE(agreed(damaged(whole, world().signer->certificate().der()), soon));
    for (const auto& attribute : signer.signed_attributes)
        CHECK_FALSE(agreed(damaged(whole, attribute.whole), soon));
}

TEST_CASE("openssl and we agree on who is revoked by a list") {
    const TemporaryFolder folder;
    write_pem(folder, "anchors.pem", {world().authority.intermediate()});
    const auto& certificate = world().signer->certificate();
    write_pem(folder, "signer.pem", {certificate});
    const auto cms = world().sign();
    const auto at = signing_time + hours{2};
    const auto until = at + days{1};
    const auto agreed = [&](const CrlOrder& order) {
        const auto list = make_crl(world().authority, order);
        write_file(folder.path() / "list.pem", bytes_of(to_pem("X509 CRL", list)));
        const auto run = openssl(folder,
                                 "verify -partial_chain -crl_check -CAfile anchors.pem -CRLfile list.pem "
                                 "-attime " +
                                     seconds(at) + " signer.pem");
        INFO(run.output);
        const std::array<BytesView, 1> lists{list};
        const auto report =
            validate({.file = cms, .crls = lists},
                     {.anchors = world().anchors, .at = at, .revocation = RevocationRequirement::required});
        CHECK((run.status == 0) == report.conclusion.passed());
        return said(report.conclusion);
    };
    const CrlEntry own{.serial_number = copy_of(certificate.serial_number()), .revoked_at = signing_time};
    CHECK(agreed({.this_update = signing_time, .next_update = until}) == "TOTAL-PASSED");
    CHECK(agreed({.entries = {own}, .this_update = signing_time, .next_update = until}) ==
          "INDETERMINATE REVOKED_NO_POE");
    CHECK(agreed({.this_update = signing_time - days{2}, .next_update = signing_time - days{1}}) ==
          "INDETERMINATE TRY_LATER");
    CHECK(agreed({.this_update = at + days{1}, .next_update = at + days{2}}) == "INDETERMINATE TRY_LATER");
}

}  // namespace qoltanba::test
