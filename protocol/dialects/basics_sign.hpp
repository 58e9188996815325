// The arguments of basics' `sign`.
#pragma once

#include "protocol/json/json_value.hpp"
#include "protocol/requests.hpp"

#include <stop_token>

namespace qoltanba::protocol {

/// `arguments` is the object "args". Order of checks: types, content, storages. Errors: malformed_json (a
/// member that must be there is absent or of the wrong type), request_malformed (an unknown format, a chain
/// that is not certificates), malformed_base64, nothing_to_sign, those of crypto::check_xml, storage_unknown.
Result<SignRequest> read_sign_arguments(const JsonValue& arguments, const std::stop_token& stop);

}  // namespace qoltanba::protocol
