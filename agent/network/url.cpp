#include "agent/network/url.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <memory>

namespace qoltanba::agent {
namespace {

using UrlHandle = std::unique_ptr<CURLU, decltype(&curl_url_cleanup)>;

UrlHandle parse(const std::string& url, unsigned flags) {
    UrlHandle handle(curl_url(), &curl_url_cleanup);
    if (handle && curl_url_set(handle.get(), CURLUPART_URL, url.c_str(), flags) != CURLUE_OK) handle.reset();
    return handle;
}

/// Empty for a part that is absent.
std::string part_of(const UrlHandle& url, CURLUPart part) {
    char* text = nullptr;
    if (curl_url_get(url.get(), part, &text, 0) != CURLUE_OK) return {};
    const std::unique_ptr<char, decltype(&curl_free)> owner(text, &curl_free);
    return text;
}

std::string lower(std::string text) {
    const auto small = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    std::transform(text.begin(), text.end(), text.begin(), small);
    return text;
}

}  // namespace

Result<HttpUrl> read_http_url(const std::string& url) {
    const auto wrong = [&] { return fail(ErrorCode::network_address_wrong, tellable(url)); };
    // What follows a NUL would be cut off without a word.
    if (url.find('\0') != std::string::npos) return wrong();
    const auto handle = parse(url, CURLU_NON_SUPPORT_SCHEME);
    if (!handle) return wrong();
    HttpUrl read{lower(part_of(handle, CURLUPART_SCHEME)), lower(part_of(handle, CURLUPART_HOST))};
    if (read.scheme != "http" && read.scheme != "https") return wrong();
    if (read.host.starts_with('[') && read.host.ends_with(']'))
        read.host = read.host.substr(1, read.host.size() - 2);
    if (read.host.empty()) return wrong();
    return read;
}

std::string tellable(const std::string& url) {
    const auto handle = parse(url, CURLU_NON_SUPPORT_SCHEME | CURLU_GUESS_SCHEME);
    if (!handle) return "an address that is no URL";
    for (const auto part :
         {CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_OPTIONS, CURLUPART_QUERY, CURLUPART_FRAGMENT})
        (void)curl_url_set(handle.get(), part, nullptr, 0);
    constexpr std::size_t longest = 300;
    const auto told = part_of(handle, CURLUPART_URL);
    return told.size() <= longest ? told : told.substr(0, longest) + "...";
}

}  // namespace qoltanba::agent
