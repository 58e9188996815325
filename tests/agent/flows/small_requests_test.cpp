#include "support/catch.hpp"
#include "world.hpp"

using namespace qoltanba;
using namespace qoltanba::test;

TEST_CASE("Key files are always there and are not listed as tokens") {
    World world;
    const auto outcome = world.run(bank, protocol::ActiveTokensRequest{});
    REQUIRE(ok(outcome));
    CHECK(std::get<protocol::ActiveTokens>(*outcome).storages.empty());
    CHECK(world.prompter.prompts.empty());
}

TEST_CASE("A page's wish for a language is followed until the person chose one") {
    World world;
    REQUIRE(ok(world.run(bank, protocol::ChangeLanguageRequest{Language::kk})));
    CHECK(world.prompter.languages == std::vector{Language::kk});
    REQUIRE(ok(world.settings.set_language(Language::en)));
    REQUIRE(ok(world.run(bank, protocol::ChangeLanguageRequest{Language::ru})));
    CHECK(world.prompter.languages.size() == 1);
}

TEST_CASE("A key's certificate is told only after the person agreed") {
    World world;
    const protocol::KeyInformationRequest request{"PKCS12"};
    world.prompter.becomes(refuses());
    CHECK(error_code(world.run(bank, request)) == ErrorCode::canceled);
    world.prompter.becomes(agrees_with("GOST512", password));
    const auto outcome = world.run(bank, request);
    REQUIRE(ok(outcome));
    CHECK(std::get<protocol::KeyInformation>(*outcome).certificate.subject().text().find("IIN") !=
          std::string::npos);
    CHECK(world.prompter.prompts.back().purpose == agent::Purpose::key_information);
}

TEST_CASE("Key information of a device that is not there is an empty storage") {
    World world;
    CHECK(error_code(world.run(bank, protocol::KeyInformationRequest{"AKKZIDCardStore"})) ==
          ErrorCode::storage_empty);
}

TEST_CASE("The settings window opens without a question") {
    World world;
    REQUIRE(ok(world.run(bank, protocol::ShowSettingsRequest{})));
    CHECK(world.prompter.settings_shown == 1);
}

TEST_CASE("A page cannot open the settings window again and again") {
    World world;
    for (int i = 0; i < 10; ++i) REQUIRE(ok(world.run(bank, protocol::ShowSettingsRequest{})));
    CHECK(error_code(world.run(bank, protocol::ShowSettingsRequest{})) == ErrorCode::too_many_requests);
    CHECK(world.prompter.settings_shown == 10);
}
