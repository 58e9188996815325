#include "agent/platform/file_windows.hpp"
#include "agent/platform/new_file.hpp"
#include "agent/platform/path_text.hpp"

namespace qoltanba::agent {

Result<void> write_new_file(const std::filesystem::path& file, BytesView content,
                            std::filesystem::perms /*rights*/) {
    Handle made(
        ::CreateFileW(file.c_str(), GENERIC_WRITE, 0, nullptr, CREATE_NEW, FILE_ATTRIBUTE_NORMAL, nullptr));
    if (!made) return system_error("create " + path_to_utf8(file), ::GetLastError());
    auto written = write_all(made.get(), content, file);
    made = Handle();
    if (written.has_error()) ::DeleteFileW(file.c_str());
    return written;
}

bool is_link_of_others(const std::filesystem::path&) {
    return false;  // laying one is a right of administrators there (SeCreateSymbolicLinkPrivilege)
}

}  // namespace qoltanba::agent
