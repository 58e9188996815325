// Makes a private key and the request for its certificate.
//
// Until the certificate comes, two files stand side by side, readable by their user alone: <stem>.key, the
// key under the person's password (PEM "ENCRYPTED PRIVATE KEY", RFC 7468, 11), and <stem>.csr, the request
// (PEM, RFC 7468, 7). The stem is what the key file will be called. A PKCS#12 file with a stand-in for the
// certificate would look like a key that signs, to this agent and to others; this does not.
#pragma once

#include "crypto/certificates/holder.hpp"
#include "crypto/certificates/write.hpp"
#include "crypto/requests/request.hpp"

#include <filesystem>

namespace qoltanba::agent {

struct NewKey {
    crypto::KeyFamily family = crypto::KeyFamily::gost_2015_512;
    std::size_t rsa_bits = 2048;
    /// As the national CA has them: RSA keys to log in or to sign, one GOST key for both. `none` asks for no
    /// purpose at all.
    crypto::KeyUse use = crypto::KeyUse::both;
    crypto::NameParts subject{};
    std::string email{};
    std::vector<std::string> further_purposes{};  ///< OIDs of extKeyUsage beside those of `use`: a role's
};

/// A key without its certificate.
struct WaitingKey {
    std::filesystem::path key;
    std::filesystem::path request;
};

/// What a request for such a key asks for. Error: certificate_subject_wrong.
Result<crypto::RequestOrder> order_of(const NewKey& wanted);

/// Makes key and request in this folder, which is made for its user alone where it is missing. The key stays
/// if its request cannot be written. Errors: those of check_new_password, PrivateKey::generate,
/// write_certificate_request and write_new_private_file.
Result<WaitingKey> make_key(const NewKey& wanted, const SecretBytes& password,
                            const std::filesystem::path& folder);

/// Writes another request, signed by `sign`, for a key that is there already. It takes the place of one of
/// that name. Errors: those of write_certificate_request and write_private_file.
Result<void> request_again(const crypto::RequestOrder& order, const crypto::PublicKey& key,
                           const crypto::DigestSigner& sign, const std::filesystem::path& request);

}  // namespace qoltanba::agent
