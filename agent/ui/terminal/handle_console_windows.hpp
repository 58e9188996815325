// The Console over two handles: a Windows console, or pipes and files of a script.
#pragma once

#include "agent/ui/terminal/console.hpp"

namespace qoltanba::agent {

/// Reads key by key or octet by octet, so that nothing of a later line, which may be a password, stays in a
/// buffer. Text is UTF-8 on both sides, whatever the console's code page.
class HandleConsole final : public Console {
  public:
    using NativeHandle = void*;  ///< HANDLE

    /// Neither handle is closed by this class.
    HandleConsole(NativeHandle input, NativeHandle output) : input_(input), output_(output) {}

    void write(std::string_view text) override;
    std::optional<SecretBytes> read_line(std::string_view question, Echo echo, std::stop_token stop) override;
    [[nodiscard]] bool is_terminal() const override;
    void forget_typed_ahead() override;

  private:
    NativeHandle input_;
    NativeHandle output_;
};

}  // namespace qoltanba::agent
