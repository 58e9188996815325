#include "agent/platform/port_holder.hpp"
#include "agent/platform/socket_table_linux.hpp"

#include <pwd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

namespace qoltanba::agent {
namespace {

namespace fs = std::filesystem;

std::string user_name(uid_t user) {
    std::array<char, 16384> buffer{};
    struct passwd entry {};
    struct passwd* found = nullptr;
    if (::getpwuid_r(user, &entry, buffer.data(), buffer.size(), &found) == 0 && found != nullptr)
        return found->pw_name;
    return std::to_string(user);
}

bool holds_socket(const fs::path& process, const std::string& socket) {
    std::error_code ignored;
    for (fs::directory_iterator entry(process / "fd", ignored), end; !ignored && entry != end;
         entry.increment(ignored)) {
        std::error_code unreadable;
        if (fs::read_symlink(entry->path(), unreadable) == socket) return true;
    }
    return false;
}

std::vector<std::string> arguments_of(const fs::path& process) {
    std::ifstream file(process / "cmdline", std::ios::binary);
    std::vector<std::string> arguments;
    for (std::string argument; std::getline(file, argument, '\0');) arguments.push_back(argument);
    return arguments;
}

/// The file name of the program; for `java -jar /opt/NCALayer.jar` that of the archive, which tells more.
std::string program_name(const fs::path& process) {
    const auto arguments = arguments_of(process);
    const auto jar = std::find(arguments.begin(), arguments.end(), "-jar");
    if (jar != arguments.end() && std::next(jar) != arguments.end()) return fs::path(*std::next(jar)).stem();
    if (!arguments.empty() && !arguments.front().empty()) return fs::path(arguments.front()).filename();
    std::string name;
    std::ifstream file(process / "comm");
    std::getline(file, name);
    return name;
}

/// The number of a folder of /proc that is a process, or 0.
long process_number(const fs::path& folder) {
    const auto name = folder.filename().string();
    long number = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
    return error == std::errc() && end == name.data() + name.size() ? number : 0;
}

}  // namespace

std::optional<PortHolder> port_holder(std::uint16_t port) {
    const auto owners = listening_sockets(port);
    if (owners.has_error() || owners->empty()) return std::nullopt;
    const auto& owner = owners->front();
    const std::string socket = "socket:[" + std::to_string(owner.inode) + "]";
    PortHolder holder{{}, 0, user_name(owner.user)};
    std::error_code ignored;
    for (fs::directory_iterator entry("/proc", ignored), end; !ignored && entry != end;
         entry.increment(ignored)) {
        const auto number = process_number(entry->path());
        if (number == 0 || !holds_socket(entry->path(), socket)) continue;
        holder.process = number;
        holder.program = program_name(entry->path());
        break;
    }
    return holder;
}

}  // namespace qoltanba::agent
