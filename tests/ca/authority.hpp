// A demonstration certification authority: a root and an intermediate of one family, and certificates for
// people in the profile of the Kazakh national CA, with any fault a test wants.
#pragma once

#include "ca/certificate_parts.hpp"
#include "crypto/certificates/certificate.hpp"
#include "crypto/requests/request.hpp"

#include <optional>

namespace qoltanba::test {

/// What the three kinds of keys of the national CA may do.
enum class Usage {
    authentication,  ///< RSA: digitalSignature + keyEncipherment, clientAuth
    signature,       ///< RSA: digitalSignature + nonRepudiation, emailProtection
    single           ///< GOST-2015: digitalSignature + nonRepudiation + keyAgreement, emailProtection
};

/// Roles in the EKU arc 1.2.398.3.3.4.1.
namespace role {
inline const std::string individual = "1.2.398.3.3.4.1.1";
inline const std::string organisation = "1.2.398.3.3.4.1.2";
inline const std::string head = "1.2.398.3.3.4.1.2.1";
inline const std::string right_to_sign = "1.2.398.3.3.4.1.2.2";
inline const std::string employee = "1.2.398.3.3.4.1.2.5";
}  // namespace role

struct CertificateOrder {
    Subject subject{};
    Usage usage = Usage::single;
    std::vector<std::string> roles{};
    Time not_before{};
    Time not_after{};
    std::optional<unsigned> key_usage{};                           ///< in place of usage's bits
    std::optional<std::vector<std::string>> extended_key_usage{};  ///< in place of usage's purpose and roles
    bool critical_purpose = false;                                 ///< extKeyUsage is critical
    std::vector<Bytes> further_extensions{};                       ///< whole Extension elements
    std::optional<Bytes> subject_name{};                           ///< DER Name in place of `subject`
};

struct Issued {
    crypto::Certificate certificate;
    SecretBytes pkcs8;
};

/// A base of URLs where nothing answers.
inline constexpr const char* nowhere = "http://demo.qoltanba.invalid";

class Authority {
  public:
    /// A root and its intermediate, valid for ten years from a day before `now`. The URLs in certificates
    /// stand under `base_url`, where nothing answers unless a test lets it. Throws on failure, as all members
    /// do.
    Authority(crypto::KeyFamily family, Time now, std::string base_url = nowhere);

    [[nodiscard]] const crypto::Certificate& root() const { return root_; }
    [[nodiscard]] const crypto::Certificate& intermediate() const { return intermediate_; }

    /// A certificate and key of this authority's family, by the intermediate.
    [[nodiscard]] Issued issue(const CertificateOrder& order) const;
    /// The same for a key that is there already.
    [[nodiscard]] crypto::Certificate certify(const CertificateOrder& order,
                                              const crypto::PublicKey& key) const;

    /// What the request asks for, of any family, for a year from yesterday.
    [[nodiscard]] crypto::Certificate certify(const crypto::CertificateRequest& request, Time now) const;

    [[nodiscard]] crypto::KeyFamily family() const { return family_; }
    /// SEQUENCE { tbs, signatureAlgorithm, signature } by the intermediate's key: certificates, CRLs.
    [[nodiscard]] Bytes sign(BytesView tbs) const;
    /// The same by the root's key.
    [[nodiscard]] Bytes sign_as_root(BytesView tbs) const;
    /// "gost" or "rsa", in names and URLs.
    [[nodiscard]] std::string label() const;

  private:
    crypto::KeyFamily family_;
    std::string base_url_;
    crypto::PrivateKey root_key_, intermediate_key_;
    crypto::Certificate root_, intermediate_;
};

}  // namespace qoltanba::test
