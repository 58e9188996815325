#include "agent/key_memory/key_memory.hpp"

#include "agent/platform/path_text.hpp"
#include "agent/platform/private_file.hpp"
#include "crypto/base/base64.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace qoltanba::agent {

namespace fs = std::filesystem;
using Json = nlohmann::json;

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(RememberedFile, path, size, changed, certificates)

namespace {

constexpr std::size_t max_files = 100;
constexpr std::size_t max_octets = std::size_t{4} << 20U;
constexpr int format_version = 1;

RememberedFile as_it_is(const tokens::KeyFile& file) {
    std::error_code ignored;
    const fs::path absolute = fs::absolute(file.path, ignored).lexically_normal();
    return {path_to_utf8(ignored ? file.path : absolute),
            file.size,
            static_cast<std::int64_t>(file.changed.time_since_epoch().count()),
            {}};
}

/// Nothing if the file is missing or is not what remember() wrote.
std::vector<RememberedFile> load(const fs::path& file) {
    const auto content = read_private_file(file, max_octets);
    if (content.has_error()) return {};
    const Json all = Json::parse(text_of(content->view()), nullptr, false);
    try {
        if (!all.is_object() || all.at("version") != format_version) return {};
        return all.at("files").get<std::vector<RememberedFile>>();
    } catch (const Json::exception&) {
        return {};
    }
}

}  // namespace

std::vector<crypto::Certificate> KnownKeys::certificates_of(const tokens::KeyFile& file) const {
    const RememberedFile now = as_it_is(file);
    const auto found = std::ranges::find(files_, now.path, &RememberedFile::path);
    if (found == files_.end() || found->size != now.size || found->changed != now.changed) return {};
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

std::vector<fs::path> KnownKeys::files() const {
    std::vector<fs::path> files;
    for (const auto& file : files_) files.push_back(path_from_utf8(file.path));
    return files;
}

std::vector<fs::path> KnownKeys::folders() const {
    std::vector<fs::path> folders;
    for (const auto& file : files()) {
        const fs::path folder = file.parent_path();
        if (std::ranges::find(folders, folder) == folders.end()) folders.push_back(folder);
    }
    return folders;
}

KeyMemory::KeyMemory(fs::path file) : file_(std::move(file)) {}

KnownKeys KeyMemory::recall() const {
    const std::lock_guard lock(mutex_);
    return KnownKeys(load(file_));
}

Result<void> KeyMemory::remember(const tokens::KeyFile& file,
                                 const std::vector<crypto::Certificate>& certificates) {
    RememberedFile opened = as_it_is(file);
    for (const auto& certificate : certificates) opened.certificates.push_back(to_base64(certificate.der()));
    const std::lock_guard lock(mutex_);
    auto all = load(file_);
    std::erase_if(all, [&](const RememberedFile& old) { return old.path == opened.path; });
    all.insert(all.begin(), std::move(opened));
    if (all.size() > max_files) all.resize(max_files);
    const Json content{{"version", format_version}, {"files", all}};
    QOLTANBA_CHECK(make_private_folder(file_.parent_path()));
    // A path may hold octets that are not UTF-8; they are replaced, and that file is then not found again.
    return write_private_file(file_, bytes_of(content.dump(1, ' ', false, Json::error_handler_t::replace)));
}

}  // namespace qoltanba::agent
