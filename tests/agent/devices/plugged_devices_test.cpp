// What is plugged in, as pcscd with virtual readers and OpenSC's module tell it; SoftHSM's module stands
// beside them, as p11-kit names it on this machine.
#include "agent/devices/plugged_devices.hpp"

#include "support/catch.hpp"
#include "support/fixtures.hpp"
#include "support/show.hpp"
#include "support/tool.hpp"
#include "virtual_card/personalise.hpp"
#include "virtual_card/reader_service.hpp"
#include "virtual_card/virtual_card.hpp"

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <fstream>
#include <iostream>

namespace qoltanba::test {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using agent::PluggedDevices;
using tokens::pcsc::CardState;

const std::string reader = ReaderService::readers[0];
constexpr std::string_view kaztoken_atr = "3B88014B415A544F4B454E82";

ReaderService& readers() {
    static ReaderService started;
    return started;
}

Personalisation card_with(std::string_view atr = {}) {
    static const Authority authority(crypto::KeyFamily::rsa, now());
    auto card = demonstration_card(authority, now());
    if (!atr.empty()) card.atr = *from_hex(atr);
    return card;
}

/// OpenSC finds no application on it that it knows, as on a card of a maker that it does not know.
void hide_applications(VirtualCard& card) {
    constexpr std::uint8_t select = 0xA4;
    card.misbehave({.kind = Fault::Kind::status, .status = 0x6A82, .instruction = select, .times = 100'000});
}

template <typename Condition>
bool comes_true(const Condition& holds) {
    const auto end = Clock::now() + 30s;
    while (!holds()) {
        if (Clock::now() > end) return false;
        std::this_thread::sleep_for(5ms);
    }
    return true;
}

/// No home, and none of the machine's tokens.
class Machine {
  public:
    Machine() {
        const auto tokens = home_.path() / "tokens";
        std::filesystem::create_directory(tokens);
        const auto configuration = home_.path() / "softhsm2.conf";
        std::ofstream(configuration) << "directories.tokendir = " << tokens.string()
                                     << "\nlog.level = ERROR\n";
        ::setenv("SOFTHSM2_CONF", configuration.c_str(), 1);
        ::setenv("HOME", home_.path().c_str(), 1);
        readers();
    }

    void make_token(const std::string& label) const {
        const auto made = run_in(
            home_, "softhsm2-util --init-token --free --label " + label + " --so-pin 12345678 --pin 123456");
        INFO(made.output);
        REQUIRE(made.status == 0);
    }

  private:
    TemporaryFolder home_;
};

std::vector<std::string> names_of(const std::vector<agent::UnservedCard>& cards) {
    std::vector<std::string> names;
    for (const auto& card : cards) names.push_back(card.reader);
    return names;
}

TEST_CASE("a token of a module is there when the first look is over, and a wrong PIN is seen in its state") {
    const Machine machine;
    std::vector<Error> warnings;
    std::mutex mutex;
    machine.make_token("KAZTOKEN");
    PluggedDevices devices({.further_modules = {"/nowhere/libpkcs11.so"}, .warn = [&](const Error& error) {
                                const std::scoped_lock lock(mutex);
                                warnings.push_back(error);
                            }});
    devices.start();
    devices.await_first_look(30s);
    CHECK(devices.storages() == std::vector<std::string>{"AKKaztokenStore"});
    CHECK(devices.unserved_cards().empty());
    REQUIRE(devices.tokens().size() == 1);
    const auto token = devices.token_of(devices.tokens().front(), {}, {});
    CHECK(error_code(token->unlock(SecretBytes::copy_of(std::string_view("654321")))) ==
          ErrorCode::wrong_pin);
    CHECK(comes_true([&] {
        const auto tokens = devices.tokens();
        return tokens.size() == 1 && tokens.front().pin_state() == tokens::PinState::few_tries;
    }));
    const std::scoped_lock lock(mutex);
    CHECK(std::ranges::any_of(warnings, [](const Error& warning) {
        return warning.code == ErrorCode::device_module_refused &&
               warning.detail.find("/nowhere/libpkcs11.so") != std::string::npos;
    }));
}

TEST_CASE(
    "a card that is put in is told and listed with its reader, and one that is pulled out is listed no "
    "more") {
    const Machine machine;
    VirtualCard card(card_with(), readers().port());
    PluggedDevices devices({});
    std::atomic<int> told = 0;
    const auto subscription = devices.listen([&] { ++told; });
    devices.start();
    devices.await_first_look(30s);
    CHECK(devices.tokens().empty());

    const int told_before = told;
    card.insert();
    REQUIRE(comes_true([&] { return devices.tokens().size() == 1; }));
    CHECK(told > told_before);
    CHECK(devices.tokens().front().facts.reader == reader);
    CHECK(devices.storages() == std::vector<std::string>{"PKCS11"});

    const auto token = devices.token_of(devices.tokens().front(), {}, {});
    const auto keys = token->unlock(SecretBytes::copy_of(std::string_view("123456")));
    REQUIRE(ok(keys));
    const int told_with_card = told;
    card.remove();
    const auto pulled = Clock::now();
    CHECK(comes_true([&] { return devices.tokens().empty(); }));
    const auto after = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - pulled);
    std::cout << "a card that was pulled out was told after " << after.count() << " ms\n";
    CHECK(after < 5s);  // half a second, on a machine that has nothing else to do
    CHECK(comes_true([&] { return told > told_with_card; }));
    auto& signer = *keys->front().signer;
    const auto digest = crypto::suite_of(signer.family()).digest;
    CHECK(error_code(signer.sign_content(digest, bytes_of("x"))) == ErrorCode::token_removed);
}

TEST_CASE("a card is of the storage that its answer to reset tells where its module has no word for it") {
    const Machine machine;
    VirtualCard card(card_with(kaztoken_atr), readers().port());
    card.insert();
    PluggedDevices devices({});
    devices.start();
    CHECK(comes_true([&] { return devices.storages() == std::vector<std::string>{"AKKaztokenStore"}; }));
    CHECK(devices.unserved_cards().empty());
}

TEST_CASE(
    "a card that no module knows is named, by its kind where that is known, for as long as it is there") {
    const Machine machine;
    const bool is_known = GENERATE(true, false);
    CAPTURE(is_known);
    VirtualCard card(card_with(is_known ? kaztoken_atr : std::string_view()), readers().port());
    hide_applications(card);
    PluggedDevices devices({});
    std::atomic<bool> was_served = false;
    const auto subscription = devices.listen([&] { was_served = was_served || !devices.tokens().empty(); });
    devices.start();
    card.insert();
    REQUIRE(comes_true([&] { return names_of(devices.unserved_cards()) == std::vector{reader}; }));
    const auto unserved = devices.unserved_cards().front();
    CHECK(unserved.state == CardState::present);
    CHECK((unserved.known != nullptr) == is_known);
    CHECK(unserved.storage() == (is_known ? "AKKaztokenStore" : "PKCS11"));
    CHECK_FALSE(was_served);
    CHECK(devices.storages().empty());
    card.remove();
    CHECK(comes_true([&] { return devices.unserved_cards().empty(); }));
}

TEST_CASE("a card that a module knows is never called unserved on its way") {
    const Machine machine;
    VirtualCard card(card_with(), readers().port());
    card.answer_after(20ms);  // it takes seconds to be read
    PluggedDevices devices({});
    std::atomic<bool> was_unserved = false;
    const auto subscription =
        devices.listen([&] { was_unserved = was_unserved || !devices.unserved_cards().empty(); });
    devices.start();
    devices.await_first_look(30s);
    card.insert();
    REQUIRE(comes_true([&] { return devices.tokens().size() == 1; }));
    std::this_thread::sleep_for(1500ms);
    CHECK(devices.unserved_cards().empty());
    CHECK_FALSE(was_unserved);
}

TEST_CASE("what is plugged in comes back with the readers' service") {
    const Machine machine;
    VirtualCard card(card_with(), readers().port());
    card.insert();
    PluggedDevices devices({});
    devices.start();
    REQUIRE(comes_true([&] { return devices.tokens().size() == 1; }));
    readers().stop();
    CHECK(comes_true([&] { return devices.tokens().empty(); }));
    readers().start();
    CHECK(comes_true([&] { return devices.tokens().size() == 1; }));
}

TEST_CASE("the end waits for no device") {
    const Machine machine;
    VirtualCard card(card_with(), readers().port());
    card.answer_after(500ms);
    card.insert();
    const auto began = Clock::now();
    {
        PluggedDevices devices({});
        devices.start();
        std::this_thread::sleep_for(300ms);
    }
    CHECK(Clock::now() - began < 5s);
    card.answer_after(0ms);
}

}  // namespace
}  // namespace qoltanba::test
