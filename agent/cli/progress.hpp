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

/// One reading of something large, which is given a Watch (file_content.hpp). What comes between two
/// readings, such as an answer from a service, is ended by Ctrl-C as always.
template <typename Reading>
auto watched(bool shown, Reading reading) {
    Progress progress(shown);
    return reading([&progress](std::uint64_t read, std::uint64_t all) { return progress.note(read, all); });
}

}  // namespace qoltanba::agent
