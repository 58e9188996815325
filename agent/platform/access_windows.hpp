// Who may touch a file: the access list a private one is made with, and whether one found is private.
#pragma once

#include "agent/platform/user_windows.hpp"

#include <filesystem>
#include <memory>

namespace qoltanba::agent {

enum class Inherited { by_nothing, by_what_it_holds };

/// For CreateFileW and CreateDirectoryW: this user's alone. The system itself keeps its access, as root does
/// elsewhere: backups and virus scanners are its work.
class PrivateAccess {
  public:
    /// Error: input_output_failure.
    static Result<PrivateAccess> make(Inherited inherited);
    [[nodiscard]] SECURITY_ATTRIBUTES* get() { return &attributes_; }

  private:
    std::unique_ptr<void, LocalFreer> descriptor_;
    SECURITY_ATTRIBUTES attributes_{};
};

/// That the opened file or folder belongs to this user and that nobody else has any of the `forbidden`
/// rights. The system and administrators count as this user: they may take everything anyway. Error:
/// input_output_failure, naming `path`.
Result<void> check_access(HANDLE opened, DWORD forbidden, const std::filesystem::path& path);

/// Rights that change what a folder holds or whose it is.
inline constexpr DWORD writing_into_folder = FILE_ADD_FILE | FILE_ADD_SUBDIRECTORY | FILE_DELETE_CHILD |
                                             DELETE | WRITE_DAC | WRITE_OWNER | GENERIC_WRITE | GENERIC_ALL;
/// Rights that read or change a file.
inline constexpr DWORD reading_or_writing_file = FILE_READ_DATA | FILE_WRITE_DATA | FILE_APPEND_DATA |
                                                 DELETE | WRITE_DAC | WRITE_OWNER | GENERIC_READ |
                                                 GENERIC_WRITE | GENERIC_ALL;

}  // namespace qoltanba::agent
