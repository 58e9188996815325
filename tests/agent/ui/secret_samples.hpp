// Requests for passwords and PINs, as the prompters of these tests meet them.
#pragma once

#include "samples.hpp"

#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

namespace qoltanba::test {

inline agent::SecretPrompt new_key_prompt() {
    return {.caller = agent::Caller{"https://pki.example.kz"},
            .what = agent::NewKeyView{.subject = {.common_name = "ТЕСТОВ ТЕСТ",
                                                  .surname = "ТЕСТОВ",
                                                  .iin = "123456789011",
                                                  .organisation = "АО «ТЕСТ»",
                                                  .bin = "123456789021",
                                                  .patronymic = "ТЕСТОВИЧ"},
                                      .email = "test@example.kz",
                                      .family = crypto::KeyFamily::gost_2015_512,
                                      .use = crypto::KeyUse::both,
                                      .folder = "/home/test/Кілттер"},
            .language = Language::en};
}

inline agent::SecretPrompt issued_prompt() {
    return {.caller = agent::Caller{"https://pki.example.kz"},
            .what = agent::IssuedView{.certificate = sample_certificate(), .folder = "/home/test/Кілттер"},
            .language = Language::en};
}

inline agent::DeviceView kaztoken() {
    return {.name = {"KAZTOKEN 0011", "KAZTOKEN 0011", "KAZTOKEN 0011"}, .reader = "Kaztoken 00 00"};
}

/// Places for a key that come and go; remembers what was done with them.
class FakePlaces final : public agent::KeyPlaces {
  public:
    explicit FakePlaces(std::vector<agent::KeyPlace> places) : places_(std::move(places)) {}

    std::vector<agent::KeyPlace> places_now() override {
        const std::lock_guard lock(mutex_);
        return places_;
    }
    void listen(std::function<void()> changed) override {
        const std::lock_guard lock(mutex_);
        changed_ = std::move(changed);
    }
    void give_up() override { given_up_ = true; }

    void become(std::vector<agent::KeyPlace> places) {
        std::function<void()> changed;
        {
            const std::lock_guard lock(mutex_);
            places_ = std::move(places);
            changed = changed_;
        }
        if (changed) changed();
    }
    [[nodiscard]] bool is_given_up() const { return given_up_; }

  private:
    std::mutex mutex_;
    std::vector<agent::KeyPlace> places_;
    std::function<void()> changed_;
    std::atomic<bool> given_up_ = false;
};

inline agent::KeyPlace file_place() {
    return {.id = "file"};
}

inline agent::KeyPlace token_place(agent::PinStanding pin = agent::PinStanding::ready) {
    auto device = kaztoken();
    device.pin = pin;
    return {.id = "token", .device = std::move(device)};
}

/// The same prompt, of which these are the places.
inline agent::SecretPrompt with_places(agent::SecretPrompt prompt, FakePlaces& places) {
    prompt.places = &places;
    return prompt;
}

inline agent::SecretPrompt left_key_prompt() {
    return {.caller = {},
            .what =
                agent::LeftKeyView{
                    .device = kaztoken(), .key = "ТЕСТОВ ТЕСТ", .reason = fail(ErrorCode::token_removed)},
            .language = Language::en};
}

inline agent::SecretPrompt pin_change_prompt(agent::DeviceView device = kaztoken()) {
    return {.caller = {}, .what = agent::PinChangeView{std::move(device)}, .language = Language::en};
}

inline agent::SecretPrompt pin_unblocking_prompt(agent::DeviceView device = kaztoken(),
                                                 agent::PinStanding puk = agent::PinStanding::ready) {
    device.pin = agent::PinStanding::locked;
    return {.caller = {}, .what = agent::PinUnblockingView{std::move(device), puk}, .language = Language::en};
}

/// Fails with each of these errors in turn, then succeeds, and remembers what was typed.
class FakeUse {
  public:
    explicit FakeUse(std::vector<Error> errors = {}) : errors_(std::move(errors)) {}

    agent::SecretUse use() {
        return [this](const agent::TypedSecret& typed) -> Result<void> {
            const std::lock_guard lock(mutex_);
            typed_.push_back(std::string(text_of(typed.current.view())) + "/" +
                             std::string(text_of(typed.fresh.view())) +
                             (typed.last_try_confirmed ? "/last" : "") +
                             (typed.place.empty() ? "" : " at " + typed.place));
            if (typed_.size() <= errors_.size()) return errors_[typed_.size() - 1];
            return {};
        };
    }
    [[nodiscard]] std::vector<std::string> typed() const {
        const std::lock_guard lock(mutex_);
        return typed_;
    }

  private:
    mutable std::mutex mutex_;
    std::vector<Error> errors_;
    std::vector<std::string> typed_;
};

inline bool was_used(const agent::SecretDecision& decision) {
    return std::holds_alternative<agent::SecretUsed>(decision);
}

}  // namespace qoltanba::test
