#include "protocol/dialects/basics_enrolment.hpp"

#include "protocol/dialects/storages.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace qoltanba::protocol {
namespace {

using crypto::KeyFamily;
using crypto::KeyUse;

template <typename Value>
struct Named {
    std::string_view name;
    Value value;
};
template <typename Value>
Named(const char*, Value) -> Named<Value>;  // clang 16 does not deduce it

constexpr std::array families{Named{"gost", KeyFamily::gost_2015_512}, Named{"rsa", KeyFamily::rsa},
                              Named{"ecdsa-p256", KeyFamily::ecdsa_p256},
                              Named{"ecdsa-p384", KeyFamily::ecdsa_p384}};
constexpr std::array uses{Named{"authentication", KeyUse::authentication},
                          Named{"signature", KeyUse::signature}, Named{"both", KeyUse::both}};

/// The value of this name; `unsaid` where none is given.
template <typename Value, std::size_t count>
Result<Value> named(const JsonValue& arguments, std::string_view member,
                    const std::array<Named<Value>, count>& table, Value unsaid) {
    const auto name = opt_string(arguments, member);
    if (name.empty()) return unsaid;
    const auto found = std::ranges::find(table, name, &Named<Value>::name);
    if (found == table.end()) {
        std::string all;
        for (const auto& one : table) all.append(all.empty() ? "" : ", ").append(one.name);
        return fail(ErrorCode::request_malformed, std::string(member) + " is none of " + all);
    }
    return found->value;
}

/// Whoever names a size has a page wait for the key: those in use, no others.
Result<std::size_t> read_bits(const JsonValue& arguments) {
    const auto bits = opt_integer(arguments, "bits", 2048);
    if (bits == 2048 || bits == 3072 || bits == 4096) return static_cast<std::size_t>(bits);
    return fail(ErrorCode::request_malformed, "bits is none of 2048, 3072, 4096");
}

Result<crypto::NameParts> read_subject(const JsonValue& subject) {
    crypto::NameParts parts;
    QOLTANBA_TRY(const auto common_name, get_string(subject, "commonName"));
    parts.common_name = common_name;
    parts.surname = opt_string(subject, "surname");
    parts.patronymic = opt_string(subject, "patronymic");
    parts.iin = opt_string(subject, "iin");
    parts.organisation = opt_string(subject, "organisation");
    parts.bin = opt_string(subject, "bin");
    return parts;
}

/// One certificate or several, in PEM or base64.
Result<std::vector<std::string_view>> read_texts(const JsonValue& arguments) {
    constexpr std::size_t most = 16;  // more than any chain has
    QOLTANBA_TRY(auto texts, get_strings(arguments, "certificate"));
    if (texts.empty() || texts.size() > most)
        return fail(ErrorCode::request_malformed, "certificate has no element, or more than 16");
    return texts;
}

}  // namespace

Result<GenerateKeyRequest> read_generate_arguments(const JsonValue& arguments) {
    GenerateKeyRequest request;
    QOLTANBA_TRY(const auto* const subject, get_object(arguments, "subject"));
    QOLTANBA_TRY(request.subject, read_subject(*subject));
    request.email = opt_string(*subject, "email");
    QOLTANBA_TRY(request.family, named(arguments, "family", families, KeyFamily::gost_2015_512));
    QOLTANBA_TRY(request.rsa_bits, read_bits(arguments));
    const bool is_gost = request.family == KeyFamily::gost_2015_512;
    QOLTANBA_TRY(request.use, named(arguments, "use", uses, is_gost ? KeyUse::both : KeyUse::signature));
    QOLTANBA_TRY(request.storages, read_allowed_storages(arguments));
    request.language = language_from(opt_string(arguments, "locale"));
    return request;
}

Result<ImportCertificateRequest> read_import_arguments(const JsonValue& arguments) {
    ImportCertificateRequest request;
    QOLTANBA_TRY(const auto texts, read_texts(arguments));
    for (const auto text : texts) {
        auto certificate = crypto::Certificate::from_file_content(bytes_of(text));
        if (certificate.has_error())
            return because(
                ErrorCode::request_malformed,
                "certificate[" + std::to_string(request.certificates.size()) + "] is not a certificate",
                std::move(certificate).error());
        request.certificates.push_back(std::move(*certificate));
    }
    request.language = language_from(opt_string(arguments, "locale"));
    return request;
}

}  // namespace qoltanba::protocol
