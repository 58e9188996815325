// A token lists its keys, is unlocked with a secret, and gives a Signer. A key file is one; so is a device.
#pragma once

#include "crypto/algorithms/suite.hpp"
#include "crypto/base/secret_bytes.hpp"
#include "crypto/signatures/signer.hpp"

#include <memory>
#include <string>
#include <vector>

namespace qoltanba::tokens {

/// A private key that may be used now, with the certificate it was proven to belong to.
struct OpenedKey {
    std::string alias;  ///< PKCS#12 friendlyName (UTF-8) or the label on the device
    std::unique_ptr<crypto::Signer> signer;
};

/// What is known of a device's PIN before it is typed.
enum class PinState {
    ready,
    few_tries,  ///< wrong PINs were given since the last right one
    last_try,   ///< the next wrong one locks it
    locked,
};

class Token {
  public:
    virtual ~Token() = default;
    /// NCALayer's storage name: "PKCS12", "AKKaztokenStore", ...
    [[nodiscard]] virtual std::string storage() const = 0;
    /// What a person knows it by: a file's name, a device's label.
    [[nodiscard]] virtual std::string name() const = 0;
    /// The keys with their certificates. Errors: wrong_password, malformed_key_file, unsupported_key_file,
    /// unsupported_key, key_without_certificate, key_does_not_match_certificate, file_not_found,
    /// input_output_failure.
    /// Devices also: wrong_pin, pin_last_try (one try is left, so the device was not asked), pin_locked and
    /// what else befalls devices (error.hpp, "Keys on tokens and cards").
    [[nodiscard]] virtual Result<std::vector<OpenedKey>> unlock(const SecretBytes& secret) = 0;
    /// The same where the person was told that one try is left, and wants it.
    [[nodiscard]] virtual Result<std::vector<OpenedKey>> unlock_with_last_try(const SecretBytes& secret) {
        return unlock(secret);
    }
    [[nodiscard]] virtual PinState pin_state() const { return PinState::ready; }
    /// The PIN is typed at the reader itself; unlock takes an empty one.
    [[nodiscard]] virtual bool has_pin_pad() const { return false; }
    /// It still has the PIN it was issued with.
    [[nodiscard]] virtual bool has_initial_pin() const { return false; }
};

}  // namespace qoltanba::tokens
