#include "crypto/base/api_windows.hpp"
#include "support/catch.hpp"
#include "support/tool.hpp"

#include <array>

namespace qoltanba::test {
namespace {

Handle start(const TemporaryFolder& folder, const std::string& command_line, HANDLE output) {
    auto words = to_wide(command_line);
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
    return Handle(process.hProcess);
}

}  // namespace

ToolRun run_in(const TemporaryFolder& folder, const std::string& command_line) {
    ::SetEnvironmentVariableW(L"OPENSSL_WIN32_UTF8",
                              L"1");  // openssl reads its arguments and writes in UTF-8
    SECURITY_ATTRIBUTES inherited{sizeof(SECURITY_ATTRIBUTES), nullptr, TRUE};
    HANDLE reading = nullptr;
    HANDLE writing = nullptr;
    REQUIRE(::CreatePipe(&reading, &writing, &inherited, 0) != 0);
    const Handle reader(reading);
    Handle writer(writing);
    const auto process = start(folder, command_line, writing);
    writer.close();  // so that the pipe ends when the program does
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
