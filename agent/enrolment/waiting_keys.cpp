#include "agent/enrolment/waiting_keys.hpp"

#include "agent/platform/whole_file.hpp"
#include "crypto/base/base64.hpp"
#include "tokens/files/encrypted_key.hpp"
#include "tokens/files/pkcs12.hpp"

#include <algorithm>

namespace qoltanba::agent {
namespace {

namespace fs = std::filesystem;
using crypto::Certificate;

constexpr std::size_t largest_key = std::size_t{1} << 20U;
constexpr std::size_t largest_request = std::size_t{128} * 1024;

/// The certificate of this key among them; nothing if there is none.
const Certificate* of_key(const std::vector<Certificate>& certificates, const crypto::PublicKey& key) {
    const auto found = std::ranges::find_if(certificates, [&](const Certificate& certificate) {
        const auto its_key = certificate.public_key();
        return its_key.has_value() && *its_key == key;
    });
    return found == certificates.end() ? nullptr : &*found;
}

std::optional<Matched> match(const fs::path& request, const std::vector<Certificate>& certificates) {
    const auto content = read_whole_file(request, largest_request);
    if (content.has_error()) return std::nullopt;
    const auto read = crypto::read_certificate_request_file(*content);
    if (read.has_error()) return std::nullopt;
    const auto* const certificate = of_key(certificates, read->key);
    if (certificate == nullptr) return std::nullopt;
    auto key = request;
    key.replace_extension(".key");
    std::error_code ignored;
    if (!fs::is_regular_file(key, ignored)) return std::nullopt;
    return Matched{{std::move(key), request}, *certificate};
}

std::optional<Matched> look_in(const fs::path& folder, const std::vector<Certificate>& certificates) {
    constexpr int most_entries = 2000;
    std::error_code fault;
    int entries = 0;
    for (fs::directory_iterator at(folder, fault), end; !fault && at != end && entries < most_entries;
         at.increment(fault), ++entries) {
        if (at->path().extension() != ".csr") continue;
        if (auto found = match(at->path(), certificates)) return found;
    }
    return std::nullopt;
}

/// The octets inside PEM or base64, or DER as it stands.
Result<Bytes> without_armour(Bytes content) {
    constexpr std::uint8_t sequence = 0x30;  // "0" begins no base64 of a SEQUENCE
    if (!content.empty() && content.front() == sequence) return content;
    return from_pem(text_of(content));
}

/// The certificate whose key this is; nothing if there is none. (A certificate's key settles how an ambiguous
/// file of a GOST key is read, so each is tried afresh.)
Result<const Certificate*> owner_of(const SecretBytes& pkcs8, const std::vector<Certificate>& certificates) {
    for (const auto& certificate : certificates) {
        QOLTANBA_TRY(auto key, crypto::PrivateKey::from_pkcs8(pkcs8));
        const auto public_key = certificate.public_key();
        if (public_key.has_value() && key.bind_to(*public_key).has_value()) return &certificate;
    }
    return nullptr;
}

/// The keys of a key file, or the one by itself.
Result<std::vector<SecretBytes>> keys_in(Bytes content, const SecretBytes& password) {
    std::vector<SecretBytes> keys;
    if (tokens::is_pkcs12(content)) {
        QOLTANBA_TRY(auto found, tokens::find_in_pkcs12(content, password));
        for (auto& key : found.keys) keys.push_back(std::move(key.pkcs8));
        return keys;
    }
    const auto der = without_armour(std::move(content));
    if (der.has_error())
        return because(ErrorCode::malformed_key_file, "neither DER nor PEM nor base64", der.error());
    QOLTANBA_TRY(auto key, tokens::read_encrypted_key(*der, password));
    keys.push_back(std::move(key));
    return keys;
}

}  // namespace

Result<Matched> find_waiting_key(const std::vector<Certificate>& certificates,
                                 const std::vector<fs::path>& folders) {
    for (const auto& folder : folders) {
        if (auto found = look_in(folder, certificates)) return std::move(*found);
    }
    return fail(ErrorCode::waiting_key_not_found, "no request beside a key is for this certificate's key");
}

Result<std::vector<SecretBytes>> private_keys_in(const fs::path& file, const SecretBytes& password) {
    QOLTANBA_TRY(auto content, read_whole_file(file, largest_key));
    return keys_in(std::move(content), password);
}

Result<ProvenKey> open_private_key(const fs::path& file, const SecretBytes& password,
                                   const std::vector<Certificate>& certificates) {
    QOLTANBA_TRY(auto keys, private_keys_in(file, password));
    for (auto& key : keys) {
        QOLTANBA_TRY(const auto* const owner, owner_of(key, certificates));
        if (owner != nullptr) return ProvenKey{std::move(key), *owner};
    }
    return fail(ErrorCode::key_does_not_match_certificate, "the key is of no certificate given");
}

}  // namespace qoltanba::agent
