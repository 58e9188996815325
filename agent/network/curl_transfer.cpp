#include "agent/network/curl_transfer.hpp"

#include "agent/platform/path_text.hpp"
#include "crypto/base/freed_by.hpp"

#include <algorithm>
#include <array>
#include <memory>

namespace qoltanba::agent {
namespace {

/// Below so many octets a second, for as long as settings say, a service counts as silent.
constexpr long least_speed = 4096;

using Easy = std::unique_ptr<CURL, FreedBy<curl_easy_cleanup>>;
using Multi = std::unique_ptr<CURLM, FreedBy<curl_multi_cleanup>>;
using Headers = std::unique_ptr<curl_slist, FreedBy<curl_slist_free_all>>;

/// Once for the process, before the first handle.
bool curl_is_ready() {
    static const bool ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    return ready;
}

/// The body as it comes, up to its limit.
struct Body {
    Bytes octets{};
    std::size_t limit = 0;
    bool overflowed = false;
};

std::size_t take(char* data, std::size_t, std::size_t size, void* to) {
    auto& body = *static_cast<Body*>(to);
    if (size > body.limit - body.octets.size()) {
        body.overflowed = true;
        return CURL_WRITEFUNC_ERROR;
    }
    append(body.octets, bytes_of({data, size}));
    return size;
}

void add(Headers& headers, const std::string& name, std::string value) {
    // An entity tag was a server's to choose; no character of it may end the line.
    std::erase_if(value, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
    if (auto* longer = curl_slist_append(headers.get(), (name + value).c_str())) {
        (void)headers.release();
        headers.reset(longer);
    }
}

Headers headers_of(const HttpRequest& request) {
    Headers headers;
    add(headers, "Accept: ", request.accept.empty() ? "*/*" : request.accept);
    if (request.body) {
        add(headers, "Content-Type: ", request.content_type);
        add(headers, "Expect:", "");  // or a large body waits a second for servers that do not know it
    }
    if (!request.known_etag.empty()) add(headers, "If-None-Match: ", request.known_etag);
    return headers;
}

void set_limits(CURL* curl, const NetworkSettings& settings, const HttpRequest& request) {
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_QUICK_EXIT, 1L);  // a name server that is silent keeps nobody waiting
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(settings.connect_time.count()));
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, least_speed);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, static_cast<long>(settings.silence.count()));
    // 0 would be for ever.
    const auto longest = std::max(request.longest.value_or(settings.longest), std::chrono::milliseconds(1));
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(longest.count()));
    // Told by Content-Length; what comes without it is stopped by take().
    curl_easy_setopt(curl, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(request.largest_answer));
}

void set_tls(CURL* curl, const NetworkSettings& settings) {
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    // Windows asks whether the server's certificate was revoked; that nobody answers is no reason to stop.
    curl_easy_setopt(curl, CURLOPT_SSL_OPTIONS, static_cast<long>(CURLSSLOPT_REVOKE_BEST_EFFORT));
    if (!settings.authorities.empty())
        curl_easy_setopt(curl, CURLOPT_CAINFO, path_to_utf8(settings.authorities).c_str());
}

/// Who we are is told only to a proxy that asks, and with Negotiate or NTLM: no password leaves the computer.
/// Where the proxy's own URL has a user and password, they may go in any form.
void set_proxy(CURL* curl, const std::string& proxy) {
    curl_easy_setopt(curl, CURLOPT_PROXY, proxy.c_str());  // empty: none, whatever the environment says
    curl_easy_setopt(curl, CURLOPT_NOPROXY, "");
    const bool has_user = proxy.find('@') != std::string::npos;
    curl_easy_setopt(curl, CURLOPT_PROXYAUTH,
                     static_cast<long>(has_user ? CURLAUTH_ANY : CURLAUTH_NEGOTIATE | CURLAUTH_NTLM));
    if (!has_user) curl_easy_setopt(curl, CURLOPT_PROXYUSERPWD, ":");  // the person's login
}

void set_request(CURL* curl, const HttpRequest& request, const Headers& headers, Body& body) {
    curl_easy_setopt(curl, CURLOPT_URL, request.url.c_str());
    curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "Qoltanba");
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
    if (request.body) {
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body->size()));
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.body->data());
        curl_easy_setopt(curl, CURLOPT_POST, 1L);
    }
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &body);
}

/// The transfer's own outcome; nothing where it was stopped before its end.
std::optional<CURLcode> run(CURLM* multi, const std::stop_token& stop) {
    const std::stop_callback wake(stop, [multi] { curl_multi_wakeup(multi); });
    constexpr int look_again_after = 1000;  // milliseconds; libcurl's own timers wake it earlier
    for (int running = 1;;) {
        if (stop.stop_requested()) return std::nullopt;
        if (curl_multi_perform(multi, &running) != CURLM_OK) return CURLE_FAILED_INIT;
        if (running == 0) break;
        if (curl_multi_poll(multi, nullptr, 0, look_again_after, nullptr) != CURLM_OK)
            return CURLE_FAILED_INIT;
    }
    int left = 0;
    const auto* message = curl_multi_info_read(multi, &left);
    return message != nullptr ? message->data.result : CURLE_FAILED_INIT;
}

template <typename T>
T info(CURL* curl, CURLINFO what) {
    T value{};
    curl_easy_getinfo(curl, what, &value);
    return value;
}

std::string text_info(CURL* curl, CURLINFO what) {
    const auto* text = info<const char*>(curl, what);
    return text != nullptr ? text : "";
}

std::string header_of(CURL* curl, const char* name) {
    curl_header* header = nullptr;
    const auto found = curl_easy_header(curl, name, 0, CURLH_HEADER, -1, &header);
    return found == CURLHE_OK ? header->value : "";
}

/// libcurl's words, unless they may hold a proxy's URL with its password.
std::string message_of(CURLcode code, const std::string& words) {
    if (words.empty() || words.find('@') != std::string::npos) return curl_easy_strerror(code);
    return words;
}

}  // namespace

Transfer transfer(const NetworkSettings& settings, const HttpRequest& request, const std::string& proxy,
                  const std::stop_token& stop) {
    Transfer done{.code = CURLE_FAILED_INIT};
    // These are looked at for as long as the handles live.
    std::array<char, CURL_ERROR_SIZE> words{};
    Body body{.limit = request.largest_answer};
    const auto headers = headers_of(request);
    const Multi multi(curl_is_ready() ? curl_multi_init() : nullptr);
    const Easy curl(multi ? curl_easy_init() : nullptr);
    if (!curl) return done;

    curl_easy_setopt(curl.get(), CURLOPT_ERRORBUFFER, words.data());
    set_request(curl.get(), request, headers, body);
    set_limits(curl.get(), settings, request);
    set_tls(curl.get(), settings);
    set_proxy(curl.get(), proxy);
    if (curl_multi_add_handle(multi.get(), curl.get()) != CURLM_OK) return done;
    const auto code = run(multi.get(), stop);
    done.canceled = !code.has_value();
    done.code = code.value_or(CURLE_ABORTED_BY_CALLBACK);
    done.message = message_of(done.code, words.data());
    done.too_large = body.overflowed || done.code == CURLE_FILESIZE_EXCEEDED;
    done.connected = info<curl_off_t>(curl.get(), CURLINFO_PRETRANSFER_TIME_T) > 0;
    done.status = info<long>(curl.get(), CURLINFO_RESPONSE_CODE);
    done.proxy_status = info<long>(curl.get(), CURLINFO_HTTP_CONNECTCODE);
    done.redirect = text_info(curl.get(), CURLINFO_REDIRECT_URL);
    done.answer.content_type = text_info(curl.get(), CURLINFO_CONTENT_TYPE);
    done.answer.etag = header_of(curl.get(), "ETag");
    done.answer.body = std::move(body.octets);
    curl_multi_remove_handle(multi.get(), curl.get());
    return done;
}

}  // namespace qoltanba::agent
