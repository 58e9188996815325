// Joins a key that waited with the certificate that came for it.
#pragma once

#include "agent/enrolment/waiting_keys.hpp"
#include "tokens/files/pkcs12_writer.hpp"

namespace qoltanba::agent {

struct Imported {
    std::filesystem::path key_file;
    crypto::Certificate certificate;
};

/// Opens `key` (see open_private_key), proves that it is the key of one of these certificates, and writes
/// both into a key file in `folder`, under the national CA's name for it and the same password. The new file
/// is opened again before this returns. Whatever fails, `key` stays. Errors: those of open_private_key;
/// file_exists; input_output_failure.
Result<Imported> import_certificate(const std::filesystem::path& key,
                                    const std::vector<crypto::Certificate>& certificates,
                                    const SecretBytes& password, tokens::KeyFileLayout layout,
                                    const std::filesystem::path& folder);

/// Removes a waiting key and its request, which import_certificate has made superfluous. A key file with a
/// certificate of its own, which may have been the source, stays; what is not there is no error. Error:
/// input_output_failure.
Result<void> remove_waiting_key(const WaitingKey& waiting);

}  // namespace qoltanba::agent
