// What is plugged into this computer: tokens as their modules tell of them, cards as the readers' service
// does.
#pragma once

#include "agent/devices/devices.hpp"
#include "tokens/devices/pcsc/reader_watcher.hpp"
#include "tokens/devices/pkcs11/token_service.hpp"

#include <condition_variable>
#include <filesystem>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>

namespace qoltanba::agent {

class PluggedDevices final : public Devices {
  public:
    struct Setting {
        std::vector<std::filesystem::path> further_modules{};  ///< that the administrator named
        /// Where faults go that cost a device and not the program: a module that may not be loaded, or
        /// fails; the program that runs modules not installed, so that there are no tokens. On any thread.
        std::function<void(const Error&)> warn = [](const Error&) {};
    };

    /// Nothing runs, and nothing is plugged in, until start().
    explicit PluggedDevices(Setting setting) : setting_(std::move(setting)) {}
    /// Waits for no device: modules' processes are ended.
    ~PluggedDevices() override;
    PluggedDevices(const PluggedDevices&) = delete;
    PluggedDevices& operator=(const PluggedDevices&) = delete;

    /// Returns at once; modules are found, started and asked on other threads. Once.
    void start();

    [[nodiscard]] std::vector<tokens::TokenDescription> tokens() const override;
    [[nodiscard]] std::vector<UnservedCard> unserved_cards() const override;
    /// Never true of what was in no reader: a module that has failed is no removal.
    [[nodiscard]] bool is_taken_out(const tokens::TokenDescription& token) const override;
    void await_first_look(std::chrono::milliseconds longest) const override;
    void look_again() override;
    void look_now(std::chrono::milliseconds longest, const std::stop_token& stop) override;
    [[nodiscard]] std::unique_ptr<tokens::DeviceToken> token_of(const tokens::TokenDescription& description,
                                                                const crypto::SigningPolicy& policy,
                                                                std::stop_token stop) override;

  private:
    void run(const std::stop_token& stop);
    void open();
    [[nodiscard]] bool await_reader_event(const std::stop_token& stop);
    /// Until every module has looked at the cards that are there now.
    void settle(const std::stop_token& stop);
    void note_reader_event(const std::string& reader);
    [[nodiscard]] bool was_in_a_reader(const tokens::TokenDescription& token) const;
    void warn_of_failed_modules();
    [[nodiscard]] std::vector<tokens::pcsc::Reader> readers() const;
    [[nodiscard]] std::vector<tokens::TokenDescription> tokens_of_modules() const;

    Setting setting_;
    mutable std::mutex mutex_;
    mutable std::condition_variable_any changed_;
    bool started_ = false;
    bool opened_ = false;  ///< from then on the next two do not change
    std::set<std::string> readers_seen_;
    bool reader_event_ = false;                  ///< since the last look
    std::vector<tokens::pcsc::Reader> settled_;  ///< cards that every module has had time for
    std::map<std::filesystem::path, ErrorCode> failures_told_;
    std::unique_ptr<tokens::TokenService> service_;  ///< nullptr: no module is run
    std::unique_ptr<tokens::pcsc::ReaderWatcher> watcher_;
    std::jthread thread_;  ///< last: it ends first
};

}  // namespace qoltanba::agent
