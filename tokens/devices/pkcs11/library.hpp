// A shared library in this process, as long as the object lives.
#pragma once

#include "crypto/base/result.hpp"

#include <filesystem>

namespace qoltanba::tokens {

class Library {
  public:
    /// Nothing is looked up: the path is absolute. Error: device_module_refused.
    static Result<Library> load(const std::filesystem::path& path);

    Library(Library&& other) noexcept;
    Library& operator=(Library&& other) noexcept;
    Library(const Library&) = delete;
    Library& operator=(const Library&) = delete;
    ~Library();

    using Function = void (*)();
    /// Null where there is none of this name.
    [[nodiscard]] Function function(const char* name) const;

  private:
    explicit Library(void* handle) : handle_(handle) {}
    void* handle_;
};

}  // namespace qoltanba::tokens
