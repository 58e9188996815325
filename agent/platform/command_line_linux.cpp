#include "agent/platform/command_line.hpp"

namespace qoltanba::agent {

CommandLine::CommandLine(int argc, char** argv) : arguments_(argv, argv + argc) {
    point_at_arguments();
}

CommandLine::~CommandLine() = default;

}  // namespace qoltanba::agent
