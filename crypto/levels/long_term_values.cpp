#include "crypto/levels/long_term_values.hpp"

#include "crypto/cms/judge.hpp"
#include "crypto/cms/rewrite.hpp"
#include "crypto/der/values.hpp"
#include "crypto/der/writer.hpp"
#include "crypto/levels/attribute_types.hpp"

#include <algorithm>

namespace qoltanba::crypto {
namespace {

using levels::id_ocsp_response;

/// OtherRevocationInfoFormat ::= SEQUENCE { otherRevInfoFormat OBJECT IDENTIFIER, otherRevInfo ANY }, under
/// [1] IMPLICIT (RFC 5652, 10.2.1)
Bytes other_choice(BytesView response) {
    auto format = der::sequence({der::object_identifier(id_ocsp_response), response});
    return der::retagged(std::move(format), der::context(1));
}

/// The OCSPResponse in a choice of the form `other`; nothing in one of another format.
Result<std::optional<BytesView>> read_other_choice(const der::Element& choice) {
    auto reader = der::Reader::inside(choice);
    QOLTANBA_TRY(const auto type, reader.expect(der::Tag::object_identifier));
    QOLTANBA_TRY(const auto format, der::oid_text(type));
    if (format != id_ocsp_response) return std::optional<BytesView>{};
    QOLTANBA_TRY(const auto response, reader.expect(der::Tag::sequence));
    QOLTANBA_CHECK(reader.finish());
    return std::optional(response.whole);
}

Result<void> read_choices(const cms::SignedData& data, LongTermValues& values) {
    QOLTANBA_TRY(const auto choices, cms::read_revocation_choices(data));
    for (const auto& choice : choices) {
        if (choice.tag == der::Tag::sequence) values.crls.push_back(choice.whole);
        if (choice.tag != der::context(1)) continue;
        QOLTANBA_TRY(const auto response, read_other_choice(choice));
        if (response) values.ocsp_responses.push_back(*response);
    }
    return {};
}

/// Adds a member that neither the set nor its additions have.
void add_new(std::vector<Bytes>& additions, const std::vector<BytesView>& present, Bytes member) {
    const auto same = [&member](BytesView other) { return std::ranges::equal(other, member); };
    if (std::ranges::none_of(present, same) && std::ranges::none_of(additions, same))
        additions.push_back(std::move(member));
}

Result<void> check_sequence(BytesView value, ErrorCode code) {
    const auto read = der::read_single(value, der::Tag::sequence);
    if (read.has_error()) return because(code, "a revocation value", read.error());
    return {};
}

}  // namespace

Result<LongTermValues> read_long_term_values(const cms::SignedData& data) {
    LongTermValues values;
    QOLTANBA_TRY(values.certificates, cms::read_certificates(data));
    if (const auto read = read_choices(data, values); read.has_error())
        return because(ErrorCode::malformed_signature, "its revocation values", read.error());
    return values;
}

Result<Bytes> add_long_term_values(BytesView cms_bytes, const LongTermValues& values) {
    QOLTANBA_TRY(const auto data, cms::read_signed_data(cms_bytes));
    QOLTANBA_TRY(const auto present, read_long_term_values(data));
    cms::Changes changes;
    for (const auto& certificate : values.certificates)
        add_new(changes.certificates, data.certificates, copy_of(certificate.der()));
    for (const auto crl : values.crls) {
        QOLTANBA_CHECK(check_sequence(crl, ErrorCode::malformed_crl));
        add_new(changes.revocation, present.crls, copy_of(crl));
    }
    for (const auto response : values.ocsp_responses) {
        QOLTANBA_CHECK(check_sequence(response, ErrorCode::malformed_ocsp_response));
        const auto same = [response](BytesView other) { return std::ranges::equal(other, response); };
        if (std::ranges::none_of(present.ocsp_responses, same))
            add_new(changes.revocation, {}, other_choice(response));
    }
    const auto revocation_count =
        present.crls.size() + present.ocsp_responses.size() + changes.revocation.size();
    if (data.certificates.size() + changes.certificates.size() > cms::certificate_limit ||
        revocation_count > cms::revocation_limit)
        return fail(ErrorCode::too_large, "more values than a signature may carry");
    return cms::rewrite(data, changes);
}

}  // namespace qoltanba::crypto
