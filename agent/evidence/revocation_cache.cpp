#include "agent/evidence/revocation_cache.hpp"

#include "agent/platform/private_file.hpp"
#include "agent/platform/whole_file.hpp"
#include "crypto/algorithms/digest.hpp"

#include <algorithm>
#include <system_error>
#include <vector>

namespace qoltanba::agent {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t longest_etag = 500;
constexpr const char* entry_extension = ".der";
constexpr const char* etag_extension = ".etag";

std::string hash_of(BytesView octets) {
    return to_hex(crypto::digest_of(crypto::DigestAlgorithm::sha256, octets));
}

fs::path etag_file_of(fs::path file) {
    return file.replace_extension(etag_extension);
}

void remove_entry(const fs::path& file) {
    std::error_code ignored;
    fs::remove(file, ignored);
    fs::remove(etag_file_of(file), ignored);
}

/// It becomes a header of a request.
bool is_etag(std::string_view text) {
    return text.size() <= longest_etag &&
           std::ranges::all_of(text, [](unsigned char c) { return c > ' ' && c < 0x7F; });
}

struct Entry {
    fs::path file;
    fs::file_time_type used;
    std::uintmax_t size;
};

/// Those used longest ago first. Files that go while they are looked at belong to another process.
std::vector<Entry> entries_of(const fs::path& folder) {
    std::vector<Entry> entries;
    std::error_code error;
    for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
        if (at->path().extension() != entry_extension) continue;
        std::error_code gone;
        Entry entry{at->path(), at->last_write_time(gone), gone ? 0 : at->file_size(gone)};
        if (!gone) entries.push_back(std::move(entry));
    }
    std::ranges::sort(entries, {}, &Entry::used);
    return entries;
}

}  // namespace

fs::path RevocationCache::file_of(std::string_view key) const {
    return folder_ / (hash_of(bytes_of(key)) + entry_extension);
}

std::optional<Bytes> RevocationCache::get(std::string_view key) {
    const auto file = file_of(key);
    auto content = read_whole_file(file, limits_.entry);
    if (!content) return {};
    // The time of the file says when it was used last.
    std::error_code ignored;
    fs::last_write_time(file, fs::file_time_type::clock::now(), ignored);
    return *std::move(content);
}

std::string RevocationCache::etag(std::string_view key, BytesView content) {
    const auto known = read_whole_file(etag_file_of(file_of(key)), 2 * longest_etag);
    if (!known) return {};
    // The two files are written one after the other: only the digest tells that they belong together.
    const auto text = text_of(*known);
    const auto digest = hash_of(content) + " ";
    if (!text.starts_with(digest) || !is_etag(text.substr(digest.size()))) return {};
    return std::string(text.substr(digest.size()));
}

Result<void> RevocationCache::put(std::string_view key, BytesView content, std::string_view etag) {
    const std::lock_guard lock(mutex_);
    if (limits_.all == 0) return {};
    if (content.size() > std::min(limits_.entry, limits_.all))
        return fail(ErrorCode::too_large, "a revocation entry of " + std::to_string(content.size()));
    QOLTANBA_CHECK(make_private_folder(folder_));
    const auto file = file_of(key);
    remove_entry(file);
    make_room(content.size());
    QOLTANBA_CHECK(write_private_file(file, content));
    if (etag.empty() || !is_etag(etag)) return {};
    return write_private_file(etag_file_of(file), bytes_of(hash_of(content) + " " + std::string(etag)));
}

void RevocationCache::drop(std::string_view key) {
    const std::lock_guard lock(mutex_);
    remove_entry(file_of(key));
}

void RevocationCache::make_room(std::size_t octets) const {
    const auto entries = entries_of(folder_);
    std::uintmax_t used = octets;
    for (const auto& entry : entries) used += entry.size;
    for (const auto& entry : entries) {
        if (used <= limits_.all) return;
        remove_entry(entry.file);
        used -= entry.size;
    }
}

}  // namespace qoltanba::agent
