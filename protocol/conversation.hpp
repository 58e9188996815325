// The one way in: a text frame becomes silence, a ready reply, or a call with the means to render its
// outcome.
#pragma once

#include "protocol/requests.hpp"

#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include <variant>

namespace qoltanba::protocol {

/// The first frame of every connection, sent by the agent.
std::string_view greeting();

/// `--heartbeat--` is answered by itself, at once, even while a window is open.
bool is_heartbeat(std::string_view frame);

/// The frame needs no answer (`{}`).
struct Silence {};

/// The dialect could answer by itself: a list of bundles, an unknown module, a fault in the request.
struct Reply {
    std::string text;
};

/// Something the agent must do. Exactly one reply is made of its outcome.
struct Call {
    Request request;
    std::function<std::string(const Result<Outcome>&)> render;
    std::string method;  ///< "commonUtils.signXml", for the log
};

using Turn = std::variant<Silence, Reply, Call>;

/// Never fails: what cannot be understood has its own reply. Order of checks: argument types, content
/// (base64, XML), storage name; as recorded from the original. Once `stop` is asked for, nobody waits for the
/// turn any more: it comes soon and means nothing.
Turn read_frame(std::string_view frame, const std::stop_token& stop = {});

}  // namespace qoltanba::protocol
