// One request, as the tests send it: without a proxy, impatient, once.
#pragma once

#include "agent/network/curl_http.hpp"
#include "responders/http_server.hpp"

#include <mutex>
#include <vector>

namespace qoltanba::test {

inline agent::NetworkSettings direct() {
    agent::NetworkSettings settings;
    settings.proxy = {agent::Proxy::Mode::none, {}};
    settings.retries = 0;
    settings.first_pause = std::chrono::milliseconds{1};
    return settings;
}

inline Result<agent::HttpAnswer> get(const std::string& url,
                                     const agent::NetworkSettings& settings = direct()) {
    return agent::CurlHttp(settings).send({.url = url}, {});
}

/// What a server was asked, noted on its thread and read on the test's.
class Notes {
  public:
    void add(const HttpQuestion& question) {
        const std::lock_guard lock(mutex_);
        asked_.push_back(question);
    }
    [[nodiscard]] std::vector<HttpQuestion> all() const {
        const std::lock_guard lock(mutex_);
        return asked_;
    }

  private:
    mutable std::mutex mutex_;
    std::vector<HttpQuestion> asked_;
};

inline HttpReply text_reply(std::string_view text) {
    return {.content_type = "text/plain", .body = copy_of(bytes_of(text))};
}

inline HttpReply status_reply(unsigned status, std::map<std::string, std::string> headers = {}) {
    return {.status = status, .headers = std::move(headers)};
}

}  // namespace qoltanba::test
