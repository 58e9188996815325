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
    [[nodiscard]] virtual Result<std::vector<OpenedKey>> unlock(const SecretBytes& secret) = 0;
};

}  // namespace qoltanba::tokens
