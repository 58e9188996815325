// Which modules are run: those that p11-kit is configured with, and known ones of makers where they are
// installed. Whoever can write to a module's file can act in the person's name, so only those count that
// nobody but the administrator can write to.
#pragma once

#include "crypto/base/result.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace qoltanba::tokens {

/// A module of our list. It is looked for by its file's name in the system's folders of libraries.
struct KnownModule {
    std::string_view file;  ///< on this system
    std::string_view device;
    std::string_view source;  ///< where the name was learned
};

/// Makers' own modules first: of two that know the same token, the earlier one is taken. KAZTOKEN has no
/// line: its hardware is Aktiv's, but whether Rutoken's module serves it, or which other, is not public.
std::vector<KnownModule> known_modules();
/// Where known modules are looked for, in this order.
std::vector<std::filesystem::path> known_module_folders();
/// Folders of p11-kit's module configurations (pkcs11.conf(5)), the one that counts most first.
std::vector<std::filesystem::path> configuration_folders();

/// "module:" of one configuration of p11-kit; nothing where it has none, is not for this program (enable-in,
/// disable-in), or is one of trust anchors alone. A name without a slash is in `module_folders`.
std::optional<std::filesystem::path> read_configuration(
    std::string_view text, const std::vector<std::filesystem::path>& module_folders);

/// An absolute path of a file that, as all folders above it, belongs to the administrator and can be written
/// by nobody else. The real path. Error: device_module_refused, which names what is wrong.
Result<std::filesystem::path> check_module(const std::filesystem::path& path);

struct FoundModules {
    std::vector<std::filesystem::path> modules;  ///< real paths, each once
    std::vector<Error> refused;                  ///< why others are not among them
};

/// All modules of this computer. `further`: paths that the administrator named.
FoundModules find_modules(const std::vector<std::filesystem::path>& further = {});

}  // namespace qoltanba::tokens
