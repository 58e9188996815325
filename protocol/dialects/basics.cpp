#include "protocol/dialects/basics.hpp"

#include "crypto/base/base64.hpp"
#include "protocol/dialects/basics_enrolment.hpp"
#include "protocol/dialects/basics_sign.hpp"
#include "protocol/dialects/error_text.hpp"
#include "protocol/json/json_text.hpp"

#include <algorithm>
#include <array>

namespace qoltanba::protocol {
namespace {

constexpr std::string_view implementation = "PKIExtras";  ///< the original's class, which its texts name

/// The failures of the original that can happen here; the words of the last two are our own.
struct Failure {
    std::string_view code;
    std::string_view message;
};
constexpr Failure general_error{"GENERAL_ERROR", "General error."};
constexpr Failure invocation_error{"INVOCATION_ERROR", "An invoked method threw an exception."};
constexpr Failure signing_failure{"SIGNING_FAILURE", "Signing has failed."};
constexpr Failure generating_failure{"CSR_GENERATING_FAILURE", "Generating the request has failed."};
constexpr Failure importing_failure{"CERTIFICATE_IMPORTING_FAILURE", "Importing the certificate has failed."};

std::string failure_reply(const Failure& failure, std::string_view details) {
    JsonText json;
    json.begin_object()
        .member("code", failure.code)
        .member("details", shortened(details))
        .member("message", failure.message)
        .key("status")
        .boolean(false)
        .end_object();
    return std::move(json).take();
}

/// `failure` is what failed, where the call itself was understood.
std::string error_reply(const Error& error, const Failure& failure) {
    switch (error.code) {
        case ErrorCode::malformed_json:
            return failure_reply(invocation_error, "org.json.JSONException: " + error.detail);
        case ErrorCode::request_malformed:
            return failure_reply(invocation_error, error.detail);
        case ErrorCode::malformed_base64:
            return failure_reply(failure, "java.lang.IllegalArgumentException: " + error.detail);
        case ErrorCode::malformed_xml:
            return failure_reply(failure, error.detail);
        default:
            return failure_reply(failure, sentence_for(error));
    }
}

std::string text_of_result(SignatureFormat format, const Bytes& result) {
    switch (format) {
        case SignatureFormat::cms:
            return to_pem("CMS", result);
        case SignatureFormat::xml:
            return std::string(text_of(result));
        case SignatureFormat::raw:
            return to_base64(result);
    }
    return {};
}

void write_signatures(JsonText& json, const SignedDocuments& documents) {
    json.begin_array();
    for (const auto& result : documents.results) json.string(text_of_result(documents.format, result));
    json.end_array();
}

std::string success_reply(const SignedDocuments& documents) {
    JsonText json;
    json.begin_object().key("body").begin_object().key("result");
    if (documents.certificate) {
        write_signatures(json.begin_object().key("signatures"), documents);
        json.member("certificate", to_pem("CERTIFICATE", documents.certificate->der())).end_object();
    } else {
        write_signatures(json, documents);
    }
    json.end_object().key("status").boolean(true).end_object();
    return std::move(json).take();
}

/// `result` is an array of one text, as that of a signature is.
std::string success_reply(std::string_view text) {
    JsonText json;
    json.begin_object().key("body").begin_object().key("result").begin_array().string(text).end_array();
    json.end_object().key("status").boolean(true).end_object();
    return std::move(json).take();
}

std::string success_reply(const CertificateRequestMade& made) {
    return success_reply(to_pem("CERTIFICATE REQUEST", made.der));
}

std::string success_reply(const CertificateImported& imported) {
    return success_reply(imported.file_name);
}

template <typename Expected>
std::string render(const Result<Outcome>& outcome, const Failure& failure) {
    if (outcome.has_error()) {
        // A refusal is no failure: a success without a result.
        if (outcome.error().code == ErrorCode::canceled) return R"({"body":{},"status":true})";
        return error_reply(outcome.error(), failure);
    }
    const auto* result = std::get_if<Expected>(&*outcome);
    return result != nullptr ? success_reply(*result) : error_reply(fail(ErrorCode::internal), failure);
}

Reply refusal(const std::string& reason) {
    return {failure_reply(general_error, "java.lang.IllegalArgumentException: " + reason)};
}

/// The call, or the reply to arguments that are none.
template <typename Expected, typename Arguments>
Turn call_or_reply(Result<Arguments> arguments, const Failure& failure, std::string method) {
    if (arguments.has_error()) return Reply{error_reply(arguments.error(), failure)};
    return Call{std::move(*arguments),
                [&failure](const Result<Outcome>& outcome) { return render<Expected>(outcome, failure); },
                std::move(method)};
}

}  // namespace

Turn read_basics(const JsonValue& request, const std::stop_token& stop) {
    const auto method = get_string(request, "method");
    if (method.has_error()) {
        return Reply{failure_reply(general_error, "org.json.JSONException: " + method.error().detail)};
    }
    if (opt_integer(request, "apiVersion", 2) != 2) return refusal("Supported apiVersion is 2");
    if (const auto name = opt_string(request, "class", implementation);
        !name.empty() && name != implementation) {
        return refusal(name + " is not found");
    }
    constexpr std::array methods{"sign", "generateCsr", "importCertificate"};
    if (std::ranges::find(methods, *method) == methods.end())
        return refusal(std::string(*method) + " is not defined in " + std::string(implementation));
    const auto* arguments = opt_object(request, "args");
    if (arguments == nullptr) return refusal(std::string(*method) + " demands arguments");
    if (*method == "generateCsr") {
        return call_or_reply<CertificateRequestMade>(read_generate_arguments(*arguments), generating_failure,
                                                     "basics.generateCsr");
    }
    if (*method == "importCertificate") {
        return call_or_reply<CertificateImported>(read_import_arguments(*arguments), importing_failure,
                                                  "basics.importCertificate");
    }
    return call_or_reply<SignedDocuments>(read_sign_arguments(*arguments, stop), signing_failure,
                                          "basics.sign");
}

}  // namespace qoltanba::protocol
