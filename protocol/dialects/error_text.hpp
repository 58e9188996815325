// What a page is told of an error that has no word of its own on the wire.
#pragma once

#include "crypto/base/error.hpp"

#include <string>

namespace qoltanba::protocol {

/// "certificate_expired: The certificate has expired.": the catalogue's name, which docs/errors.md explains,
/// and its English sentence. The error's detail stays in the agent's log.
inline std::string sentence_for(const Error& error) {
    return std::string(name_of(error.code)) + ": " + std::string(message_for(error.code, Language::en));
}

}  // namespace qoltanba::protocol
