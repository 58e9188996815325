// Signatures with time stamps, as pages ask for them.
#include "crypto/levels/judge.hpp"
#include "crypto/signatures/cms.hpp"
#include "evidence_world.hpp"
#include "support/catch.hpp"

using namespace qoltanba;
using namespace qoltanba::test;
using crypto::KeyFamily;
using protocol::SignedDocuments;

namespace {

Bytes cms_in(const Result<protocol::Outcome>& outcome, std::size_t number = 0) {
    REQUIRE(ok(outcome));
    return std::get<SignedDocuments>(*outcome).results.at(number);
}

/// The level of each signer.
std::string levels_of(const EvidenceWorld& world, BytesView cms, std::optional<BytesView> content = {}) {
    const auto reports = crypto::judge_levels(cms, content, world.services.anchors);
    REQUIRE(ok(reports));
    std::string levels;
    for (const auto& report : *reports) levels += std::string(name_of(report.level)) + ' ';
    return levels;
}

protocol::SignRequest stamped_request(std::string_view text = "договор") {
    auto request = cms_request(text);
    request.time_stamp = true;
    return request;
}

/// applyCAdEST.
protocol::SignRequest stamp_alone(Bytes cms) {
    protocol::SignRequest request;
    request.storages = {"PKCS12"};
    request.documents.push_back({std::move(cms), false});
    request.time_stamp = request.only_time_stamp = true;
    return request;
}

std::size_t stamps_asked(const EvidenceWorld& world) {
    const auto asked = world.services.http.asked();
    return static_cast<std::size_t>(std::count(asked.begin(), asked.end(), Services::tsp));
}

}  // namespace

TEST_CASE("A page that asks for a time stamp gets one over its signature, of each family") {
    const auto family = GENERATE(KeyFamily::gost_2015_512, KeyFamily::rsa);
    EvidenceWorld world(family);
    const auto cms = cms_in(world.run(bank, stamped_request()));
    CHECK(levels_of(world, cms) == "T ");
    CHECK(crypto::verify_cms(cms, std::nullopt)->intact());
    CHECK(text_of(crypto::verify_cms(cms, std::nullopt)->signed_content) == "договор");
}

TEST_CASE("Who does not ask for a time stamp gets none") {
    EvidenceWorld world;
    CHECK(levels_of(world, cms_in(world.run(bank, cms_request("x")))) == "B ");
    CHECK(stamps_asked(world) == 0);
}

TEST_CASE("A detached signature and one of a digest are stamped too") {
    EvidenceWorld world;
    auto request = stamped_request("text");
    request.attach = false;
    CHECK(levels_of(world, cms_in(world.run(bank, request)), bytes_of("text")) == "T ");
    auto digest = stamped_request("");
    digest.documents = {{crypto::digest_of(crypto::DigestAlgorithm::streebog_512, bytes_of("text")), true}};
    CHECK(levels_of(world, cms_in(world.run(bank, digest)), bytes_of("text")) == "T ");
}

TEST_CASE("Of a CMS that gets one more signer the new signature is stamped, and the old ones stay") {
    EvidenceWorld world;
    const auto first = cms_in(world.run(bank, cms_request("x")));
    protocol::SignRequest request = stamped_request();
    request.documents = {{first, false}};
    request.co_sign = true;
    const auto both = cms_in(world.run(bank, request));
    auto levels = levels_of(world, both);
    CHECK((levels == "B T " || levels == "T B "));
    CHECK(stamps_asked(world) == 1);
}

TEST_CASE("Each document of a batch has a stamp of its own") {
    EvidenceWorld world;
    auto request = stamped_request("one");
    request.documents.push_back({copy_of(bytes_of("two")), false});
    const auto outcome = world.run(bank, request);
    CHECK(levels_of(world, cms_in(outcome, 0)) == "T ");
    CHECK(levels_of(world, cms_in(outcome, 1)) == "T ");
    CHECK(stamps_asked(world) == 2);
}

TEST_CASE("XML and bare signatures have no place for a stamp, and none is asked for") {
    EvidenceWorld world;
    for (const auto format : {protocol::SignatureFormat::xml, protocol::SignatureFormat::raw}) {
        auto request = stamped_request("<a/>");
        request.format = format;
        CHECK(ok(world.run(bank, request)));
    }
    CHECK(stamps_asked(world) == 0);
}

TEST_CASE("A service that is wrong or silent costs the page its signature, and the error says why") {
    const auto [fault, code] = GENERATE(table<StampFault, ErrorCode>({
        {StampFault::refused, ErrorCode::time_stamp_refused},
        {StampFault::garbage, ErrorCode::malformed_time_stamp},
        {StampFault::wrong_imprint, ErrorCode::time_stamp_imprint_mismatch},
        {StampFault::wrong_nonce, ErrorCode::time_stamp_nonce_mismatch},
        {StampFault::damaged_signature, ErrorCode::time_stamp_signature_mismatch},
        {StampFault::no_certificate, ErrorCode::time_stamp_authority_missing},
        {StampFault::none, ErrorCode::time_stamp_unavailable},
    }));
    EvidenceWorld world;
    world.services.stamp_fault = fault;
    if (fault == StampFault::none) world.services.http.is_silent(Services::tsp);
    CHECK(error_code(world.run(bank, stamped_request())) == code);
    CHECK(world.journal_text().find(std::string(name_of(code))) != std::string::npos);
    CHECK(world.evidence.queue().pending().empty());
}

TEST_CASE("By the rule of the line the page gets the signature, and a copy is stamped later") {
    EvidenceWorld world;
    world.context.time_stamp_offline = agent::OfflineStamp::queue;
    world.services.http.is_silent(Services::tsp);
    const auto cms = cms_in(world.run(bank, stamped_request()));
    CHECK(levels_of(world, cms) == "B ");
    CHECK(world.journal_text().find("signed, the time stamp comes later") != std::string::npos);
    const auto line = world.evidence.queue().pending();
    REQUIRE(line.size() == 1);
    CHECK(line.front().origin == bank.origin);
    CHECK(read_file(line.front().file) == cms);

    Services& services = world.services;
    services.http.answers(Services::tsp, [&](const agent::HttpRequest& request, const std::stop_token&) {
        return Result<agent::HttpAnswer>({.body = services.stamps->answer(request.body.value())});
    });
    REQUIRE(ok(world.evidence.queue().work(world.evidence.time_stamping(world.context.anchors), {})));
    CHECK(levels_of(world, read_file(line.front().file)) == "T ");
}

TEST_CASE("A service that answers wrongly is no reason to give a signature without its stamp") {
    EvidenceWorld world;
    world.context.time_stamp_offline = agent::OfflineStamp::queue;
    world.services.stamp_fault = StampFault::wrong_nonce;
    CHECK(error_code(world.run(bank, stamped_request())) == ErrorCode::time_stamp_nonce_mismatch);
    CHECK(world.evidence.queue().pending().empty());
}

TEST_CASE("A stamp is added to a ready CMS without a window and without a password") {
    EvidenceWorld world;
    const auto cms = cms_in(world.run(bank, cms_request("x")));
    const auto windows = world.prompter.prompts.size();
    const auto stamped = cms_in(world.run(bank, stamp_alone(cms)));
    CHECK(levels_of(world, stamped) == "T ");
    CHECK(world.prompter.prompts.size() == windows);
    CHECK(world.journal_text().find(R"("operation":"time stamp")") != std::string::npos);
    CHECK(cms_in(world.run(bank, stamp_alone(stamped))) == stamped);
}

TEST_CASE("A site that has stamps made again and again has to wait") {
    EvidenceWorld world;
    const auto cms = cms_in(world.run(bank, cms_request("x")));
    for (int i = 0; i < 10; ++i) CHECK(ok(world.run(shop, stamp_alone(cms))));
    CHECK(error_code(world.run(shop, stamp_alone(cms))) == ErrorCode::too_many_requests);
    CHECK(stamps_asked(world) == 10);
    CHECK(ok(world.run(bank, stamp_alone(cms))));
}

TEST_CASE("Stamps count, not calls: a CMS of many signers is so many of them") {
    EvidenceWorld world;
    auto cms = cms_in(world.run(bank, cms_request("x")));
    auto one_more = cms_request("");
    one_more.co_sign = true;
    const auto with_signers = [&](int count) {
        for (int i = 0; i < count; ++i) {
            one_more.documents = {{cms, false}};
            cms = cms_in(world.run(bank, one_more));
        }
        return cms;
    };
    const auto six = with_signers(5);
    CHECK(levels_of(world, cms_in(world.run(shop, stamp_alone(six)))) == "T T T T T T ");
    CHECK(stamps_asked(world) == 6);
    CHECK(error_code(world.run(shop, stamp_alone(six))) == ErrorCode::too_many_requests);

    const auto eleven = with_signers(5);
    CHECK(error_code(world.run(bank, stamp_alone(eleven))) == ErrorCode::too_large);
    auto together = stamp_alone(six);
    together.documents.push_back({six, false});
    CHECK(error_code(world.run(bank, together)) == ErrorCode::too_large);
    CHECK(stamps_asked(world) == 6);
    CHECK(world.journal_text().find(std::string(name_of(ErrorCode::too_large))) != std::string::npos);
}

TEST_CASE("A blocked site gets no stamp, and nobody is asked") {
    EvidenceWorld world;
    const auto cms = cms_in(world.run(bank, cms_request("x")));
    REQUIRE(ok(world.settings.block(bank.origin)));
    CHECK(error_code(world.run(bank, stamp_alone(cms))) == ErrorCode::origin_refused);
    CHECK(stamps_asked(world) == 0);
}

TEST_CASE("What is no signature is told as that, and nobody is asked") {
    EvidenceWorld world;
    CHECK(error_code(world.run(bank, stamp_alone(copy_of(bytes_of("text"))))) ==
          ErrorCode::malformed_signature);
    CHECK(error_code(world.run(bank, stamp_alone({}))) == ErrorCode::malformed_signature);
    CHECK(stamps_asked(world) == 0);
}

TEST_CASE("A stamp for a ready CMS is never put off: the page would not know that it is missing") {
    EvidenceWorld world;
    const auto cms = cms_in(world.run(bank, cms_request("x")));
    world.context.time_stamp_offline = agent::OfflineStamp::queue;
    world.services.http.is_silent(Services::tsp);
    CHECK(error_code(world.run(bank, stamp_alone(cms))) == ErrorCode::time_stamp_unavailable);
}
