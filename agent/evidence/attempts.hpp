// Why nobody of several servers gave what was asked for. Of this folder alone.
#pragma once

#include "crypto/base/result.hpp"

#include <optional>
#include <string>

namespace qoltanba::agent {

/// Whether it was never judged what the server would say: the network, or a server that does not serve.
bool is_silence(const Error& error);

class Attempts {
  public:
    /// `nobody` is the code where no server answered, or none was asked.
    explicit Attempts(ErrorCode nobody) : nobody_(nobody) {}

    void note(const std::string& url, const Error& error);

    /// The code of the last answer that was wrong, else `nobody`; every server and its reason in the detail,
    /// the last reason as the cause.
    [[nodiscard]] Error result() const;

  private:
    ErrorCode nobody_;
    std::string detail_;
    std::optional<Error> last_;
    std::optional<ErrorCode> wrong_;
};

}  // namespace qoltanba::agent
