#include "agent/platform/process.hpp"
#include "agent/program/faces.hpp"
#include "agent/program/start.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <exception>

int main(int argc, char** argv) try {
    using namespace qoltanba::agent;
    if (const auto kept = keep_memory_private(); !kept) complain(kept.error());
    const auto read = read_options(argc, argv);
    if (const auto* status = std::get_if<int>(&read)) return *status;
    const auto& options = std::get<Options>(read);
    spdlog::set_default_logger(spdlog::stderr_logger_mt("qoltanba"));
    spdlog::set_level(spdlog::level::from_str(options.log_level));
    return options.face == Face::terminal ? run_in_terminal(options) : run_with_windows(options, argc, argv);
} catch (const std::exception& fault) {
    spdlog::critical("{}", fault.what());
    return 1;
}
