// How the octets of a signature value stand in XML. RSA and GOST: as everywhere. ECDSA: r || s, both
// big-endian and as long as the curve's order (RFC 6931, 2.3.6), where keys and CMS have Ecdsa-Sig-Value.
#pragma once

#include "crypto/algorithms/suite.hpp"
#include "crypto/base/bytes.hpp"
#include "crypto/base/result.hpp"

namespace qoltanba::crypto {

/// From the family's SignatureForm to XML. Error: malformed_der.
Result<Bytes> to_xml_signature(KeyFamily family, Bytes value);

/// From XML to the family's SignatureForm. Error: malformed_signature (the wrong length).
Result<Bytes> from_xml_signature(KeyFamily family, Bytes value);

}  // namespace qoltanba::crypto
