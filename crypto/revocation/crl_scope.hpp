// Which certificates a list is about: issuingDistributionPoint (RFC 5280, 5.2.5). Of this folder alone.
#pragma once

#include "crypto/certificates/certificate.hpp"

#include <string>
#include <vector>

namespace qoltanba::crypto::crl {

struct Scope {
    BytesView whole{};  ///< the extension's value
    bool has_name = false;
    std::vector<std::string> urls{};  ///< of the distribution point, where it is named so
    bool only_user_certificates = false;
    bool only_authorities = false;
    std::string beyond{};  ///< what is not supported here, by its name; empty if nothing
};

/// Errors: malformed_der.
Result<Scope> read_scope(BytesView value);

/// Whether the list is about this certificate (6.3.3 (b) (2)); null: it must be about all. Error:
/// crl_scope_unsupported.
Result<void> check_scope(const Scope& scope, const Certificate* certificate);

}  // namespace qoltanba::crypto::crl
