// A path as it is kept and told to the person.
#pragma once

#include <filesystem>

namespace qoltanba::agent {

/// Absolute, without ".", ".." and a separator at its end; an empty path is the current folder. Where ".."
/// leads to past a symbolic link the file system alone knows: what stands before it is told with its links
/// resolved. A path that the system cannot follow stays as it is.
std::filesystem::path whole_path(const std::filesystem::path& path);

}  // namespace qoltanba::agent
