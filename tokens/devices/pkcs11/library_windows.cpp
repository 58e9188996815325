#include "crypto/base/api_windows.hpp"
#include "tokens/devices/pkcs11/library.hpp"

#include <utility>

namespace qoltanba::tokens {

Result<Library> Library::load(const std::filesystem::path& path) {
    if (!path.is_absolute()) return fail(ErrorCode::device_module_refused, "its path is not absolute");
    // What it needs itself is looked for beside it and in the system's folder, never in the current one.
    auto* handle = ::LoadLibraryExW(path.c_str(), nullptr,
                                    LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR | LOAD_LIBRARY_SEARCH_DEFAULT_DIRS);
    if (handle == nullptr)
        return fail(ErrorCode::device_module_refused, "LoadLibraryEx: " + std::to_string(::GetLastError()));
    return Library(handle);
}

Library::Library(Library&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}

Library& Library::operator=(Library&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
}

Library::~Library() {
    if (handle_ != nullptr) ::FreeLibrary(static_cast<HMODULE>(handle_));
}

Library::Function Library::function(const char* name) const {
    return reinterpret_cast<Function>(::GetProcAddress(static_cast<HMODULE>(handle_), name));
}

}  // namespace qoltanba::tokens
