#include "fake_devices.hpp"
#include "support/catch.hpp"
#include "world.hpp"

namespace qoltanba::test {
namespace {

using protocol::TokenState;

struct Plugged : World {
    Plugged() { context.devices = &devices; }

    std::vector<protocol::TokenInformation> told(std::vector<std::string> storages = {}) {
        const auto outcome = run(bank, protocol::TokensInformationRequest{std::move(storages)});
        REQUIRE(ok(outcome));
        return std::get<protocol::TokensInformation>(*outcome).tokens;
    }
    std::vector<std::string> storages(std::vector<std::string> asked = {}) {
        std::vector<std::string> names;
        for (const auto& token : told(std::move(asked))) names.push_back(token.storage);
        return names;
    }
    TokenState state() { return told().at(0).state; }

    FakeDevices devices;
};

const tokens::KnownCard* card_with(std::string_view answer) {
    return tokens::known_card(*from_hex(answer));
}

}  // namespace

TEST_CASE("A page is told what is plugged in and how it stands, without a window") {
    Plugged world;
    CHECK(world.told().empty());
    world.devices.plug_in("KAZTOKEN");
    REQUIRE(world.told().size() == 1);
    CHECK(world.told()[0].storage == "AKKaztokenStore");
    CHECK(world.told()[0].kind.value().en == "KAZTOKEN");
    CHECK(world.state() == TokenState::ready);
    world.devices.set_tries("KAZTOKEN", 2);
    CHECK(world.state() == TokenState::ready);
    world.devices.set_tries("KAZTOKEN", 1);
    CHECK(world.state() == TokenState::pin_last_try);
    world.devices.set_tries("KAZTOKEN", 0);
    CHECK(world.state() == TokenState::pin_locked);
    world.devices.hide_certificates("KAZTOKEN");
    CHECK(world.state() == TokenState::pin_locked);
    world.devices.set_tries("KAZTOKEN", FakeDevices::all_tries);
    CHECK(world.state() == TokenState::no_certificate);
    world.devices.take_out("KAZTOKEN");
    CHECK(world.told().empty());
    CHECK(world.prompter.prompts.empty());
}

TEST_CASE("A device without a driver is told by its kind and by what keeps it from signing") {
    Plugged world;
    using tokens::pcsc::CardState;
    world.devices.put_in({.reader = "Reader 0", .known = card_with("3B771800004B4153414B4944")});
    world.devices.put_in({.reader = "Reader 1", .state = CardState::unresponsive});
    world.devices.put_in({.reader = "Reader 2", .state = CardState::held});
    const auto told = world.told();
    REQUIRE(told.size() == 3);
    CHECK(told[0].storage == "AKKZIDCardStore");
    CHECK(told[0].kind.value().kk == "Қазақстан Республикасының жеке куәлігі");
    CHECK(told[0].kind.value().ru == "Удостоверение личности Республики Казахстан");
    CHECK(told[0].state == TokenState::card_not_served);
    CHECK(told[1].storage == "PKCS11");
    CHECK_FALSE(told[1].kind.has_value());
    CHECK(told[1].state == TokenState::card_unresponsive);
    CHECK(told[2].state == TokenState::device_busy);
}

TEST_CASE("A token of no known kind has no name: its label may be its holder's") {
    Plugged world;
    world.devices.plug_in("IVANOV IVAN");
    REQUIRE(world.told().size() == 1);
    CHECK(world.told()[0].storage == "PKCS11");
    CHECK_FALSE(world.told()[0].kind.has_value());
}

TEST_CASE("A page is told of the storages it names, as far as the administrator permits them") {
    Plugged world;
    world.devices.plug_in("KAZTOKEN");
    world.devices.plug_in("JaCarta");
    world.devices.plug_in("Second JaCarta");
    world.devices.put_in({.reader = "Reader 0", .known = card_with("3B771800004B4153414B4944")});
    CHECK(world.storages().size() == 4);
    CHECK(world.storages({"AKJaCartaStore"}) == std::vector<std::string>{"AKJaCartaStore", "AKJaCartaStore"});
    CHECK(world.storages({"AKKZIDCardStore", "AKKaztokenStore"}) ==
          std::vector<std::string>{"AKKaztokenStore", "AKKZIDCardStore"});
    CHECK(world.storages({"PKCS12"}).empty());
    world.context.administrator.storages = {std::vector<std::string>{"PKCS12", "AKKaztokenStore"}, "a file"};
    CHECK(world.storages() == std::vector<std::string>{"AKKaztokenStore"});
    CHECK(world.storages({"AKJaCartaStore", "AKKZIDCardStore"}).empty());
}

TEST_CASE("A site that the person blocked is told nothing of devices, and one without devices of none") {
    Plugged world;
    world.devices.plug_in("KAZTOKEN");
    REQUIRE(ok(world.settings.block(bank.origin)));
    CHECK(error_code(world.run(bank, protocol::TokensInformationRequest{})) == ErrorCode::origin_refused);
    CHECK(ok(world.run(shop, protocol::TokensInformationRequest{})));
    World no_devices;
    const auto outcome = no_devices.run(bank, protocol::TokensInformationRequest{});
    REQUIRE(ok(outcome));
    CHECK(std::get<protocol::TokensInformation>(*outcome).tokens.empty());
}

}  // namespace qoltanba::test
