// The arguments of basics' `generateCsr` and `importCertificate`. The original's are not public; these are
// our own, named as the options of `qoltanba keys generate` are.
#pragma once

#include "protocol/json/json_value.hpp"
#include "protocol/requests.hpp"

namespace qoltanba::protocol {

/// `arguments` is the object "args". Errors: malformed_json (a member that must be there is absent or of the
/// wrong type), request_malformed (a family, size or use that there is not), storage_unknown. What a subject
/// may be is judged by whoever makes the key.
Result<GenerateKeyRequest> read_generate_arguments(const JsonValue& arguments);

/// Errors: malformed_json; request_malformed (no certificates, or more than 16, or what is none).
Result<ImportCertificateRequest> read_import_arguments(const JsonValue& arguments);

}  // namespace qoltanba::protocol
