#include "agent/cli/progress.hpp"

#include <csignal>
#include <iostream>

namespace qoltanba::agent {
namespace {

volatile std::sig_atomic_t stop_asked = 0;

extern "C" void ask_to_stop(int) {
    stop_asked = 1;
}

}  // namespace

Progress::Progress(bool shown) : shown_(shown) {
    stop_asked = 0;
    before_ = std::signal(SIGINT, ask_to_stop);
}

Progress::~Progress() {
    if (before_ != SIG_ERR) (void)std::signal(SIGINT, before_);
    if (shown_ && last_ >= 0) std::cerr << "\r      \r" << std::flush;
}

bool Progress::note(std::uint64_t done, std::uint64_t all) {
    const int percent = all == 0 ? 100 : static_cast<int>(done * 100 / all);
    if (shown_ && percent != last_) std::cerr << '\r' << percent << " %" << std::flush;
    last_ = percent;
    return stop_asked == 0;
}

}  // namespace qoltanba::agent
