// The key desk: which keys are there for a request, opening one with the person's password, and handing the
// opened key to the flow that asked. One desk serves one request; a prompter talks to it from its own thread.
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

    /// Lists the key files there are now. `context` outlives the desk. After `stop` nobody waits for the
    /// status of a certificate any more.
    Desk(Context& context, crypto::CertificateFilter filter, Use use = Use::to_sign,
         std::stop_token stop = {});

    /// Keys that fit and were used last come first; those known not to fit come last, and before them those
    /// whose file's name says so.
    [[nodiscard]] std::vector<KeyChoice> choices() const;

    Result<std::vector<OpenedKeyView>> open(const std::string& key_id, const SecretBytes& password) override;
    std::vector<KeyChoice> keys_now() override { return choices(); }
    void listen(std::function<void()> changed) override { changed_ = std::move(changed); }
    Result<KeyChoice> add_file(const std::filesystem::path& path) override;

    /// The key of this place in the last successful open(), if it fits the request. Errors: internal for a
    /// place that was never shown, and the reason why a key does not fit.
    Result<tokens::OpenedKey> take(std::size_t opened_key);

  private:
    [[nodiscard]] KeyStanding look_at(const crypto::Certificate& certificate) const;
    [[nodiscard]] KeyChoice describe(const tokens::KeyFile& file, const KnownKeys& known) const;

    Context& context_;
    crypto::CertificateFilter filter_;
    mutable std::mutex mutex_;
    std::map<std::string, tokens::KeyFile> files_;  ///< by id
    std::vector<std::string> order_;                ///< ids as found
    std::vector<tokens::OpenedKey> opened_;
    std::vector<KeyStanding> standings_;  ///< of the opened keys
    Use use_;
    std::stop_token stop_;
    std::function<void()> changed_;
};

}  // namespace qoltanba::agent
