#include "agent/enrolment/new_key.hpp"

#include "agent/platform/private_file.hpp"
#include "agent/platform/whole_path.hpp"
#include "crypto/base/base64.hpp"
#include "crypto/certificates/extension_types.hpp"
#include "tokens/files/encrypted_key.hpp"
#include "tokens/files/new_key_file.hpp"

namespace qoltanba::agent {
namespace {

namespace fs = std::filesystem;
using crypto::KeyFamily;
using crypto::KeyUse;

/// KeyUsage as the national CA gives it (kz-crypto facts, 4); ECDSA keys neither wrap nor, here, agree keys.
std::optional<unsigned> key_usage_of(KeyFamily family, KeyUse use) {
    using namespace crypto::key_usage;
    const bool is_rsa = family == KeyFamily::rsa;
    const bool is_gost = family == KeyFamily::gost_2015_512;
    switch (use) {
        case KeyUse::authentication:
            return digital_signature | (is_rsa ? key_encipherment : 0U);
        case KeyUse::signature:
            return digital_signature | non_repudiation;
        case KeyUse::both:
            return digital_signature | non_repudiation | (is_gost ? key_agreement : 0U);
        case KeyUse::none:
            break;
    }
    return std::nullopt;
}

/// The single GOST key logs in by emailProtection too; the CA gives it no other standard purpose.
std::vector<std::string> purposes_of(KeyFamily family, KeyUse use) {
    using namespace crypto::key_purpose;
    std::vector<std::string> purposes;
    const bool logs_in = use == KeyUse::authentication || use == KeyUse::both;
    if (logs_in && family != KeyFamily::gost_2015_512) purposes.emplace_back(client_authentication);
    if (use == KeyUse::signature || use == KeyUse::both) purposes.emplace_back(email_protection);
    return purposes;
}

Result<void> make_folder(const fs::path& folder) {
    std::error_code ignored;
    if (fs::is_directory(folder, ignored)) return {};  // the person's own, with whatever rights it has
    return make_private_folder(folder);
}

Bytes request_text(BytesView request) {
    return copy_of(bytes_of(to_pem("CERTIFICATE REQUEST", request)));
}

}  // namespace

Result<crypto::RequestOrder> order_of(const NewKey& wanted) {
    QOLTANBA_TRY(auto subject, crypto::write_name(wanted.subject));
    auto purposes = purposes_of(wanted.family, wanted.use);
    purposes.insert(purposes.end(), wanted.further_purposes.begin(), wanted.further_purposes.end());
    return crypto::RequestOrder{.subject = std::move(subject),
                                .extended_key_usage = std::move(purposes),
                                .key_usage = key_usage_of(wanted.family, wanted.use),
                                .email = wanted.email};
}

Result<WaitingKey> make_key(const NewKey& wanted, const SecretBytes& password, const fs::path& folder) {
    QOLTANBA_CHECK(tokens::check_new_password(password));
    QOLTANBA_TRY(const auto order, order_of(wanted));
    QOLTANBA_TRY(const auto key, crypto::PrivateKey::generate(wanted.family, wanted.rsa_bits));
    QOLTANBA_TRY(const auto request, crypto::write_certificate_request(order, key));
    QOLTANBA_TRY(const auto public_key, key.public_key());
    QOLTANBA_TRY(const auto identifier, crypto::key_identifier_of(public_key.spki()));
    QOLTANBA_TRY(const auto pkcs8, key.to_pkcs8());
    QOLTANBA_TRY(const auto encrypted, tokens::write_encrypted_key(pkcs8, password));

    const auto stem = tokens::key_file_stem(wanted.family, wanted.use, identifier);
    const auto place = whole_path(folder);
    const WaitingKey made{place / (stem + ".key"), place / (stem + ".csr")};
    QOLTANBA_CHECK(make_folder(place));
    QOLTANBA_CHECK(write_new_private_file(made.key, bytes_of(to_pem("ENCRYPTED PRIVATE KEY", encrypted))));
    QOLTANBA_CHECK(write_new_private_file(made.request, request_text(request)));
    return made;
}

Result<void> request_again(const crypto::RequestOrder& order, const crypto::PublicKey& key,
                           const crypto::DigestSigner& sign, const fs::path& request) {
    QOLTANBA_TRY(const auto written, crypto::write_certificate_request(order, key, sign));
    QOLTANBA_CHECK(make_folder(request.parent_path()));
    return write_private_file(request, request_text(written));
}

}  // namespace qoltanba::agent
