// Signers made on the spot: a fresh key of each family under a self-signed certificate.
#pragma once

#include "crypto/signatures/local_signer.hpp"

#include <memory>

namespace qoltanba::test {

/// A signer of this family. Made once for each name and kept for the life of the program.
crypto::Signer& signer_of(crypto::KeyFamily family, std::string_view common_name = "signer");

/// Another certificate, with another serial number, over the same key as signer_of(family).
crypto::Certificate second_certificate_of(crypto::KeyFamily family);

}  // namespace qoltanba::test
