#include "agent/platform/private_file.hpp"
#include "everyone_windows.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"

namespace qoltanba::test {
namespace {

namespace fs = std::filesystem;
using agent::append_private_file;
using agent::make_private_folder;
using agent::read_private_file;
using agent::write_private_file;

/// The access list as text; "P" says that nothing is inherited into it.
std::wstring access_of(const fs::path& path) {
    PSECURITY_DESCRIPTOR descriptor = nullptr;
    REQUIRE(::GetNamedSecurityInfoW(path.c_str(), SE_FILE_OBJECT, DACL_SECURITY_INFORMATION, nullptr, nullptr,
                                    nullptr, nullptr, &descriptor) == ERROR_SUCCESS);
    wchar_t* text = nullptr;
    REQUIRE(::ConvertSecurityDescriptorToStringSecurityDescriptorW(
                descriptor, SDDL_REVISION_1, DACL_SECURITY_INFORMATION, &text, nullptr) != 0);
    std::wstring access = text;
    ::LocalFree(text);
    ::LocalFree(descriptor);
    return access;
}

TEST_CASE("a private file is open to nobody but its user and the system") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "secret";
    REQUIRE(ok(write_private_file(file, bytes_of("key"))));
    const auto access = access_of(file);
    CHECK(access.find(L"WD)") == std::wstring::npos);  // everyone
    CHECK(access.find(L"BU)") == std::wstring::npos);  // users
    CHECK(access.find(L"AU)") == std::wstring::npos);  // who logged on
}

TEST_CASE("what others may read or write is neither read nor added to") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "secret";
    for (const auto* rights : {L"FR", L"FW"}) {
        REQUIRE(ok(write_private_file(file, bytes_of("key"))));
        open_to_everyone(file, rights);
        CHECK(error_code(read_private_file(file)) == ErrorCode::input_output_failure);
        CHECK(error_code(append_private_file(file, bytes_of("x"))) == ErrorCode::input_output_failure);
    }
}

TEST_CASE("a folder that others may write to is refused") {
    const TemporaryFolder folder;
    const auto shared = folder.path() / "shared";
    REQUIRE(ok(make_private_folder(shared)));
    open_to_everyone(shared, L"FA");
    CHECK(error_code(make_private_folder(shared)) == ErrorCode::input_output_failure);
}

}  // namespace
}  // namespace qoltanba::test
