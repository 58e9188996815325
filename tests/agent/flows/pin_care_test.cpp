#include "agent/flows/pin_care.hpp"

#include "scripted_prompter.hpp"
#include "support/catch.hpp"
#include "support/show.hpp"
#include "tokens/devices/pkcs11/cryptoki.hpp"

#include <functional>
#include <future>
#include <mutex>

using namespace qoltanba;
using namespace qoltanba::test;

namespace {

using Calls = std::vector<std::string>;

/// What was asked of the tokens, by whichever thread.
struct Record {
    std::mutex mutex;
    Calls calls;
    std::optional<Error> answer;

    Result<void> note(std::string call) {
        const std::lock_guard lock(mutex);
        calls.push_back(std::move(call));
        if (answer) return *answer;
        return {};
    }
};

std::string words(const SecretBytes& secret, const SecretBytes& fresh, bool confirmed) {
    return std::string(text_of(secret.view())) + " -> " + std::string(text_of(fresh.view())) +
           (confirmed ? ", last try" : "");
}

class RecordingToken final : public tokens::DeviceToken {
  public:
    RecordingToken(const tokens::TokenDescription& token, Record& record)
        : DeviceToken(token, {}, {}), record_(record) {}
    [[nodiscard]] Result<void> change_pin(const SecretBytes& pin, const SecretBytes& fresh,
                                          bool confirmed) override {
        return record_.note("change " + words(pin, fresh, confirmed));
    }
    [[nodiscard]] Result<void> unblock_pin(const SecretBytes& puk, const SecretBytes& fresh,
                                           bool confirmed) override {
        return record_.note("unblock " + words(puk, fresh, confirmed));
    }

  private:
    Record& record_;
};

class TwoTokens final : public agent::Devices {
  public:
    [[nodiscard]] std::vector<tokens::TokenDescription> tokens() const override { return plugged_in; }
    [[nodiscard]] std::vector<agent::UnservedCard> unserved_cards() const override {
        return {{.reader = "Reader 2"}};
    }
    void await_first_look(std::chrono::milliseconds) const override {}
    void look_again() override {}
    [[nodiscard]] std::unique_ptr<tokens::DeviceToken> token_of(const tokens::TokenDescription& description,
                                                                const crypto::SigningPolicy&,
                                                                std::stop_token) override {
        return std::make_unique<RecordingToken>(description, record);
    }

    static tokens::TokenDescription token(const char* label, std::uint64_t flags) {
        tokens::TokenDescription made{.module = "/usr/lib/libtoken.so", .facts = {}, .certificates = {}};
        made.facts.label = made.facts.serial = label;
        made.facts.flags = flags | tokens::cryptoki::login_required;
        return made;
    }

    std::vector<tokens::TokenDescription> plugged_in{
        token("A", tokens::cryptoki::user_pin_to_be_changed),
        token("B", tokens::cryptoki::user_pin_locked | tokens::cryptoki::so_pin_final_try)};
    Record record;
};

ScriptedPrompter::SecretPerson types_both(std::string current, std::string fresh) {
    return [=](const agent::SecretPrompt&, const agent::SecretUse& use,
               std::stop_token) -> Result<agent::SecretDecision> {
        agent::TypedSecret typed;
        typed.current = SecretBytes::copy_of(std::string_view(current));
        typed.fresh = SecretBytes::copy_of(std::string_view(fresh));
        if (use(typed).has_error()) return agent::SecretDecision(agent::Refusal{});
        return agent::SecretDecision(agent::SecretUsed{});
    };
}

struct Care {
    Care() { prompter.becomes(types_both("1111", "2222")); }
    ~Care() { finish(); }

    void finish() {
        while (care.is_busy()) std::this_thread::yield();
    }
    [[nodiscard]] std::string id(std::size_t place) const { return care.tokens().at(place).id; }

    TwoTokens devices;
    ScriptedPrompter prompter{refuses()};
    agent::PinCare care{devices, prompter};
};

}  // namespace

TEST_CASE("The care of PINs shows what is plugged in, with initial PINs and what a card lacks") {
    const Care care;
    const auto tokens = care.care.tokens();
    REQUIRE(tokens.size() == 3);
    CHECK(tokens[0].device->initial_pin);
    CHECK(tokens[1].device->pin == agent::PinStanding::locked);
    CHECK_FALSE(tokens[2].device->missing.empty());
}

TEST_CASE("A PIN is changed in the token that the person chose") {
    Care care;
    care.care.change_pin(care.id(0));
    care.finish();
    CHECK(care.devices.record.calls == Calls{"change 1111 -> 2222"});
    REQUIRE(care.prompter.secret_prompts.size() == 1);
    const auto& prompt = care.prompter.secret_prompts[0];
    CHECK_FALSE(prompt.caller);
    CHECK(std::get<agent::PinChangeView>(prompt.what).device.name.en == "A");
}

TEST_CASE("A locked PIN is unblocked, and that one try of the PUK is left is told first") {
    Care care;
    care.care.unblock_pin(care.id(1));
    care.finish();
    CHECK(care.devices.record.calls == Calls{"unblock 1111 -> 2222"});
    const auto view = std::get<agent::PinUnblockingView>(care.prompter.secret_prompts.at(0).what);
    CHECK(view.puk == agent::PinStanding::last_try);
}

TEST_CASE("Nothing comes of a wish for a token that has gone, nor for a card without a driver") {
    Care care;
    const auto gone = care.id(0);
    const auto card = care.id(2);
    care.devices.plugged_in.clear();
    care.care.change_pin(gone);
    care.care.unblock_pin(card);
    care.finish();
    CHECK(care.prompter.secret_prompts.empty());
}

TEST_CASE("One wish at a time, and what is open when the care ends is taken back") {
    std::promise<void> open;
    bool taken_back = false;
    {
        Care care;
        care.prompter.becomes([&](const agent::SecretPrompt&, const agent::SecretUse&,
                                  std::stop_token stop) -> Result<agent::SecretDecision> {
            open.set_value();
            while (!stop.stop_requested()) std::this_thread::yield();
            taken_back = true;
            return agent::SecretDecision(agent::Refusal{});
        });
        agent::PinCare brief(care.devices, care.prompter);
        brief.change_pin(care.id(0));
        open.get_future().wait();
        brief.change_pin(care.id(1));
    }
    CHECK(taken_back);
}
