#include "agent/program/deferred_prompter.hpp"

#include "agent/flows/scripted_prompter.hpp"
#include "support/catch.hpp"

#include <thread>

using namespace qoltanba;
using namespace qoltanba::agent;
using qoltanba::test::error_code;

namespace {

class NoDesk final : public KeyDesk {
  public:
    Result<std::vector<OpenedKeyView>> open(const std::string&, const SecretBytes&) override {
        return fail(ErrorCode::file_not_found);
    }
    std::vector<KeyChoice> keys_now() override { return {}; }
    void listen(std::function<void()>) override {}
    void give_up() override {}
    Result<KeyChoice> add_file(const std::filesystem::path&) override {
        return fail(ErrorCode::file_not_found);
    }
};

}  // namespace

TEST_CASE("A page that asks before the windows are there waits for them") {
    DeferredPrompter prompter;
    test::ScriptedPrompter face(test::refuses());
    NoDesk desk;
    std::jthread starting([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(30));
        prompter.show(&face);
    });
    const auto decision = prompter.ask({}, desk, {});
    REQUIRE(decision.has_value());
    CHECK(std::holds_alternative<Refusal>(*decision));
    CHECK(face.prompts.size() == 1);
}

TEST_CASE("A page that goes away while it waits for the windows is let go") {
    DeferredPrompter prompter;
    NoDesk desk;
    std::stop_source page;
    page.request_stop();
    CHECK(error_code(prompter.ask({}, desk, page.get_token())) == ErrorCode::window_unavailable);
}

TEST_CASE("When the windows are gone nobody answers") {
    DeferredPrompter prompter;
    prompter.show(nullptr);
    NoDesk desk;
    CHECK(error_code(prompter.ask({}, desk, {})) == ErrorCode::window_unavailable);
    CHECK(error_code(prompter.choose_file({}, {})) == ErrorCode::window_unavailable);
    prompter.change_language(Language::kk);
    prompter.show_settings();
}
