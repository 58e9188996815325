#include "agent/platform/command_line.hpp"
#include "agent/platform/process.hpp"
#include "agent/program/faces.hpp"
#include "agent/program/log.hpp"
#include "agent/program/start.hpp"

#include <spdlog/spdlog.h>

#include <exception>

int main(int argc, char** argv) try {
    using namespace qoltanba::agent;
    CommandLine line(argc, argv);
    if (const auto kept = keep_memory_private(); !kept) complain(kept.error());
    const auto read = read_options(line.count(), line.values());
    if (const auto* status = std::get_if<int>(&read)) return *status;
    const auto& options = std::get<Options>(read);
    open_log(options.log_level);
    if (options.face == Face::terminal) return run_in_terminal(options);
    return run_with_windows(options, line.count(), line.values());
} catch (const std::exception& fault) {
    spdlog::critical("{}", fault.what());
    return 1;
}
