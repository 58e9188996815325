#include "agent/network/judge_transfer.hpp"

#include "agent/network/url.hpp"

#include <algorithm>
#include <array>

namespace qoltanba::agent {
namespace {

struct Meaning {
    CURLcode code;
    ErrorCode error;
    bool worth_repeating;
};

/// libcurl's codes; those that are not here are network_unreachable and not repeated.
constexpr std::array meanings{
    Meaning{CURLE_URL_MALFORMAT, ErrorCode::network_address_wrong, false},
    Meaning{CURLE_UNSUPPORTED_PROTOCOL, ErrorCode::network_address_wrong, false},
    Meaning{CURLE_COULDNT_RESOLVE_PROXY, ErrorCode::network_proxy, false},
    Meaning{CURLE_PROXY, ErrorCode::network_proxy, false},
    Meaning{CURLE_COULDNT_RESOLVE_HOST, ErrorCode::network_unreachable, true},
    Meaning{CURLE_COULDNT_CONNECT, ErrorCode::network_unreachable, true},
    Meaning{CURLE_OPERATION_TIMEDOUT, ErrorCode::network_timed_out, true},
    Meaning{CURLE_PEER_FAILED_VERIFICATION, ErrorCode::network_untrusted, false},
    Meaning{CURLE_SSL_ISSUER_ERROR, ErrorCode::network_untrusted, false},
    Meaning{CURLE_SSL_INVALIDCERTSTATUS, ErrorCode::network_untrusted, false},
    Meaning{CURLE_SSL_CACERT_BADFILE, ErrorCode::network_untrusted, false},
    Meaning{CURLE_FILESIZE_EXCEEDED, ErrorCode::too_large, false},
    Meaning{CURLE_OUT_OF_MEMORY, ErrorCode::internal, false},
    Meaning{CURLE_FAILED_INIT, ErrorCode::internal, false},
};

constexpr long proxy_wants_login = 407;

Meaning meaning_of(CURLcode code) {
    const auto* found = std::find_if(meanings.begin(), meanings.end(),
                                     [code](const Meaning& meaning) { return meaning.code == code; });
    return found != meanings.end() ? *found : Meaning{code, ErrorCode::network_unreachable, false};
}

/// The service itself calls these passing (RFC 9110, 15.6.3 to 15.6.5).
bool is_passing(long status) {
    return status == 502 || status == 503 || status == 504;
}

/// Whether it is the proxy that could not be reached, or that lets nothing through.
bool lies_with_proxy(const Transfer& transfer) {
    if (transfer.code == CURLE_COULDNT_CONNECT) return true;
    return transfer.status == proxy_wants_login || transfer.proxy_status >= 300;
}

bool has_answer(const Transfer& transfer, const HttpRequest& request) {
    return transfer.status == 200 || (transfer.status == 304 && !request.known_etag.empty());
}

}  // namespace

bool is_redirect(const Transfer& transfer) {
    return transfer.code == CURLE_OK && !transfer.redirect.empty();
}

std::optional<Failure> failure_of(const Transfer& transfer, const HttpRequest& request,
                                  const std::string& proxy) {
    const auto where = tellable(request.url) + (proxy.empty() ? "" : " by the proxy " + tellable(proxy));
    const auto failed = [&](ErrorCode code, const std::string& why, bool worth_repeating) {
        return Failure{fail(code, where + ": " + why), worth_repeating};
    };
    if (transfer.canceled) return Failure{fail(ErrorCode::canceled), false};
    if (transfer.too_large)
        return failed(ErrorCode::too_large, "more than " + std::to_string(request.largest_answer) + " octets",
                      false);
    if (!proxy.empty() && lies_with_proxy(transfer)) {
        const auto status = std::max(transfer.proxy_status, transfer.status);
        return failed(ErrorCode::network_proxy,
                      transfer.code == CURLE_COULDNT_CONNECT ? transfer.message
                                                             : "its status is " + std::to_string(status),
                      transfer.code == CURLE_COULDNT_CONNECT);
    }
    if (transfer.code != CURLE_OK) {
        const auto meaning = meaning_of(transfer.code);
        // A service that had the request and kept silent is not waited for twice.
        return failed(meaning.error, transfer.message, meaning.worth_repeating && !transfer.connected);
    }
    if (has_answer(transfer, request) || is_redirect(transfer)) return std::nullopt;
    return failed(ErrorCode::network_refused, "status " + std::to_string(transfer.status),
                  is_passing(transfer.status));
}

}  // namespace qoltanba::agent
