// What a person sees and can stop while a command works on something large.
#pragma once

#include <cstdint>

namespace qoltanba::agent {

/// Shows the percentage on standard error where a person watches. While it lives, Ctrl-C asks to stop instead
/// of ending the process. One at a time.
class Progress {
  public:
    explicit Progress(bool shown);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    /// False once the person has asked to stop.
    bool note(std::uint64_t done, std::uint64_t all);

  private:
    bool shown_;
    int last_ = -1;
    void (*before_)(int);
};

}  // namespace qoltanba::agent
