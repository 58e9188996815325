#include "protocol/dialects/common_utils.hpp"

#include "crypto/base/base64.hpp"
#include "protocol/dialects/common_utils_methods.hpp"
#include "protocol/dialects/error_text.hpp"
#include "protocol/dialects/key_information.hpp"
#include "protocol/json/json_text.hpp"

namespace qoltanba::protocol {
namespace {

/// The message of an error reply; empty where the original's exception had no text.
std::string message_of(const Error& error) {
    switch (error.code) {
        case ErrorCode::canceled:
            return "action.canceled";
        case ErrorCode::storage_name_missing:
            return "storageName.param.empty";
        case ErrorCode::storage_unknown:
            return "storage.unknown";
        // A device that has gone meanwhile leaves its storage empty.
        case ErrorCode::storage_empty:
        case ErrorCode::token_not_present:
        case ErrorCode::token_removed:
            return "storage.empty";
        // The same for both, so that a page cannot find out which files there are.
        case ErrorCode::file_not_found:
        case ErrorCode::path_not_permitted:
            return "file.not_found";
        case ErrorCode::nothing_to_sign:
            return {};
        // Their details are made for the page: the texts of the original's library and parsers.
        case ErrorCode::request_malformed:
        case ErrorCode::malformed_json:
        case ErrorCode::malformed_base64:
        case ErrorCode::malformed_xml:
            return shortened(error.detail);
        default:
            return sentence_for(error);
    }
}

std::string_view name_of(TokenState state) {
    switch (state) {
        case TokenState::ready:
            return "ready";
        case TokenState::pin_last_try:
            return "pin_last_try";
        case TokenState::no_certificate:
            return "no_certificate";
        case TokenState::pin_locked:
            return "pin_locked";
        case TokenState::card_not_served:
            return "card_not_served";
        case TokenState::card_unresponsive:
            return "card_unresponsive";
        case TokenState::device_busy:
            return "device_busy";
    }
    return {};
}

/// Writes "responseObject" for each kind of outcome.
struct ResponseObject {
    JsonText& json;
    bool as_list;

    void operator()(const SignedDocuments& documents) const {
        const bool listed = as_list || documents.results.size() != 1;
        json.key("responseObject");
        if (listed) json.begin_array();
        for (const auto& result : documents.results) {
            if (documents.format == SignatureFormat::xml) {
                json.string(text_of(result));
            } else {
                json.string(to_base64(result));
            }
        }
        if (listed) json.end_array();
    }
    void operator()(const KeyInformation& key) const {
        write_key_information(json.key("responseObject"), key);
    }
    void operator()(const ChosenFile& file) const { json.member("responseObject", file.path); }
    void operator()(const ActiveTokens& tokens) const {
        json.key("responseObject").begin_array();
        for (const auto& storage : tokens.storages) json.string(storage);
        json.end_array();
    }
    void operator()(const TokensInformation& all) const {
        json.key("responseObject").begin_array();
        for (const auto& token : all.tokens) {
            json.begin_object().member("storage", token.storage);
            if (token.kind) {
                json.key("name").begin_object();
                json.member("kk", token.kind->kk).member("ru", token.kind->ru).member("en", token.kind->en);
                json.end_object();
            }
            json.member("state", name_of(token.state)).end_object();
        }
        json.end_array();
    }
    // No method of this module asks for a new key.
    void operator()(const CertificateRequestMade&) const {}
    void operator()(const CertificateImported&) const {}
    void operator()(const Done&) const {}
};

/// The reply to a call. `uuid` comes back with it, as the original's pages that number their calls expect.
std::string reply(const Result<Outcome>& outcome, bool as_list, std::string_view uuid) {
    JsonText json;
    json.begin_object();
    if (outcome.has_value()) {
        std::visit(ResponseObject{json, as_list}, *outcome);
        json.member("code", "200");
    } else {
        const auto message = message_of(outcome.error());
        json.member("code", "500");
        if (!message.empty()) json.member("message", message);
    }
    if (!uuid.empty()) json.member("uuid", uuid);
    json.end_object();
    return std::move(json).take();
}

/// The number of a call; what is too long for one is nobody's to send back.
std::string uuid_of(const JsonValue& request) {
    constexpr std::size_t longest = 256;
    auto uuid = opt_string(request, "uuid");
    return uuid.size() <= longest ? uuid : std::string();
}

/// A fault found before the method ran: the original does not echo `uuid` then.
Reply refusal(const Error& error) {
    return {reply(error, false, {})};
}

}  // namespace

Turn read_common_utils(const JsonValue& request, const std::stop_token& stop) {
    const auto name = get_string(request, "method");
    if (name.has_error()) return refusal(name.error());
    static const JsonValue::Array none;
    const auto* values = opt_array(request, "args");  // an object counts as no arguments
    const Arguments arguments(values != nullptr ? *values : none);
    const auto* method = find_method(*name, arguments.size());
    if (method == nullptr) {
        return refusal(fail(ErrorCode::request_malformed, "NoSuchMethodException " + std::string(*name)));
    }
    if (const auto fits = arguments.check(*name, method->parameters_of(arguments.size())); fits.has_error()) {
        return refusal(fits.error());
    }
    auto render = [uuid = uuid_of(request), as_list = method->answers_with_list](
                      const Result<Outcome>& outcome) { return reply(outcome, as_list, uuid); };
    auto call = method->read(arguments, stop);
    if (call.has_error()) return Reply{render(call.error())};
    return Call{std::move(*call), std::move(render), "commonUtils." + std::string(method->name)};
}

}  // namespace qoltanba::protocol
