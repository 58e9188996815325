// Who may touch a file: the access lists ours are made with, and whether one found is as closed as it should
// be.
#pragma once

#include "agent/platform/user_windows.hpp"

#include <filesystem>
#include <memory>

namespace qoltanba::agent {

enum class Inherited { by_nothing, by_what_it_holds };

/// For CreateFileW and CreateDirectoryW.
class AccessList {
  public:
    /// This user's alone. The system itself keeps its access, as root does elsewhere: backups and virus
    /// scanners are its work. Error: input_output_failure.
    static Result<AccessList> of_this_user(Inherited inherited);
    /// Every user reads, administrators and the system write. Error: input_output_failure.
    static Result<AccessList> of_the_machine(Inherited inherited);

    [[nodiscard]] SECURITY_ATTRIBUTES* get() { return &attributes_; }

  private:
    static Result<AccessList> from(const std::wstring& sddl);

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
inline constexpr DWORD writing_file =
    FILE_WRITE_DATA | FILE_APPEND_DATA | DELETE | WRITE_DAC | WRITE_OWNER | GENERIC_WRITE | GENERIC_ALL;
inline constexpr DWORD reading_or_writing_file = writing_file | FILE_READ_DATA | GENERIC_READ;

}  // namespace qoltanba::agent
