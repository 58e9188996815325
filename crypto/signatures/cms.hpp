// CMS SignedData (RFC 5652) with CAdES-BES attributes (ETSI EN 319 122-1, 5), as NCALayer writes it.
#pragma once

#include "crypto/cms/content_digests.hpp"
#include "crypto/signatures/report.hpp"
#include "crypto/signatures/signer.hpp"

#include <optional>
#include <span>

namespace qoltanba::crypto {

struct CmsOptions {
    bool attach = true;   ///< the content stands inside (eContent)
    Time signing_time{};  ///< the signingTime attribute
};

/// A SignedData over `content` by one signer. DER. If `content` is itself a CMS SignedData, use add_signer.
Result<Bytes> create_cms(Signer& signer, BytesView content, const CmsOptions& options);

/// Detached, over a digest made elsewhere. Its length is not checked, as in the original.
/// Error: nothing_to_sign if it is empty.
Result<Bytes> create_cms_of_digest(Signer& signer, BytesView digest, Time signing_time);

/// Adds one more signer to a SignedData. The SignerInfos, certificates and content it has are kept octet for
/// octet. For a detached one `content` must be given (content_missing otherwise) and must be what the others
/// signed.
Result<Bytes> add_cms_signer(Signer& signer, BytesView cms, std::optional<BytesView> content,
                             Time signing_time);

/// Whether these bytes are a CMS SignedData ContentInfo (DER or BER); says nothing about its signatures.
bool is_signed_data(BytesView bytes);

/// The octets of a CMS file: bare, in PEM armour labelled CMS or PKCS7, or in bare base64. Whether they are a
/// SignedData is for the functions that read it. Error: malformed_signature.
Result<Bytes> cms_from_text_or_der(BytesView file);

/// Judges every signer. BER is tolerated. `content` is the signed data of a detached one; given beside an
/// attached one it must be equal to what is inside. `further` are certificates among which the signer's is
/// looked for if it is not inside. Errors: malformed_signature; verdicts are in the report.
Result<SignatureReport> verify_cms(BytesView cms, std::optional<BytesView> content,
                                   std::span<const Certificate> further = {});

/// The same by the content's digests; `content` is null where there is none. The report's `signed_content`
/// stays empty where its octets are not in memory.
Result<SignatureReport> verify_cms(BytesView cms, cms::ContentDigests* content,
                                   std::span<const Certificate> further = {});

}  // namespace qoltanba::crypto
