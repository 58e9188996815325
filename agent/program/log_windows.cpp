#include "agent/program/log.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/sinks/win_eventlog_sink.h>
#include <spdlog/spdlog.h>

namespace qoltanba::agent {

void open_log(const std::string& level) {
    const auto standard_error = std::make_shared<spdlog::sinks::stderr_sink_mt>();
    const auto event_log = std::make_shared<spdlog::sinks::win_eventlog_sink_mt>("Qoltanba");
    event_log->set_level(spdlog::level::warn);
    spdlog::set_default_logger(
        std::make_shared<spdlog::logger>("qoltanba", spdlog::sinks_init_list{standard_error, event_log}));
    spdlog::set_level(spdlog::level::from_str(level));
}

}  // namespace qoltanba::agent
