// The service over fake modules: what is plugged in is known, whatever one of the modules does.
#include "tokens/devices/pkcs11/token_service.hpp"

#include "support/catch.hpp"
#include "support/fixtures.hpp"

#include <algorithm>
#include <atomic>

namespace qoltanba::test {
namespace {

using namespace std::chrono_literals;

template <typename Condition>
bool comes_true(const Condition& holds, std::chrono::milliseconds longest = 10s) {
    const auto end = std::chrono::steady_clock::now() + longest;
    while (!holds()) {
        if (std::chrono::steady_clock::now() > end) return false;
        std::this_thread::sleep_for(20ms);
    }
    return true;
}

const tokens::ModuleSetting setting{TOKEN_MODULE_PROGRAM, {.look = 2s, .person = 5s}};

/// On Windows a path of the build tree under wine has no drive yet.
std::vector<std::filesystem::path> modules(std::initializer_list<const char*> paths) {
    std::vector<std::filesystem::path> whole;
    for (const auto* path : paths) whole.push_back(std::filesystem::absolute(path));
    return whole;
}

bool lists(const tokens::TokenService& service, const std::string& label) {
    const auto tokens = service.tokens();
    return std::ranges::any_of(tokens, [&](const auto& token) { return token.name() == label; });
}

tokens::TokenDescription token_called(const tokens::TokenService& service, const std::string& label) {
    for (auto& token : service.tokens())
        if (token.name() == label) return token;
    FAIL("no token " << label);
    return {};
}

TEST_CASE("a look that was wanted is waited for until every module has looked, or the time is over") {
    tokens::TokenService service(setting, modules({FAKE_MODULE, FAKE_MODULE_CRASHING}));
    service.look_again();
    service.await_look(service.looks_wanted(), 20s, {});
    CHECK(lists(service, "Usual"));
    CHECK(service.modules().back().failure.has_value());
    const auto began = std::chrono::steady_clock::now();
    service.await_look(service.looks_wanted() + 1, 100ms, {});
    CHECK(std::chrono::steady_clock::now() - began >= 100ms);
    std::stop_source stop;
    stop.request_stop();
    service.await_look(service.looks_wanted() + 1, 1h, stop.get_token());
}

TEST_CASE("tokens are listed beside modules that crash and hang, and those say so") {
    std::atomic<int> changes = 0;
    tokens::TokenService service(setting, modules({FAKE_MODULE_CRASHING, FAKE_MODULE, FAKE_MODULE_HANGING}),
                                 [&] { ++changes; });
    service.await_first_look(20s);
    CHECK(lists(service, "Usual"));
    CHECK(changes >= 3);
    const auto states = service.modules();
    REQUIRE(states.size() == 3);
    for (const std::size_t broken : {0U, 2U}) {
        REQUIRE(states[broken].failure);
        CHECK(states[broken].failure->code == ErrorCode::device_module_failed);
    }
    CHECK_FALSE(states[1].failure);
}

TEST_CASE("a token that comes and goes is told of both times") {
    std::atomic<int> changes = 0;
    tokens::TokenService service(setting, modules({FAKE_MODULE}), [&] { ++changes; });
    service.await_first_look(20s);
    const int at_first = changes;
    CHECK(comes_true([&] { return lists(service, "Passing"); }));
    CHECK(comes_true([&] { return !lists(service, "Passing"); }));
    CHECK(changes >= at_first + 2);
}

TEST_CASE("a token that another program resets is always there, one that never answers again is not") {
    tokens::TokenService service(setting, modules({FAKE_MODULE}));
    service.await_first_look(20s);
    REQUIRE(lists(service, "Silenced"));
    bool always_there = true;
    const auto silenced_is_gone = [&] {
        service.look_again();  // whatever the moment
        always_there = always_there && lists(service, "Interrupted");
        return !lists(service, "Silenced");
    };
    CHECK(comes_true(silenced_is_gone));
    CHECK(always_there);
}

TEST_CASE("an agent whose package is upgraded under it says so when a token is opened") {
    const TemporaryFolder folder;
    const auto program = folder.path() / std::filesystem::path(TOKEN_MODULE_PROGRAM).filename();
    std::filesystem::copy_file(TOKEN_MODULE_PROGRAM, program);
    tokens::TokenService service({program, setting.patience}, modules({FAKE_MODULE}));
    service.await_first_look(20s);
    const auto token = service.token_of(token_called(service, "Usual"), {});
    // What the fake's token lacks is told by a child that understood.
    CHECK(error_code(token->unlock(SecretBytes::copy_of("right"))) == ErrorCode::key_without_certificate);
    // As package managers replace it: under another name first, the running one moved out of the way.
    std::filesystem::copy_file(CHILD_OF_ANOTHER_VERSION, folder.path() / "new");
    std::filesystem::rename(program, folder.path() / "old");
    std::filesystem::rename(folder.path() / "new", program);
    CHECK(error_code(token->unlock(SecretBytes::copy_of("right"))) == ErrorCode::program_updated);
}

TEST_CASE("the state of a PIN is known before it is typed") {
    tokens::TokenService service(setting, modules({FAKE_MODULE}));
    service.await_first_look(20s);
    const auto state = [&](const char* label) {
        return service.token_of(token_called(service, label), {})->pin_state();
    };
    CHECK(state("Usual") == tokens::PinState::ready);
    CHECK(state("Last try") == tokens::PinState::last_try);
    CHECK(state("Locked") == tokens::PinState::locked);
    CHECK(service.token_of(token_called(service, "Pad"), {})->has_pin_pad());
    CHECK(token_called(service, "Usual").storage() == "AKKaztokenStore");
}

TEST_CASE("a key without a certificate is reported, and the token unlocks to an error that says so") {
    tokens::TokenService service(setting, modules({FAKE_MODULE}));
    service.await_first_look(20s);
    const auto token = service.token_of(token_called(service, "Usual"), {});
    const auto contents = token->open(SecretBytes::copy_of("right"), false);
    REQUIRE(ok(contents));
    CHECK(contents->keys.empty());
    CHECK(contents->keys_without_certificate.size() == 1);
    CHECK(error_code(token->unlock(SecretBytes::copy_of("right"))) == ErrorCode::key_without_certificate);
    CHECK(error_code(token->unlock(SecretBytes::copy_of("wrong"))) == ErrorCode::wrong_pin);
    CHECK(error_code(service.token_of(token_called(service, "Last try"), {})
                         ->unlock(SecretBytes::copy_of("right"))) == ErrorCode::pin_last_try);
}

TEST_CASE("the end of the service does not wait for a module that hangs") {
    const auto began = std::chrono::steady_clock::now();
    {
        tokens::TokenService service({TOKEN_MODULE_PROGRAM, {.look = 60s}}, modules({FAKE_MODULE_HANGING}));
        std::this_thread::sleep_for(300ms);
    }
    CHECK(std::chrono::steady_clock::now() - began < 10s);
}

}  // namespace
}  // namespace qoltanba::test
