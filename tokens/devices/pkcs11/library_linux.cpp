#include "tokens/devices/pkcs11/library.hpp"

#include <dlfcn.h>

#include <utility>

namespace qoltanba::tokens {

Result<Library> Library::load(const std::filesystem::path& path) {
    if (!path.is_absolute()) return fail(ErrorCode::device_module_refused, "its path is not absolute");
    // Everything resolved now: a library that lacks something fails here and not in the middle of a
    // signature.
    void* handle = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (handle == nullptr) {
        const char* reason = ::dlerror();
        return fail(ErrorCode::device_module_refused, reason != nullptr ? reason : path.string());
    }
    return Library(handle);
}

Library::Library(Library&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}

Library& Library::operator=(Library&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
}

Library::~Library() {
    if (handle_ != nullptr) ::dlclose(handle_);
}

Library::Function Library::function(const char* name) const {
    return reinterpret_cast<Function>(::dlsym(handle_, name));
}

}  // namespace qoltanba::tokens
