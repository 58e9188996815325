#include "tokens/files/found_keys.hpp"

#include "crypto/signatures/local_signer.hpp"

#include <algorithm>
#include <utility>

namespace qoltanba::tokens {
namespace {

using crypto::Certificate;
using crypto::PrivateKey;

/// A certificate of the file in the order in which a key tries them: those of its localKeyID first.
std::vector<const FoundCertificate*> candidates_for(const FoundKey& key, const FoundKeys& contents) {
    std::vector<const FoundCertificate*> candidates;
    for (const auto& certificate : contents.certificates) candidates.push_back(&certificate);
    std::ranges::stable_partition(candidates, [&](const FoundCertificate* candidate) {
        return !key.labels.local_key_id.empty() && candidate->labels.local_key_id == key.labels.local_key_id;
    });
    return candidates;
}

std::string alias_of(const KeyLabels& key, const KeyLabels& found, const Certificate& certificate) {
    if (!key.friendly_name.empty()) return key.friendly_name;
    if (!found.friendly_name.empty()) return found.friendly_name;
    return to_hex(certificate.subject_key_identifier());
}

Result<OpenedKey> open_key(const FoundKey& found, const FoundKeys& contents,
                           const crypto::SigningPolicy& policy) {
    QOLTANBA_TRY(PrivateKey key, PrivateKey::from_pkcs8(found.pkcs8));
    std::optional<Error> unreadable;
    for (const auto* candidate : candidates_for(found, contents)) {
        auto certificate = Certificate::from_der(candidate->der);
        if (certificate.has_error()) {
            unreadable = std::move(certificate).error();
            continue;
        }
        const auto public_key = certificate->public_key();
        if (public_key.has_error() || key.bind_to(*public_key).has_error()) continue;
        std::string alias = alias_of(found.labels, candidate->labels, *certificate);
        QOLTANBA_TRY(auto signer,
                     crypto::LocalSigner::create(std::move(*certificate), std::move(key), policy));
        return OpenedKey{std::move(alias), std::move(signer)};
    }
    if (unreadable)
        return because(ErrorCode::malformed_key_file, "a certificate cannot be read", std::move(*unreadable));
    return contents.certificates.empty()
               ? fail(ErrorCode::key_without_certificate)
               : fail(ErrorCode::key_does_not_match_certificate, "no certificate of the file is of its key");
}

}  // namespace

Result<std::vector<OpenedKey>> open_found_keys(const FoundKeys& found, const crypto::SigningPolicy& policy) {
    std::vector<OpenedKey> opened;
    std::optional<Error> failure = found.failure;
    for (const auto& key : found.keys) {
        auto one = open_key(key, found, policy);
        if (one.has_value())
            opened.push_back(std::move(*one));
        else if (!failure)
            failure = as_key_file_error(std::move(one).error());
    }
    if (!opened.empty()) return opened;
    return failure ? *failure : fail(ErrorCode::unsupported_key_file, "no private key in the file");
}

Error as_key_file_error(Error error) {
    if (error.code != ErrorCode::malformed_der) return error;
    return because(ErrorCode::malformed_key_file, "a structure of the key file is broken", std::move(error));
}

}  // namespace qoltanba::tokens
