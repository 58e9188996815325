// What `getKeyInfo` tells of a certificate.
#pragma once

#include "protocol/json/json_text.hpp"
#include "protocol/requests.hpp"

namespace qoltanba::protocol {

/// Writes the object. All values are strings and every key stands, empty where the certificate has nothing
/// for it, because pages split values without looking: times in milliseconds since 1970, serial number and
/// key identifiers in lower-case hex, PEM with '\n'.
void write_key_information(JsonText& json, const KeyInformation& key);

}  // namespace qoltanba::protocol
