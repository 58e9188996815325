// A device that a request works with, as long as it is plugged in. There are modules that hang when their
// card is pulled out at the wrong moment, and others that call it a fault: what counts is what the reader
// says.
#pragma once

#include "agent/devices/devices.hpp"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <vector>

namespace qoltanba::agent {

/// A card tells at once how its PIN stands; one that does not keeps nobody from typing.
inline constexpr std::chrono::seconds longest_look_after_pin{2};

class DevicePresence {
  public:
    /// `devices` outlives this object.
    DevicePresence(Devices& devices, tokens::TokenDescription token, const std::stop_token& request);
    DevicePresence(const DevicePresence&) = delete;
    DevicePresence& operator=(const DevicePresence&) = delete;

    /// Requested when the device has been taken out, and when the request's own is.
    [[nodiscard]] std::stop_token stop() const { return source_.get_token(); }

    /// Requests stop(): nobody wants the device any more. From any thread.
    void let_go() { source_.request_stop(); }

    /// The error as it is; token_removed with that cause where the device has been taken out. A reader tells
    /// of that a moment later than the module, so this waits for a fault's explanation.
    [[nodiscard]] Error explained(Error error) const;

  private:
    void look();

    Devices& devices_;
    tokens::TokenDescription token_;
    mutable std::mutex mutex_;
    mutable std::condition_variable_any changed_;
    bool taken_out_ = false;
    std::stop_token request_;
    std::stop_source source_;
    std::stop_callback<std::function<void()>> withdrawn_;
    Listeners::Subscription listening_;  ///< last: it ends first
};

/// The same keys; their signers tell a device that was taken out from a fault.
std::vector<tokens::OpenedKey> watched(std::vector<tokens::OpenedKey> keys,
                                       const std::shared_ptr<const DevicePresence>& presence);

}  // namespace qoltanba::agent
