// The openssl program as an independent reader of certificates.
#pragma once

#include "crypto/base/bytes.hpp"

#include <string>

namespace qoltanba::test {

/// Output of `openssl <arguments>`, which may name the file {}: a file of these octets. The test
/// fails when the program is absent or does not end well.
std::string openssl(std::string arguments, BytesView input);

/// What follows "key=" on its line of such an output.
std::string value_of(const std::string& output, const std::string& key);

}  // namespace qoltanba::test
