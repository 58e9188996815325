#include "agent/platform/whole_path.hpp"

namespace qoltanba::agent {

namespace fs = std::filesystem;

fs::path whole_path(const fs::path& path) {
    std::error_code fault;
    const auto absolute = fs::absolute(path.empty() ? "." : path, fault);
    if (fault) return path;
    fs::path whole;
    for (const auto& part : absolute) {
        whole /= part;
        if (part == "..") whole = fs::weakly_canonical(whole, fault);
        if (fault) return absolute;
    }
    whole = whole.lexically_normal();
    return whole.has_filename() ? whole : whole.parent_path();
}

}  // namespace qoltanba::agent
