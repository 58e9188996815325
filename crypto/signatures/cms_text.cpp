// How a SignedData comes: bare, in PEM armour (RFC 7468, 8 and 9) or in bare base64.
#include "crypto/base/base64.hpp"
#include "crypto/cms/structure.hpp"
#include "crypto/der/values.hpp"
#include "crypto/signatures/cms.hpp"

namespace qoltanba::crypto {
namespace {

constexpr std::uint8_t sequence_octet = static_cast<std::uint8_t>(der::Tag::sequence);

bool has_cms_armour(std::string_view text) {
    return text.find("-----BEGIN CMS-----") != std::string_view::npos ||
           text.find("-----BEGIN PKCS7-----") != std::string_view::npos;
}

Result<bool> holds_signed_data(BytesView der) {
    QOLTANBA_TRY(const auto info, der::read_single(der, der::Tag::sequence));
    auto reader = der::Reader::inside(info);
    QOLTANBA_TRY(const auto type_element, reader.expect(der::Tag::object_identifier));
    QOLTANBA_TRY(const auto type, der::oid_text(type_element));
    QOLTANBA_TRY(const auto wrapped, reader.expect(der::context(0)));
    QOLTANBA_CHECK(reader.finish());
    QOLTANBA_CHECK(der::read_single(wrapped.content, der::Tag::sequence));
    return type == cms::id_signed_data;
}

}  // namespace

bool is_signed_data(BytesView bytes) {
    if (bytes.empty() || bytes.front() != sequence_octet) return false;
    if (const auto found = holds_signed_data(bytes)) return *found;
    const auto converted = der::ber_to_der(bytes);
    if (converted.has_error()) return false;
    const auto found = holds_signed_data(*converted);
    return found && *found;
}

Result<Bytes> cms_from_text_or_der(BytesView file) {
    // No base64 of a SEQUENCE begins with '0', the character that the octet 30 is.
    if (!file.empty() && file.front() == sequence_octet) return copy_of(file);
    const auto text = text_of(file);
    const bool armoured = text.find("-----BEGIN ") != std::string_view::npos;
    if (armoured && !has_cms_armour(text)) {
        return fail(ErrorCode::malformed_signature, "the armour is of something else than CMS");
    }
    auto octets = from_pem(text);
    if (octets.has_error()) return because(ErrorCode::malformed_signature, "no CMS file", octets.error());
    return octets;
}

}  // namespace qoltanba::crypto
