#include "protocol/dialects/basics_sign.hpp"

#include "crypto/base/base64.hpp"
#include "protocol/dialects/storages.hpp"

#include <algorithm>

namespace qoltanba::protocol {
namespace {

Result<SignatureFormat> read_format(const JsonValue& arguments) {
    QOLTANBA_TRY(const auto format, get_string(arguments, "format"));
    if (format == "cms") return SignatureFormat::cms;
    if (format == "xml") return SignatureFormat::xml;
    if (format == "raw") return SignatureFormat::raw;
    return fail(ErrorCode::request_malformed, "format is none of cms, xml, raw");
}

struct SigningParameters {
    bool decode;
    bool encapsulate;
    bool digested;
    bool time_stamp;  ///< tsaProfile is an object; null and false mean none, as pages send them
    bool allow_expired;
    bool allow_revoked;
    bool output_certificate;
};

SigningParameters read_signing_parameters(const JsonValue& object) {
    return {
        .decode = opt_boolean(object, "decode", false),
        .encapsulate = opt_boolean(object, "encapsulate", true),
        .digested = opt_boolean(object, "digested", false),
        .time_stamp = opt_object(object, "tsaProfile") != nullptr,
        .allow_expired = opt_boolean(object, "allowExpired", false),
        .allow_revoked = opt_boolean(object, "allowRevoked", false),
        .output_certificate = opt_boolean(object, "outputCert", false),
    };
}

/// Absent, null or any text: the national certificates. An array: those certificates, or no chain if it is
/// empty.
Result<void> read_chain(const JsonValue& signer, crypto::CertificateFilter& filter) {
    const auto* chain = opt_array(signer, "chain");
    if (chain == nullptr) {
        filter.chain = crypto::ChainRule::national;
        return {};
    }
    constexpr std::size_t most = 64;  // more than any chain has
    if (chain->size() > most) return fail(ErrorCode::request_malformed, "chain has more than 64 elements");
    filter.chain = chain->empty() ? crypto::ChainRule::none : crypto::ChainRule::given;
    for (std::size_t i = 0; i < chain->size(); ++i) {
        QOLTANBA_TRY(const auto text, get_string(*chain, i));
        auto certificate = crypto::Certificate::from_file_content(bytes_of(text));
        if (certificate.has_error()) {
            return because(ErrorCode::request_malformed,
                           "chain[" + std::to_string(i) + "] is not a certificate", certificate.error());
        }
        filter.chain_certificates.push_back(std::move(*certificate));
    }
    return {};
}

Result<crypto::CertificateFilter> read_filter(const JsonValue& signer, const SigningParameters& parameters) {
    crypto::CertificateFilter filter;
    if (const auto* oids = opt_array(signer, "extKeyUsageOids")) {
        for (const auto& oid : *oids) {
            if (!oid.is_null()) filter.extended_key_usage.push_back(to_text(oid));
        }
    }
    filter.iin = opt_string(signer, "iin");
    filter.bin = opt_string(signer, "bin");
    filter.serial_number = opt_string(signer, "serialNumber");
    filter.allow_expired = parameters.allow_expired;
    filter.allow_revoked = parameters.allow_revoked;
    QOLTANBA_CHECK(read_chain(signer, filter));
    return filter;
}

Result<Document> read_document(std::string_view text, SignatureFormat format,
                               const SigningParameters& parameters, const std::stop_token& stop) {
    Document document;
    if (parameters.decode) {
        QOLTANBA_TRY(document.content, from_base64(text));
    } else {
        document.content = copy_of(bytes_of(text));
    }
    if (format == SignatureFormat::xml) {
        QOLTANBA_CHECK(crypto::check_xml(text_of(document.content), stop));
        return document;
    }
    document.is_digest = parameters.digested;
    if (document.is_digest && document.content.empty()) return fail(ErrorCode::nothing_to_sign);
    return document;
}

}  // namespace

Result<SignRequest> read_sign_arguments(const JsonValue& arguments, const std::stop_token& stop) {
    SignRequest request;
    QOLTANBA_TRY(request.format, read_format(arguments));
    QOLTANBA_TRY(const auto texts, get_strings(arguments, "data"));
    QOLTANBA_TRY(const auto* const signing, get_object(arguments, "signingParams"));
    QOLTANBA_TRY(const auto* const signer, get_object(arguments, "signerParams"));
    const auto parameters = read_signing_parameters(*signing);
    QOLTANBA_TRY(request.filter, read_filter(*signer, parameters));
    request.attach = parameters.encapsulate && !parameters.digested;  // a digest has no content to hold
    request.time_stamp = parameters.time_stamp;
    request.output_certificate = parameters.output_certificate && request.format == SignatureFormat::raw;
    request.language = language_from(opt_string(arguments, "locale"));
    for (const auto text : texts) {
        QOLTANBA_TRY(auto document, read_document(text, request.format, parameters, stop));
        request.documents.push_back(std::move(document));
    }
    if (request.documents.empty()) return fail(ErrorCode::nothing_to_sign);
    QOLTANBA_TRY(request.storages, read_allowed_storages(arguments));
    return request;
}

}  // namespace qoltanba::protocol
