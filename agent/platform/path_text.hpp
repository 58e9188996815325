// Paths as UTF-8 text and back, the same on every system.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace qoltanba::agent {

inline std::string path_to_utf8(const std::filesystem::path& path) {
    const auto text = path.u8string();
    return {reinterpret_cast<const char*>(text.data()), text.size()};
}

inline std::filesystem::path path_from_utf8(std::string_view text) {
    return std::u8string(reinterpret_cast<const char8_t*>(text.data()), text.size());
}

}  // namespace qoltanba::agent
