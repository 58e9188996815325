// What is plugged in, from all modules, kept up to date by a thread and a child for each of them.
#pragma once

#include "tokens/devices/pkcs11/device_token.hpp"

#include <condition_variable>
#include <functional>
#include <list>
#include <mutex>
#include <thread>

namespace qoltanba::tokens {

/// How a module is.
struct ModuleState {
    std::filesystem::path path;
    bool looked = false;           ///< asked once at least
    std::optional<Error> failure;  ///< why nothing is known of its tokens now
};

class TokenService {
  public:
    /// `modules` were checked (find_modules); of two that know the same token the earlier one is taken.
    /// `changed` is called on the service's threads after tokens() or modules() became another; it must not
    /// wait for this object's end.
    TokenService(
        ModuleSetting setting, std::vector<std::filesystem::path> modules,
        std::function<void()> changed = [] {});
    /// Ends the children, also one that hangs.
    ~TokenService();
    TokenService(const TokenService&) = delete;
    TokenService& operator=(const TokenService&) = delete;

    /// What is known now; never waits for a device.
    [[nodiscard]] std::vector<TokenDescription> tokens() const;
    [[nodiscard]] std::vector<ModuleState> modules() const;
    /// Waits until each module was asked once, or the time is over: for commands that ask once and go.
    void await_first_look(std::chrono::milliseconds longest) const;
    /// At once, for example when a card reader told that something has changed, or a PIN was asked for.
    void look_again();
    /// The number of looks that were wanted so far.
    [[nodiscard]] unsigned looks_wanted() const;
    /// Waits until every module has finished a look, be it a failed one, that began after the one of this
    /// number was wanted; until the time is over, or `stop`.
    void await_look(unsigned number, std::chrono::milliseconds longest, const std::stop_token& stop) const;

    /// The token as it is described, to be unlocked. It may live longer than this object. When `stop` is
    /// requested every question to it fails.
    [[nodiscard]] std::unique_ptr<DeviceToken> token_of(const TokenDescription& description,
                                                        const crypto::SigningPolicy& policy,
                                                        std::stop_token stop = {});

  private:
    struct Watched {
        ModuleState state;
        std::vector<TokenDescription> tokens;
        unsigned looks_done = 0;  ///< the last look began after so many were wanted
        std::jthread thread;      ///< last: it ends first
    };
    /// What look_again needs after this object has gone.
    struct Shared;

    void watch(Watched& watched, const std::stop_token& stop);
    /// Starts the child where there is none.
    Result<void> look_with(std::optional<ModuleClient>& client, Watched& watched,
                           const std::stop_token& stop);
    Result<void> look(ModuleClient& client, Watched& watched);
    void publish(Watched& watched, std::vector<TokenDescription> tokens, std::optional<Error> failure);
    void note_look(Watched& watched, unsigned number) const;
    /// Both until something changes or a look is wanted: by the module's word, and where that failed by the
    /// clock.
    void await_change(ModuleClient& client, unsigned looks_done, const std::stop_token& stop) const;
    void rest(unsigned looks_done, std::chrono::milliseconds longest, const std::stop_token& stop) const;

    ModuleSetting setting_;
    std::function<void()> changed_;
    std::shared_ptr<Shared> shared_;
    std::list<Watched> watched_;
};

}  // namespace qoltanba::tokens
