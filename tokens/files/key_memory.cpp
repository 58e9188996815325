#include "tokens/files/key_memory.hpp"

#include "crypto/base/base64.hpp"
#include "tokens/files/private_file.hpp"
#include "tokens/files/read_file.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace qoltanba::tokens {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr std::size_t max_files = 100;
constexpr std::size_t max_octets = std::size_t{4} << 20U;
constexpr int format_version = 1;

std::string text_of_path(const fs::path& path) {
    const auto text = path.u8string();
    return {text.begin(), text.end()};
}

fs::path path_of_text(const std::string& text) {
    return {std::u8string(text.begin(), text.end())};
}

/// A key file as it was when it was opened.
struct Memory {
    std::string path;  ///< UTF-8
    std::uintmax_t size = 0;
    std::int64_t changed = 0;               ///< ticks of the file clock, which compare with themselves only
    std::vector<std::string> certificates;  ///< base64 of the DER
};
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Memory, path, size, changed, certificates)

Memory memory_of(const KeyFile& file) {
    std::error_code ignored;
    const fs::path absolute = fs::absolute(file.path, ignored).lexically_normal();
    return {text_of_path(ignored ? file.path : absolute),
            file.size,
            static_cast<std::int64_t>(file.changed.time_since_epoch().count()),
            {}};
}

/// Last used first; nothing if the file is missing or is not what remember() wrote.
std::vector<Memory> load(const fs::path& file) {
    const auto content = read_start_of(file, max_octets);
    if (content.has_error()) return {};
    const Json all = Json::parse(text_of(*content), nullptr, false);
    try {
        if (!all.is_object() || all.at("version") != format_version) return {};
        return all.at("files").get<std::vector<Memory>>();
    } catch (const Json::exception&) {
        return {};
    }
}

}  // namespace

KeyMemory::KeyMemory(fs::path file) : file_(std::move(file)) {}

std::vector<crypto::Certificate> KeyMemory::certificates_of(const KeyFile& file) const {
    const Memory now = memory_of(file);
    const auto all = load(file_);
    const auto found = std::ranges::find(all, now.path, &Memory::path);
    if (found == all.end() || found->size != now.size || found->changed != now.changed) return {};
    std::vector<crypto::Certificate> certificates;
    for (const auto& text : found->certificates) {
        const auto der = from_base64(text);
        if (der.has_error()) return {};
        auto certificate = crypto::Certificate::from_der(*der);
        if (certificate.has_error()) return {};
        certificates.push_back(std::move(*certificate));
    }
    return certificates;
}

Result<void> KeyMemory::remember(const KeyFile& file, const std::vector<crypto::Certificate>& certificates) {
    Memory memory = memory_of(file);
    for (const auto& certificate : certificates) memory.certificates.push_back(to_base64(certificate.der()));
    auto all = load(file_);
    std::erase_if(all, [&](const Memory& old) { return old.path == memory.path; });
    all.insert(all.begin(), std::move(memory));
    if (all.size() > max_files) all.resize(max_files);
    const Json content{{"version", format_version}, {"files", all}};
    // A path may hold octets that are not UTF-8; they are replaced, and that file is then not found again.
    return write_owner_file(file_, bytes_of(content.dump(1, ' ', false, Json::error_handler_t::replace)));
}

std::vector<fs::path> KeyMemory::folders() const {
    std::vector<fs::path> folders;
    for (const auto& file : files()) {
        const fs::path folder = file.parent_path();
        if (std::ranges::find(folders, folder) == folders.end()) folders.push_back(folder);
    }
    return folders;
}

std::vector<fs::path> KeyMemory::files() const {
    std::vector<fs::path> files;
    for (const auto& memory : load(file_)) files.push_back(path_of_text(memory.path));
    return files;
}

}  // namespace qoltanba::tokens
