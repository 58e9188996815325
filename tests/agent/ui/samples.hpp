// A request, its keys and a desk that opens them, as the prompters of these tests meet them.
#pragma once

#include "agent/ui/document_view.hpp"
#include "agent/ui/prompter.hpp"
#include "support/catch.hpp"

#include <chrono>
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

inline agent::SignPrompt sample_prompt() {
    agent::SignPrompt prompt;
    prompt.caller.origin = "https://cabinet.example.kz";
    prompt.documents = {agent::view_of_document(bytes_of("<заявление><сумма>15000</сумма></заявление>"))};
    prompt.keys = {sample_key()};
    prompt.language = Language::en;
    return prompt;
}

/// Opens any of its keys with right_password, and remembers what it was asked.
class FakeDesk final : public agent::KeyDesk {
  public:
    Result<std::vector<agent::OpenedKeyView>> open(const std::string& key_id,
                                                   const SecretBytes& password) override {
        if (delay.count() > 0) std::this_thread::sleep_for(delay);
        const std::lock_guard lock(mutex_);
        asked_.push_back(key_id);
        if (text_of(password.view()) != right_password) return fail(ErrorCode::wrong_password);
        if (fault) return *fault;
        return opened;
    }

    Result<agent::KeyChoice> add_file(const std::filesystem::path& path) override {
        if (path != "/media/usb/other.p12") return fail(ErrorCode::file_not_found, path.string());
        auto key = sample_key("added");
        key.file_name = "other.p12";
        return key;
    }

    std::vector<agent::KeyChoice> keys_now() override { return {}; }
    void listen(std::function<void()>) override {}

    [[nodiscard]] std::vector<std::string> asked() const {
        const std::lock_guard lock(mutex_);
        return asked_;
    }

    std::vector<agent::OpenedKeyView> opened{{sample_certificate(), {}}};
    std::optional<Error> fault;
    std::chrono::milliseconds delay{0};

  private:
    mutable std::mutex mutex_;
    std::vector<std::string> asked_;
};

}  // namespace qoltanba::test
