// The one table of algorithm suites: for each key family its identifiers in ASN.1 and XML, its digest, and
// how its signature octets stand. Sources: kz-crypto facts (NCA's pkigovkz.xml, DsigConstants), RFC 8017,
// RFC 5758, RFC 6931, RFC 7091.
#pragma once

#include "crypto/algorithms/digest.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace qoltanba::crypto {

enum class KeyFamily {
    rsa,
    ecdsa_p256,
    ecdsa_p384,
    gost_2015_512,  ///< GOST R 34.10-2015, curve id-tc26-gost-3410-12-512-paramSetA
    gost_2015_256,  ///< GOST R 34.10-2015, curve id-tc26-gost-3410-2012-256-paramSetA; verified, never made
    gost_2004,      ///< GOST 34.310-2004, curve CryptoPro-A, digest GOST 34.311-95
};

/// How the octets of a signature value stand.
enum class SignatureForm {
    pkcs1,                   ///< one big-endian integer as long as the modulus (RFC 8017, 8.2)
    r_then_s_little_endian,  ///< the Kazakh form of GOST signatures
    ecdsa_der,               ///< Ecdsa-Sig-Value (RFC 5480); in XML r || s big-endian (RFC 6931, 2.3.6)
};

struct Suite {
    KeyFamily family;
    DigestAlgorithm digest;  ///< the digest this family signs with
    SignatureForm form;
    std::string_view name;           ///< as getKeyInfo says it: "RSA", "ECGOST3410-2015-512", ...
    std::string_view key_oid;        ///< SubjectPublicKeyInfo.algorithm
    std::string_view signature_oid;  ///< signature with digest, as CMS and certificates name it
    std::string_view xml_signature;  ///< SignatureMethod/@Algorithm
};

/// All that is verified; the first suite of a family is the one it signs with.
std::span<const Suite> all_suites();
/// The suite a family signs with.
const Suite& suite_of(KeyFamily family);
/// This family with this digest, or nothing where the two do not go together.
std::optional<Suite> suite_for(KeyFamily family, DigestAlgorithm digest);
/// The suite that a SignatureMethod/@Algorithm names; nothing if unknown. RSA also under SHA-1's, -384's and
/// -512's names, for verifying. A name of ECDSA fits both curves: compare key_oid, not family, with the
/// key's.
std::optional<Suite> suite_by_xml(std::string_view signature_method);
/// The digest inside a signature OID such as sha256WithRSAEncryption; nothing if unknown. This is how the
/// signatureAlgorithm of a certificate is read.
std::optional<DigestAlgorithm> digest_by_signature_oid(std::string_view signature_oid);
/// Whether a CMS signatureAlgorithm fits a key of this family: one of its signature OIDs, or its key OID
/// alone as native libraries write it (then the digestAlgorithm decides).
bool names_family(std::string_view signature_algorithm_oid, KeyFamily family);

/// What may be made, as against verified. Nothing here ever switches off the check of an own signature.
struct SigningPolicy {
    bool allow_gost_2004 = false;
};

}  // namespace qoltanba::crypto
