// The verdict on a signed file: mathematics first, then trust, then whether what was signed is what a reader
// takes it for. One of three answers, which are also the exit status of `qoltanba verify`. Revocation is not
// looked up.
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
    undecided = 2,  ///< nothing is wrong, but something that a valid one needs is not there: see the reasons
};

/// Whether a signature of a part of an XML document can be valid.
enum class Coverage { whole_document, part_suffices };

struct JudgedSignature {
    crypto::SignatureVerdict signature;
    std::optional<crypto::ChainVerdict> chain;  ///< nothing where there is no certificate to judge
    Verdict verdict = Verdict::broken;
    /// Why it is not valid; empty if it is. A signature's own fault stands alone; otherwise those of its
    /// chain, algorithm_outdated (SHA-1) and only_part_signed.
    std::vector<Error> reasons;

    /// An XML signature none of whose references covers the document.
    [[nodiscard]] bool only_part() const;
};

struct JudgedFile {
    Verdict verdict = Verdict::broken;
    std::string format;  ///< "CMS" or "XML"
    std::vector<JudgedSignature> signatures;
    /// The octets signed: the content of a CMS; of an XML the canonical octets that its first signature
    /// covers.
    Bytes signed_content;
    std::optional<Error> fault;  ///< the file as a whole could not be judged

    [[nodiscard]] bool only_part() const;  ///< of any of its signatures
};

/// CMS (DER, BER, PEM, bare base64) or XML, told apart by content. `content` belongs to a detached CMS.
JudgedFile judge_file(BytesView file, std::optional<BytesView> content, const crypto::Anchors& anchors,
                      Time at, Coverage enough = Coverage::whole_document);

/// The octets that every signature of the file is about. Errors: the first fault of the file or of a
/// signature, content_missing among them; certificate_untrusted for a broken chain; only_part_signed where
/// the signatures cover different parts.
Result<BytesView> octets_signed_by_all(const JudgedFile& file);

}  // namespace qoltanba::agent
