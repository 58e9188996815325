// The server's knobs over HTTP, for programs that are no part of the tests' process.
#pragma once

#include "responders/responder_server.hpp"

namespace qoltanba::test {

/// GET /control: {"tsp": {"requests": 3}, …}. POST /control with an object of these members, each of which
/// may be absent:
///   "route": "tsp", "fault": "wrong_nonce", "delay": 500      milliseconds
///   "revoke": "0a1b…" (serial number in hex), "reason": 1, "inDeltaAlone": true
///   "reset": true                                              before the others
/// The answer is that of GET, or status 400 with the reason.
HttpReply answer_control(ResponderServer& server, const HttpQuestion& question);

}  // namespace qoltanba::test
