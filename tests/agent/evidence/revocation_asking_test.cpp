#include "agent/evidence/revocation_asking.hpp"

#include "agent/evidence/services.hpp"
#include "crypto/revocation/ocsp.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"

#include <fstream>

using namespace qoltanba;
using namespace qoltanba::test;
using crypto::Revocation;
using crypto::RevocationSource;
using Asked = std::vector<std::string>;

namespace {

namespace fs = std::filesystem;

/// A person, and the means to ask about them.
struct Asking {
    Services services;
    Issued person = services.person();
    TemporaryFolder folder;
    agent::RevocationCache cache{folder.path() / "cache"};
    agent::SilentServers silent_servers;
    std::vector<std::string> responders;
    bool offline = false;
    std::stop_token stop;

    explicit Asking(crypto::KeyFamily family = crypto::KeyFamily::gost_2015_512) : services(family) {}

    Result<crypto::FoundStatus> look_up(const crypto::Certificate& certificate, crypto::Freshness freshness) {
        agent::RevocationAsking asking({.http = offline ? nullptr : &services.http,
                                        .cache = cache,
                                        .silent_servers = silent_servers,
                                        .responders = responders},
                                       services.anchors, {}, stop);
        const auto issuer = crypto::IssuingAuthority::of(services.authority.intermediate());
        return asking.look_up(certificate, issuer, freshness);
    }
    Result<crypto::FoundStatus> look_up() { return look_up(person.certificate, {.at = today}); }

    [[nodiscard]] CrlEntry revoked() const {
        return {.serial_number = copy_of(person.certificate.serial_number()),
                .revoked_at = today - std::chrono::hours{5}};
    }
    [[nodiscard]] std::size_t kept() const {
        if (!fs::exists(folder.path() / "cache")) return 0;
        return static_cast<std::size_t>(
            std::distance(fs::directory_iterator(folder.path() / "cache"), fs::directory_iterator()));
    }
};

/// Writes over every kept entry.
void spoil(const Asking& asking, std::string_view with) {
    for (const auto& entry : fs::directory_iterator(asking.folder.path() / "cache")) {
        if (entry.path().extension() == ".der") std::ofstream(entry.path(), std::ios::binary) << with;
    }
}

}  // namespace

TEST_CASE("The responder is asked first, and its answer comes with what bears it out") {
    for (const auto family : {crypto::KeyFamily::gost_2015_512, crypto::KeyFamily::rsa}) {
        Asking asking(family);
        const auto found = asking.look_up();
        REQUIRE(ok(found));
        CHECK(found->status.state == Revocation::good);
        CHECK(found->status.source == RevocationSource::ocsp);
        CHECK(found->status.evidence.empty());
        CHECK(found->ocsp_responses.size() == 1);
        CHECK(found->crls.empty());
        CHECK(found->certificates.size() == 1);
        CHECK(asking.services.http.asked() == Asked{Services::ocsp});
    }
}

TEST_CASE("A revoked certificate is revoked, with its moment") {
    Asking asking;
    asking.services.status = {.status = OcspAnswer::Status::revoked,
                              .revoked_at = today - std::chrono::hours{2}};
    const auto found = asking.look_up();
    REQUIRE(ok(found));
    CHECK(found->status.state == Revocation::revoked);
    CHECK(found->status.revoked_at == today - std::chrono::hours{2});
}

TEST_CASE("A fresh answer serves again, and nobody is asked") {
    Asking asking;
    REQUIRE(ok(asking.look_up()));
    const auto again = asking.look_up();
    REQUIRE(ok(again));
    CHECK(again->status.state == Revocation::good);
    CHECK(asking.services.http.asked().size() == 1);
    // What is kept serves ten minutes, and a few more because clocks differ.
    REQUIRE(ok(asking.look_up(asking.person.certificate, {.at = today + std::chrono::minutes{14}})));
    CHECK(asking.services.http.asked().size() == 1);
    CHECK(asking.look_up(asking.person.certificate, {.at = today + std::chrono::minutes{16}}).has_value());
    CHECK(asking.services.http.asked().size() == 2);
}

TEST_CASE("For a moment of the past an answer must have been made after it") {
    Asking asking;
    REQUIRE(ok(asking.look_up()));
    REQUIRE(ok(asking.look_up(asking.person.certificate,
                              {.at = today - std::chrono::minutes{30}, .or_later = true})));
    CHECK(asking.services.http.asked().size() == 1);
    REQUIRE(ok(asking.look_up(asking.person.certificate,
                              {.at = today + std::chrono::minutes{1}, .or_later = true})));
    CHECK(asking.services.http.asked().size() == 2);
}

TEST_CASE("Where the responder does not answer, or wrongly, the list is asked") {
    const auto fault =
        GENERATE(OcspFault::try_later, OcspFault::garbage, OcspFault::wrong_nonce,
                 OcspFault::other_certificate, OcspFault::other_issuer, OcspFault::damaged_signature,
                 OcspFault::critical_extension, OcspFault::no_certificate);
    Asking asking;
    asking.services.status.fault = fault;
    asking.services.publish({asking.revoked()});
    const auto found = asking.look_up();
    REQUIRE(ok(found));
    CHECK(found->status.state == Revocation::revoked);
    CHECK(found->status.source == RevocationSource::crl);
    CHECK(found->crls.size() == 1);
}

TEST_CASE("A responder without the right to answer is not believed") {
    const auto kind = GENERATE(Responder::without_purpose, Responder::cannot_sign, Responder::expired,
                               Responder::of_other_authority);
    Asking asking;
    asking.services.responder = std::make_unique<OcspResponder>(asking.services.authority, today, kind);
    asking.services.no_lists();
    CHECK(error_code(asking.look_up()) == ErrorCode::ocsp_responder_unauthorised);
}

TEST_CASE("A responder that answers by its key, and the authority itself, are believed") {
    const auto kind = GENERATE(Responder::delegated_by_key, Responder::issuer);
    Asking asking;
    asking.services.responder = std::make_unique<OcspResponder>(asking.services.authority, today, kind);
    const auto found = asking.look_up();
    REQUIRE(ok(found));
    CHECK(found->status.source == RevocationSource::ocsp);
}

TEST_CASE("Whether a responder without no-check was revoked is asked of the list") {
    Asking asking;
    asking.services.responder =
        std::make_unique<OcspResponder>(asking.services.authority, today, Responder::without_no_check);
    const auto found = asking.look_up();
    REQUIRE(ok(found));
    CHECK(found->status.source == RevocationSource::ocsp);
    CHECK(found->crls.size() == 1);
    CHECK(asking.services.http.asked() == Asked{Services::ocsp, asking.services.list, asking.services.delta});
}

TEST_CASE("A responder whose own status nobody tells is not believed") {
    Asking asking;
    asking.services.responder =
        std::make_unique<OcspResponder>(asking.services.authority, today, Responder::without_no_check);
    asking.services.no_lists();
    CHECK(error_code(asking.look_up()) == ErrorCode::ocsp_responder_unauthorised);
}

TEST_CASE("A revoked responder is not believed, and the list is") {
    Asking asking;
    asking.services.responder =
        std::make_unique<OcspResponder>(asking.services.authority, today, Responder::without_no_check);
    const auto first = asking.look_up();
    REQUIRE(ok(first));
    asking.cache.drop("list " + asking.services.list);
    asking.services.publish({{.serial_number = copy_of(first->certificates.at(0).serial_number()),
                              .revoked_at = today - std::chrono::hours{1}}});
    const auto found = asking.look_up();
    REQUIRE(ok(found));
    CHECK(found->status.source == RevocationSource::crl);
    CHECK(found->status.state == Revocation::good);
}

TEST_CASE("An old answer without its nonce is one that somebody sends again") {
    Asking asking;
    asking.services.no_lists();
    asking.services.status = {.this_update = today - std::chrono::hours{3}, .fault = OcspFault::no_nonce};
    CHECK(error_code(asking.look_up()) == ErrorCode::revocation_outdated);
    asking.services.status.this_update = today - std::chrono::minutes{1};
    CHECK(ok(asking.look_up()));
}

TEST_CASE("A certificate that the authority does not know is looked for in the list") {
    Asking asking;
    asking.services.status.status = OcspAnswer::Status::unknown;
    REQUIRE(ok(asking.look_up()));
    CHECK(asking.look_up()->status.source == RevocationSource::crl);
    Asking nowhere;
    nowhere.services.status.status = OcspAnswer::Status::unknown;
    nowhere.services.no_lists();
    CHECK(error_code(nowhere.look_up()) == ErrorCode::revocation_unknown);
}

TEST_CASE("The changes to a list count with it") {
    Asking asking;
    asking.services.no_responder();
    asking.services.publish({}, {{asking.revoked()}});
    const auto found = asking.look_up();
    REQUIRE(ok(found));
    CHECK(found->status.state == Revocation::revoked);
    CHECK(found->crls.size() == 2);
}

TEST_CASE("Changes to another list are left out") {
    Asking asking;
    asking.services.no_responder();
    const auto delta = make_crl(asking.services.authority, {.entries = {asking.revoked()},
                                                            .this_update = today,
                                                            .next_update = today + std::chrono::hours{1},
                                                            .number = 80,
                                                            .base_number = 70});
    asking.services.http.answers(asking.services.delta, [delta](const auto&, const auto&) {
        return Result<agent::HttpAnswer>({.body = delta});
    });
    const auto found = asking.look_up();
    REQUIRE(ok(found));
    CHECK(found->status.state == Revocation::good);
    CHECK(found->crls.size() == 1);
}

TEST_CASE("A list that is still current is not fetched again, and an old one only if it changed") {
    Asking asking;
    asking.services.no_responder();
    REQUIRE(ok(asking.look_up()));
    const auto fetched = [&] {
        const auto asked = asking.services.http.asked();
        return std::count(asked.begin(), asked.end(), asking.services.list);
    };
    CHECK(fetched() == 1);
    REQUIRE(ok(asking.look_up()));
    CHECK(fetched() == 1);
    const auto later = today + std::chrono::days{1} + std::chrono::hours{1};
    CHECK(error_code(asking.look_up(asking.person.certificate, {.at = later})) ==
          ErrorCode::revocation_outdated);
    CHECK(fetched() == 2);
    CHECK_FALSE(asking.services.http.requests().back().known_etag.empty());
}

TEST_CASE("Where nobody answers the error names everybody who was asked") {
    Asking asking;
    asking.services.no_responder();
    asking.services.no_lists();
    const auto found = asking.look_up();
    CHECK(error_code(found) == ErrorCode::revocation_unavailable);
    CHECK(found.error().detail.find(Services::ocsp) != std::string::npos);
    CHECK(found.error().detail.find(asking.services.list) != std::string::npos);
}

TEST_CASE("A server that did not answer is not asked again at once") {
    Asking asking;
    asking.services.no_responder();
    asking.services.no_lists();
    CHECK(asking.look_up().has_error());
    const auto asked = asking.services.http.asked().size();
    CHECK(error_code(asking.look_up()) == ErrorCode::revocation_unavailable);
    CHECK(asking.services.http.asked().size() == asked);
}

TEST_CASE("Offline what was kept counts, and nobody is asked") {
    Asking asking;
    REQUIRE(ok(asking.look_up()));
    asking.offline = true;
    CHECK(ok(asking.look_up()));
    CHECK(error_code(asking.look_up(asking.person.certificate, {.at = today + std::chrono::hours{3}})) ==
          ErrorCode::revocation_unavailable);
    CHECK(asking.services.http.asked().size() == 1);
}

TEST_CASE("What somebody wrote over the kept answers is neither believed nor kept") {
    Asking asking;
    REQUIRE(ok(asking.look_up()));
    CHECK(asking.kept() == 1);
    spoil(asking, "no answer at all");
    CHECK(ok(asking.look_up()));
    CHECK(asking.services.http.asked().size() == 2);
    // An answer of another authority of the same name, in the place of the right one.
    Services strangers;
    const crypto::OcspQuestion question{
        .issuer = crypto::IssuingAuthority::of(asking.services.authority.intermediate()),
        .serial_number = copy_of(asking.person.certificate.serial_number())};
    const auto forged = strangers.responder->answer(*crypto::write_ocsp_request(question));
    spoil(asking, text_of(forged));
    asking.offline = true;
    CHECK(asking.look_up().has_error());
    CHECK(asking.kept() == 0);
}

TEST_CASE("A list that was spoiled is fetched whole again") {
    Asking asking;
    asking.services.no_responder();
    REQUIRE(ok(asking.look_up()));
    spoil(asking, "no list at all");
    REQUIRE(ok(asking.look_up()));
    for (const auto& request : asking.services.http.requests()) CHECK(request.known_etag.empty());
}

TEST_CASE("A kept list is not given up because it does not speak of another moment") {
    Asking asking;
    asking.services.no_responder();
    REQUIRE(ok(asking.look_up()));
    const auto kept = asking.kept();
    CHECK(error_code(asking.look_up(asking.person.certificate, {.at = today - std::chrono::days{30}})) ==
          ErrorCode::revocation_not_yet_valid);
    CHECK(asking.kept() == kept);
}

TEST_CASE("Nobody is asked about a certificate that no anchor vouches for") {
    Asking asking;
    const Services strangers;
    const auto found = asking.look_up(strangers.person().certificate, {.at = today});
    CHECK(error_code(found) == ErrorCode::revocation_unavailable);
    CHECK(asking.services.http.asked().empty());
}

TEST_CASE("Responders from the configuration are asked before those that the certificate names") {
    Asking asking;
    asking.responders = {"http://relay.test/ocsp"};
    CHECK(ok(asking.look_up()));
    CHECK(asking.services.http.asked() == Asked{"http://relay.test/ocsp", Services::ocsp});
}

TEST_CASE("Who waits no longer is told so, and nobody else is asked") {
    Asking asking;
    std::stop_source stop;
    stop.request_stop();
    asking.stop = stop.get_token();
    CHECK(error_code(asking.look_up()) == ErrorCode::canceled);
    CHECK(asking.services.http.asked().size() == 1);
}

TEST_CASE("Addresses under .invalid are nobody's") {
    const Authority nowhere(crypto::KeyFamily::gost_2015_512, today);
    const auto certificate = nowhere
                                 .issue({.subject = {.common_name = "ТЕСТОВ ТЕСТ"},
                                         .not_before = today,
                                         .not_after = today + std::chrono::days{1}})
                                 .certificate;
    Asking asking;
    const agent::RevocationSources sources{.cache = asking.cache, .silent_servers = asking.silent_servers};
    REQUIRE_FALSE(certificate.ocsp_addresses().empty());
    CHECK_FALSE(agent::can_be_asked_about(certificate, sources));
    CHECK(agent::can_be_asked_about(asking.person.certificate, sources));
}
