// PINs changed and unblocked by the person's own wish, from the tray. No page has a part in it.
#pragma once

#include "agent/devices/devices.hpp"
#include "agent/ui/prompter.hpp"

#include <atomic>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace qoltanba::agent {

class PinCare {
  public:
    /// Both outlive this object.
    PinCare(Devices& devices, Prompter& prompter) : devices_(devices), prompter_(prompter) {}

    /// What is plugged in, also what cannot be used. Never waits for a device.
    [[nodiscard]] std::vector<KeyChoice> tokens() const;

    // From one thread; both return at once, and a window of its own asks. Nothing comes of them while that of
    // another wish is open, nor for a token that has gone.
    void change_pin(const std::string& id) { begin(id, Wish::change); }
    void unblock_pin(const std::string& id) { begin(id, Wish::unblock); }

    /// A wish was not fulfilled yet, nor given up.
    [[nodiscard]] bool is_busy() const { return busy_; }

  private:
    enum class Wish { change, unblock };

    void begin(const std::string& id, Wish wish);
    void ask(const tokens::TokenDescription& description, Wish wish, const std::stop_token& stop);

    Devices& devices_;
    Prompter& prompter_;
    std::atomic<bool> busy_ = false;
    std::jthread asking_;  ///< last: it ends first, and takes its window back
};

}  // namespace qoltanba::agent
