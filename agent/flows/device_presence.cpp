#include "agent/flows/device_presence.hpp"

#include <utility>

namespace qoltanba::agent {
namespace {

/// So late at most a reader tells that it is empty.
constexpr std::chrono::seconds longest_silence{1};

bool may_be_of_removal(ErrorCode code) {
    return code == ErrorCode::device_error || code == ErrorCode::device_function_failed ||
           code == ErrorCode::device_module_failed;
}

class WatchedSigner final : public crypto::Signer {
  public:
    WatchedSigner(std::unique_ptr<crypto::Signer> signer, std::shared_ptr<const DevicePresence> presence)
        : signer_(std::move(signer)), presence_(std::move(presence)) {}

    [[nodiscard]] const crypto::Certificate& certificate() const override { return signer_->certificate(); }
    [[nodiscard]] crypto::KeyFamily family() const override { return signer_->family(); }
    [[nodiscard]] Result<Bytes> sign(crypto::DigestAlgorithm algorithm, BytesView digest) override {
        return explained(signer_->sign(algorithm, digest));
    }
    [[nodiscard]] Result<Bytes> sign_content(crypto::DigestAlgorithm algorithm, BytesView content) override {
        return explained(signer_->sign_content(algorithm, content));
    }

  private:
    Result<Bytes> explained(Result<Bytes> signature) const {
        if (signature.has_error()) return presence_->explained(std::move(signature).error());
        return signature;
    }

    std::unique_ptr<crypto::Signer> signer_;
    std::shared_ptr<const DevicePresence> presence_;
};

}  // namespace

DevicePresence::DevicePresence(Devices& devices, tokens::TokenDescription token,
                               const std::stop_token& request)
    : devices_(devices),
      token_(std::move(token)),
      request_(request),
      withdrawn_(request, [this] { source_.request_stop(); }),
      listening_(devices.listen([this] { look(); })) {
    look();
}

void DevicePresence::look() {
    if (!devices_.is_taken_out(token_)) return;
    {
        const std::scoped_lock lock(mutex_);
        taken_out_ = true;
    }
    changed_.notify_all();
    source_.request_stop();
}

Error DevicePresence::explained(Error error) const {
    if (!may_be_of_removal(error.code)) return error;
    std::unique_lock lock(mutex_);
    // Put back at once it is another login's: it stays taken out for this one.
    if (!changed_.wait_for(lock, request_, longest_silence, [this] { return taken_out_; })) return error;
    return because(ErrorCode::token_removed, "its reader is empty", std::move(error));
}

std::vector<tokens::OpenedKey> watched(std::vector<tokens::OpenedKey> keys,
                                       const std::shared_ptr<const DevicePresence>& presence) {
    for (auto& key : keys) key.signer = std::make_unique<WatchedSigner>(std::move(key.signer), presence);
    return keys;
}

}  // namespace qoltanba::agent
