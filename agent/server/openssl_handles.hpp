// OpenSSL objects with one owner each, and OpenSSL's errors as text.
#pragma once

#include "crypto/base/freed_by.hpp"
#include "crypto/base/result.hpp"

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <array>
#include <memory>
#include <string>

namespace qoltanba::agent {

using BioPtr = std::unique_ptr<BIO, FreedBy<BIO_free_all>>;
using BignumPtr = std::unique_ptr<BIGNUM, FreedBy<BN_free>>;
using ExtensionPtr = std::unique_ptr<X509_EXTENSION, FreedBy<X509_EXTENSION_free>>;
using KeyPtr = std::unique_ptr<EVP_PKEY, FreedBy<EVP_PKEY_free>>;  // wipes the private part
using StorePtr = std::unique_ptr<X509_STORE, FreedBy<X509_STORE_free>>;
using StoreContextPtr = std::unique_ptr<X509_STORE_CTX, FreedBy<X509_STORE_CTX_free>>;
using X509Ptr = std::unique_ptr<X509, FreedBy<X509_free>>;

/// identity_failure with OpenSSL's last error; its queue is emptied.
inline Error openssl_error(std::string what) {
    std::array<char, 256> text{};
    if (const auto code = ERR_peek_last_error(); code != 0) {
        ERR_error_string_n(code, text.data(), text.size());
        what += ": " + std::string(text.data());
    }
    ERR_clear_error();
    return fail(ErrorCode::identity_failure, std::move(what));
}

}  // namespace qoltanba::agent
