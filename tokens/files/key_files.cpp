#include "tokens/files/key_files.hpp"

#include "tokens/files/java_key_store.hpp"
#include "tokens/files/pkcs12.hpp"
#include "tokens/files/read_file.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace qoltanba::tokens {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view java_storage = "JKS";
constexpr std::size_t max_files = 500;
constexpr std::size_t max_entries = 20'000;  // a folder of downloads must not hold up the window
constexpr std::size_t header_octets = 64;    // what is_pkcs12 needs
constexpr std::size_t max_key_file = (std::size_t{1} << 20U) + 1;  // one more than open_pkcs12 takes

std::string lower_case(std::string text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text;
}

std::string utf8_of(const fs::path& path) {
    const auto text = path.u8string();
    return {text.begin(), text.end()};
}

bool has_key_file_extension(const fs::path& path) {
    const std::string extension = lower_case(utf8_of(path.extension()));
    return extension == ".p12" || extension == ".pfx" || extension == ".jks" || extension == ".jceks";
}

/// Collects key files; what cannot be read is passed over.
class Search {
  public:
    void visit(const fs::path& folder, int levels) {
        std::error_code error;
        for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
             entry.increment(error)) {
            if (++entries_ > max_entries || looked_at_ == max_files) return;
            std::error_code ignored;
            if (levels > 0 && entry->is_directory(ignored) && !entry->is_symlink(ignored))
                visit(entry->path(), levels - 1);
            else if (has_key_file_extension(entry->path()))
                look_at(entry->path());
        }
    }

    std::vector<KeyFile> newest_first() && {
        std::ranges::stable_sort(found_, std::greater{}, &KeyFile::changed);
        return std::move(found_);
    }

  private:
    void look_at(const fs::path& path) {
        std::error_code error;
        const fs::path canonical = fs::canonical(path, error);
        if (error || !seen_.insert(canonical).second) return;
        ++looked_at_;
        if (auto file = look_at_key_file(path); file.has_value()) found_.push_back(std::move(*file));
    }

    std::vector<KeyFile> found_;
    std::set<fs::path> seen_;
    std::size_t entries_ = 0;
    std::size_t looked_at_ = 0;
};

class KeyFileToken final : public Token {
  public:
    KeyFileToken(const KeyFile& file, crypto::SigningPolicy policy)
        : path_(file.path), storage_(file.storage), policy_(policy) {}

    [[nodiscard]] std::string storage() const override { return std::string(storage_); }
    [[nodiscard]] std::string name() const override { return utf8_of(path_.filename()); }
    [[nodiscard]] Result<std::vector<OpenedKey>> unlock(const SecretBytes& secret) override {
        QOLTANBA_TRY(const Bytes file, read_start_of(path_, max_key_file));
        return is_java_key_store(file) ? open_java_key_store(file, secret, policy_)
                                       : open_pkcs12(file, secret, policy_);
    }

  private:
    fs::path path_;
    std::string_view storage_;
    crypto::SigningPolicy policy_;
};

}  // namespace

KeyFileKind kind_from_name(const fs::path& path) {
    constexpr std::array<std::pair<std::string_view, KeyFileKind>, 4> prefixes{{
        {"auth_rsa256_", KeyFileKind::rsa_authentication},
        {"rsa256_", KeyFileKind::rsa_signature},
        {"gostknca_", KeyFileKind::gost_2004},
        {"gost512_", KeyFileKind::gost_2015},
    }};
    const std::string name = lower_case(utf8_of(path.filename()));
    for (const auto& [prefix, kind] : prefixes)
        if (name.starts_with(prefix)) return kind;
    return KeyFileKind::other;
}

std::vector<KeyFile> find_key_files(const std::vector<fs::path>& folders) {
    Search search;
    for (const auto& folder : folders) search.visit(folder, 1);
    return std::move(search).newest_first();
}

Result<KeyFile> look_at_key_file(const fs::path& path) {
    QOLTANBA_TRY(const Bytes start, read_start_of(path, header_octets));
    const bool of_java = is_java_key_store(start);
    if (!of_java && !is_pkcs12(start))
        return fail(ErrorCode::unsupported_key_file, "neither the start of a PFX nor of a key store of Java");
    KeyFile file{.path = path, .kind = kind_from_name(path)};
    if (of_java) file.storage = java_storage;
    std::error_code error;
    file.size = fs::file_size(path, error);
    if (!error) file.changed = fs::last_write_time(path, error);
    if (error) return fail(ErrorCode::input_output_failure, error.message());
    return file;
}

std::unique_ptr<Token> token_of(const KeyFile& file, const crypto::SigningPolicy& policy) {
    return std::make_unique<KeyFileToken>(file, policy);
}

}  // namespace qoltanba::tokens
