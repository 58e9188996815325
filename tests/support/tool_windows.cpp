#include "support/catch.hpp"
#include "support/tool.hpp"

#include <windows.h>

#include <array>
#include <memory>

namespace qoltanba::test {
namespace {

using Handle = std::unique_ptr<void, decltype(&::CloseHandle)>;

std::wstring wide(const std::string& utf8) {
    std::wstring text(utf8.size(), L'\0');
    text.resize(static_cast<std::size_t>(::MultiByteToWideChar(
        CP_UTF8, 0, utf8.data(), static_cast<int>(utf8.size()), text.data(), static_cast<int>(text.size()))));
    return text;
}

Handle start(const TemporaryFolder& folder, const std::string& command_line, HANDLE output) {
    auto words = wide(command_line);
    STARTUPINFOW startup{};
    startup.cb = sizeof startup;
    startup.dwFlags = STARTF_USESTDHANDLES;
    startup.hStdOutput = output;
    startup.hStdError = output;
    PROCESS_INFORMATION process{};
    INFO(command_line);
    REQUIRE(::CreateProcessW(nullptr, words.data(), nullptr, nullptr, TRUE, 0, nullptr,
                             folder.path().wstring().c_str(), &startup, &process) != 0);
    ::CloseHandle(process.hThread);
    return {process.hProcess, &::CloseHandle};
}

}  // namespace

ToolRun run_in(const TemporaryFolder& folder, const std::string& command_line) {
    ::SetEnvironmentVariableW(L"OPENSSL_WIN32_UTF8",
                              L"1");  // openssl reads its arguments and writes in UTF-8
    SECURITY_ATTRIBUTES inherited{sizeof(SECURITY_ATTRIBUTES), nullptr, TRUE};
    HANDLE reading = nullptr;
    HANDLE writing = nullptr;
    REQUIRE(::CreatePipe(&reading, &writing, &inherited, 0) != 0);
    const Handle reader(reading, &::CloseHandle);
    Handle writer(writing, &::CloseHandle);
    const auto process = start(folder, command_line, writing);
    writer.reset();  // so that the pipe ends when the program does
    ToolRun run;
    std::array<char, 4096> piece{};
    for (DWORD got = 0;
         ::ReadFile(reading, piece.data(), static_cast<DWORD>(piece.size()), &got, nullptr) != 0 && got > 0;)
        run.output.append(piece.data(), got);
    std::erase(run.output, '\r');
    ::WaitForSingleObject(process.get(), INFINITE);
    DWORD status = 0;
    REQUIRE(::GetExitCodeProcess(process.get(), &status) != 0);
    run.status = static_cast<int>(status);
    return run;
}

}  // namespace qoltanba::test
