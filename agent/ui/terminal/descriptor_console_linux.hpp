// The Console over two file descriptors.
#pragma once

#include "agent/ui/terminal/console.hpp"

namespace qoltanba::agent {

/// Reads octet by octet, so that nothing of a later line, which may be a password, stays in a buffer.
class DescriptorConsole final : public Console {
  public:
    /// Neither descriptor is closed by this class.
    DescriptorConsole(int input, int output) : input_(input), output_(output) {}

    void write(std::string_view text) override;
    /// While nothing is shown the interrupt key ends the line: the terminal is set back first, then SIGINT is
    /// raised as the terminal would have done. A program that is to leave the terminal as it was must end on
    /// SIGTERM by asking `stop`, not by dying of the signal.
    std::optional<SecretBytes> read_line(std::string_view question, Echo echo, std::stop_token stop) override;
    [[nodiscard]] bool is_terminal() const override;
    void forget_typed_ahead() override;

  private:
    int input_;
    int output_;
};

}  // namespace qoltanba::agent
