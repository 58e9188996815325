#include "agent/program/log.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace qoltanba::agent {

void open_log(const std::string& level) {
    spdlog::set_default_logger(spdlog::stderr_logger_mt("qoltanba"));
    spdlog::set_level(spdlog::level::from_str(level));
}

}  // namespace qoltanba::agent
