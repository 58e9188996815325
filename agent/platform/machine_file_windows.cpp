#include "agent/platform/machine_file_windows.hpp"

#include "agent/platform/file_windows.hpp"

#include <shlobj.h>

namespace qoltanba::agent {

Result<std::filesystem::path> machine_folder() {
    wchar_t* found = nullptr;
    const auto outcome = ::SHGetKnownFolderPath(FOLDERID_ProgramData, KF_FLAG_DONT_VERIFY, nullptr, &found);
    const std::unique_ptr<wchar_t, TaskFreer> text(found);
    if (FAILED(outcome) || text == nullptr)
        return fail(ErrorCode::input_output_failure, "this computer has no folder for program data");
    return std::filesystem::path(text.get()) / "Qoltanba";
}

Result<void> make_machine_folder() {
    QOLTANBA_TRY(const auto folder, machine_folder());
    QOLTANBA_TRY(auto access, AccessList::of_the_machine(Inherited::by_what_it_holds));
    return make_checked_folder(folder, access);
}

Result<void> write_machine_file(const std::filesystem::path& file, BytesView content) {
    QOLTANBA_TRY(auto access, AccessList::of_the_machine(Inherited::by_nothing));
    return replace_file(file, content, std::move(access));
}

Result<SecretBytes> read_machine_file(const std::filesystem::path& file, std::size_t limit) {
    QOLTANBA_TRY(const auto opened, open_checked_file(file, GENERIC_READ, writing_file));
    return read_all(opened.get(), limit, file);
}

}  // namespace qoltanba::agent
