#include "tokens/files/java_key_store.hpp"

#include "crypto/algorithms/digest.hpp"
#include "tokens/files/found_keys.hpp"
#include "tokens/files/java_key_ciphers.hpp"

#include <algorithm>

namespace qoltanba::tokens {
namespace {

constexpr std::size_t max_file_octets = std::size_t{1} << 20U;
constexpr std::size_t max_entries = 64;
constexpr std::size_t max_chain = 16;
constexpr std::size_t digest_octets = 20;

constexpr std::uint32_t jks_magic = 0xFEED'FEED;
constexpr std::uint32_t jceks_magic = 0xCECE'CECE;
enum class EntryKind : std::uint32_t { private_key = 1, certificate = 2, secret_key = 3 };

Error cut_short() {
    return fail(ErrorCode::malformed_key_file, "the key store ends too early");
}

/// What java.io.DataOutput writes: big-endian numbers, texts and octets with their length before them.
class DataReader {
  public:
    explicit DataReader(BytesView data) : rest_(data) {}

    Result<BytesView> octets(std::size_t count) {
        if (count > rest_.size()) return cut_short();
        const auto taken = rest_.first(count);
        rest_ = rest_.subspan(count);
        return taken;
    }
    Result<std::uint32_t> number(std::size_t size) {
        QOLTANBA_TRY(const auto taken, octets(size));
        std::uint32_t value = 0;
        for (const auto octet : taken) value = value << 8U | octet;
        return value;
    }
    Result<std::uint32_t> word() { return number(4); }
    /// Java's own UTF-8, which is the usual one for all that names contain.
    Result<std::string> text() {
        QOLTANBA_TRY(const auto size, number(2));
        QOLTANBA_TRY(const auto taken, octets(size));
        return std::string(text_of(taken));
    }
    Result<BytesView> counted_octets() {
        QOLTANBA_TRY(const auto size, word());
        return octets(size);
    }
    [[nodiscard]] bool at_end() const { return rest_.empty(); }

  private:
    BytesView rest_;
};

struct ProtectedKey {
    std::string alias;
    BytesView encrypted;  ///< EncryptedPrivateKeyInfo
    std::vector<Bytes> chain;
};

struct Entries {
    std::vector<ProtectedKey> keys;
    std::optional<Error> failure;  ///< why what stands behind these was not read
};

Result<Bytes> read_certificate(DataReader& data, std::uint32_t version) {
    if (version == 2) {
        QOLTANBA_TRY(const auto type, data.text());
        if (type != "X.509") return fail(ErrorCode::unsupported_key_file, "a certificate of another kind");
    }
    QOLTANBA_TRY(const auto certificate, data.counted_octets());
    return copy_of(certificate);
}

Result<ProtectedKey> read_private_key(DataReader& data, std::uint32_t version, std::string alias) {
    ProtectedKey key{.alias = std::move(alias), .encrypted = {}, .chain = {}};
    QOLTANBA_TRY(key.encrypted, data.counted_octets());
    QOLTANBA_TRY(const auto length, data.word());
    if (length > max_chain) return fail(ErrorCode::unsupported_key_file, "a chain of too many certificates");
    for (std::uint32_t i = 0; i < length; ++i) {
        QOLTANBA_TRY(auto certificate, read_certificate(data, version));
        key.chain.push_back(std::move(certificate));
    }
    return key;
}

/// `data` stands behind the magic number.
Result<Entries> read_entries(DataReader data) {
    QOLTANBA_TRY(const auto version, data.word());
    if (version != 1 && version != 2) return fail(ErrorCode::unsupported_key_file, "a key store's version");
    QOLTANBA_TRY(const auto count, data.word());
    if (count > max_entries) return fail(ErrorCode::unsupported_key_file, "a key store of too many entries");
    Entries entries;
    for (std::uint32_t i = 0; i < count; ++i) {
        QOLTANBA_TRY(const auto kind, data.word());
        QOLTANBA_TRY(auto alias, data.text());
        constexpr std::size_t date_octets = 8;
        QOLTANBA_CHECK(data.octets(date_octets));
        switch (static_cast<EntryKind>(kind)) {
            case EntryKind::private_key: {
                QOLTANBA_TRY(auto key, read_private_key(data, version, std::move(alias)));
                entries.keys.push_back(std::move(key));
                break;
            }
            case EntryKind::certificate:
                QOLTANBA_CHECK(read_certificate(data, version));
                break;
            case EntryKind::secret_key:
                // A serialised Java object, whose end only Java's own reader knows.
                entries.failure = fail(ErrorCode::unsupported_key_file, "secret keys stand before others");
                return entries;
            default:
                return fail(ErrorCode::malformed_key_file, "an entry of an unknown kind");
        }
    }
    if (!data.at_end()) return fail(ErrorCode::malformed_key_file, "octets behind the last entry");
    return entries;
}

/// SHA-1 of the password, a salt that is always the same, and all before the digest itself.
bool is_whole(BytesView content, BytesView digest, const PasswordKeys& password) {
    crypto::Hasher hasher(crypto::DigestAlgorithm::sha1);
    hasher.update(password.utf16());
    hasher.update(bytes_of("Mighty Aphrodite"));
    hasher.update(content);
    return std::ranges::equal(hasher.finish(), digest);
}

/// One key with the certificates beside it, put to the others. A key may have a password of its own.
void decipher_into(FoundKeys& found, const ProtectedKey& key, PasswordKeys& password) {
    auto pkcs8 = decipher_java_key(key.encrypted, password);
    if (!pkcs8) {
        if (!found.failure) found.failure = as_key_file_error(std::move(pkcs8).error());
        return;
    }
    ++found.deciphered;
    const KeyLabels labels{.friendly_name = key.alias, .local_key_id = {}};
    found.keys.push_back({.pkcs8 = std::move(*pkcs8), .labels = labels});
    for (const auto& certificate : key.chain) found.certificates.push_back({certificate, labels});
}

Result<std::vector<OpenedKey>> open_entries(const Entries& entries, bool whole, PasswordKeys& password,
                                            const crypto::SigningPolicy& policy) {
    FoundKeys found;
    for (const auto& key : entries.keys) decipher_into(found, key, password);
    if (whole && found.failure && found.failure->code == ErrorCode::wrong_password)
        found.failure = fail(ErrorCode::unsupported_key_file, "a key has a password of its own");
    if (!found.failure) found.failure = entries.failure;
    if (!whole && found.deciphered == 0) return fail(ErrorCode::wrong_password, "the store's digest");
    if (!whole) return fail(ErrorCode::malformed_key_file, "a key opens, but the store's digest is another");
    return open_found_keys(found, policy);
}

}  // namespace

Result<std::vector<OpenedKey>> open_java_key_store(BytesView file, const SecretBytes& password,
                                                   const crypto::SigningPolicy& policy) {
    if (!is_java_key_store(file))
        return fail(ErrorCode::unsupported_key_file, "not the start of a key store");
    if (file.size() > max_file_octets) return fail(ErrorCode::unsupported_key_file, "larger than 1 MiB");
    constexpr std::size_t magic_octets = 4;
    if (file.size() < magic_octets + digest_octets) return cut_short();
    const auto content = file.first(file.size() - digest_octets);
    QOLTANBA_TRY(const auto entries, read_entries(DataReader(content.subspan(magic_octets))));
    QOLTANBA_TRY(auto forms, PasswordKeys::forms_of(password));
    auto& form = forms.front();  // Java knows one form of the empty password
    return open_entries(entries, is_whole(content, file.last(digest_octets), form), form, policy);
}

bool is_java_key_store(BytesView file) {
    const auto magic = DataReader(file).word();
    return magic.has_value() && (*magic == jks_magic || *magic == jceks_magic);
}

}  // namespace qoltanba::tokens
