#include "agent/settings/anchors_folder.hpp"

#include "agent/platform/path_text.hpp"

#include <fstream>
#include <iterator>

namespace qoltanba::agent {
namespace {

constexpr std::uintmax_t largest_certificate = std::uintmax_t{64} << 10U;

bool is_certificate_name(const std::filesystem::path& path) {
    const auto ending = path.extension();
    return ending == ".cer" || ending == ".crt" || ending == ".pem";
}

}  // namespace

Result<crypto::Anchors> anchors_with(const std::filesystem::path& folder) {
    auto anchors = crypto::Anchors::national();
    std::error_code fault;
    for (const auto& entry : std::filesystem::directory_iterator(folder, fault)) {
        if (!entry.is_regular_file() || !is_certificate_name(entry.path())) continue;
        if (entry.file_size() > largest_certificate) {
            return fail(ErrorCode::malformed_certificate, path_to_utf8(entry.path()) + " is too large");
        }
        std::ifstream in(entry.path(), std::ios::binary);
        const Bytes content{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
        if (const auto added = anchors.add_certificate(content); !added) {
            return because(ErrorCode::malformed_certificate, path_to_utf8(entry.path()), added.error());
        }
    }
    if (fault || !anchors.has_added()) {
        return fail(ErrorCode::file_not_found, "no certificates in " + path_to_utf8(folder));
    }
    return anchors;
}

}  // namespace qoltanba::agent
