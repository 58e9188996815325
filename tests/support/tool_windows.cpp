#include "support/catch.hpp"
#include "support/tool.hpp"

#include <windows.h>

#include <array>
#include <cstdio>

namespace qoltanba::test {
namespace {

std::wstring wide(const std::string& utf8) {
    const auto size = static_cast<int>(utf8.size());
    std::wstring text(utf8.size(), L'\0');
    text.resize(static_cast<std::size_t>(
        ::MultiByteToWideChar(CP_UTF8, 0, utf8.data(), size, text.data(), static_cast<int>(text.size()))));
    return text;
}

}  // namespace

ToolRun run_in(const TemporaryFolder& folder, const std::string& command_line) {
    ::SetEnvironmentVariableW(L"OPENSSL_WIN32_UTF8",
                              L"1");  // openssl reads its arguments and writes in UTF-8
    const auto command = L"cd /d \"" + folder.path().wstring() + L"\" && (" + wide(command_line) + L") 2>&1";
    std::FILE* pipe = ::_wpopen(command.c_str(), L"rt");  // as text: lines end as on Linux
    REQUIRE(pipe != nullptr);
    ToolRun run;
    std::array<char, 4096> piece{};
    while (const auto got = std::fread(piece.data(), 1, piece.size(), pipe))
        run.output.append(piece.data(), got);
    run.status = ::_pclose(pipe);
    return run;
}

}  // namespace qoltanba::test
