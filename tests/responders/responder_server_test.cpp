// The test services themselves: what is right is right for openssl, and each fault is the one it is called.
#include "responders/responder_server.hpp"

#include "agent/network/curl_http.hpp"
#include "agent/platform/subprocess.hpp"
#include "crypto/revocation/crl.hpp"
#include "crypto/revocation/ocsp.hpp"
#include "crypto/timestamps/judge.hpp"
#include "support/catch.hpp"
#include "support/show.hpp"
#include "support/tool.hpp"

#include <nlohmann/json.hpp>

#include <fstream>

namespace qoltanba::test {
namespace {

using crypto::KeyFamily;
using nlohmann::json;

void write(const std::filesystem::path& path, BytesView content) {
    std::ofstream(path, std::ios::binary)
        .write(reinterpret_cast<const char*>(content.data()), static_cast<std::streamsize>(content.size()));
}

struct Town {
    ResponderServer server{};
    Authority authority;
    crypto::Certificate person;

    explicit Town(KeyFamily family = KeyFamily::gost_2015_512)
        : authority(family, now(), server.base_url()),
          person(authority
                     .issue({.subject = {.common_name = "ТЕСТОВ ТЕСТ"},
                             .not_before = now() - std::chrono::hours{1},
                             .not_after = now() + std::chrono::days{1}})
                     .certificate) {
        server.serve(authority);
    }

    [[nodiscard]] crypto::IssuingAuthority issuer() const {
        return crypto::IssuingAuthority::of(authority.intermediate());
    }
    [[nodiscard]] Bytes serial_number() const { return copy_of(person.serial_number()); }
    [[nodiscard]] crypto::Anchors anchors() const {
        crypto::Anchors anchors;
        anchors.add(authority.intermediate());
        return anchors;
    }
};

Result<agent::HttpAnswer> send(const agent::HttpRequest& request,
                               std::chrono::seconds silence = std::chrono::seconds{60}) {
    agent::NetworkSettings settings;
    settings.proxy.mode = agent::Proxy::Mode::none;
    settings.silence = silence;
    settings.retries = 0;
    return agent::CurlHttp(settings).send(request, {});
}

Result<agent::HttpAnswer> fetch(const std::string& url, const std::string& known_etag = {}) {
    return send({.url = url, .largest_answer = std::size_t{32} << 20U, .known_etag = known_etag});
}

Result<agent::HttpAnswer> ask_for_stamp(const std::string& url, const crypto::TimeStampRequest& request) {
    return send({.url = url,
                 .content_type = "application/timestamp-query",
                 .body = write_time_stamp_request(request)});
}

crypto::TimeStampRequest stamp_request() {
    return {.algorithm = crypto::DigestAlgorithm::sha256,
            .imprint = crypto::digest_of(crypto::DigestAlgorithm::sha256, bytes_of("document")),
            .policy = "1.2.398.3.3.2.6.4",
            .nonce = Bytes(8, 0x42)};
}

Result<Bytes> stamp(const Town& town) {
    const auto request = stamp_request();
    const auto answer = ask_for_stamp(town.server.url(Route::tsp), request);
    REQUIRE(ok(answer));
    return accept_time_stamp(answer->body, request, {}, town.anchors());
}

Result<crypto::OcspVerdict> status(const Town& town) {
    const crypto::OcspQuestion question{
        .issuer = town.issuer(), .serial_number = town.serial_number(), .nonce = Bytes(8, 0x42)};
    const auto answer = send({.url = town.server.url(Route::ocsp),
                              .content_type = "application/ocsp-request",
                              .body = write_ocsp_request(question).value()});
    REQUIRE(ok(answer));
    auto verdict = judge_ocsp_response(answer->body, question, {.at = now()}, true);
    if (verdict) verdict->status.evidence.clear();  // it would point into an answer that is gone
    return verdict;
}

Result<crypto::Revocation> listed(const Town& town, bool with_delta) {
    const auto complete = fetch(town.server.url(Route::crl));
    const auto delta = fetch(town.server.url(Route::delta));
    REQUIRE(ok(complete));
    REQUIRE(ok(delta));
    const auto added = with_delta ? std::optional<BytesView>(delta->body) : std::nullopt;
    QOLTANBA_TRY(const auto statuses,
                 crypto::judge_crl(complete->body, added,
                                   {.issuer = town.issuer(), .serial_numbers = {town.serial_number()}},
                                   {.at = now()}));
    return statuses.front().state;
}

TEST_CASE("openssl verifies what the time stamp service gives") {
    const Town town(KeyFamily::rsa);
    const TemporaryFolder folder;
    write(folder.path() / "document", bytes_of("document"));
    write(folder.path() / "nca.cer", town.authority.intermediate().der());
    write(folder.path() / "root.cer", town.authority.root().der());
    for (const auto* name : {"nca", "root"})
        REQUIRE(
            run_in(folder, std::string("openssl x509 -inform DER -in ") + name + ".cer -out " + name + ".pem")
                .status == 0);
    const auto answer = ask_for_stamp(town.server.url(Route::tsp), stamp_request());
    REQUIRE(ok(answer));
    write(folder.path() / "answer.tsr", answer->body);
    const auto verified = run_in(
        folder, "openssl ts -verify -data document -in answer.tsr -CAfile root.pem -untrusted nca.pem");
    CAPTURE(verified.output);
    CHECK(verified.status == 0);
}

TEST_CASE("openssl's own client asks the OCSP service and believes it") {
    Town town(KeyFamily::rsa);
    const TemporaryFolder folder;
    write(folder.path() / "nca.cer", town.authority.intermediate().der());
    write(folder.path() / "root.cer", town.authority.root().der());
    write(folder.path() / "person.cer", town.person.der());
    for (const auto* name : {"nca", "root", "person"})
        REQUIRE(
            run_in(folder, std::string("openssl x509 -inform DER -in ") + name + ".cer -out " + name + ".pem")
                .status == 0);
    const auto command = "openssl ocsp -sha256 -issuer nca.pem -cert person.pem -CAfile root.pem -url " +
                         town.server.url(Route::ocsp);
    const auto good = run_in(folder, command);
    CAPTURE(good.output);
    CHECK(good.output.find("person.pem: good") != std::string::npos);
    CHECK(good.output.find("Response verify OK") != std::string::npos);
    town.server.revoke(town.person, now() - std::chrono::hours{1}, 1);
    const auto revoked = run_in(folder, command);
    CAPTURE(revoked.output);
    CHECK(revoked.output.find("person.pem: revoked") != std::string::npos);
    CHECK(town.server.requests(Route::ocsp) == 2);
}

TEST_CASE("services of every family answer as their own code wants it") {
    const auto family = GENERATE(KeyFamily::rsa, KeyFamily::gost_2015_512);
    const Town town(family);
    CHECK(ok(stamp(town)));
    const auto good = status(town);
    REQUIRE(ok(good));
    CHECK(good->status.state == crypto::Revocation::good);
    const auto by_list = listed(town, true);
    REQUIRE(ok(by_list));
    CHECK(*by_list == crypto::Revocation::good);
}

TEST_CASE("two authorities are served side by side, each by its own name") {
    Town town(KeyFamily::rsa);
    const Authority gost(KeyFamily::gost_2015_512, now(), town.server.base_url());
    town.server.serve(gost);
    crypto::Anchors anchors;
    anchors.add(gost.intermediate());
    const auto request = stamp_request();
    const auto answer = ask_for_stamp(town.server.base_url() + "/tsp/gost", request);
    REQUIRE(ok(answer));
    CHECK(ok(accept_time_stamp(answer->body, request, {}, anchors)));
    CHECK(ok(status(town)));
    for (const auto* file : {"/crl/nca_gost_demo.crl", "/crl/root_gost_demo.crl", "/crl/root_rsa_demo.crl",
                             "/cert/nca_gost_demo.cer", "/cert/root_rsa_demo.cer"}) {
        CAPTURE(file);
        CHECK(ok(fetch(town.server.base_url() + file)));
    }
    CHECK(error_code(fetch(town.server.base_url() + "/crl/other.crl")) == ErrorCode::network_refused);
}

TEST_CASE("the root tells by its list of the intermediate") {
    const Town town;
    const auto list = fetch(town.server.base_url() + "/crl/root_gost_demo.crl");
    REQUIRE(ok(list));
    const auto statuses =
        crypto::judge_crl(list->body, std::nullopt,
                          {.issuer = crypto::IssuingAuthority::of(town.authority.root()),
                           .serial_numbers = {copy_of(town.authority.intermediate().serial_number())}},
                          {.at = now()});
    REQUIRE(ok(statuses));
    CHECK(statuses->front().state == crypto::Revocation::good);
}

TEST_CASE("who is revoked stands in OCSP and in the lists, or in the delta alone") {
    Town town;
    const bool in_delta_alone = GENERATE(false, true);
    town.server.revoke(town.person, now() - std::chrono::hours{2}, 1, in_delta_alone);
    const auto told = status(town);
    REQUIRE(ok(told));
    CHECK(told->status.state == crypto::Revocation::revoked);
    CHECK(listed(town, true).value() == crypto::Revocation::revoked);
    CHECK(listed(town, false).value() ==
          (in_delta_alone ? crypto::Revocation::good : crypto::Revocation::revoked));
}

TEST_CASE("faults of time stamps are what they are called") {
    Town town;
    const auto [name, code] = GENERATE(
        table<std::string, ErrorCode>({{"refused", ErrorCode::time_stamp_refused},
                                       {"wrong_imprint", ErrorCode::time_stamp_imprint_mismatch},
                                       {"wrong_nonce", ErrorCode::time_stamp_nonce_mismatch},
                                       {"no_nonce", ErrorCode::time_stamp_nonce_mismatch},
                                       {"other_policy", ErrorCode::time_stamp_policy_mismatch},
                                       {"damaged_signature", ErrorCode::time_stamp_signature_mismatch},
                                       {"expired_authority", ErrorCode::time_stamp_authority_expired},
                                       {"unfit_authority", ErrorCode::time_stamp_authority_unfit},
                                       {"garbage", ErrorCode::malformed_time_stamp}}));
    CAPTURE(name);
    town.server.set(Route::tsp, fault_from(name).value());
    CHECK(error_code(stamp(town)) == code);
}

TEST_CASE("faults of OCSP are what they are called") {
    Town town;
    const auto [name, code] =
        GENERATE(table<std::string, ErrorCode>({{"try_later", ErrorCode::ocsp_refused},
                                                {"wrong_nonce", ErrorCode::ocsp_nonce_mismatch},
                                                {"no_nonce", ErrorCode::ocsp_nonce_missing},
                                                {"damaged_signature", ErrorCode::ocsp_signature_mismatch},
                                                {"expired_authority", ErrorCode::ocsp_responder_unauthorised},
                                                {"unfit_authority", ErrorCode::ocsp_responder_unauthorised},
                                                {"outdated", ErrorCode::revocation_outdated},
                                                {"garbage", ErrorCode::malformed_ocsp_response}}));
    CAPTURE(name);
    town.server.set(Route::ocsp, fault_from(name).value());
    CHECK(error_code(status(town)) == code);
}

TEST_CASE("everybody can be revoked or unknown") {
    Town town;
    town.server.set(Route::ocsp, Fault::everything_revoked);
    CHECK(status(town).value().status.state == crypto::Revocation::revoked);
    town.server.set(Route::ocsp, Fault::everything_unknown);
    CHECK(status(town).value().status.state == crypto::Revocation::unknown);
}

TEST_CASE("lists can be outdated, and large") {
    Town town;
    town.server.set(Route::crl, Fault::outdated);
    CHECK(error_code(listed(town, false)) == ErrorCode::revocation_outdated);
    town.server.set(Route::crl, Fault::twenty_megabytes);
    const auto large = fetch(town.server.url(Route::crl));
    REQUIRE(ok(large));
    CHECK(large->body.size() > 20'000'000);
    CHECK(listed(town, false).value() == crypto::Revocation::good);
}

TEST_CASE("faults of HTTP are what they are called, on every route") {
    Town town;
    const auto route = GENERATE(Route::crl, Route::certificate);
    const auto [name, code] =
        GENERATE(table<std::string, ErrorCode>({{"truncated", ErrorCode::network_unreachable},
                                                {"endless", ErrorCode::too_large},
                                                {"status_500", ErrorCode::network_refused},
                                                {"unavailable_once", ErrorCode::network_refused},
                                                {"redirect_loop", ErrorCode::network_refused},
                                                {"redirect_to_file", ErrorCode::network_address_wrong},
                                                {"silent", ErrorCode::network_timed_out}}));
    CAPTURE(name);
    town.server.set(route, fault_from(name).value());
    CHECK(error_code(send({.url = town.server.url(route)}, std::chrono::seconds{1})) == code);
}

TEST_CASE("a service that was away once is back") {
    Town town;
    town.server.set(Route::crl, Fault::unavailable_once);
    CHECK(error_code(fetch(town.server.url(Route::crl))) == ErrorCode::network_refused);
    CHECK(ok(fetch(town.server.url(Route::crl))));
    CHECK(town.server.requests(Route::crl) == 2);
}

TEST_CASE("a list that has not changed is not sent again, one that has is") {
    Town town;
    const auto url = town.server.url(Route::crl);
    const auto first = fetch(url);
    REQUIRE(ok(first));
    CHECK(fetch(url, first->etag).value().not_modified);
    town.server.revoke(town.person, now());
    const auto next = fetch(url, first->etag);
    REQUIRE(ok(next));
    CHECK_FALSE(next->not_modified);
    CHECK(next->body != first->body);
}

TEST_CASE("a delay is kept, and a wrong type of content told") {
    Town town;
    town.server.set(Route::certificate, Fault::wrong_content_type);
    town.server.set_delay(Route::certificate, std::chrono::milliseconds{300});
    const auto before = std::chrono::steady_clock::now();
    const auto answer = fetch(town.server.url(Route::certificate));
    REQUIRE(ok(answer));
    CHECK(std::chrono::steady_clock::now() - before >= std::chrono::milliseconds{300});
    CHECK(answer->content_type == "text/html");
    CHECK(answer->body == copy_of(town.authority.intermediate().der()));
}

TEST_CASE("a service takes what is meant for it and nothing else") {
    const Town town;
    CHECK(error_code(send({.url = town.server.url(Route::tsp)})) == ErrorCode::network_refused);
    CHECK(error_code(
              send({.url = town.server.url(Route::tsp), .content_type = "text/plain", .body = Bytes{1}})) ==
          ErrorCode::network_refused);
    CHECK(error_code(send({.url = town.server.url(Route::crl), .body = Bytes{1}})) ==
          ErrorCode::network_refused);
    CHECK(town.server.last_request(Route::tsp).header("content-type") == "text/plain");
}

TEST_CASE("another process turns the knobs by JSON") {
    Town town;
    const auto control = town.server.base_url() + "/control";
    const auto order = [&](const json& what) {
        const auto text = what.dump();
        return send({.url = control, .content_type = "application/json", .body = copy_of(bytes_of(text))});
    };
    REQUIRE(ok(order({{"route", "tsp"}, {"fault", "wrong_nonce"}})));
    CHECK(error_code(stamp(town)) == ErrorCode::time_stamp_nonce_mismatch);
    REQUIRE(ok(order({{"revoke", to_hex(town.person.serial_number())}, {"reason", 1}})));
    CHECK(status(town).value().status.state == crypto::Revocation::revoked);
    const auto counts = fetch(control);
    REQUIRE(ok(counts));
    CHECK(json::parse(counts->body)["tsp"]["requests"] == 1);
    REQUIRE(ok(order({{"reset", true}})));
    CHECK(ok(stamp(town)));
    CHECK(status(town).value().status.state == crypto::Revocation::good);
    for (const auto& wrong :
         {json{{"route", "tsp"}, {"fault", "nonsense"}}, json{{"route", "moon"}, {"fault", "none"}},
          json{{"fault", "none"}}, json{{"revoke", "no hex"}}, json("text")}) {
        CAPTURE(wrong.dump());
        CHECK(error_code(order(wrong)) == ErrorCode::network_refused);
    }
}

TEST_CASE("the program says in one line of JSON where it serves, and ends with its input") {
    const TemporaryFolder folder;
    const auto demo = (folder.path() / "demo").string();
    const auto outcome =
        agent::run({.arguments = {QOLTANBA_RESPONDERS, "--out", demo}, .input = {}, .home = folder.path()});
    REQUIRE(ok(outcome));
    CHECK(outcome->exit_code == 0);
    const auto said = json::parse(outcome->output);
    CHECK(said["tsp"].get<std::string>() == said["url"].get<std::string>() + "/tsp");
    CHECK(said["folder"] == demo);
    CHECK(std::filesystem::exists(folder.path() / "demo" / "keys.json"));
}

}  // namespace
}  // namespace qoltanba::test
