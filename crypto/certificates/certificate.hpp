// An X.509 certificate (RFC 5280) as this project needs it: read once, immutable, cheap to copy.
#pragma once

#include "crypto/algorithms/keys.hpp"
#include "crypto/base/clock.hpp"
#include "crypto/certificates/name.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace qoltanba::crypto {

struct BasicConstraints {
    bool ca = false;
    std::optional<int> path_length;
};

class Certificate {
  public:
    /// From DER. Errors: malformed_certificate with the cause; an unknown kind of key is not an error here
    /// but of public_key().
    static Result<Certificate> from_der(BytesView der);
    /// From DER, PEM or bare base64; "&#13;" at line ends, as XML signatures hold them, is passed over.
    static Result<Certificate> from_file_content(BytesView content);

    [[nodiscard]] BytesView der() const;
    [[nodiscard]] BytesView tbs() const;  ///< the signed part, as it stands
    [[nodiscard]] const Name& subject() const;
    [[nodiscard]] const Name& issuer() const;
    [[nodiscard]] BytesView serial_number() const;        ///< INTEGER's value octets, as they stand
    [[nodiscard]] std::string serial_number_hex() const;  ///< lower case, without leading zero octets
    [[nodiscard]] Time not_before() const;
    [[nodiscard]] Time not_after() const;
    [[nodiscard]] Result<PublicKey> public_key() const;
    [[nodiscard]] BytesView spki() const;
    [[nodiscard]] const std::string& signature_algorithm() const;  ///< OID
    [[nodiscard]] BytesView signature() const;
    [[nodiscard]] const std::vector<std::string>& extended_key_usage() const;  ///< OIDs; empty if absent
    /// Time stamp authorities must say so (RFC 3161, 2.3).
    [[nodiscard]] bool extended_key_usage_is_critical() const;
    /// KeyUsage bits, bit 0 (value 1) = digitalSignature, bit 1 (value 2) = nonRepudiation, ... as numbered
    /// in RFC 5280, 4.2.1.3; nothing if the extension is absent.
    [[nodiscard]] std::optional<unsigned> key_usage() const;
    [[nodiscard]] BytesView subject_key_identifier() const;    ///< empty if absent
    [[nodiscard]] BytesView authority_key_identifier() const;  ///< keyIdentifier; empty if absent
    [[nodiscard]] const BasicConstraints& basic_constraints() const;
    /// A certification authority: basicConstraints says so, and keyUsage, where it stands, has keyCertSign
    /// (RFC 5280, 6.1.4 (k) and (n)).
    [[nodiscard]] bool may_issue() const;
    /// An OCSP responder's, which needs no revocation check of its own (RFC 6960, 4.2.2.2.1).
    [[nodiscard]] bool has_ocsp_no_check() const;
    // Where the certificate says that something about it can be asked for: http and https URLs of at most 500
    // octets, at most 8 of a kind, each once. Nobody may be asked because a certificate says so before the
    // certificate itself is trusted.
    [[nodiscard]] const std::vector<std::string>& ocsp_addresses() const;
    [[nodiscard]] const std::vector<std::string>& issuer_addresses() const;     ///< caIssuers
    [[nodiscard]] const std::vector<std::string>& crl_addresses() const;        ///< complete lists
    [[nodiscard]] const std::vector<std::string>& delta_crl_addresses() const;  ///< freshestCRL
    /// An extension with critical = TRUE that this reader does not know; then the certificate must not be
    /// relied upon (RFC 5280, 4.2).
    [[nodiscard]] bool has_unknown_critical_extension() const;

    /// Whether the issuer's key made this certificate's signature. Errors: signature_mismatch (also for an
    /// algorithm of another kind of key), unsupported_algorithm, algorithm_refused_by_policy (SHA-1).
    [[nodiscard]] Result<void> verify_signed_by(const PublicKey& issuer_key) const;

    friend bool operator==(const Certificate& a, const Certificate& b);

    struct Fields;

  private:
    explicit Certificate(std::shared_ptr<const Fields> fields);
    std::shared_ptr<const Fields> fields_;
};

}  // namespace qoltanba::crypto
