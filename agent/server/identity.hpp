// The TLS identity under which pages reach the agent at wss://127.0.0.1 and wss://localhost: each user's own,
// made on this computer, renewed by itself. No installation shares a key with another.
#pragma once

#include "agent/platform/file_lock.hpp"
#include "crypto/base/bytes.hpp"
#include "crypto/base/clock.hpp"
#include "crypto/base/result.hpp"
#include "crypto/base/secret_bytes.hpp"

#include <filesystem>
#include <string>

namespace qoltanba::agent {

struct LocalhostIdentity {
    std::string ca_certificate;  ///< PEM; what browsers are told to trust
    std::string ca_fingerprint;  ///< SHA-256 of its DER, lower-case hex
    std::string certificate;     ///< PEM; localhost, 127.0.0.1 and ::1
    SecretBytes private_key;     ///< PEM (PKCS#8) of the certificate's key
    Time not_after{};            ///< of both certificates
};

/// It is made anew when less than this is left.
constexpr std::chrono::days identity_renewal{30};

/// A new CA, its one certificate, and no way to make a second. Error: identity_failure.
Result<LocalhostIdentity> make_localhost_identity(Time at);

/// Whether the identity will do: the key fits, the certificate is the CA's, names this computer, is valid at
/// `at` and for identity_renewal more. Error: identity_failure, saying what is wrong.
Result<void> check_localhost_identity(const LocalhostIdentity& identity, Time at);

/// Key, certificate and CA as PEM, one after the other, and back. Errors of the second: identity_failure,
/// also for one that check_localhost_identity does not accept at that moment.
SecretBytes localhost_identity_pem(const LocalhostIdentity& identity);
Result<LocalhostIdentity> localhost_identity_from(BytesView pem, Time at);

/// The identity kept in this folder, as it stands; makes nothing. Errors: file_not_found;
/// input_output_failure; identity_failure, also for one that check_localhost_identity does not accept at that
/// moment.
Result<LocalhostIdentity> load_localhost_identity(const std::filesystem::path& folder, Time at);

/// The right to make the identity of this folder: of programs that start at once, one makes it and the others
/// find it. Waits for whoever holds it, which is a moment. Error: input_output_failure.
Result<FileLock> lock_localhost_identity(const std::filesystem::path& folder);

/// The identity kept in this folder, or a new one where there is none that will do. The folder exists and is
/// private. Files: localhost-identity.pem (key and certificates, one file, so that they never disagree) and
/// localhost-ca.pem (the CA alone, for NODE_EXTRA_CA_CERTS, curl and the like).
/// Errors: identity_failure; input_output_failure when the new one cannot be written.
Result<LocalhostIdentity> open_localhost_identity(const std::filesystem::path& folder, Time at);
/// The same for who holds the right already, and with fewer days left for who serves it now and renews it
/// later.
Result<LocalhostIdentity> open_localhost_identity(const std::filesystem::path& folder, Time at,
                                                  const FileLock& right,
                                                  std::chrono::days left = identity_renewal);

}  // namespace qoltanba::agent
