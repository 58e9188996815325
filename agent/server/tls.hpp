// How the agent speaks TLS.
#pragma once

#include "agent/server/identity.hpp"

#include <boost/asio/ssl/context.hpp>

#include <memory>

namespace qoltanba::agent {

/// TLS 1.2 and 1.3 with forward secrecy and AEAD ciphers; no renegotiation, compression or resumption.
/// Error: identity_failure.
Result<std::shared_ptr<boost::asio::ssl::context>> make_tls_context(const LocalhostIdentity& identity);

}  // namespace qoltanba::agent
