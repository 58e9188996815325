// One request, as the tests send it: without a proxy, impatient, once.
#pragma once

#include "agent/network/curl_http.hpp"
#include "responders/http_server.hpp"

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

inline HttpReply text_reply(std::string_view text) {
    return {.content_type = "text/plain", .body = copy_of(bytes_of(text))};
}

inline HttpReply status_reply(unsigned status, std::map<std::string, std::string> headers = {}) {
    return {.status = status, .headers = std::move(headers)};
}

}  // namespace qoltanba::test
