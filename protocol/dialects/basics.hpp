// The module kz.gov.pki.knca.basics: named arguments, {"body":{"result":...},"status":true}.
#pragma once

#include "protocol/conversation.hpp"
#include "protocol/json/json_value.hpp"

namespace qoltanba::protocol {

/// `request` is the whole frame. `stop`: see read_frame.
Turn read_basics(const JsonValue& request, const std::stop_token& stop);

}  // namespace qoltanba::protocol
