// The module kz.gov.pki.ncalayerservices.accessory: which modules there are, and the settings window.
#pragma once

#include "protocol/conversation.hpp"
#include "protocol/json/json_value.hpp"

namespace qoltanba::protocol {

/// `request` is the whole frame.
Turn read_accessory(const JsonValue& request);

}  // namespace qoltanba::protocol
