// What a verifier says of a signed thing, before anybody asks whom to trust.
#pragma once

#include "crypto/certificates/certificate.hpp"

#include <optional>
#include <string>
#include <vector>

namespace qoltanba::crypto {

/// What one ds:Reference covers, its digest found right.
struct SignedPart {
    std::string uri;      ///< "" is the document, "#part" the element with that Id
    std::string element;  ///< the name, with its prefix, of the element; the root's where it is the document
    /// Where the element stands, from the root down, by such names and, among namesakes, by number:
    /// "/soap:Envelope/soap:Body", "/list/pay[2]". An element of the right name in another place was moved
    /// there.
    std::string path;
    /// All of the document but comments and the signature itself; where it was signed before others joined,
    /// but those others too.
    bool whole_document = false;
    /// Signatures that joined later and are left out; 0 where it covers the part as it stands.
    std::size_t without_later = 0;
    DigestAlgorithm digest{};
    std::size_t octets = 0;  ///< in canonical form
};

/// One signature and what mathematics says of it. Trust in the certificate is judged apart (judge_chain).
struct SignatureVerdict {
    std::optional<Certificate> certificate;  ///< the signer's; nothing if it is not in the signature
    std::optional<KeyFamily> family;
    std::optional<DigestAlgorithm> digest;
    std::optional<Time> signing_time;  ///< claimed by the signer
    std::vector<SignedPart> parts;     ///< XML: what of the document it covers; empty if there is a fault
    std::optional<Error> fault;        ///< nothing: digest and signature are right
    /// The fault is that the signature, itself right, was made under another certificate of the same key.
    bool names_another_certificate = false;
};

struct SignatureReport {
    std::vector<SignatureVerdict> signatures;
    Bytes signed_content;  ///< the octets that the signatures cover (CMS content, canonical XML)
    std::vector<Certificate> certificates;  ///< all that came along

    /// At least one signature, and none with a fault.
    [[nodiscard]] bool intact() const;
};

}  // namespace qoltanba::crypto
