// The tokens and cards of this computer, as flows and windows see them: what can be opened, what is plugged
// in and cannot be used, and that either has changed.
#pragma once

#include "agent/devices/listeners.hpp"
#include "tokens/devices/known_cards.hpp"
#include "tokens/devices/pcsc/reader.hpp"
#include "tokens/devices/pkcs11/device_token.hpp"

#include <chrono>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace qoltanba::agent {

/// A card that a reader holds and no module shows.
struct UnservedCard {
    std::string reader;
    tokens::pcsc::CardState state = tokens::pcsc::CardState::present;
    const tokens::KnownCard* known = nullptr;  ///< what its answer to reset tells; nullptr: nothing

    /// NCALayer's name; "PKCS11" for what NCALayer does not know.
    [[nodiscard]] std::string storage() const;

    friend bool operator==(const UnservedCard&, const UnservedCard&) = default;
};

class Devices {
  public:
    virtual ~Devices() = default;

    /// What is known now; both never wait for a device.
    [[nodiscard]] virtual std::vector<tokens::TokenDescription> tokens() const = 0;
    [[nodiscard]] virtual std::vector<UnservedCard> unserved_cards() const = 0;
    /// Whether it has been taken out, by its reader's word: its module's comes later, or never where the
    /// module has failed. What is in no reader is taken out when it is in tokens() no more.
    [[nodiscard]] virtual bool is_taken_out(const tokens::TokenDescription& token) const;
    /// Until all modules were asked once, or the time is over. Only a call right after the start waits.
    virtual void await_first_look(std::chrono::milliseconds longest) const = 0;
    virtual void look_again() = 0;
    /// The same, and waits for what comes of it; until the time is over, or `stop`.
    virtual void look_now(std::chrono::milliseconds /*longest*/, const std::stop_token& /*stop*/) {
        look_again();
    }
    /// To be unlocked; it may outlive this object. After its PIN was asked for the devices are looked at
    /// again. When `stop` is requested every question to it fails, and those of its signers.
    [[nodiscard]] virtual std::unique_ptr<tokens::DeviceToken> token_of(
        const tokens::TokenDescription& description, const crypto::SigningPolicy& policy,
        std::stop_token stop) = 0;

    /// The storages of tokens(), each once.
    [[nodiscard]] std::vector<std::string> storages() const;

    /// `changed` is called, on any thread, after tokens() or unserved_cards() became another. It must not
    /// wait for this object.
    Listeners::Subscription listen(std::function<void()> changed) {
        return listeners_.add(std::move(changed));
    }

  protected:
    void tell_listeners() const { listeners_.tell(); }

  private:
    Listeners listeners_;
};

}  // namespace qoltanba::agent
