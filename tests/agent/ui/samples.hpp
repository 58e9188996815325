// A request, its keys and a desk that opens them, as the prompters of these tests meet them.
#pragma once

#include "agent/ui/document_view.hpp"
#include "agent/ui/prompter.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace qoltanba::test {

/// CHECK(contains(text, part)) prints the text when the part is missing.
inline bool contains(const std::string& text, std::string_view part) {
    if (text.find(part) != std::string::npos) return true;
    UNSCOPED_INFO("\"" << part << "\" is not in:\n" << text);
    return false;
}

inline constexpr std::string_view right_password = "Qwerty12";
inline constexpr std::string_view right_pin = "135790";

inline agent::CertificateSummary sample_certificate() {
    agent::CertificateSummary certificate;
    certificate.holder.common_name = "ТЕСТОВ ТЕСТ";
    certificate.holder.surname = "ТЕСТОВ";
    certificate.holder.patronymic = "ТЕСТОВИЧ";
    certificate.holder.iin = "123456789011";
    certificate.holder.role = crypto::Role::individual;
    certificate.name = "ТЕСТОВ ТЕСТ ТЕСТОВИЧ";
    certificate.use = crypto::KeyUse::both;
    certificate.not_before = *time_from_iso("2026-01-20T06:00:00Z");
    certificate.not_after = *time_from_iso("2027-01-20T06:00:00Z");
    certificate.issuer = "ҰЛТТЫҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (GOST) TEST 2022";
    return certificate;
}

inline agent::KeyChoice sample_key(std::string id = "key-1") {
    agent::KeyChoice key;
    key.id = std::move(id);
    key.file_name = "GOST512_02c7a21f2df78b99cb67323e2e255779bb6ae309.p12";
    key.folder = "/home/test/keys";
    key.kind = "ГОСТ 2015";
    return key;
}

inline agent::KeyChoice known_key(std::string id = "key-1") {
    auto key = sample_key(std::move(id));
    key.known = sample_certificate();
    return key;
}

inline agent::KeyChoice sample_device(std::string id = "device-1", std::string name = "KAZTOKEN") {
    agent::KeyChoice key;
    key.id = std::move(id);
    key.device = agent::DeviceView{.name = {name, name, name}, .reader = "Aktiv KAZTOKEN 00 00"};
    return key;
}

/// Shows its certificate without a PIN.
inline agent::KeyChoice known_device(std::string id = "device-1", std::string name = "KAZTOKEN") {
    auto key = sample_device(std::move(id), std::move(name));
    key.known = sample_certificate();
    return key;
}

inline agent::KeyChoice device_whose_pin(agent::PinStanding stands) {
    auto key = known_device();
    key.device->pin = stands;
    return key;
}

/// A card that nothing on this computer serves.
inline agent::KeyChoice unserved_card() {
    auto key = sample_device("card-1");
    key.device->name = {"Жеке куәлік", "Удостоверение личности", "Identity card"};
    key.device->missing = {"Картаның командалары жарияланбаған.", "Команды этой карты не опубликованы.",
                           "This card's commands are not published."};
    return key;
}

inline agent::SignPrompt sample_prompt() {
    agent::SignPrompt prompt;
    prompt.caller.origin = "https://cabinet.example.kz";
    prompt.documents = {agent::view_of_document(bytes_of("<заявление><сумма>15000</сумма></заявление>"))};
    prompt.keys = {sample_key()};
    prompt.language = Language::en;
    return prompt;
}

/// Opens any file of its list with right_password and any device with right_pin, counts a device's wrong PINs
/// as its card would, and remembers what it was asked.
class FakeDesk final : public agent::KeyDesk {
  public:
    Result<std::vector<agent::OpenedKeyView>> open(const std::string& key_id,
                                                   const SecretBytes& password) override {
        return open_with(key_id, password, false);
    }
    Result<std::vector<agent::OpenedKeyView>> open_with_last_try(const std::string& key_id,
                                                                 const SecretBytes& pin) override {
        return open_with(key_id, pin, true);
    }

    Result<agent::KeyChoice> add_file(const std::filesystem::path& path) override {
        if (path != "/media/usb/other.p12") return fail(ErrorCode::file_not_found, path.string());
        auto key = sample_key("added");
        key.file_name = "other.p12";
        return key;
    }

    std::vector<agent::KeyChoice> keys_now() override {
        const std::lock_guard lock(mutex_);
        return keys_;
    }
    void listen(std::function<void()> changed) override {
        const std::lock_guard lock(mutex_);
        changed_ = std::move(changed);
    }
    void give_up() override {
        const std::lock_guard lock(waiting_);
        given_up_ = true;
        pad_.notify_all();
    }
    [[nodiscard]] bool has_given_up() const {
        const std::lock_guard lock(waiting_);
        return given_up_;
    }
    [[nodiscard]] bool has_listener() const {
        const std::lock_guard lock(mutex_);
        return changed_ != nullptr;
    }

    /// What lies in the key folders and is plugged in from now on.
    void becomes(std::vector<agent::KeyChoice> keys) {
        const std::lock_guard lock(mutex_);
        keys_ = std::move(keys);
        if (changed_) changed_();
    }

    [[nodiscard]] std::vector<std::string> asked() const {
        const std::lock_guard lock(mutex_);
        return asked_;
    }
    /// How often a device was asked for its last try.
    [[nodiscard]] int last_tries() const {
        const std::lock_guard lock(mutex_);
        return last_tries_;
    }

    std::vector<agent::OpenedKeyView> opened{{sample_certificate(), {}}};
    std::optional<Error> fault;
    std::chrono::milliseconds delay{0};
    std::atomic<bool> is_waiting = false;  ///< at the pad
    bool nobody_at_pad = false;            ///< a device with a PIN pad waits until it is given up

  private:
    Result<std::vector<agent::OpenedKeyView>> open_with(const std::string& key_id, const SecretBytes& secret,
                                                        bool last_try) {
        if (delay.count() > 0) std::this_thread::sleep_for(delay);
        if (nobody_at_pad) {
            std::unique_lock lock(waiting_);
            is_waiting = true;
            pad_.wait(lock, [this] { return given_up_; });
            return fail(ErrorCode::canceled);
        }
        const std::lock_guard lock(mutex_);
        asked_.push_back(key_id);
        if (last_try) ++last_tries_;
        const auto key = std::ranges::find(keys_, key_id, &agent::KeyChoice::id);
        if (key != keys_.end() && key->device) {
            QOLTANBA_CHECK(unlock(*key->device, text_of(secret.view()), last_try));
        } else if (text_of(secret.view()) != right_password) {
            return fail(ErrorCode::wrong_password);
        }
        if (fault) return *fault;
        return opened;
    }

    static Result<void> unlock(agent::DeviceView& device, std::string_view pin, bool last_try) {
        using agent::PinStanding;
        if (!device.pin_needed || device.pin_pad) return {};
        if (device.pin == PinStanding::locked) return fail(ErrorCode::pin_locked);
        if (device.pin == PinStanding::last_try && !last_try) return fail(ErrorCode::pin_last_try);
        if (pin == right_pin) {
            device.pin = PinStanding::ready;
            return {};
        }
        device.pin = static_cast<PinStanding>(static_cast<int>(device.pin) + 1);
        return fail(device.pin == PinStanding::locked ? ErrorCode::pin_locked : ErrorCode::wrong_pin);
    }

    mutable std::mutex waiting_;
    std::condition_variable pad_;
    bool given_up_ = false;
    mutable std::mutex mutex_;
    std::vector<agent::KeyChoice> keys_;
    std::vector<std::string> asked_;
    int last_tries_ = 0;
    std::function<void()> changed_;
};

}  // namespace qoltanba::test
