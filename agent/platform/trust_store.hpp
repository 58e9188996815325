// Makes this user's browsers trust the localhost CA, and undoes it. Only certificates that the agent of this
// configuration added are ever removed; everything else in a browser's store stays as it is.
#pragma once

#include "agent/platform/paths.hpp"
#include "crypto/base/result.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace qoltanba::agent {

/// One CA as the stores know it.
struct TrustedCa {
    std::string pem;          ///< the certificate
    std::string fingerprint;  ///< SHA-256 of its DER, lower-case hex
};

enum class TrustState {
    absent,    ///< the browser does not know the CA
    present,   ///< known and trusted for TLS servers
    outdated,  ///< known but not trusted, or an earlier CA of this configuration is there
};

struct TrustReport {
    std::string browser;           ///< "Chromium, Chrome, Edge", "Firefox (snap)"
    std::filesystem::path folder;  ///< its NSS database
    TrustState state = TrustState::absent;
    std::optional<Error> error;  ///< why this store could not be read or changed: trust_store_failure
};

class TrustStores {
  public:
    /// `config` holds the list of what was added (file "trusted-ca"), so that renewal and removal find it.
    TrustStores(UserFolders user, std::filesystem::path config);

    /// Adds `ca` to every store where it is missing and removes earlier ones of this configuration. Makes the
    /// shared database of Chromium, Chrome and Edge where there is none, as these browsers do. The reports
    /// say how each store stands afterwards. Errors: trust_store_failure when certutil (of libnss3-tools) is
    /// missing; input_output_failure.
    Result<std::vector<TrustReport>> install(const TrustedCa& ca);

    /// Whether a browser that came since lacks `ca` perhaps: it stands in others, and nobody took it back.
    [[nodiscard]] bool may_be_missing(const TrustedCa& ca) const;

    /// Changes nothing. Errors: as install.
    [[nodiscard]] Result<std::vector<TrustReport>> status(const TrustedCa& ca) const;

    /// Removes every CA that this configuration added. Errors: as install.
    Result<std::vector<TrustReport>> remove();

  private:
    UserFolders user_;
    std::filesystem::path config_;
};

}  // namespace qoltanba::agent
