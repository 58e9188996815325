#include "tokens/devices/pkcs11/module_program.hpp"

#include "tokens/devices/pkcs11/child_process.hpp"

namespace qoltanba::tokens {

Result<std::filesystem::path> module_program() {
    const std::string name = "qoltanba-token-module" + std::string(program_extension);
    QOLTANBA_TRY(const auto folder, folder_of_program());
    std::error_code ignored;
    for (const auto& place : {folder.parent_path() / "libexec/qoltanba" / name, folder / name})
        if (std::filesystem::is_regular_file(place, ignored)) return place;
    return fail(ErrorCode::device_module_failed, name + " is not installed");
}

}  // namespace qoltanba::tokens
