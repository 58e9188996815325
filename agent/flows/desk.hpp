// The key desk: which keys are there for a request, opening one with the person's password, and handing the
// opened key to the flow that asked. One desk serves one request; a prompter talks to it from its own
// threads.
#pragma once

#include "agent/flows/context.hpp"
#include "agent/flows/key_check.hpp"
#include "agent/ui/prompter.hpp"
#include "crypto/certificates/filter.hpp"
#include "tokens/files/key_files.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace qoltanba::agent {

class Desk final : public KeyDesk {
  public:
    /// What a key is opened for.
    enum class Use {
        to_sign,  ///< whether it was revoked is asked
        to_show,
    };

    /// Finds the key files there are now; devices are listed as they come and go. `storages` are those that
    /// the request names; empty: all. `context` outlives the desk. After `stop` nobody waits for the status
    /// of a certificate any more, nor for a device.
    Desk(Context& context, crypto::CertificateFilter filter, Use use = Use::to_sign,
         std::stop_token stop = {}, std::vector<std::string> storages = {});

    /// Keys that fit come first, those on devices and then the files used last; those known not to fit come
    /// last, and before them those whose file's name says so.
    [[nodiscard]] std::vector<KeyChoice> choices() const;
    /// Whether the request and the administrator let key files be used at all.
    [[nodiscard]] bool offers_files() const { return offers("PKCS12") || offers("JKS"); }
    /// Whether they let any device be used, plugged in or not.
    [[nodiscard]] bool offers_devices() const;

    /// Of a device also token_removed, where it has gone since it was listed, and why a card is not served.
    /// What it unlocks stays so until the key that was taken goes, or the desk.
    Result<std::vector<OpenedKeyView>> open(const std::string& key_id, const SecretBytes& password) override;
    Result<std::vector<OpenedKeyView>> open_with_last_try(const std::string& key_id,
                                                          const SecretBytes& pin) override;
    std::vector<KeyChoice> keys_now() override { return choices(); }
    void listen(std::function<void()> changed) override;
    void give_up() override { given_up_.request_stop(); }
    /// Also storage_not_asked_for, where the request is for keys on devices alone.
    Result<KeyChoice> add_file(const std::filesystem::path& path) override;

    /// The key of this place in the last successful open(), if it fits the request. Errors: internal for a
    /// place that was never shown, and the reason why a key does not fit.
    Result<tokens::OpenedKey> take(std::size_t opened_key);

  private:
    using Unlock = Result<std::vector<tokens::OpenedKey>> (tokens::Token::*)(const SecretBytes&);

    Result<std::vector<OpenedKeyView>> open(const std::string& key_id, const SecretBytes& secret,
                                            Unlock unlock);
    Result<std::vector<tokens::OpenedKey>> unlock_device(const std::string& key_id, const SecretBytes& pin,
                                                         Unlock unlock);
    Result<std::vector<tokens::OpenedKey>> unlock_file(const std::string& key_id, const SecretBytes& password,
                                                       Unlock unlock);
    [[nodiscard]] KeyStanding standing_of_key(const crypto::Certificate& certificate) const;
    [[nodiscard]] KeyStanding look_at(const crypto::Certificate& certificate) const;
    [[nodiscard]] KeyChoice describe(const tokens::KeyFile& file, const KnownKeys& known) const;
    void tell_known(KeyChoice& choice, const std::vector<crypto::Certificate>& certificates) const;
    /// Devices whose storages are asked for and permitted.
    [[nodiscard]] std::vector<tokens::TokenDescription> tokens_to_offer() const;
    [[nodiscard]] std::vector<KeyChoice> devices_to_offer() const;
    [[nodiscard]] bool offers(std::string_view storage) const;

    Context& context_;
    crypto::CertificateFilter filter_;
    std::vector<std::string> storages_;
    std::mutex opening_;  ///< held while a key is opened, which a device can make long
    mutable std::mutex mutex_;
    std::map<std::string, tokens::KeyFile> files_;  ///< by id
    std::vector<std::string> order_;                ///< ids as found
    std::vector<tokens::OpenedKey> opened_;
    std::vector<KeyStanding> standings_;  ///< of the opened keys
    Use use_;
    std::stop_token stop_;
    std::stop_source given_up_;  ///< by the person, or by the page, which `stop_` tells
    std::stop_callback<std::function<void()>> withdrawn_;
    Listeners::Subscription listening_;
};

}  // namespace qoltanba::agent
