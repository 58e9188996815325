#include "agent/network/curl_http.hpp"

#include "agent/network/curl_transfer.hpp"
#include "agent/network/judge_transfer.hpp"
#include "agent/network/url.hpp"

#include <condition_variable>
#include <mutex>

namespace qoltanba::agent {
namespace {

constexpr int most_redirects = 3;

/// Whether the whole time has passed; false as soon as `stop` is requested.
bool pause(std::chrono::milliseconds time, const std::stop_token& stop) {
    std::mutex mutex;
    std::unique_lock lock(mutex);
    std::condition_variable_any wake;
    wake.wait_for(lock, stop, time, [] { return false; });
    return !stop.stop_requested();
}

/// The request as the redirect wants it. 303 alone asks for a GET; a service that has moved (301, 302, 307,
/// 308) is sent the same, as its answer to anything else would be to nothing.
Result<HttpRequest> redirected(HttpRequest request, const Transfer& transfer) {
    const auto wrong = [&](const char* why) {
        return fail(ErrorCode::network_address_wrong, tellable(request.url) + " redirects " + why);
    };
    const auto next = read_http_url(transfer.redirect);
    if (!next) return wrong("to what is not http or https");
    QOLTANBA_TRY(const auto from, read_http_url(request.url));
    if (from.scheme == "https" && next->scheme != "https") return wrong("from https to http");
    request.url = transfer.redirect;
    if (transfer.status == 303) request.body.reset();
    return request;
}

}  // namespace

CurlHttp::CurlHttp(NetworkSettings settings, ProxyLookup system_proxy)
    : settings_(std::move(settings)), system_proxy_(std::move(system_proxy)) {}

std::string CurlHttp::proxy_for(const std::string& url) const {
    switch (settings_.proxy.mode) {
        case Proxy::Mode::none:
            return {};
        case Proxy::Mode::given:
            return settings_.proxy.url;
        case Proxy::Mode::system:
            break;
    }
    return system_proxy_(url);
}

Result<HttpAnswer> CurlHttp::send(const HttpRequest& request, const std::stop_token& stop) {
    QOLTANBA_CHECK(read_http_url(request.url));
    const auto end = Clock::now() + request.longest.value_or(settings_.longest);
    auto wait = settings_.first_pause;
    for (int left = settings_.retries;; --left, wait *= 2) {
        bool worth_repeating = false;
        auto answer = send_once(request, end, stop, worth_repeating);
        if (answer || !worth_repeating || left <= 0 || Clock::now() + wait >= end) return answer;
        if (!pause(wait, stop)) return fail(ErrorCode::canceled);
    }
}

Result<HttpAnswer> CurlHttp::send_once(const HttpRequest& request, Clock::time_point end,
                                       const std::stop_token& stop, bool& worth_repeating) const {
    auto here = request;
    for (int redirects = 0; redirects <= most_redirects; ++redirects) {
        const auto proxy = proxy_for(here.url);
        here.longest = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now());
        auto done = transfer(settings_, here, proxy, stop);
        if (auto failure = failure_of(done, here, proxy)) {
            worth_repeating = failure->worth_repeating;
            return std::move(failure->error);
        }
        if (!is_redirect(done)) {
            done.answer.not_modified = done.status == 304;
            return std::move(done.answer);
        }
        QOLTANBA_TRY(here, redirected(std::move(here), done));
    }
    return fail(ErrorCode::network_refused, tellable(request.url) + ": redirects without end");
}

std::unique_ptr<Http> make_http(const Policy& administrator) {
    return std::make_unique<CurlHttp>(network_settings_of(administrator));
}

}  // namespace qoltanba::agent
