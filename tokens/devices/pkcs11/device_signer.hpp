// Signs with a key of a token that is logged in, and lets no signature leave that does not verify.
#pragma once

#include "crypto/signatures/signer.hpp"
#include "tokens/devices/pkcs11/mechanisms.hpp"
#include "tokens/devices/pkcs11/module_client.hpp"

#include <memory>
#include <mutex>
#include <optional>

namespace qoltanba::tokens {

/// One login: the child that it lives in, shared by the signers of its keys. It ends with the last of them.
class DeviceLogin {
  public:
    /// `whom`: the token that was logged in to; without it a fault is not told from the token's removal.
    DeviceLogin(ModuleClient client, std::vector<std::uint64_t> mechanisms,
                std::optional<request::Whom> whom = {})
        : client_(std::move(client)), mechanisms_(std::move(mechanisms)), whom_(std::move(whom)) {}
    Result<Bytes> sign(std::uint64_t key, std::uint64_t mechanism, BytesView data) {
        const std::scoped_lock lock(mutex_);
        auto signature = client_.sign(key, mechanism, data);
        if (signature.has_error() && whom_) return client_.explained(std::move(signature).error(), *whom_);
        return signature;
    }
    Result<void> write_certificate(std::uint64_t key, const CertificateToWrite& certificate) {
        const std::scoped_lock lock(mutex_);
        return client_.write_certificate(key, certificate);
    }
    Result<void> remove_made_key() {
        const std::scoped_lock lock(mutex_);
        return client_.remove_made_key();
    }
    [[nodiscard]] const std::vector<std::uint64_t>& mechanisms() const { return mechanisms_; }
    [[nodiscard]] std::int64_t process_id() const { return client_.process_id(); }

  private:
    std::mutex mutex_;
    ModuleClient client_;
    std::vector<std::uint64_t> mechanisms_;
    std::optional<request::Whom> whom_;
};

/// A signature over this digest by a key of the token that verifies with `public_key`. Errors: as
/// DeviceSigner::sign.
Result<Bytes> sign_on_device(DeviceLogin& login, std::uint64_t key, const crypto::PublicKey& public_key,
                             crypto::DigestAlgorithm algorithm, BytesView digest);

class DeviceSigner : public crypto::Signer {
  public:
    /// Error: unsupported_key (the certificate's), algorithm_refused_by_policy.
    static Result<std::unique_ptr<crypto::Signer>> create(std::shared_ptr<DeviceLogin> login,
                                                          std::uint64_t key, crypto::Certificate certificate,
                                                          const crypto::SigningPolicy& policy);

    [[nodiscard]] const crypto::Certificate& certificate() const override { return certificate_; }
    [[nodiscard]] crypto::KeyFamily family() const override { return public_key_.family(); }
    /// Errors also: unsupported_algorithm (the device hashes itself, or has no such mechanism),
    /// own_signature_does_not_verify (its key is another one than the certificate's).
    [[nodiscard]] Result<Bytes> sign(crypto::DigestAlgorithm algorithm, BytesView digest) override;
    [[nodiscard]] Result<Bytes> sign_content(crypto::DigestAlgorithm algorithm, BytesView content) override;

  private:
    DeviceSigner(std::shared_ptr<DeviceLogin> login, std::uint64_t key, crypto::Certificate certificate,
                 crypto::PublicKey public_key)
        : login_(std::move(login)),
          key_(key),
          certificate_(std::move(certificate)),
          public_key_(std::move(public_key)) {}
    std::shared_ptr<DeviceLogin> login_;
    std::uint64_t key_;
    crypto::Certificate certificate_;
    crypto::PublicKey public_key_;
};

/// The ways in which devices let a signature of this form stand, each turned into ours: one of them verifies.
/// GOST signatures come as r || s or s || r, each little- or big-endian (RFC 4490 and RFC 7091 differ, and so
/// do the makers); ECDSA's as r || s (PKCS #11 Current Mechanisms v2.40, 2.3.1) or as Ecdsa-Sig-Value.
std::vector<Bytes> readings_of(crypto::SignatureForm form, BytesView signature);

}  // namespace qoltanba::tokens
