// The module kz.gov.pki.knca.commonUtils: positional arguments, {"responseObject":...,"code":"200"}.
#pragma once

#include "protocol/conversation.hpp"
#include "protocol/json/json_value.hpp"

namespace qoltanba::protocol {

/// `request` is the whole frame. `stop`: see read_frame.
Turn read_common_utils(const JsonValue& request, const std::stop_token& stop);

}  // namespace qoltanba::protocol
