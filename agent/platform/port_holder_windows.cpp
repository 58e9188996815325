#include "agent/platform/path_text.hpp"
#include "agent/platform/port_holder.hpp"
#include "agent/platform/socket_table_windows.hpp"
#include "agent/platform/user_windows.hpp"

#include <algorithm>
#include <array>
#include <filesystem>

namespace qoltanba::agent {
namespace {

/// The file name of a process's program, without its ending.
std::string program_name(HANDLE process) {
    std::array<wchar_t, 32768> name{};
    auto size = static_cast<DWORD>(name.size());
    if (::QueryFullProcessImageNameW(process, 0, name.data(), &size) == 0) return {};
    return path_to_utf8(std::filesystem::path(std::wstring(name.data(), size)).stem());
}

}  // namespace

std::optional<PortHolder> port_holder(std::uint16_t port) {
    const auto listeners = listening_sockets();
    if (!listeners) return std::nullopt;
    const auto found = std::find_if(listeners->begin(), listeners->end(),
                                    [port](const SocketRow& row) { return row.own.port() == port; });
    if (found == listeners->end()) return std::nullopt;
    PortHolder holder{{}, static_cast<long>(found->process), {}};
    const Handle process(::OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE, found->process));
    if (!process) return holder;
    holder.program = program_name(process.get());
    if (const auto user = user_of(process.get())) holder.user = user->account();
    return holder;
}

}  // namespace qoltanba::agent
