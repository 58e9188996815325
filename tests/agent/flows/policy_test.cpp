// What the administrator decided holds in every flow.
#include "agent/flows/storages.hpp"
#include "support/catch.hpp"
#include "world.hpp"

using namespace qoltanba;
using namespace qoltanba::test;

namespace {

template <typename T>
agent::Decided<T> decided(T value) {
    return {std::move(value), "10-test.json"};
}

/// One request of every kind.
std::vector<protocol::Request> every_request() {
    return {cms_request("a contract"),
            protocol::KeyInformationRequest{"PKCS12"},
            protocol::ChooseFileRequest{},
            protocol::ActiveTokensRequest{},
            protocol::TokensInformationRequest{},
            protocol::ChangeLanguageRequest{Language::kk},
            protocol::ShowSettingsRequest{}};
}

bool nothing_was_shown(const World& world) {
    return world.prompter.prompts.empty() && world.prompter.file_prompts.empty() &&
           world.prompter.languages.empty() && world.prompter.settings_shown == 0;
}

protocol::SignRequest request_from(std::vector<std::string> storages) {
    auto request = cms_request("a contract");
    request.storages = std::move(storages);
    return request;
}

}  // namespace

TEST_CASE("A site that the administrator blocked gets an error for whatever it asks, and no window") {
    World world;
    world.context.administrator.blocked_origins = decided(std::set{bank.origin});
    for (const auto& request : every_request()) {
        CAPTURE(request.index());
        CHECK(error_code(world.run(bank, request)) == ErrorCode::refused_by_policy);
    }
    CHECK(nothing_was_shown(world));
    CHECK(ok(world.run(shop, cms_request("a contract"))));
}

TEST_CASE("Where sites are listed no other one may ask") {
    World world;
    world.context.administrator.allowed_origins = decided(std::set{bank.origin});
    for (const auto& request : every_request()) {
        CAPTURE(request.index());
        CHECK(error_code(world.run(shop, request)) == ErrorCode::refused_by_policy);
    }
    CHECK(nothing_was_shown(world));
    CHECK(ok(world.run(bank, cms_request("a contract"))));
    // Programs, which are let in or not when they connect, have no origin that could be listed.
    CHECK(ok(world.run(agent::Caller{}, cms_request("a contract"))));
}

TEST_CASE("What the person blocked stays blocked among the administrator's sites") {
    World world;
    world.context.administrator.allowed_origins = decided(std::set{bank.origin});
    REQUIRE(ok(world.settings.block(bank.origin)));
    CHECK(error_code(world.run(bank, cms_request("a contract"))) == ErrorCode::origin_refused);
}

TEST_CASE("Only storages that the administrator permits are offered") {
    World world;
    world.context.administrator.storages = decided(std::vector<std::string>{"AKKaztokenStore"});
    CHECK(error_code(world.run(bank, request_from({"PKCS12"}))) == ErrorCode::refused_by_policy);
    CHECK(error_code(world.run(bank, protocol::KeyInformationRequest{"PKCS12"})) ==
          ErrorCode::refused_by_policy);
    // Without a name, and with one that is permitted, it is the device that is missing.
    CHECK(error_code(world.run(bank, request_from({}))) == ErrorCode::storage_empty);
    CHECK(error_code(world.run(bank, request_from({"PKCS12", "AKKaztokenStore"}))) ==
          ErrorCode::storage_empty);
    CHECK(nothing_was_shown(world));

    world.context.administrator.storages = decided(std::vector<std::string>{"PKCS12"});
    CHECK(ok(world.run(bank, request_from({"AKKaztokenStore", "PKCS12"}))));
    CHECK(ok(world.run(bank, request_from({}))));
}

TEST_CASE("Devices are told to pages as far as the administrator permits them") {
    agent::Policy policy;
    const std::vector<std::string> present{"AKKaztokenStore", "AKKZIDCardStore"};
    CHECK(agent::permitted(policy, present) == present);
    policy.storages = decided(std::vector<std::string>{"PKCS12", "AKKZIDCardStore"});
    CHECK(agent::permitted(policy, present) == std::vector<std::string>{"AKKZIDCardStore"});
}

TEST_CASE("In the administrator's key folders alone keys are looked for") {
    World world;
    REQUIRE(ok(world.run(bank, cms_request("a contract"))));  // this key is remembered now
    const auto chosen = world.folder.path() / "chosen";
    std::filesystem::create_directory(chosen);
    std::filesystem::copy_file(world.keys / "RSA256_expired.p12", chosen / "RSA256_expired.p12");
    world.context.administrator.key_folders = decided(std::vector{chosen});
    world.context.key_folders = [chosen] { return std::vector{chosen}; };

    world.prompter.becomes(refuses());
    CHECK(error_code(world.run(bank, cms_request("a contract"))) == ErrorCode::canceled);
    const auto& offered = world.prompter.prompts.back().keys;
    REQUIRE(offered.size() == 1);
    CHECK(offered.front().folder == chosen.string());
}

TEST_CASE("The administrator's language goes before the person's and every page's wish") {
    World world;
    REQUIRE(ok(world.settings.set_language(Language::en)));
    world.context.administrator.language = decided(Language::kk);
    auto request = cms_request("a contract");
    request.language = Language::ru;
    REQUIRE(ok(world.run(bank, request)));
    CHECK(world.prompter.prompts.back().language == Language::kk);
    (void)world.run(bank, protocol::ChooseFileRequest{});
    CHECK(world.prompter.file_prompts.back().language == Language::kk);
    REQUIRE(ok(world.run(bank, protocol::ChangeLanguageRequest{Language::ru})));
    CHECK(world.prompter.languages.empty());
}
