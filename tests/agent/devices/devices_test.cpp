#include "agent/devices/devices.hpp"

#include "agent/devices/plugged_devices.hpp"
#include "support/catch.hpp"

namespace qoltanba::test {
namespace {

using tokens::TokenDescription;

class Told final : public agent::Devices {
  public:
    std::vector<TokenDescription> all;

    [[nodiscard]] std::vector<TokenDescription> tokens() const override { return all; }
    [[nodiscard]] std::vector<agent::UnservedCard> unserved_cards() const override { return {}; }
    void await_first_look(std::chrono::milliseconds) const override {}
    void look_again() override {}
    [[nodiscard]] std::unique_ptr<tokens::DeviceToken> token_of(const TokenDescription&,
                                                                const crypto::SigningPolicy&,
                                                                std::stop_token) override {
        return nullptr;
    }

    void plug_in(const std::string& label, std::string_view card_storage = {}) {
        TokenDescription token;
        token.facts.label = label;
        token.card_storage = card_storage;
        all.push_back(std::move(token));
    }
};

TEST_CASE("storages are told each once, under NCALayer's names, and PKCS11 for what it does not know") {
    Told devices;
    devices.plug_in("KAZTOKEN");
    devices.plug_in("JaCarta");
    devices.plug_in("My KAZTOKEN at home");
    devices.plug_in("Rutoken");
    CHECK(devices.storages() == std::vector<std::string>{"AKKaztokenStore", "AKJaCartaStore", "PKCS11"});
}

TEST_CASE(
    "what a token says of itself goes before what its card's answer to reset tells, and that before "
    "nothing") {
    Told devices;
    devices.plug_in("Rutoken ECP", "AKKaztokenStore");
    CHECK(devices.storages() == std::vector<std::string>{"AKKaztokenStore"});
    devices.plug_in("JaCarta", "AKKaztokenStore");
    CHECK(devices.storages().back() == "AKJaCartaStore");
}

TEST_CASE("a card is of the storage of its kind, and PKCS11 where that has none or is not known") {
    const auto* kazakh = tokens::known_card(*from_hex("3B771800004B4153414B4944"));
    const auto* ukrainian = tokens::known_card(*from_hex("3B88800111000011778183007C"));
    REQUIRE(kazakh != nullptr);
    REQUIRE(ukrainian != nullptr);
    CHECK(agent::UnservedCard{.reader = "Reader", .known = kazakh}.storage() == "AKKZIDCardStore");
    CHECK(agent::UnservedCard{.reader = "Reader", .known = ukrainian}.storage() == "PKCS11");
    CHECK(agent::UnservedCard{.reader = "Reader"}.storage() == "PKCS11");
}

TEST_CASE("before the start nothing is plugged in, and nobody waits") {
    agent::PluggedDevices devices(agent::PluggedDevices::Setting{});
    devices.await_first_look(std::chrono::hours(1));
    devices.look_again();
    CHECK(devices.tokens().empty());
    CHECK(devices.unserved_cards().empty());
}

}  // namespace
}  // namespace qoltanba::test
