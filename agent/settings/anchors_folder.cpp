#include "agent/settings/anchors_folder.hpp"

#include "agent/platform/path_text.hpp"
#include "agent/platform/whole_file.hpp"

namespace qoltanba::agent {
namespace {

constexpr std::size_t largest_certificate = std::size_t{64} << 10U;

/// In whatever case: what comes from Windows is often a .CER.
bool is_certificate_name(const std::filesystem::path& path) {
    auto ending = path_to_utf8(path.extension());
    for (auto& c : ending)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return ending == ".cer" || ending == ".crt" || ending == ".pem";
}

}  // namespace

Result<crypto::Anchors> anchors_with(const std::filesystem::path& folder) {
    auto anchors = crypto::Anchors::national();
    std::error_code fault;
    for (std::filesystem::directory_iterator entry(folder, fault), end; !fault && entry != end;
         entry.increment(fault)) {
        std::error_code ignored;
        if (!is_certificate_name(entry->path()) || entry->is_directory(ignored)) continue;
        const auto content = read_whole_file(entry->path(), largest_certificate);
        const Result<void> added =
            content ? anchors.add_certificate(*content) : Result<void>(content.error());
        if (!added)
            return because(ErrorCode::malformed_certificate, path_to_utf8(entry->path()), added.error());
    }
    if (fault || !anchors.has_added()) {
        return fail(ErrorCode::file_not_found, "no certificates in " + path_to_utf8(folder));
    }
    return anchors;
}

}  // namespace qoltanba::agent
