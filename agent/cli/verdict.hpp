// The verdict on a signed file: mathematics first, then trust. One of three answers, which are also the exit
// status of `qoltanba verify`.
#pragma once

#include "crypto/certificates/anchors.hpp"
#include "crypto/certificates/chain.hpp"
#include "crypto/signatures/report.hpp"

#include <optional>
#include <string>
#include <vector>

namespace qoltanba::agent {

enum class Verdict {
    valid = 0,      ///< every signature is right and its certificate trusted at the moment asked about
    broken = 1,     ///< a digest or signature is wrong, or the file is no signature
    undecided = 2,  ///< the signatures are right, but a certificate is expired or its issuer unknown
};

struct JudgedSignature {
    crypto::SignatureVerdict signature;
    std::optional<crypto::ChainVerdict> chain;  ///< nothing where there is no certificate to judge
    Verdict verdict = Verdict::broken;
};

struct JudgedFile {
    Verdict verdict = Verdict::broken;
    std::string format;  ///< "CMS" or "XML"
    std::vector<JudgedSignature> signatures;
    std::size_t signed_octets = 0;
    std::optional<Error> fault;  ///< the file as a whole could not be judged
};

/// CMS (DER, BER, PEM, bare base64) or XML, told apart by content. `content` belongs to a detached CMS.
JudgedFile judge_file(BytesView file, std::optional<BytesView> content, const crypto::Anchors& anchors,
                      Time at);

}  // namespace qoltanba::agent
