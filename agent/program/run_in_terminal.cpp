#include "agent/program/faces.hpp"
#include "agent/program/start.hpp"
#include "agent/ui/terminal/terminal_prompter.hpp"

#include <future>

namespace qoltanba::agent {

int run_in_terminal(const Options& options) {
    TerminalPrompter prompter(standard_console());
    std::promise<void> ended;
    const EndSignal signal([&ended] { ended.set_value(); });
    const auto program = Program::start(options, prompter);
    if (!program) {
        complain(program.error());
        return 1;
    }
    if (const auto language = (*program)->own_language()) prompter.change_language(*language);
    announce(**program);
    ended.get_future().wait();
    (*program)->stop();
    return 0;
}

}  // namespace qoltanba::agent
