// A file of any kind that the program knows, judged: signatures, the national CA's container, and the
// evidence that goes into signatures.
#pragma once

#include "crypto/containers/nca_container.hpp"
#include "crypto/validation/evidence.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace qoltanba::agent {

enum class FileKind { cms, xml, container, time_stamp, ocsp_response, crl };

/// "CMS", "XML", "ZIP", "TIMESTAMP", "OCSP", "CRL".
std::string_view name_of(FileKind kind);

struct JudgedFile {
    FileKind kind = FileKind::cms;
    /// Of the file as a whole.
    crypto::Conclusion conclusion{};
    /// Of a signature file and of the signature in a container; for evidence its moments alone.
    crypto::ValidationReport report{};
    std::vector<crypto::ContainerMember> members{};       ///< of a container
    std::optional<crypto::TimeStampReport> time_stamp{};  ///< of a time stamp
    std::optional<crypto::StatusReport> status{};         ///< of an OCSP response or a list
    std::uint64_t signed_size = 0;                        ///< octets that were signed, where they are known
    Bytes signed_digest{};                                ///< their SHA-256; empty where they are not known
};

/// By content: CMS in DER, BER, PEM or bare base64, XML, ZIP, TimeStampResp and TimeStampToken, OCSPResponse,
/// CertificateList in DER or PEM. What is none of them is judged as CMS, and so told to be none.
JudgedFile judge_file(const crypto::ValidationInputs& inputs, const crypto::ValidationPolicy& policy);

/// What stands inside PEM armour or bare base64; these octets themselves where they are nothing of the kind.
Bytes without_armour(BytesView file);
Bytes without_armour(Bytes&& file);

/// 0 TOTAL-PASSED, 1 TOTAL-FAILED, 2 INDETERMINATE: the exit status of `qoltanba verify`.
int exit_status(crypto::Indication indication);

}  // namespace qoltanba::agent
