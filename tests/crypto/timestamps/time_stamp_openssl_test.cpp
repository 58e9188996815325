// openssl ts as the other side: it reads our requests, verifies what our test authority stamps, and stamps.
#include "crypto/base/base64.hpp"
#include "crypto/signatures/openssl_tool.hpp"
#include "crypto/timestamps/response.hpp"
#include "crypto/timestamps/time_stamp_world.hpp"
#include "support/catch.hpp"

namespace qoltanba::test {
namespace {

using namespace crypto;

void write_pem(const TemporaryFolder& folder, const std::string& name, const Certificate& certificate) {
    write_file(folder.path() / name, bytes_of(to_pem("CERTIFICATE", certificate.der())));
}

}  // namespace

TEST_CASE("openssl reads a request as it was meant") {
    const TemporaryFolder folder;
    write_file(folder.path() / "request.tsq", write_time_stamp_request(request_for(DigestAlgorithm::sha256)));
    const auto run = openssl(folder, "ts -query -in request.tsq -text");
    REQUIRE(run.status == 0);
    for (const auto* line : {"Hash Algorithm: sha256", "Policy OID: 1.2.398.3.3.2.6.4",
                             "Nonce: 0xE408FFB790834A", "Certificate required: yes"}) {
        CAPTURE(line);
        CHECK(run.output.find(line) != std::string::npos);
    }
}

TEST_CASE("openssl verifies the answers that are judged here as right, and no others") {
    const auto& authority = authority_of(KeyFamily::rsa);
    const TimeStampAuthority tsa(authority, stamp_time);
    const auto request = request_for(DigestAlgorithm::sha256);
    const auto der = write_time_stamp_request(request);
    const TemporaryFolder folder;
    write_pem(folder, "root.pem", authority.root());
    write_pem(folder, "intermediate.pem", authority.intermediate());
    write_file(folder.path() / "request.tsq", der);

    const auto fault = GENERATE(StampFault::none, StampFault::wrong_imprint, StampFault::wrong_nonce,
                                StampFault::other_policy, StampFault::damaged_signature,
                                StampFault::damaged_content, StampFault::no_signing_certificate,
                                StampFault::other_signing_certificate, StampFault::refused);
    CAPTURE(static_cast<int>(fault));
    auto asked = request;
    if (fault == StampFault::other_policy) {
        asked.policy = "1.2.398.3.3.2.6.2";
        write_file(folder.path() / "request.tsq", write_time_stamp_request(asked));
    }
    const auto answer = tsa.answer(write_time_stamp_request(asked), fault);
    write_file(folder.path() / "answer.tsr", answer);
    const auto moment = std::to_string(stamp_time.time_since_epoch().count());
    const auto run = openssl(folder,
                             "ts -verify -in answer.tsr -queryfile request.tsq -CAfile root.pem -untrusted "
                             "intermediate.pem -attime " +
                                 moment);
    const auto accepted = accept_time_stamp(answer, asked, {}, anchors_of(KeyFamily::rsa));
    INFO(run.output);
    CHECK((run.status == 0) == (fault == StampFault::none));
    CHECK(accepted.has_value() == (fault == StampFault::none));
}

TEST_CASE("What openssl stamps is judged as right") {
    const TemporaryFolder folder;
    write_file(folder.path() / "ts.cnf", bytes_of(R"(
[req]
distinguished_name = name
[name]
[tsa]
default_tsa = here
[here]
serial = serial
crypto_device = builtin
signer_digest = sha256
default_policy = 1.2.398.3.3.2.6.2
digests = sha256
accuracy = secs:1, millisecs:500
ordering = yes
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = sha256
[stamps]
basicConstraints = CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
)"));
    write_file(folder.path() / "serial", bytes_of("01\n"));
    REQUIRE(openssl(folder,
                    "req -config ts.cnf -x509 -newkey rsa:2048 -nodes -keyout key.pem -out tsa.pem "
                    "-subj /CN=tsa -days 30 -extensions stamps")
                .status == 0);
    auto request = request_for(DigestAlgorithm::sha256);
    request.policy.clear();
    write_file(folder.path() / "request.tsq", write_time_stamp_request(request));
    const auto run = openssl(folder,
                             "ts -reply -config ts.cnf -queryfile request.tsq -signer tsa.pem -inkey key.pem "
                             "-out answer.tsr");
    INFO(run.output);
    REQUIRE(run.status == 0);
    Anchors anchors;
    REQUIRE(ok(anchors.add_certificate(read_file(folder.path() / "tsa.pem"))));
    CHECK(ok(accept_time_stamp(read_file(folder.path() / "answer.tsr"), request, {}, anchors)));
}

}  // namespace qoltanba::test
