// Keys on tokens: made there with the request for their certificate, and joined with it there. No key leaves
// its token.
#pragma once

#include "agent/enrolment/new_key.hpp"
#include "tokens/devices/pkcs11/device_token.hpp"

#include <stop_token>

namespace qoltanba::agent {

/// A key that was just made, and the login that made it: it lasts as long as this does.
struct KeyOnToken {
    std::string label;  ///< what the person reads in other programs' lists of the token's keys
    tokens::NewDeviceKey key;
};

/// Errors: those of DeviceToken::generate; certificate_subject_wrong, before the token is asked.
Result<KeyOnToken> make_key_on_token(const NewKey& wanted, tokens::DeviceToken& token, const SecretBytes& pin,
                                     bool last_try_confirmed, std::stop_token while_writing = {});

/// DER of the request that asks for what was wanted. Errors: those of write_certificate_request.
Result<Bytes> request_of(const KeyOnToken& made, const NewKey& wanted);

/// Writes the first of these that is of a key on the token beside that key, and gives it. Certificates of
/// authorities, which come along with it, are passed over. Errors: those of DeviceToken::write_certificate.
Result<crypto::Certificate> import_into_token(const std::vector<crypto::Certificate>& certificates,
                                              tokens::DeviceToken& token, const SecretBytes& pin,
                                              bool last_try_confirmed, std::stop_token while_writing = {});

}  // namespace qoltanba::agent
