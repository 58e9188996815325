// Who may come in: the rules on the header of an HTTP request, without a socket in sight.
#pragma once

#include "agent/origins/origin.hpp"
#include "agent/server/handler.hpp"

#include <boost/beast/http/message.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace qoltanba::agent {

struct Refused {
    boost::beast::http::status status;
    std::string reason;  ///< for the log and the one who asks; nothing of what was sent
};

/// A plain request, which may look and not ask.
struct PageVisit {
    enum class Page { home, health };
    Page page = Page::home;
    std::string origin;  ///< the page that fetches this; empty if there is none or it cannot be told
};

/// A WebSocket that may be opened.
struct Upgrade {
    Connection who;
};

using Visit = std::variant<Refused, PageVisit, Upgrade>;

/// `port` is the one we listen on. A WebSocket needs an origin, which every browser sends (RFC 6455, 4.1);
/// programs do not, and are let in only with `allow_local_clients`.
Visit judge(const boost::beast::http::request_header<>& request, std::uint16_t port,
            bool allow_local_clients);

/// Whether a Host header names this computer and our port. A page that had its own name resolve to 127.0.0.1
/// (DNS rebinding) is told apart by this.
bool is_own_host(std::string_view host, std::uint16_t port);

}  // namespace qoltanba::agent
