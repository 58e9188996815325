#include "crypto/revocation/crl_scope.hpp"

#include "crypto/der/reader.hpp"
#include "crypto/der/values.hpp"

#include <algorithm>
#include <utility>

namespace qoltanba::crypto::crl {
namespace {

using der::context;
using der::context_primitive;

constexpr unsigned uniform_resource_identifier = 6;  // of GeneralName
constexpr std::size_t most_names = 16;

Error malformed() {
    return fail(ErrorCode::malformed_der, "issuingDistributionPoint");
}

/// DistributionPointName ::= CHOICE { fullName [0] GeneralNames, nameRelativeToCRLIssuer [1] }
Result<void> read_name(const der::Element& field, Scope& scope) {
    scope.has_name = true;
    auto choice = der::Reader::inside(field);
    QOLTANBA_TRY(const auto full_name, choice.optional(context(0)));
    if (!full_name) return {};
    for (auto names = der::Reader::inside(*full_name); !names.at_end();) {
        QOLTANBA_TRY(const auto name, names.next());
        const bool url = name.tag == context_primitive(uniform_resource_identifier);
        if (url && scope.urls.size() < most_names) scope.urls.emplace_back(text_of(name.content));
    }
    return {};
}

Result<bool> flag(const der::Element& field) {
    if (field.content.size() != 1) return malformed();
    return field.content.front() != 0;
}

/// IssuingDistributionPoint ::= SEQUENCE { distributionPoint [0], onlyContainsUserCerts [1],
/// onlyContainsCACerts [2], onlySomeReasons [3], indirectCRL [4], onlyContainsAttributeCerts [5] }, all of
/// them optional.
Result<void> read_field(const der::Element& field, Scope& scope) {
    if (field.tag == context(0)) return read_name(field, scope);
    if (field.tag == context_primitive(3)) {
        scope.beyond += " onlySomeReasons";
        return {};
    }
    QOLTANBA_TRY(const auto set, flag(field));
    if (field.tag == context_primitive(1)) {
        scope.only_user_certificates = set;
    } else if (field.tag == context_primitive(2)) {
        scope.only_authorities = set;
    } else if (field.tag == context_primitive(4)) {
        if (set) scope.beyond += " indirectCRL";
    } else if (field.tag == context_primitive(5)) {
        if (set) scope.beyond += " onlyContainsAttributeCerts";
    } else {
        return malformed();
    }
    return {};
}

Error unsupported(std::string detail) {
    return fail(ErrorCode::crl_scope_unsupported, "issuingDistributionPoint:" + std::move(detail));
}

bool names_one_of(const Scope& scope, const Certificate& certificate) {
    const auto& addresses = certificate.crl_addresses();
    return std::ranges::any_of(scope.urls, [&](const std::string& url) {
        return std::ranges::find(addresses, url) != addresses.end();
    });
}

}  // namespace

Result<Scope> read_scope(BytesView value) {
    QOLTANBA_TRY(const auto sequence, der::read_single(value, der::Tag::sequence));
    Scope scope{.whole = value};
    for (auto reader = der::Reader::inside(sequence); !reader.at_end();) {
        QOLTANBA_TRY(const auto field, reader.next());
        QOLTANBA_CHECK(read_field(field, scope));
    }
    return scope;
}

Result<void> check_scope(const Scope& scope, const Certificate* certificate) {
    // Such a list says of a certificate that it is revoked, or nothing.
    if (!scope.beyond.empty()) return unsupported(scope.beyond);
    const bool authority = certificate != nullptr && certificate->basic_constraints().ca;
    if (scope.only_user_certificates && (certificate == nullptr || authority))
        return unsupported(" onlyContainsUserCerts");
    if (scope.only_authorities && !authority) return unsupported(" onlyContainsCACerts");
    if (scope.has_name && (certificate == nullptr || !names_one_of(scope, *certificate)))
        return unsupported(" one distributionPoint, which is not the certificate's");
    return {};
}

}  // namespace qoltanba::crypto::crl
