// A way out that is given so much time and no more.
#pragma once

#include "agent/network/http.hpp"

#include <chrono>
#include <memory>

namespace qoltanba::agent {

/// For one thread.
class TimedHttp final : public Http {
  public:
    /// All requests together take so long at most, from the first of them on; each of them half of that, so
    /// that one server leaves time for another.
    TimedHttp(std::unique_ptr<Http> http, std::chrono::milliseconds longest);

    /// Errors: also network_timed_out for what is asked after the end.
    [[nodiscard]] Result<HttpAnswer> send(const HttpRequest& request, const std::stop_token& stop) override;

  private:
    using Clock = std::chrono::steady_clock;

    std::unique_ptr<Http> http_;
    std::chrono::milliseconds longest_;
    std::optional<Clock::time_point> end_;  ///< from the first request on
};

}  // namespace qoltanba::agent
