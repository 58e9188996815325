// Owners of OpenSSL's objects, and its parameters filled from octet strings. OpenSSL's failures become errors
// at the places that call it.
#pragma once

#include "crypto/base/freed_by.hpp"
#include "crypto/base/secret_bytes.hpp"

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <memory>
#include <vector>

namespace qoltanba::crypto {

using Key = std::unique_ptr<EVP_PKEY, FreedBy<EVP_PKEY_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, FreedBy<EVP_PKEY_CTX_free>>;
using BigNumber = std::unique_ptr<BIGNUM, FreedBy<BN_clear_free>>;
using BigNumberContext = std::unique_ptr<BN_CTX, FreedBy<BN_CTX_free>>;
using CurveGroup = std::unique_ptr<EC_GROUP, FreedBy<EC_GROUP_free>>;
using CurvePoint = std::unique_ptr<EC_POINT, FreedBy<EC_POINT_clear_free>>;

inline BigNumber big_number(BytesView big_endian) {
    return BigNumber(BN_bin2bn(big_endian.data(), static_cast<int>(big_endian.size()), nullptr));
}

/// The parts of a key, on their way to EVP_PKEY_fromdata. Their copies are locked and wiped.
class KeyParameters {
  public:
    void number(const char* name, BytesView big_endian);
    void octets(const char* name, BytesView value);
    void text(const char* name, std::string_view value);

    /// The key these parts make, `type` being "RSA" or "EC"; nothing if OpenSSL does not take them.
    /// `selection` is EVP_PKEY_PUBLIC_KEY or EVP_PKEY_KEYPAIR.
    Key make(const char* type, int selection);

  private:
    std::vector<SecretBytes> values_;
    std::vector<OSSL_PARAM> parameters_;
};

}  // namespace qoltanba::crypto
