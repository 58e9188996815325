#include "agent/server/tls.hpp"

#include "agent/server/openssl_handles.hpp"

#include <openssl/ssl.h>

namespace qoltanba::agent {
namespace {

namespace ssl = boost::asio::ssl;

boost::asio::const_buffer buffer_of(BytesView octets) {
    return {octets.data(), octets.size()};
}

}  // namespace

Result<std::shared_ptr<ssl::context>> make_tls_context(const LocalhostIdentity& identity) {
    auto context = std::make_shared<ssl::context>(ssl::context::tls_server);
    auto* native = context->native_handle();
    // The certificate is ECDSA, so these are all of TLS 1.2 that is left; the suites of TLS 1.3 stay
    // OpenSSL's.
    constexpr const char* tls_1_2_ciphers =
        "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:"
        "ECDHE-ECDSA-CHACHA20-POLY1305";
    if (SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION) != 1 ||
        SSL_CTX_set_cipher_list(native, tls_1_2_ciphers) != 1 || SSL_CTX_set_num_tickets(native, 0) != 1)
        return openssl_error("set up TLS");
    SSL_CTX_set_options(native, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_NO_TICKET |
                                    SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_session_cache_mode(native, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS);  // idle connections hold no record buffers

    boost::system::error_code error;
    context->use_certificate_chain(buffer_of(bytes_of(identity.certificate)), error);
    if (error) return fail(ErrorCode::identity_failure, "use the certificate: " + error.message());
    context->use_private_key(buffer_of(identity.private_key.view()), ssl::context::pem, error);
    if (error) return fail(ErrorCode::identity_failure, "use the key: " + error.message());
    return context;
}

}  // namespace qoltanba::agent
