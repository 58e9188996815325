#include "protocol/dialects/common_utils_methods.hpp"

#include "crypto/base/base64.hpp"
#include "protocol/dialects/storages.hpp"

#include <algorithm>

namespace qoltanba::protocol {
namespace {

/// Any other word, "ANY" and "123" among those seen, is no filter.
crypto::Purpose purpose_from(std::string_view key_type) {
    if (key_type == "SIGNATURE") return crypto::Purpose::signature;
    if (key_type == "AUTHENTICATION") return crypto::Purpose::authentication;
    return crypto::Purpose::any;
}

/// The arguments that open every signing method: storageName, keyType.
Result<SignRequest> sign_request(const Arguments& arguments, SignatureFormat format) {
    QOLTANBA_CHECK(check_storage(arguments.text(0)));
    SignRequest request;
    request.format = format;
    request.storages = {std::string(arguments.text(0))};
    request.filter.purpose = purpose_from(arguments.text(1));
    return request;
}

Result<Request> xml_request(const Arguments& arguments, const std::vector<std::string_view>& documents,
                            const std::stop_token& stop) {
    for (const auto document : documents) QOLTANBA_CHECK(crypto::check_xml(document, stop));
    QOLTANBA_TRY(auto request, sign_request(arguments, SignatureFormat::xml));
    for (const auto document : documents) request.documents.push_back({copy_of(bytes_of(document)), false});
    request.xml = {std::string(arguments.text(3)), std::string(arguments.text(4))};
    return Request(std::move(request));
}

/// storageName, keyType, the data, attach. The data may be a CMS, to which the signer is then added.
Result<SignRequest> cms_request(const Arguments& arguments, bool time_stamp) {
    QOLTANBA_TRY(auto request, sign_request(arguments, SignatureFormat::cms));
    request.attach = arguments.flag(3);
    request.co_sign = true;
    request.time_stamp = time_stamp;
    return request;
}

/// The third argument is base64.
Result<Request> cms_of_data(const Arguments& arguments, bool time_stamp) {
    QOLTANBA_TRY(auto content, from_base64(arguments.text(2)));
    QOLTANBA_TRY(auto request, cms_request(arguments, time_stamp));
    request.documents.push_back({std::move(content), false});
    return Request(std::move(request));
}

/// The third argument is a path.
Result<Request> cms_of_file(const Arguments& arguments, bool time_stamp) {
    QOLTANBA_TRY(auto request, cms_request(arguments, time_stamp));
    request.path = std::string(arguments.text(2));
    return Request(std::move(request));
}

/// storageName, keyType, base64Hash.
Result<Request> cms_of_digest(const Arguments& arguments, const std::stop_token&) {
    QOLTANBA_TRY(auto digest, from_base64(arguments.text(2)));
    if (digest.empty()) return fail(ErrorCode::nothing_to_sign);
    QOLTANBA_TRY(auto request, sign_request(arguments, SignatureFormat::cms));
    request.documents.push_back({std::move(digest), true});
    request.attach = false;
    return Request(std::move(request));
}

/// storageName, keyType, base64Cms.
Result<Request> time_stamp_of_cms(const Arguments& arguments, const std::stop_token&) {
    QOLTANBA_TRY(auto cms, from_base64(arguments.text(2)));
    QOLTANBA_TRY(auto request, sign_request(arguments, SignatureFormat::cms));
    request.documents.push_back({std::move(cms), false});
    request.time_stamp = true;
    request.only_time_stamp = true;
    return Request(std::move(request));
}

/// storageName, ...: none asks for all.
Result<Request> tokens_information(const Arguments& arguments, const std::stop_token&) {
    TokensInformationRequest request;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        QOLTANBA_CHECK(check_storage(arguments.text(i)));
        request.storages.emplace_back(arguments.text(i));
    }
    return Request(std::move(request));
}

using enum Parameter;

const std::vector<Method> methods{
    {"getActiveTokens",
     {},
     [](const Arguments&, const std::stop_token&) -> Result<Request> {
         return Request(ActiveTokensRequest{});
     }},
    // The name is KAZTOKEN desktop's, arguments and answer are our own (docs/protocol.md).
    {"getTokensInfo", {}, tokens_information, false, text},
    {"getKeyInfo",
     {text},
     [](const Arguments& arguments, const std::stop_token&) -> Result<Request> {
         QOLTANBA_CHECK(check_storage(arguments.text(0)));
         return Request(KeyInformationRequest{std::string(arguments.text(0))});
     }},
    {"signXml",
     {text, text, text, text, text},
     [](const Arguments& arguments, const std::stop_token& stop) {
         return xml_request(arguments, {arguments.text(2)}, stop);
     }},
    {"signXmls",
     {text, text, texts, text, text},
     [](const Arguments& arguments, const std::stop_token& stop) {
         return xml_request(arguments, arguments.texts(2), stop);
     },
     true},
    {"createCAdESFromBase64",
     {text, text, text, flag},
     [](const Arguments& arguments, const std::stop_token&) { return cms_of_data(arguments, false); }},
    {"createCAdESFromFile",
     {text, text, text, flag},
     [](const Arguments& arguments, const std::stop_token&) { return cms_of_file(arguments, false); }},
    {"createCAdESFromBase64Hash", {text, text, text}, cms_of_digest},
    {"createCMSSignatureFromBase64",
     {text, text, text, flag},
     [](const Arguments& arguments, const std::stop_token&) { return cms_of_data(arguments, true); }},
    {"createCMSSignatureFromFile",
     {text, text, text, flag},
     [](const Arguments& arguments, const std::stop_token&) { return cms_of_file(arguments, true); }},
    {"applyCAdEST", {text, text, text}, time_stamp_of_cms},
    {"showFileChooser",
     {text, text},
     [](const Arguments& arguments, const std::stop_token&) -> Result<Request> {
         return Request(ChooseFileRequest{std::string(arguments.text(0)), std::string(arguments.text(1))});
     }},
    {"changeLocale",
     {text},
     [](const Arguments& arguments, const std::stop_token&) -> Result<Request> {
         return Request(ChangeLanguageRequest{language_from(arguments.text(0))});
     }},
};

bool fits(const JsonValue& value, Parameter parameter) {
    switch (parameter) {
        case text:
            return value.as_string() != nullptr;
        case flag:
            return value.as_boolean() != nullptr;
        case texts:
            return value.as_array() != nullptr;
    }
    return false;
}

}  // namespace

Result<void> Arguments::check(std::string_view method, const std::vector<Parameter>& parameters) const {
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        const auto* list = values_[i].as_array();
        if (parameters[i] != Parameter::texts || list == nullptr) continue;
        for (std::size_t j = 0; j < list->size(); ++j) QOLTANBA_CHECK(get_string(*list, j));
    }
    if (std::equal(values_.begin(), values_.end(), parameters.begin(), parameters.end(), fits)) return {};
    return fail(ErrorCode::request_malformed,
                "java.lang.IllegalArgumentException: argument type mismatch. Method: " + std::string(method));
}

std::vector<std::string_view> Arguments::texts(std::size_t index) const {
    std::vector<std::string_view> list;
    for (const auto& element : *values_[index].as_array()) list.push_back(*element.as_string());
    return list;
}

std::vector<Parameter> Method::parameters_of(std::size_t count) const {
    auto all = parameters;
    if (further && count > all.size()) all.resize(count, *further);
    return all;
}

const Method* find_method(std::string_view name, std::size_t parameters) {
    const auto found = std::find_if(methods.begin(), methods.end(), [&](const Method& method) {
        return method.name == name && method.parameters_of(parameters).size() == parameters;
    });
    return found != methods.end() ? &*found : nullptr;
}

}  // namespace qoltanba::protocol
