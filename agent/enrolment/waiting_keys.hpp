// Keys that wait for their certificates: found by what their requests say, opened with their password.
#pragma once

#include "agent/enrolment/new_key.hpp"

namespace qoltanba::agent {

/// A waiting key and the certificate that came for it.
struct Matched {
    WaitingKey waiting;
    crypto::Certificate certificate;
};

/// The first key, in these folders themselves, whose request is for the key of one of these certificates.
/// Looks at no more than 2,000 entries of a folder. Error: waiting_key_not_found.
Result<Matched> find_waiting_key(const std::vector<crypto::Certificate>& certificates,
                                 const std::vector<std::filesystem::path>& folders);

/// A private key that was proven to be that of the certificate.
struct ProvenKey {
    SecretBytes pkcs8;  ///< DER PrivateKeyInfo
    crypto::Certificate certificate;
};

/// The first private key of one of these certificates, in a <stem>.key (PEM, DER or base64, of any program)
/// or in a PKCS#12 file. Errors: those of read_encrypted_key; file_not_found; input_output_failure;
/// key_does_not_match_certificate.
Result<ProvenKey> open_private_key(const std::filesystem::path& file, const SecretBytes& password,
                                   const std::vector<crypto::Certificate>& certificates);

/// The private keys in such a file, whosever they are. Errors: as above.
Result<std::vector<SecretBytes>> private_keys_in(const std::filesystem::path& file,
                                                 const SecretBytes& password);

}  // namespace qoltanba::agent
