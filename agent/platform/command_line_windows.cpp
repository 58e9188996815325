#include "agent/platform/command_line.hpp"
#include "crypto/base/api_windows.hpp"

#include <shellapi.h>

#include <cstdio>
#include <memory>

namespace qoltanba::agent {
namespace {

bool is_connected(DWORD standard_handle) {
    auto* handle = ::GetStdHandle(standard_handle);
    return handle != nullptr && handle != INVALID_HANDLE_VALUE && ::GetFileType(handle) != FILE_TYPE_UNKNOWN;
}

void connect(DWORD standard_handle, const wchar_t* device, const wchar_t* mode, std::FILE* stream) {
    if (is_connected(standard_handle) || ::_wfreopen(device, mode, stream) == nullptr) return;
    ::SetStdHandle(standard_handle,
                   ::CreateFileW(device, GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE,
                                 nullptr, OPEN_EXISTING, 0, nullptr));
}

/// A program of windows starts without the console from which it was called, and without standard streams
/// unless they are redirected.
void join_console_of_caller() {
    if (is_connected(STD_OUTPUT_HANDLE) && is_connected(STD_INPUT_HANDLE)) return;
    if (::AttachConsole(ATTACH_PARENT_PROCESS) == 0) return;
    connect(STD_INPUT_HANDLE, L"CONIN$", L"r", stdin);
    connect(STD_OUTPUT_HANDLE, L"CONOUT$", L"w", stdout);
    connect(STD_ERROR_HANDLE, L"CONOUT$", L"w", stderr);
}

}  // namespace

// main's arguments are in the code page of the computer, which has no Kazakh letters.
CommandLine::CommandLine(int, char**) {
    int count = 0;
    const std::unique_ptr<wchar_t*, LocalFreer> wide(::CommandLineToArgvW(::GetCommandLineW(), &count));
    for (int i = 0; i < count; ++i) arguments_.push_back(to_utf8(wide.get()[i]));
    point_at_arguments();
    join_console_of_caller();
    former_code_page_ = ::GetConsoleOutputCP();
    ::SetConsoleOutputCP(CP_UTF8);
}

CommandLine::~CommandLine() {
    if (former_code_page_ != 0) ::SetConsoleOutputCP(former_code_page_);
}

}  // namespace qoltanba::agent
