// The one form of an origin, for the header a browser sends and for the lists an administrator writes: two
// origins are the same if and only if these texts are.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace qoltanba::agent {

/// The ASCII form of an origin (RFC 6454, 6.2) that can be shown and remembered: a scheme that pages have, a
/// host, a port unless it is the scheme's own; in lower case. Nothing for "null" and anything else.
std::optional<std::string> canonical_origin(std::string_view text);

struct Authority {
    std::string_view host;  ///< an IPv6 address in its brackets
    std::optional<std::uint16_t> port;
};

/// host [ ":" port ], in lower case; nothing for user names, paths and whatever a host name does not have.
std::optional<Authority> authority_from(std::string_view lower_case_text);

/// ASCII letters alone.
std::string lower_case(std::string_view text);

}  // namespace qoltanba::agent
