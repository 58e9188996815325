#include "agent/evidence/time_stamping.hpp"

#include "agent/evidence/services.hpp"
#include "crypto/levels/judge.hpp"
#include "crypto/levels/signature_time_stamp.hpp"
#include "crypto/signatures/cms.hpp"
#include "crypto/timestamps/time_stamp.hpp"
#include "support/catch.hpp"

using namespace qoltanba;
using namespace qoltanba::test;
using agent::TimeStamping;
using agent::TimeStampService;
using crypto::DigestAlgorithm;
using crypto::KeyFamily;

namespace {

const TimeStampService first{Services::tsp, "1.2.398.3.3.2.6.4"};
const TimeStampService second{Services::second_tsp, ""};

Bytes imprint_of(std::string_view text) {
    return crypto::digest_of(DigestAlgorithm::streebog_512, bytes_of(text));
}

Result<Bytes> stamp(Services& services, std::vector<TimeStampService> asked) {
    return TimeStamping(services.http, services.anchors, std::move(asked))
        .stamp(DigestAlgorithm::streebog_512, imprint_of("text"), {});
}

Bytes cms_by(crypto::Signer& signer) {
    auto cms = crypto::create_cms(signer, bytes_of("text"), {.signing_time = today});
    REQUIRE(ok(cms));
    return *std::move(cms);
}

}  // namespace

TEST_CASE("A token of the policy that was asked for comes from the service") {
    Services services;
    const auto token = stamp(services, {first});
    REQUIRE(ok(token));
    const auto said = crypto::read_time_stamp(*token);
    REQUIRE(ok(said));
    CHECK(said->time == today);
    CHECK(said->policy == "1.2.398.3.3.2.6.4");
    CHECK(said->imprint == imprint_of("text"));
    CHECK(said->nonce.size() >= 7);
    CHECK(services.http.requests().at(0).accept == "application/timestamp-reply");
}

TEST_CASE("Each request has a nonce of its own") {
    Services services;
    REQUIRE(ok(stamp(services, {first})));
    REQUIRE(ok(stamp(services, {first})));
    const auto requests = services.http.requests();
    CHECK(requests.at(0).body != requests.at(1).body);
}

TEST_CASE("Where a service cannot be reached the next one is asked") {
    Services services;
    const auto token = stamp(services, {second, first});
    REQUIRE(ok(token));
    CHECK(services.http.asked() == std::vector{Services::second_tsp, Services::tsp});
}

TEST_CASE("Where nobody can be reached the error names every service and why") {
    Services services;
    services.http.is_silent(Services::tsp);
    services.http.answers(Services::second_tsp, [](const auto&, const auto&) {
        return Result<agent::HttpAnswer>(fail(ErrorCode::network_timed_out));
    });
    const auto token = stamp(services, {first, second});
    CHECK(error_code(token) == ErrorCode::time_stamp_unavailable);
    CHECK(token.error().detail.find(Services::tsp + ": network_unreachable") != std::string::npos);
    CHECK(token.error().detail.find(Services::second_tsp + ": network_timed_out") != std::string::npos);
    REQUIRE(token.error().cause != nullptr);
    CHECK(token.error().cause->code == ErrorCode::network_timed_out);
    CHECK(error_code(stamp(services, {})) == ErrorCode::time_stamp_unavailable);
}

TEST_CASE("An answer that is not to be believed is not taken, and is told as what it is") {
    const auto [fault, code] = GENERATE(table<StampFault, ErrorCode>({
        {StampFault::refused, ErrorCode::time_stamp_refused},
        {StampFault::garbage, ErrorCode::malformed_time_stamp},
        {StampFault::wrong_imprint, ErrorCode::time_stamp_imprint_mismatch},
        {StampFault::wrong_nonce, ErrorCode::time_stamp_nonce_mismatch},
        {StampFault::no_nonce, ErrorCode::time_stamp_nonce_mismatch},
        {StampFault::other_policy, ErrorCode::time_stamp_policy_mismatch},
        {StampFault::damaged_signature, ErrorCode::time_stamp_signature_mismatch},
        {StampFault::no_certificate, ErrorCode::time_stamp_authority_missing},
    }));
    Services services;
    INFO(static_cast<int>(fault));
    services.stamp_fault = fault;
    services.stamps->policy = "1.2.3.4";
    CHECK(error_code(stamp(services, {first})) == code);
    // Nobody is there after it: the wrong answer is what is worth telling.
    CHECK(error_code(stamp(services, {first, second})) == code);
}

TEST_CASE("A service that no anchor vouches for is not believed") {
    Services services;
    const Services strangers;
    services.anchors = strangers.anchors;
    CHECK(error_code(stamp(services, {first})) == ErrorCode::time_stamp_authority_untrusted);
}

TEST_CASE("Nobody waits for a stamp that nobody wants any more") {
    Services services;
    std::stop_source stop;
    stop.request_stop();
    const TimeStamping stamping(services.http, services.anchors, {first, second});
    CHECK(error_code(stamping.stamp(DigestAlgorithm::streebog_512, imprint_of("text"), stop.get_token())) ==
          ErrorCode::canceled);
    CHECK(services.http.asked().size() == 1);
}

TEST_CASE("The national services are asked by the policy of the signature's family") {
    const auto services = agent::national_time_stamp_services();
    const auto policy_for = [&](DigestAlgorithm digest) {
        std::string policies;
        for (const auto& service : services) {
            CHECK(service.url == "http://tsp.pki.gov.kz");
            if (agent::serves(service, digest)) policies += service.policy + ' ';
        }
        return policies;
    };
    CHECK(policy_for(DigestAlgorithm::streebog_512) == "1.2.398.3.3.2.6.4 ");
    CHECK(policy_for(DigestAlgorithm::gost_34311) == "1.2.398.3.3.2.6.4 ");
    CHECK(policy_for(DigestAlgorithm::sha256) == "1.2.398.3.3.2.6.2 ");
    CHECK(policy_for(DigestAlgorithm::sha384) == "1.2.398.3.3.2.6.2 ");
}

TEST_CASE("A service of another policy, or of none, is for every family") {
    for (const auto* policy : {"", "1.2.3.4"}) {
        const TimeStampService service{"http://tsp.example", policy};
        CHECK(agent::serves(service, DigestAlgorithm::streebog_512));
        CHECK(agent::serves(service, DigestAlgorithm::sha256));
    }
}

TEST_CASE("A service is written as its address, or as its policy and address") {
    const auto alone = agent::time_stamp_service_from("https://tsp.example/a?b=c");
    REQUIRE(ok(alone));
    CHECK(*alone == TimeStampService{"https://tsp.example/a?b=c", ""});
    const auto both = agent::time_stamp_service_from("1.2.398.3.3.2.6.2=http://tsp.example");
    REQUIRE(ok(both));
    CHECK(*both == TimeStampService{"http://tsp.example", "1.2.398.3.3.2.6.2"});
    for (const auto* wrong : {"", "tsp.example", "ftp://tsp.example", "1.2=", "a.b=http://tsp.example",
                              "1..2=http://tsp.example", "9.9=http://tsp.example", "=http://tsp.example"}) {
        INFO(wrong);
        CHECK(error_code(agent::time_stamp_service_from(wrong)) == ErrorCode::network_address_wrong);
    }
}

TEST_CASE("A signature of each family gets a stamp by its own digest, beside itself") {
    const auto [family, digest] = GENERATE(table<KeyFamily, DigestAlgorithm>({
        {KeyFamily::gost_2015_512, DigestAlgorithm::streebog_512},
        {KeyFamily::gost_2004, DigestAlgorithm::gost_34311},
        {KeyFamily::rsa, DigestAlgorithm::sha256},
    }));
    Services services(family);
    const auto signer = Services::signer_of(services.person());
    const auto cms = cms_by(*signer);
    const TimeStamping stamping(services.http, services.anchors, {{Services::tsp, ""}});
    const auto stamped = agent::with_time_stamp(cms, 0, stamping, {});
    REQUIRE(ok(stamped));
    const auto reports = crypto::judge_levels(*stamped, std::nullopt, services.anchors);
    REQUIRE(ok(reports));
    CHECK(reports->front().level == crypto::Level::t);
    REQUIRE(reports->front().signature_time_stamps.size() == 1);
    CHECK(reports->front().signature_time_stamps.front().stamp.algorithm == digest);
    CHECK(crypto::verify_cms(*stamped, std::nullopt)->intact());
}

TEST_CASE("Every signature without a stamp gets one, and those that have one keep it alone") {
    Services services;
    const auto one = Services::signer_of(services.person("БІРІНШІ"));
    const auto two = Services::signer_of(services.person("ЕКІНШІ"));
    const TimeStamping stamping(services.http, services.anchors, {first});
    const auto stamped_once = agent::with_time_stamps(cms_by(*one), stamping, {});
    REQUIRE(ok(stamped_once));
    const auto signed_twice = crypto::add_cms_signer(*two, *stamped_once, std::nullopt, today);
    REQUIRE(ok(signed_twice));
    const auto stamped = agent::with_time_stamps(*signed_twice, stamping, {});
    REQUIRE(ok(stamped));
    CHECK(services.http.asked().size() == 2);
    const auto reports = crypto::judge_levels(*stamped, std::nullopt, services.anchors);
    REQUIRE(ok(reports));
    REQUIRE(reports->size() == 2);
    for (const auto& report : *reports) CHECK(report.signature_time_stamps.size() == 1);
    const auto again = agent::with_time_stamps(*stamped, stamping, {});
    REQUIRE(ok(again));
    CHECK(*again == *stamped);
}

TEST_CASE("What is no signature gets no stamp") {
    Services services;
    const TimeStamping stamping(services.http, services.anchors, {first});
    CHECK(error_code(agent::with_time_stamps(bytes_of("text"), stamping, {})) ==
          ErrorCode::malformed_signature);
    CHECK(services.http.asked().empty());
}

TEST_CASE("Beside a signature by SHA-1 the imprint is by SHA-256") {
    CHECK(agent::imprint_digest_beside("1.3.14.3.2.26") == DigestAlgorithm::sha256);
    CHECK(agent::imprint_digest_beside("1.2.3.4") == DigestAlgorithm::sha256);
    CHECK(agent::imprint_digest_beside("2.16.840.1.101.3.4.2.2") == DigestAlgorithm::sha384);
}
