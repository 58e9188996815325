#include "agent/network/proxy_lists.hpp"
#include "agent/network/system_proxy.hpp"
#include "crypto/base/api_windows.hpp"

// After the Windows API itself, which it needs.
#include <winhttp.h>

#include <memory>
#include <optional>

namespace qoltanba::agent {
namespace {

struct GlobalFreer {
    void operator()(void* memory) const { ::GlobalFree(memory); }
};
/// A text that WinHTTP allocated; nothing for none.
using Text = std::unique_ptr<wchar_t, GlobalFreer>;

std::string text_of(const Text& text) {
    return text ? to_utf8(text.get()) : std::string();
}

/// What the person set in the internet options, or an administrator for them.
struct Configuration {
    bool detect = false;
    Text script_url, proxies, exceptions;
};

std::optional<Configuration> configuration_of_user() {
    WINHTTP_CURRENT_USER_IE_PROXY_CONFIG read{};
    if (!::WinHttpGetIEProxyConfigForCurrentUser(&read)) return std::nullopt;
    return Configuration{read.fAutoDetect != FALSE, Text(read.lpszAutoConfigUrl), Text(read.lpszProxy),
                         Text(read.lpszProxyBypass)};
}

struct SessionCloser {
    void operator()(void* session) const { ::WinHttpCloseHandle(session); }
};
using Session = std::unique_ptr<void, SessionCloser>;

std::string choose(const HttpUrl& url, const Text& proxies, const Text& exceptions) {
    if (windows_bypass_names(text_of(exceptions), url.host)) return {};
    return proxy_from_windows_list(text_of(proxies), url.scheme);
}

/// What the automatic configuration says; nothing where there is none or it cannot be had.
std::optional<std::string> ask_script(const std::string& whole_url, const HttpUrl& url,
                                      const Configuration& configuration) {
    const Session session(::WinHttpOpen(L"Qoltanba", WINHTTP_ACCESS_TYPE_NO_PROXY, WINHTTP_NO_PROXY_NAME,
                                        WINHTTP_NO_PROXY_BYPASS, 0));
    if (!session) return std::nullopt;
    WINHTTP_AUTOPROXY_OPTIONS options{};
    options.fAutoLogonIfChallenged = TRUE;  // the script may lie behind the company's login
    if (configuration.script_url) {
        options.dwFlags = WINHTTP_AUTOPROXY_CONFIG_URL;
        options.lpszAutoConfigUrl = configuration.script_url.get();
    } else {
        options.dwFlags = WINHTTP_AUTOPROXY_AUTO_DETECT;
        options.dwAutoDetectFlags = WINHTTP_AUTO_DETECT_TYPE_DHCP | WINHTTP_AUTO_DETECT_TYPE_DNS_A;
    }
    WINHTTP_PROXY_INFO info{};
    if (!::WinHttpGetProxyForUrl(session.get(), to_wide(whole_url).c_str(), &options, &info))
        return std::nullopt;
    const Text proxies(info.lpszProxy), exceptions(info.lpszProxyBypass);
    return choose(url, proxies, exceptions);
}

}  // namespace

std::string system_proxy_for(const std::string& url) {
    const auto read = read_http_url(url);
    if (!read) return {};
    const auto configuration = configuration_of_user();
    if (!configuration) return {};
    if (configuration->detect || configuration->script_url)
        if (auto said = ask_script(url, *read, *configuration)) return *std::move(said);
    return choose(*read, configuration->proxies, configuration->exceptions);
}

}  // namespace qoltanba::agent
