// A page asks for a key, the person makes it on a token, and the certificate that comes is written beside it;
// and what is left on the token where somebody leaves in the middle.
#include "enrolment_world.hpp"
#include "fake_devices.hpp"

#include <algorithm>
#include <future>
#include <thread>

using namespace qoltanba;
using namespace qoltanba::test;

namespace {

using agent::SecretDecision;
using agent::SecretPrompt;
using agent::SecretUse;

const Authority& authority() {
    static const Authority made(crypto::KeyFamily::ecdsa_p256, *time_from_iso("2026-08-01T12:00:00Z"));
    return made;
}

protocol::GenerateKeyRequest wanted(std::vector<std::string> storages = {}) {
    auto request = key_wanted(crypto::KeyFamily::ecdsa_p256);
    request.use = crypto::KeyUse::signature;
    request.storages = std::move(storages);
    return request;
}

/// The token among the places of a prompt.
agent::KeyPlace token_of(const SecretPrompt& prompt) {
    REQUIRE(prompt.places != nullptr);
    const auto places = prompt.places->places_now();
    const auto found =
        std::ranges::find_if(places, [](const auto& place) { return place.device.has_value(); });
    REQUIRE(found != places.end());
    return *found;
}

agent::TypedSecret typed_for(const SecretPrompt& prompt, std::string_view pin, bool last_try = false) {
    return {.current = SecretBytes::copy_of(pin),
            .fresh = {},
            .last_try_confirmed = last_try,
            .place = token_of(prompt).id};
}

/// Types this PIN for the token, does `then`, and gives up where the PIN is not accepted.
ScriptedPrompter::SecretPerson makes_on_token(
    std::string pin = FakeDevices::pin, std::function<void()> then = [] {}) {
    return [pin = std::move(pin), then = std::move(then)](const SecretPrompt& prompt, const SecretUse& use,
                                                          std::stop_token) -> Result<SecretDecision> {
        if (std::holds_alternative<agent::LeftKeyView>(prompt.what))
            return SecretDecision(agent::SecretUsed{});
        if (use(typed_for(prompt, pin)).has_error()) return SecretDecision(agent::Refusal{});
        then();
        return SecretDecision(agent::SecretUsed{});
    };
}

/// A World with one token, whose person makes keys on it.
struct TokenWorld : EnrolmentWorld {
    TokenWorld() : EnrolmentWorld(authority()) {
        context.devices = &devices;
        devices.plug_in("KAZTOKEN");
        prompter.becomes(makes_on_token());
    }

    crypto::CertificateRequest generated() { return EnrolmentWorld::generated(wanted()); }

    protocol::ImportCertificateRequest issued() {
        return {
            .certificates = {authority().certify(generated(), context.clock()), authority().intermediate()},
            .language = {}};
    }

    [[nodiscard]] std::size_t files_beside_keys() const {
        return files(".key").size() + files(".csr").size();
    }

    FakeDevices devices;
};

}  // namespace

TEST_CASE("a key is made on the token that the person chose, and the page gets the request alone") {
    TokenWorld world;
    const auto request = world.generated();
    CHECK(request.key.family() == crypto::KeyFamily::ecdsa_p256);
    CHECK(request.subject.text().find("ТЕСТОВ ТЕСТ") != std::string::npos);
    CHECK(world.devices.keys_made("KAZTOKEN") == 1);
    CHECK(world.devices.logins() == 0);
    CHECK(world.files_beside_keys() == 0);
    CHECK(world.journal_text().find(R"("outcome":"made")") != std::string::npos);
}

TEST_CASE("the places are a file and the tokens that make such a key, as request and administrator permit") {
    TokenWorld world;
    world.devices.plug_in("Other");
    const auto places = [&](const protocol::GenerateKeyRequest& request) {
        std::vector<std::string> names;
        world.prompter.becomes(
            [&](const SecretPrompt& prompt, const SecretUse&, std::stop_token) -> Result<SecretDecision> {
                for (const auto& place : prompt.places->places_now())
                    names.push_back(place.device ? place.device->name.en : "file");
                return SecretDecision(agent::Refusal{});
            });
        CHECK(error_code(world.run(agent::Caller{}, request)) == ErrorCode::canceled);
        return names;
    };
    using Names = std::vector<std::string>;
    CHECK(places(wanted()) == Names{"file", "KAZTOKEN", "Other"});
    CHECK(places(wanted({"PKCS12"})) == Names{"file"});
    CHECK(places(wanted({"AKKaztokenStore"})) == Names{"KAZTOKEN"});
    CHECK(places(wanted({"PKCS11", "PKCS12"})) == Names{"file", "Other"});
    auto gost = wanted();
    gost.family = crypto::KeyFamily::gost_2015_512;
    CHECK(places(gost) == Names{"file"});
    world.context.administrator.storages = {.value = {"AKKaztokenStore"}, .where = {}};
    CHECK(places(wanted()) == Names{"KAZTOKEN"});
}

TEST_CASE("where no place is left the page is told before any window") {
    TokenWorld world;
    auto gost = wanted({"AKKaztokenStore"});
    gost.family = crypto::KeyFamily::gost_2015_512;
    CHECK(error_code(world.run(bank, gost)) == ErrorCode::unsupported_algorithm);
    CHECK(error_code(world.run(bank, wanted({"AKJaCartaStore"}))) == ErrorCode::storage_empty);
    world.context.administrator.storages = {.value = {"PKCS12"}, .where = {}};
    CHECK(error_code(world.run(bank, wanted({"AKKaztokenStore"}))) == ErrorCode::refused_by_policy);
    CHECK(world.prompter.secret_prompts.empty());
}

TEST_CASE("a place that is none of the prompt's makes no key") {
    TokenWorld world;
    world.prompter.becomes([&](const SecretPrompt&, const SecretUse& use,
                               std::stop_token) -> Result<SecretDecision> {
        CHECK(error_code(use({.current = {}, .fresh = SecretBytes::copy_of(std::string_view(password))})) ==
              ErrorCode::refused_by_policy);
        return SecretDecision(agent::Refusal{});
    });
    CHECK(error_code(world.run(bank, wanted({"AKKaztokenStore"}))) == ErrorCode::canceled);
    CHECK(world.files_beside_keys() == 0);
}

TEST_CASE("a key whose page left, or whose person cancelled, while it was made does not stay on the token") {
    TokenWorld world;
    std::stop_source page;
    world.prompter.becomes(
        [&](const SecretPrompt& prompt, const SecretUse& use, std::stop_token) -> Result<SecretDecision> {
            REQUIRE(ok(use(typed_for(prompt, FakeDevices::pin))));
            CHECK(world.devices.keys_made("KAZTOKEN") == 1);
            page.request_stop();
            return SecretDecision(agent::Refusal{});
        });
    CHECK(error_code(world.run(bank, wanted(), page.get_token())) == ErrorCode::canceled);
    CHECK(world.devices.keys_made("KAZTOKEN") == 0);

    world.prompter.becomes(
        [&](const SecretPrompt& prompt, const SecretUse& use, std::stop_token) -> Result<SecretDecision> {
            REQUIRE(ok(use(typed_for(prompt, FakeDevices::pin))));
            return SecretDecision(agent::Refusal{});
        });
    CHECK(error_code(world.run(shop, wanted())) == ErrorCode::canceled);
    CHECK(world.devices.keys_made("KAZTOKEN") == 0);
    CHECK(world.devices.logins() == 0);
    CHECK(world.journal_text().find(R"("outcome":"made")") == std::string::npos);
}

TEST_CASE(
    "a key that cannot be taken back is told of by its name and its token's, whatever became of the page") {
    TokenWorld world;
    world.devices.keep_all_keys();
    std::stop_source page;
    world.prompter.becomes(makes_on_token(FakeDevices::pin, [&] { page.request_stop(); }));
    CHECK(error_code(world.run(bank, wanted(), page.get_token())) == ErrorCode::canceled);
    REQUIRE(world.prompter.secret_prompts.size() == 2);
    const auto& told = world.prompter.secret_prompts.back();
    CHECK_FALSE(told.caller);
    const auto& left = std::get<agent::LeftKeyView>(told.what);
    CHECK(left.device.name.en == "KAZTOKEN");
    CHECK(left.key == "ТЕСТОВ ТЕСТ");
    CHECK(left.reason.code == ErrorCode::token_write_protected);
    CHECK(world.devices.keys_made("KAZTOKEN") == 1);
}

TEST_CASE("a wrong PIN makes no key, its tries are told, and the last one is not used unasked") {
    TokenWorld world;
    world.prompter.becomes(
        [&](const SecretPrompt& prompt, const SecretUse& use, std::stop_token) -> Result<SecretDecision> {
            CHECK(error_code(use(typed_for(prompt, "000000"))) == ErrorCode::wrong_pin);
            CHECK(token_of(prompt).device->pin == agent::PinStanding::few_tries);
            CHECK(error_code(use(typed_for(prompt, "000000"))) == ErrorCode::wrong_pin);
            CHECK(token_of(prompt).device->pin == agent::PinStanding::last_try);
            CHECK(error_code(use(typed_for(prompt, FakeDevices::pin))) == ErrorCode::pin_last_try);
            CHECK(world.devices.pins_asked() == 2);
            CHECK(ok(use(typed_for(prompt, FakeDevices::pin, true))));
            return SecretDecision(agent::SecretUsed{});
        });
    (void)world.generated();
    CHECK(world.devices.keys_made("KAZTOKEN") == 1);
}

TEST_CASE("a token that is taken out under the window takes no key") {
    TokenWorld world;
    world.prompter.becomes(
        [&](const SecretPrompt& prompt, const SecretUse& use, std::stop_token) -> Result<SecretDecision> {
            const auto typed = typed_for(prompt, FakeDevices::pin);
            world.devices.take_out("KAZTOKEN");
            CHECK(prompt.places->places_now().size() == 1);
            CHECK(error_code(use(typed)) == ErrorCode::token_removed);
            return SecretDecision(agent::Refusal{});
        });
    CHECK(error_code(world.run(bank, wanted())) == ErrorCode::canceled);
}

TEST_CASE("a reader that waits for its PIN is let go when the person cancels") {
    TokenWorld world;
    world.devices.leave_pad_alone();
    world.prompter.becomes([&](const SecretPrompt& prompt, const SecretUse& use,
                               std::stop_token) -> Result<SecretDecision> {
        auto used = std::async(std::launch::async, [&] { return use(typed_for(prompt, FakeDevices::pin)); });
        while (!world.devices.is_waiting_at_pad()) std::this_thread::yield();
        prompt.places->give_up();
        CHECK(error_code(used.get()) == ErrorCode::canceled);
        return SecretDecision(agent::Refusal{});
    });
    CHECK(error_code(world.run(bank, wanted())) == ErrorCode::canceled);
    CHECK(world.devices.keys_made("KAZTOKEN") == 0);
}

TEST_CASE("the certificate is written beside its key, and the page learns the storage and no more") {
    TokenWorld world;
    const auto request = world.issued();
    const auto before = world.devices.tokens().front().certificates.size();
    const auto outcome = world.run(bank, request);
    REQUIRE(ok(outcome));
    CHECK(std::get<protocol::CertificateImported>(*outcome).file_name == "AKKaztokenStore");
    const auto& prompt = world.prompter.secret_prompts.back();
    const auto& shown = std::get<agent::IssuedView>(prompt.what);
    CHECK(shown.certificate.holder.iin == "123456789011");
    CHECK_FALSE(shown.caution);
    CHECK(shown.folder.empty());
    const auto certificates = world.devices.tokens().front().certificates;
    REQUIRE(certificates.size() == before + 1);
    CHECK(certificates.back() == request.certificates.front());
    CHECK(world.journal_text().find(R"("outcome":"imported")") != std::string::npos);
}

TEST_CASE("a certificate goes to the token whose key it is for, with its PIN and no other token's") {
    TokenWorld world;
    const auto request = world.issued();
    world.devices.plug_in("Other");
    world.prompter.becomes(
        [&](const SecretPrompt& prompt, const SecretUse& use, std::stop_token) -> Result<SecretDecision> {
            CHECK(prompt.places->places_now().size() == 1);
            CHECK(token_of(prompt).device->name.en == "KAZTOKEN");
            CHECK(error_code(use(typed_for(prompt, "000000"))) == ErrorCode::wrong_pin);
            CHECK(ok(use(typed_for(prompt, FakeDevices::pin))));
            return SecretDecision(agent::SecretUsed{});
        });
    CHECK(ok(world.run(bank, request)));
}

TEST_CASE("a certificate of no token's key, and one whose token the administrator hides, open no window") {
    TokenWorld world;
    TokenWorld other;
    CHECK(error_code(world.run(bank, other.issued())) == ErrorCode::waiting_key_not_found);
    CHECK(world.prompter.secret_prompts.empty());
    const auto request = world.issued();
    world.context.administrator.storages = {.value = {"PKCS12"}, .where = {}};
    CHECK(error_code(world.run(bank, request)) == ErrorCode::waiting_key_not_found);
    CHECK(world.prompter.secret_prompts.size() == 1);
}

TEST_CASE("a certificate that was written while its page went away stays") {
    TokenWorld world;
    const auto request = world.issued();
    std::stop_source page;
    world.prompter.becomes(makes_on_token(FakeDevices::pin, [&] { page.request_stop(); }));
    CHECK(ok(world.run(bank, request, page.get_token())));
    CHECK(world.devices.tokens().front().certificates.back() == request.certificates.front());
}
