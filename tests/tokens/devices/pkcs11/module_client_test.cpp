// The child process with a module that crashes, hangs and lies (fake_module.cpp).
#include "tokens/devices/pkcs11/module_client.hpp"

#include "support/catch.hpp"
#include "support/fixtures.hpp"
#include "tokens/devices/pkcs11/cryptoki.hpp"

#include <algorithm>
#include <thread>

namespace qoltanba::test {
namespace {

using namespace std::chrono_literals;
using tokens::ModuleClient;

/// On Windows a path of the build tree under wine has no drive yet.
tokens::ModuleClient client_of(const char* module = FAKE_MODULE, tokens::ModulePatience patience = {},
                               std::stop_token stop = {}) {
    const auto path = std::string_view(module).starts_with('/') ? std::filesystem::absolute(module) : module;
    auto client = ModuleClient::start(TOKEN_MODULE_PROGRAM, path, patience, std::move(stop));
    REQUIRE(ok(client));
    return std::move(*client);
}

tokens::request::Whom whom(ModuleClient& client, const std::string& label, bool last_try_confirmed = false) {
    const auto tokens = client.list_tokens();
    REQUIRE(ok(tokens));
    const auto token = std::ranges::find(*tokens, label, &tokens::TokenFacts::label);
    REQUIRE(token != tokens->end());
    return {token->slot, token->serial, last_try_confirmed};
}

SecretBytes pin(std::string_view text) {
    return SecretBytes::copy_of(text);
}

TEST_CASE("a module's tokens are listed, and what its texts hold beside UTF-8 is shown as question marks") {
    auto client = client_of();
    const auto tokens = client.list_tokens();
    REQUIRE(ok(tokens));
    REQUIRE(tokens->size() >= 7);
    CHECK(tokens->front().label == "Usual");
    CHECK(tokens->front().model == "KAZTOKEN");
    CHECK(tokens->front().serial == "0001");
    CHECK(tokens->front().manufacturer == "??Nobody");
    CHECK(tokens->front().reader == "A reader");
    CHECK(tokens->front().max_pin_length == 8);
}

TEST_CASE("a child of another version is told from a module that failed, and gets no PIN") {
    auto client = ModuleClient::start(CHILD_OF_ANOTHER_VERSION, std::filesystem::absolute(FAKE_MODULE));
    REQUIRE(ok(client));
    CHECK(error_code(client->list_tokens()) == ErrorCode::program_updated);
    CHECK(error_code(client->open({0, "0001", false}, pin("right"))) == ErrorCode::program_updated);
    CHECK(client->explained(fail(ErrorCode::program_updated), {0, "0001", false}).code ==
          ErrorCode::program_updated);
}

TEST_CASE("with the right PIN a key of the token signs, and with none it does not") {
    auto client = client_of();
    CHECK(error_code(client.sign(7, 1, bytes_of("x"))) == ErrorCode::internal);
    const auto opened = client.open(whom(client, "Usual"), pin("right"));
    REQUIRE(ok(opened));
    REQUIRE(opened->keys.size() == 1);
    CHECK(opened->certificates.empty());
    CHECK(opened->mechanisms == std::vector<std::uint64_t>{1});
    const auto signature = client.sign(opened->keys[0].handle, 1, bytes_of("x"));
    REQUIRE(ok(signature));
    CHECK(*signature == Bytes{0x5A});
    CHECK(error_code(client.sign(8, 1, bytes_of("x"))) == ErrorCode::internal);
}

TEST_CASE("each fault of a login has its own error, and none but a wrong PIN is a wrong PIN") {
    struct Case {
        const char* token;
        const char* pin;
        ErrorCode code;
    };
    const auto wrong = GENERATE(values<Case>({{"Usual", "wrong", ErrorCode::wrong_pin},
                                              {"Usual", "odd", ErrorCode::pin_length_wrong},
                                              {"Usual", "", ErrorCode::pin_length_wrong},
                                              {"Usual", "far too long", ErrorCode::pin_length_wrong},
                                              {"Failing", "right", ErrorCode::device_function_failed},
                                              {"Unplugged", "right", ErrorCode::token_removed},
                                              {"Last try", "right", ErrorCode::pin_last_try},
                                              {"Locked", "right", ErrorCode::pin_locked},
                                              {"Greedy", "right", ErrorCode::device_module_failed}}));
    CAPTURE(wrong.token, wrong.pin);
    auto client = client_of();
    CHECK(error_code(client.open(whom(client, wrong.token), pin(wrong.pin))) == wrong.code);
    // None of these cost the child.
    CHECK(ok(client.list_tokens()));
}

TEST_CASE("a token that another program resets is asked again until it answers") {
    auto client = client_of();
    const auto chosen = whom(client, "Interrupted");
    std::this_thread::sleep_for(1050ms);  // a second after the module was loaded it is reset, for 400 ms
    CHECK(ok(client.open(chosen, pin("right"))));
}

TEST_CASE("the last try is given to the card only when it was confirmed") {
    auto client = client_of();
    // The fake crashes when its card is asked: so it was.
    CHECK(error_code(client.open(whom(client, "Last try", true), pin("right"))) ==
          ErrorCode::device_module_failed);
}

TEST_CASE("a token with a PIN pad is asked without a PIN") {
    auto client = client_of();
    CHECK(ok(client.open(whom(client, "Pad"), SecretBytes())));
}

TEST_CASE("a token whose keys need no PIN is opened without one, and is asked for none") {
    auto client = client_of();
    const auto opened = client.open(whom(client, "Without PIN"), SecretBytes());
    REQUIRE(ok(opened));
    CHECK(ok(client.sign(opened->keys.at(0).handle, 1, bytes_of("x"))));
    CHECK(error_code(client_of().open(whom(client, "Usual"), SecretBytes())) == ErrorCode::pin_length_wrong);
}

TEST_CASE("a fault is told from a removal by the token's slot") {
    auto client = client_of();
    const auto here = whom(client, "Usual");
    const auto fault = fail(ErrorCode::device_error, "a fault");
    CHECK(client.explained(fault, here).code == ErrorCode::device_error);
    auto gone = here;
    gone.serial = "0002";
    const auto explained = client.explained(fault, gone);
    CHECK(explained.code == ErrorCode::token_removed);
    CHECK(describe(explained).find("a fault") != std::string::npos);
}

TEST_CASE("another token than the one that was chosen is not given its PIN") {
    auto client = client_of();
    auto chosen = whom(client, "Usual");
    chosen.serial = "0002";
    CHECK(error_code(client.open(chosen, pin("right"))) == ErrorCode::token_removed);
    chosen.slot = 4711;
    CHECK(error_code(client.open(chosen, pin("right"))) == ErrorCode::token_not_present);
}

TEST_CASE("a PIN is changed with the old one and set with the administrator's") {
    auto client = client_of();
    const auto usual = whom(client, "Usual");
    CHECK(ok(client.change_pin(usual, pin("right"), pin("other"))));
    CHECK(error_code(client.change_pin(usual, pin("wrong"), pin("other"))) == ErrorCode::wrong_pin);
    CHECK(ok(client.unblock_pin(usual, pin("admin"), pin("other"))));
    CHECK(error_code(client.unblock_pin(usual, pin("wrong"), pin("other"))) == ErrorCode::wrong_puk);
    CHECK(error_code(client.unblock_pin(whom(client, "Locked"), pin("admin"), pin("other"))) ==
          ErrorCode::puk_locked);
    CHECK(error_code(client.unblock_pin(whom(client, "Last try"), pin("admin"), pin("other"))) ==
          ErrorCode::pin_last_try);
}

TEST_CASE("a module that crashes costs its child and no other") {
    auto crashing = client_of();
    auto other = client_of();
    CHECK(error_code(crashing.open(whom(crashing, "Usual"), pin("crash"))) ==
          ErrorCode::device_module_failed);
    CHECK(error_code(crashing.list_tokens()) == ErrorCode::device_module_failed);
    CHECK(ok(other.open(whom(other, "Usual"), pin("right"))));
    auto again = client_of();
    CHECK(ok(again.list_tokens()));
}

TEST_CASE("a module that hangs is ended when its time is over") {
    auto client = client_of(FAKE_MODULE, {.look = 15s, .person = 300ms});
    const auto opened = client.open(whom(client, "Usual"), pin("right"));
    REQUIRE(ok(opened));
    const auto began = std::chrono::steady_clock::now();
    CHECK(error_code(client.sign(opened->keys[0].handle, 1, bytes_of("h"))) ==
          ErrorCode::device_module_failed);
    CHECK(std::chrono::steady_clock::now() - began < 10s);
}

TEST_CASE("a login that waits is given up at once, with its process") {
    std::stop_source person;
    auto client = client_of(FAKE_MODULE, {}, person.get_token());
    const auto usual = whom(client, "Usual");
    std::chrono::steady_clock::time_point cancelled;
    const auto opened = [&] {
        const std::jthread hand([&] {
            std::this_thread::sleep_for(200ms);
            cancelled = std::chrono::steady_clock::now();
            person.request_stop();
        });
        return client.open(usual, pin("hang"));
    }();
    CHECK(error_code(opened) == ErrorCode::device_module_failed);
    CHECK(std::chrono::steady_clock::now() - cancelled < 1s);
    CHECK(error_code(client.list_tokens()) == ErrorCode::device_module_failed);
}

TEST_CASE("a signature that says it is longer than its room is none") {
    auto client = client_of();
    const auto opened = client.open(whom(client, "Usual"), pin("right"));
    REQUIRE(ok(opened));
    CHECK(error_code(client.sign(opened->keys[0].handle, 1, bytes_of("l"))) ==
          ErrorCode::device_module_failed);
    CHECK(ok(client.sign(opened->keys[0].handle, 1, bytes_of("x"))));
}

TEST_CASE("modules that crash or hang when they start, and files that are none, are errors") {
    auto crashing = client_of(FAKE_MODULE_CRASHING);
    CHECK(error_code(crashing.list_tokens()) == ErrorCode::device_module_failed);
    auto hanging = client_of(FAKE_MODULE_HANGING, {.look = 300ms});
    CHECK(error_code(hanging.list_tokens()) == ErrorCode::device_module_failed);
    auto missing = client_of("/nowhere/module.so");
    CHECK(error_code(missing.list_tokens()) == ErrorCode::device_module_refused);
    auto relative = client_of("module.so");
    CHECK(error_code(relative.list_tokens()) == ErrorCode::device_module_refused);
    CHECK(error_code(ModuleClient::start("/nowhere/program", FAKE_MODULE)) ==
          ErrorCode::device_module_failed);
}

TEST_CASE("a token that comes is told within a second") {
    auto client = client_of();
    REQUIRE(ok(client.list_tokens()));
    const auto began = std::chrono::steady_clock::now();
    const auto changed = client.await_change(5s);  // "Passing" comes a second after the module was loaded
    REQUIRE(ok(changed));
    CHECK(*changed);
    CHECK(std::chrono::steady_clock::now() - began < 3s);
    const auto unchanged = [&] {
        (void)client.list_tokens();
        return client.await_change(50ms);
    }();
    REQUIRE(ok(unchanged));
    CHECK_FALSE(*unchanged);
}

}  // namespace
}  // namespace qoltanba::test
