// Digests: SHA-2 through OpenSSL, Streebog (RFC 6986) and GOST 34.311-95 with the TestParamSet S-box through
// nettle. SHA-1 is here to judge old signatures and is never used to make one.
#pragma once

#include "crypto/base/bytes.hpp"

#include <memory>
#include <optional>
#include <string_view>

namespace qoltanba::crypto {

enum class DigestAlgorithm { sha1, sha256, sha384, sha512, streebog_256, streebog_512, gost_34311 };

struct DigestIdentity {
    DigestAlgorithm algorithm;
    std::size_t size;       ///< octets
    std::string_view oid;   ///< digestAlgorithm
    std::string_view xml;   ///< DigestMethod/@Algorithm; empty where XML has no name for it
    std::string_view name;  ///< for people: "SHA-256", "ГОСТ 34.11-2015 (512)"
};

const DigestIdentity& identity_of(DigestAlgorithm algorithm);
std::optional<DigestAlgorithm> digest_by_oid(std::string_view oid);
std::optional<DigestAlgorithm> digest_by_xml(std::string_view uri);

/// A running digest. Inputs of any size, in any number of pieces.
class Hasher {
  public:
    explicit Hasher(DigestAlgorithm algorithm);
    Hasher(Hasher&&) noexcept;
    Hasher& operator=(Hasher&&) noexcept;
    ~Hasher();

    void update(BytesView more);
    /// The digest of all that was given. Ends this Hasher: nothing may follow.
    Bytes finish();

    struct State;  ///< one derived class for each library, in digest.cpp

  private:
    std::unique_ptr<State> state_;
};

Bytes digest_of(DigestAlgorithm algorithm, BytesView data);

}  // namespace qoltanba::crypto
