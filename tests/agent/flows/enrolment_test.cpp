// A page asks for a key and hands over the certificate that came for it: what the person sees, what lies in
// their folder afterwards, and what happens where somebody leaves in the middle.
#include "agent/platform/path_text.hpp"
#include "crypto/base/base64.hpp"
#include "enrolment_world.hpp"

#include <algorithm>

using namespace qoltanba;
using namespace qoltanba::test;

namespace {

namespace fs = std::filesystem;

const Authority& authority() {
    static const Authority made(crypto::KeyFamily::gost_2015_512, *time_from_iso("2026-08-01T12:00:00Z"));
    return made;
}

protocol::GenerateKeyRequest wanted() {
    return key_wanted(authority().family());
}

/// A World whose person types this.
struct Enrolment : EnrolmentWorld {
    explicit Enrolment(std::string typed = password) : EnrolmentWorld(authority()) {
        prompter.becomes(types(std::move(typed)));
    }

    using EnrolmentWorld::generated;
    crypto::CertificateRequest generated() { return generated(wanted()); }

    protocol::ImportCertificateRequest issued() {
        return {.certificates = {authority().certify(generated(), context.clock())}, .language = {}};
    }
};

const agent::NewKeyView& new_key(const agent::SecretPrompt& prompt) {
    return std::get<agent::NewKeyView>(prompt.what);
}

}  // namespace

TEST_CASE("A page gets the request alone, and the key waits in the person's folder") {
    Enrolment world;
    const auto request = world.generated();
    CHECK(request.subject.text().find("ТЕСТОВ ТЕСТ") != std::string::npos);
    CHECK(request.emails == std::vector<std::string>{"t@example.kz"});
    CHECK(world.files(".key").size() == 1);
    CHECK(world.files(".csr").size() == 1);
    CHECK(world.journal_text().find(R"("operation":"new key")") != std::string::npos);
    CHECK(world.journal_text().find(R"("outcome":"made")") != std::string::npos);
}

TEST_CASE("The window says who asks for the key, for whom and where it will lie") {
    Enrolment world;
    (void)world.generated(key_wanted(crypto::KeyFamily::ecdsa_p256));
    REQUIRE(world.prompter.secret_prompts.size() == 1);
    const auto& prompt = world.prompter.secret_prompts[0];
    CHECK(prompt.caller->origin == "https://bank.example");
    CHECK(new_key(prompt).subject.surname == "ТЕСТОВ");
    CHECK(new_key(prompt).subject.iin == "123456789011");
    CHECK(new_key(prompt).family == crypto::KeyFamily::ecdsa_p256);
    CHECK(new_key(prompt).folder == agent::path_to_utf8(world.keys));
}

TEST_CASE("What no certificate can name is refused before any window") {
    Enrolment world;
    const auto refused = [&](auto change) {
        auto request = wanted();
        change(request);
        CHECK(error_code(world.run(bank, request)) == ErrorCode::certificate_subject_wrong);
    };
    refused([](auto& request) { request.subject.iin = "12345678901x"; });
    refused([](auto& request) { request.subject.bin = "1"; });
    refused([](auto& request) { request.subject.common_name.clear(); });
    refused([](auto& request) { request.subject.common_name = "two\nlines"; });
    refused([](auto& request) { request.subject.organisation = std::string(1000, 'x'); });
    refused([](auto& request) { request.subject.surname = "\xFF"; });
    refused([](auto& request) { request.email = "nobody"; });
    refused([](auto& request) { request.email = std::string(10'000, 'x') + "@example.kz"; });
    CHECK(world.prompter.secret_prompts.empty());
}

TEST_CASE("A password against the CA's rule makes no key") {
    Enrolment world("short");
    CHECK(error_code(world.run(bank, wanted())) == ErrorCode::canceled);
    CHECK(world.files(".key").empty());
}

TEST_CASE("The person refuses a key, and a blocked site does not ask again") {
    Enrolment world;
    world.prompter.becomes([](const agent::SecretPrompt&, const agent::SecretUse&,
                              std::stop_token) -> Result<agent::SecretDecision> {
        return agent::SecretDecision(agent::Refusal{.block_site = true});
    });
    CHECK(error_code(world.run(bank, wanted())) == ErrorCode::canceled);
    CHECK(error_code(world.run(bank, wanted())) == ErrorCode::origin_refused);
    CHECK(error_code(world.run(bank, protocol::ImportCertificateRequest{})) == ErrorCode::origin_refused);
    CHECK(world.prompter.secret_prompts.size() == 1);
    CHECK(world.files(".key").empty());
    CHECK(world.journal_text().find(R"("outcome":"canceled")") != std::string::npos);
}

TEST_CASE("A key whose page went away while it was made does not stay") {
    Enrolment world;
    std::stop_source page;
    world.prompter.becomes([&](const agent::SecretPrompt& prompt, const agent::SecretUse& use,
                               std::stop_token stop) -> Result<agent::SecretDecision> {
        REQUIRE(ok(types(password)(prompt, use, stop)));
        CHECK(world.files(".key").size() == 1);
        page.request_stop();
        return agent::SecretDecision(agent::Refusal{});
    });
    CHECK(error_code(world.run(bank, wanted(), page.get_token())) == ErrorCode::canceled);
    CHECK(world.files(".key").empty());
    CHECK(world.files(".csr").empty());
}

TEST_CASE("An administrator who permits no key files has none made and none imported") {
    Enrolment world;
    world.context.administrator.storages = {.value = {"AKKaztokenStore"}, .where = {}};
    CHECK(error_code(world.run(bank, wanted())) == ErrorCode::storage_empty);
    auto in_files = wanted();
    in_files.storages = {"PKCS12"};
    CHECK(error_code(world.run(bank, in_files)) == ErrorCode::refused_by_policy);
    CHECK(error_code(world.run(bank, protocol::ImportCertificateRequest{})) ==
          ErrorCode::waiting_key_not_found);
    CHECK(world.prompter.secret_prompts.empty());
}

TEST_CASE("The certificate makes a key file that signs, under the CA's name, and the page learns no path") {
    Enrolment world;
    const auto outcome = world.run(bank, world.issued());
    REQUIRE(ok(outcome));
    const auto name = std::get<protocol::CertificateImported>(*outcome).file_name;
    CHECK(name.starts_with("GOST512_"));
    CHECK(name.ends_with(".p12"));
    CHECK(name.find('/') == std::string::npos);
    CHECK(fs::exists(world.keys / name));
    CHECK(world.files(".key").empty());
    CHECK(world.journal_text().find(R"("outcome":"imported")") != std::string::npos);

    world.prompter.becomes(agrees_with(name, password));
    CHECK(ok(world.run(bank, cms_request("signed with the new key"))));
    const auto keys = world.prompter.prompts.back().keys;
    const auto shown = std::ranges::find(keys, name, &agent::KeyChoice::file_name);
    REQUIRE(shown != keys.end());
    REQUIRE(shown->known);
    CHECK(shown->known->holder.iin == "123456789011");
}

TEST_CASE("The window shows whose certificate came, and says where nobody vouches for it") {
    Enrolment world;
    const auto request = world.issued();
    REQUIRE(ok(world.run(bank, request)));
    const auto shown = std::get<agent::IssuedView>(world.prompter.secret_prompts.back().what);
    CHECK(shown.certificate.holder.iin == "123456789011");
    CHECK_FALSE(shown.caution);

    Enrolment doubtful;
    doubtful.context.anchors = crypto::Anchors::national();
    REQUIRE(ok(doubtful.run(bank, doubtful.issued())));
    const auto doubted = std::get<agent::IssuedView>(doubtful.prompter.secret_prompts.back().what);
    REQUIRE(doubted.caution);
    CHECK(doubted.caution->code == ErrorCode::certificate_untrusted);
}

TEST_CASE("A wrong password joins nothing, and the key goes on waiting") {
    Enrolment world;
    const auto request = world.issued();
    world.prompter.becomes(types("Wrong123"));
    CHECK(error_code(world.run(bank, request)) == ErrorCode::canceled);
    CHECK(world.files(".key").size() == 1);
    world.prompter.becomes(types(password));
    CHECK(ok(world.run(bank, request)));
}

TEST_CASE("A certificate that no key waits for opens no window, and not without end") {
    Enrolment world;
    Enrolment other;
    const auto strange = other.issued();
    for (int i = 0; i < 10; ++i)
        CHECK(error_code(world.run(bank, strange)) == ErrorCode::waiting_key_not_found);
    CHECK(error_code(world.run(bank, strange)) == ErrorCode::too_many_requests);
    CHECK(world.prompter.secret_prompts.empty());
}

TEST_CASE("A key joined while its page went away stays joined") {
    Enrolment world;
    const auto request = world.issued();
    std::stop_source page;
    world.prompter.becomes([&](const agent::SecretPrompt& prompt, const agent::SecretUse& use,
                               std::stop_token stop) -> Result<agent::SecretDecision> {
        REQUIRE(ok(types(password)(prompt, use, stop)));
        page.request_stop();
        return agent::SecretDecision(agent::Refusal{});
    });
    REQUIRE(ok(world.run(bank, request, page.get_token())));
    CHECK(world.files(".key").empty());
    CHECK(world.files(".p12").size() == 3);
}
