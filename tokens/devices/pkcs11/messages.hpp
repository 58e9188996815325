// What the agent asks a module's child and what the child answers: one request, one answer, each in a frame
// of its own (channel.hpp). Requests are secret because some hold a PIN; answers are hostile because a
// module's process says them.
//
// An upgrade of the package leaves the agents that run (installer/linux/scripts/prerm): they go on with the
// next version's child. So the first frame of each side is its greeting, which says the version of all
// others.
#pragma once

#include "crypto/base/result.hpp"
#include "crypto/base/secret_bytes.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace qoltanba::tokens {

/// A slot with a token in it, as C_GetSlotInfo and C_GetTokenInfo tell it.
struct TokenFacts {
    std::uint64_t slot = 0;
    std::uint64_t flags = 0;  ///< CKF_* of the token
    std::uint64_t min_pin_length = 0;
    std::uint64_t max_pin_length = 0;  ///< 0: not told
    std::string label{};
    std::string manufacturer{};
    std::string model{};
    std::string serial{};
    std::string reader{};                     ///< the slot's description
    std::vector<std::uint64_t> mechanisms{};  ///< CKM_*; empty where the module does not tell

    friend bool operator==(const TokenFacts&, const TokenFacts&) = default;
};

/// A certificate on a token.
struct CertificateObject {
    Bytes id;  ///< CKA_ID
    std::string label;
    Bytes der;

    friend bool operator==(const CertificateObject&, const CertificateObject&) = default;
};

/// A private key that may sign.
struct KeyObject {
    std::uint64_t handle = 0;
    std::uint64_t type = 0;  ///< CKK_*
    bool always_authenticate = false;
    Bytes id;
    std::string label;

    friend bool operator==(const KeyObject&, const KeyObject&) = default;
};

/// A public key that a token shows.
struct PublicKeyObject {
    std::uint64_t type = 0;      ///< CKK_*
    std::vector<Bytes> parts{};  ///< as MadeKey::public_parts

    friend bool operator==(const PublicKeyObject&, const PublicKeyObject&) = default;
};

struct OpenedToken {
    std::vector<KeyObject> keys;
    std::vector<CertificateObject> certificates;
    std::vector<std::uint64_t> mechanisms;  ///< CKM_*
};

/// An attribute's value as it stands in a template: DER.
struct NamedOctets {
    std::uint64_t attribute = 0;  ///< CKA_*
    Bytes value;

    friend bool operator==(const NamedOctets&, const NamedOctets&) = default;
};

/// A key pair that a token is to make.
struct KeyOrder {
    std::uint64_t mechanism = 0;  ///< CKM_*_KEY_PAIR_GEN
    std::uint64_t type = 0;       ///< CKK_*
    std::uint64_t bits = 0;       ///< CKA_MODULUS_BITS; 0: the mechanism knows none
    std::vector<NamedOctets> parameters{};
    Bytes id{};  ///< CKA_ID of both
    std::string label{};

    friend bool operator==(const KeyOrder&, const KeyOrder&) = default;
};

/// What the token made of it, by a login that goes on.
struct MadeKey {
    KeyObject key{};
    std::vector<Bytes> public_parts{};  ///< RSA: modulus, exponent; EC: CKA_EC_POINT; others: CKA_VALUE
    std::vector<std::uint64_t> mechanisms{};

    friend bool operator==(const MadeKey&, const MadeKey&) = default;
};

/// A certificate to be written, in the parts that a token wants to know; all of them DER.
struct CertificateToWrite {
    Bytes der;
    Bytes subject;
    Bytes issuer;
    Bytes serial_number;  ///< INTEGER
    std::string label;

    friend bool operator==(const CertificateToWrite&, const CertificateToWrite&) = default;
};

namespace request {

/// Tokens in all slots.
struct ListTokens {};

/// Until something was plugged in or taken out since the request before, or the time is over.
struct AwaitChange {
    std::uint64_t milliseconds = 0;
};

/// What can be read without a PIN.
struct ReadCertificates {
    std::uint64_t slot = 0;
};

/// Which token it was that the person chose: another one in the same slot is refused.
struct Whom {
    std::uint64_t slot = 0;
    std::string serial;
    bool last_try_confirmed = false;  ///< the person knows that this try may be the last one
};

/// Login and the keys. A child is asked for it once; its login ends with it.
struct Open {
    Whom whom;
    SecretBytes pin;  ///< empty for a token with a PIN pad
};

/// C_SignInit, the context's login where the key wants one, C_Sign.
struct Sign {
    std::uint64_t key = 0;        ///< KeyObject::handle
    std::uint64_t mechanism = 0;  ///< CKM_*
    Bytes data;
};

struct ChangePin {
    Whom whom;
    SecretBytes pin;
    SecretBytes new_pin;
};

/// Login of the administrator (security officer, PUK) and C_InitPIN.
struct UnblockPin {
    Whom whom;
    SecretBytes puk;
    SecretBytes new_pin;
};

/// A new key pair, by the login that Open began; Sign may follow.
struct GenerateKeyPair {
    SecretBytes pin;  ///< kept where the new key wants it before every signature
    KeyOrder order;
};

/// Takes away both halves of the pair that GenerateKeyPair made, by the same login. No other key can be
/// named.
struct RemoveMadeKey {};

/// The public keys that can be read without a PIN.
struct ReadPublicKeys {
    Whom whom;
};

/// Beside this key, of which it takes the CKA_ID, by the login that Open began.
struct WriteCertificate {
    std::uint64_t key = 0;  ///< KeyObject::handle
    CertificateToWrite certificate;
};

using Any = std::variant<ListTokens, AwaitChange, ReadCertificates, Open, Sign, ChangePin, UnblockPin,
                         GenerateKeyPair, WriteCertificate, RemoveMadeKey, ReadPublicKeys>;

}  // namespace request

/// The eight octets "qoltanba" and the wire's version. No version may write it otherwise.
Bytes write_greeting();
/// Error: program_updated, for any octets but our own greeting: the other side is of another version.
Result<void> check_greeting(BytesView message);

SecretBytes write_request(const request::Any& request);
/// Error: device_module_failed (a request that is none).
Result<request::Any> read_request(BytesView message);

/// One of these for each request, in the same order; nothing but success for the PINs' two, for a
/// certificate that was written and for a key that was taken away.
Bytes write_answer(const std::vector<TokenFacts>& tokens);
Bytes write_answer(bool changed);
Bytes write_answer(const std::vector<CertificateObject>& certificates);
Bytes write_answer(const OpenedToken& opened);
Bytes write_answer(BytesView signature);
Bytes write_answer(const MadeKey& made);
Bytes write_answer(const std::vector<PublicKeyObject>& keys);
Bytes write_success();
Bytes write_failure(const Error& error);

/// The readers of answers give the error that the child told, or device_module_failed for an answer that is
/// none.
Result<std::vector<TokenFacts>> read_tokens(BytesView answer);
Result<bool> read_change(BytesView answer);
Result<std::vector<CertificateObject>> read_certificates(BytesView answer);
Result<OpenedToken> read_opened(BytesView answer);
Result<Bytes> read_signature(BytesView answer);
Result<MadeKey> read_made_key(BytesView answer);
Result<std::vector<PublicKeyObject>> read_public_keys(BytesView answer);
Result<void> read_success(BytesView answer);

}  // namespace qoltanba::tokens
