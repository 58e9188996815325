// Lines to a person or a script and lines back. What is read may be a password, so every line is a
// SecretBytes.
#pragma once

#include "crypto/base/secret_bytes.hpp"

#include <memory>
#include <optional>
#include <stop_token>
#include <string_view>

namespace qoltanba::agent {

enum class Echo { on, off };

/// Lines longer than this are taken for empty ones: nobody types them, and an empty line cancels.
inline constexpr std::size_t longest_line = 4096;

class Console {
  public:
    virtual ~Console() = default;
    virtual void write(std::string_view text) = 0;
    /// Asks and waits: the line without its end (LF or CR LF). Nothing at the end of the input or when `stop`
    /// is asked for. With Echo::off a terminal does not show what is typed.
    virtual std::optional<SecretBytes> read_line(std::string_view question, Echo echo,
                                                 std::stop_token stop) = 0;
    /// Whether a person types here, and not a script.
    [[nodiscard]] virtual bool is_terminal() const = 0;
    /// Forgets what was typed before anything was asked. Only a terminal does so: a script's lines wait.
    virtual void forget_typed_ahead() = 0;
};

/// The program's standard input and output.
std::unique_ptr<Console> standard_console();

}  // namespace qoltanba::agent
