// The shape of BER: identifiers, kinds of length and the values that a format fixes, with what varies from
// file to file left out. Two files of one writer have one skeleton.
#pragma once

#include "crypto/base/bytes.hpp"

#include <string>

namespace qoltanba::test {

/// One line an element, indented. Object identifiers and integers up to 2 octets stand with their value,
/// other primitives with their length, or with "many" above 64 octets.
std::string skeleton_of(BytesView ber);

}  // namespace qoltanba::test
