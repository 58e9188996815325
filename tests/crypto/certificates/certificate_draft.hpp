// Certificates made by hand for the hostile and the odd cases, signed with P-256 keys of OpenSSL's own.
#pragma once

#include "crypto/certificates/certificate.hpp"
#include "crypto/der/writer.hpp"

#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

struct evp_pkey_st;

namespace qoltanba::test {

/// A fresh P-256 key.
class DraftKey {
  public:
    DraftKey();
    [[nodiscard]] Bytes spki() const;
    /// Ecdsa-Sig-Value over SHA-256.
    [[nodiscard]] Bytes sign(BytesView message) const;

  private:
    std::shared_ptr<evp_pkey_st> key_;
};

/// Name with one UTF8String attribute in each RDN, in this order.
Bytes draft_name(const std::vector<std::pair<std::string_view, std::string_view>>& attributes);
/// Name with a common name alone.
Bytes draft_name(std::string_view common_name);

/// Extension; `critical` is left out where false.
Bytes draft_extension(std::string_view oid, bool critical, BytesView value);
Bytes draft_ca(std::optional<int> path_length = std::nullopt);
/// `bits` as Certificate::key_usage() gives them.
Bytes draft_key_usage(unsigned bits);
Bytes draft_purposes(const std::vector<std::string_view>& oids);
Bytes draft_subject_key_identifier(BytesView identifier);
Bytes draft_authority_key_identifier(BytesView identifier);

/// AlgorithmIdentifier of ecdsa-with-SHA256, without parameters (RFC 5758, 3.2).
Bytes draft_algorithm();

/// What goes into a certificate, part by part; each part may be made wrong.
struct CertificateDraft {
    Bytes version = crypto::der::explicit_tag(0, crypto::der::integer(2));
    Bytes serial_number = crypto::der::integer(1);
    Bytes inner_algorithm = draft_algorithm();
    Bytes issuer = draft_name("Issuer");
    Bytes validity = valid_in(2020, 2030);
    Bytes subject = draft_name("Subject");
    Bytes spki{};  ///< empty: the subject key's
    Bytes after_spki{};
    std::vector<Bytes> extensions{};
    Bytes outer_algorithm = draft_algorithm();

    /// From the first second of one year to the last second before another.
    static Bytes valid_in(int from_year, int to_year);

    [[nodiscard]] Bytes sealed(const DraftKey& subject_key, const DraftKey& issuer_key) const;
    /// Read back; the test fails if it does not read.
    [[nodiscard]] crypto::Certificate certificate(const DraftKey& subject_key,
                                                  const DraftKey& issuer_key) const;
};

}  // namespace qoltanba::test
