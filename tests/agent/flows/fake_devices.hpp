// Tokens made of code: each holds the key of a fixture's file, counts the tries of its PIN as cards do, and
// can be taken out at any moment.
#pragma once

#include "agent/devices/devices.hpp"
#include "scripted_prompter.hpp"

#include <string_view>

namespace qoltanba::test {

class FakeDevices final : public agent::Devices {
  public:
    FakeDevices();
    ~FakeDevices() override;

    static constexpr const char* pin = "123456";
    static constexpr int all_tries = 3;

    /// A token whose module is another one than that of the tokens before it. Its key is that of 2026.
    void plug_in(const std::string& label);
    void take_out(const std::string& label);
    void put_in(const agent::UnservedCard& card);
    /// From now on keys take content and no digest.
    void hash_on_device();
    /// It shows none before its PIN.
    void hide_certificates(const std::string& label);
    /// From now on no key that was made can be taken away again.
    void keep_all_keys();
    /// How many keys lie on it that were made there.
    [[nodiscard]] std::size_t keys_made(const std::string& label) const;
    /// From now on nobody types a PIN at a device's pad: opening waits until it is given up.
    void leave_pad_alone();
    [[nodiscard]] bool is_waiting_at_pad() const;
    void set_tries(const std::string& label, int tries);

    [[nodiscard]] std::vector<tokens::TokenDescription> tokens() const override;
    [[nodiscard]] std::vector<agent::UnservedCard> unserved_cards() const override;
    void await_first_look(std::chrono::milliseconds) const override {}
    void look_again() override;
    [[nodiscard]] std::unique_ptr<tokens::DeviceToken> token_of(const tokens::TokenDescription& description,
                                                                const crypto::SigningPolicy& policy,
                                                                std::stop_token stop) override;

    /// How often a card was asked for a PIN.
    [[nodiscard]] int pins_asked() const;
    /// Logins that have not ended.
    [[nodiscard]] int logins() const;

    struct State;

  private:
    std::shared_ptr<State> state_;
};

/// Opens the device of this name with this PIN, does `then`, and agrees to its first key.
ScriptedPrompter::Person agrees_with_device(
    std::string name, std::string pin, std::function<void()> then = [] {});

}  // namespace qoltanba::test
