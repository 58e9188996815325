// The CA behind the localhost identity: made in memory, signs one certificate, and its key is gone. Whoever
// trusts it trusts it for this computer's loopback names only (critical name constraints), and nobody can use
// it again.
#pragma once

#include "agent/server/openssl_handles.hpp"
#include "crypto/base/clock.hpp"

#include <span>
#include <string>

namespace qoltanba::agent {

/// Browsers refuse server certificates that live longer than 398 days.
constexpr std::chrono::days identity_lifetime{397};

struct ServerCertificate {
    X509Ptr authority;
    X509Ptr certificate;
    KeyPtr key;
};

class LocalAuthority {
  public:
    /// A P-256 CA valid from an hour before `at` (clocks differ) for identity_lifetime. Error:
    /// identity_failure.
    static Result<LocalAuthority> make(Time at);

    /// Signs a P-256 server certificate for these names, written as OpenSSL's subjectAltName wants them
    /// ("DNS:localhost", "IP:127.0.0.1"), and destroys the CA's key. Error: identity_failure.
    Result<ServerCertificate> issue(const std::string& names) &&;

  private:
    LocalAuthority(X509Ptr certificate, KeyPtr key)
        : certificate_(std::move(certificate)), key_(std::move(key)) {}

    X509Ptr certificate_;
    KeyPtr key_;
};

}  // namespace qoltanba::agent
