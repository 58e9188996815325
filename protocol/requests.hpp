// The few typed requests that every dialect boils down to, and their outcomes. A flow sees these and no JSON.
#pragma once

#include "crypto/base/language.hpp"
#include "crypto/certificates/filter.hpp"
#include "crypto/certificates/holder.hpp"
#include "crypto/certificates/write.hpp"
#include "crypto/signatures/xml.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace qoltanba::protocol {

enum class SignatureFormat { cms, xml, raw };

/// What one signature goes over.
struct Document {
    Bytes content;           ///< already decoded; for XML the text in UTF-8
    bool is_digest = false;  ///< `content` is the digest, made by the page
};

struct SignRequest {
    SignatureFormat format = SignatureFormat::cms;
    std::vector<std::string> storages;  ///< allowed storage names; empty: all
    std::vector<Document> documents;    ///< one signature each; empty if `path` is set
    std::optional<std::string> path;    ///< sign this file of the person's computer instead (UTF-8)
    bool attach = true;                 ///< CMS: the content stands inside
    bool co_sign = false;          ///< CMS: data that are a CMS already get one more signer (commonUtils)
    bool time_stamp = false;       ///< the page asks for a time stamp
    bool only_time_stamp = false;  ///< applyCAdEST: stamp the CMS in documents[0], sign nothing
    crypto::XmlOptions xml;
    bool output_certificate = false;  ///< raw: the certificate beside the signatures
    crypto::CertificateFilter filter;
    std::optional<Language> language;  ///< the page's wish for the window
};

struct KeyInformationRequest {
    std::string storage;
};

struct ChooseFileRequest {
    std::string extension;          ///< "ALL", "P12", ...
    std::string current_directory;  ///< as the page sent it; a hint at most
};

/// A new key, and the request for its certificate.
struct GenerateKeyRequest {
    crypto::NameParts subject;  ///< as the page sent it: not judged yet
    std::string email;
    crypto::KeyFamily family = crypto::KeyFamily::gost_2015_512;
    std::size_t rsa_bits = 2048;
    crypto::KeyUse use = crypto::KeyUse::both;
    std::vector<std::string> storages;  ///< where it may be made; empty: wherever the person likes
    std::optional<Language> language;   ///< the page's wish for the window
};

/// The certificate that came for a key made before, and perhaps its chain.
struct ImportCertificateRequest {
    std::vector<crypto::Certificate> certificates;  ///< one at least
    std::optional<Language> language;
};

struct ActiveTokensRequest {};
/// What is plugged in, and whether it can sign.
struct TokensInformationRequest {
    std::vector<std::string> storages;  ///< known names; empty: all
};
struct ChangeLanguageRequest {
    std::optional<Language> language;  ///< nothing for a name that is not known; the answer is the same
};
struct ShowSettingsRequest {};

using Request = std::variant<SignRequest, KeyInformationRequest, ChooseFileRequest, GenerateKeyRequest,
                             ImportCertificateRequest, ActiveTokensRequest, TokensInformationRequest,
                             ChangeLanguageRequest, ShowSettingsRequest>;

/// One per document, in order. CMS: DER. XML: the document's text. Raw: the signature value.
struct SignedDocuments {
    SignatureFormat format = SignatureFormat::cms;
    std::vector<Bytes> results;
    std::optional<crypto::Certificate> certificate;
};
struct KeyInformation {
    std::string alias;
    crypto::Certificate certificate;
};
struct ChosenFile {
    std::string path;  ///< UTF-8
};
struct CertificateRequestMade {
    Bytes der;  ///< PKCS#10
};
struct CertificateImported {
    std::string file_name;  ///< of the key file, without its folder, UTF-8; or the storage of the token
};
struct ActiveTokens {
    std::vector<std::string> storages;
};
/// Whether a device that is plugged in can sign now.
enum class TokenState {
    ready,              ///< with its PIN, if it has one
    pin_last_try,       ///< the same, and one more wrong PIN locks it
    no_certificate,     ///< none is shown without the PIN; whether there is a key is not known
    pin_locked,         ///< no
    card_not_served,    ///< no: nothing on this computer serves it
    card_unresponsive,  ///< no: it does not answer
    device_busy,        ///< not now: another program has it to itself
};
/// What a page may know of a device without the person's consent: its kind, nothing that another one of the
/// kind would not tell too.
struct TokenInformation {
    struct Name {
        std::string kk, ru, en;
    };
    std::string storage;
    std::optional<Name> kind;  ///< what such a device is called; nothing where that is not known
    TokenState state = TokenState::ready;
};
struct TokensInformation {
    std::vector<TokenInformation> tokens;
};
struct Done {};

using Outcome = std::variant<SignedDocuments, KeyInformation, ChosenFile, CertificateRequestMade,
                             CertificateImported, ActiveTokens, TokensInformation, Done>;

}  // namespace qoltanba::protocol
