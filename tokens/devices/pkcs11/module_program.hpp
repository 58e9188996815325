// Where the program is that loads modules.
#pragma once

#include "crypto/base/result.hpp"

#include <filesystem>

namespace qoltanba::tokens {

/// By the running program's own folder: ../libexec/qoltanba, where it is installed on Linux and lies in the
/// build tree, or that folder itself, as on Windows. No setting and no environment says otherwise. Error:
/// device_module_failed.
Result<std::filesystem::path> module_program();

}  // namespace qoltanba::tokens
