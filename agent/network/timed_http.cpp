#include "agent/network/timed_http.hpp"

#include "agent/network/url.hpp"

#include <algorithm>
#include <utility>

namespace qoltanba::agent {

TimedHttp::TimedHttp(std::unique_ptr<Http> http, std::chrono::milliseconds longest)
    : http_(std::move(http)), longest_(longest) {}

Result<HttpAnswer> TimedHttp::send(const HttpRequest& request, const std::stop_token& stop) {
    if (!end_) end_ = Clock::now() + longest_;
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(*end_ - Clock::now());
    if (left <= left.zero())
        return fail(ErrorCode::network_timed_out,
                    tellable(request.url) + ": the time for all answers is over");
    auto timed = request;
    timed.longest = std::min({left, longest_ / 2, request.longest.value_or(left)});
    return http_->send(timed, stop);
}

}  // namespace qoltanba::agent
