// What both faces do around the program: say that it listens, tell why it cannot, wait for the end.
#pragma once

#include "agent/program/program.hpp"

#include <functional>
#include <thread>

namespace qoltanba::agent {

/// "listening on wss://127.0.0.1:13579" on standard output, one line, for scripts and people.
void announce(const Program& program);

/// The error for a person, on standard error, with what can be done and the detail.
void complain(const Error& error);

/// Calls `end` once, from a thread of its own, when the system asks the process to end (SIGINT, SIGTERM,
/// console close).
class EndSignal {
  public:
    explicit EndSignal(std::function<void()> end);
    ~EndSignal();

  private:
    struct Waiting;
    std::unique_ptr<Waiting> waiting_;
};

}  // namespace qoltanba::agent
