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

    void plug_in(const std::string& label, const tokens::KnownCard* card = nullptr) {
        TokenDescription token;
        token.facts.label = label;
        token.card = card;
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
    const auto* kaztoken = tokens::known_card_of("AKKaztokenStore");
    REQUIRE(kaztoken != nullptr);
    Told devices;
    devices.plug_in("Rutoken ECP", kaztoken);
    CHECK(devices.storages() == std::vector<std::string>{"AKKaztokenStore"});
    CHECK(devices.all.back().kind() == kaztoken);
    devices.plug_in("JaCarta", kaztoken);
    CHECK(devices.storages().back() == "AKJaCartaStore");
    CHECK(devices.all.back().kind() == tokens::known_card_of("AKJaCartaStore"));
}

TEST_CASE("of a kind that NCALayer has no name for is known what the answer to reset tells, or nothing") {
    const auto* secure_token = tokens::known_card(*from_hex("3B98188131FE433041565400000007F9"));
    REQUIRE(secure_token != nullptr);
    Told devices;
    devices.plug_in("Mine", secure_token);
    CHECK(devices.storages().back() == "PKCS11");
    CHECK(devices.all.back().kind() == secure_token);
    devices.plug_in("Mine");
    CHECK(devices.all.back().kind() == nullptr);
    CHECK(tokens::known_card_of("PKCS11") == nullptr);
    CHECK(tokens::known_card_of("") == nullptr);
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
