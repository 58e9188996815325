#include "crypto/certificates/write.hpp"

#include "crypto/algorithms/digest.hpp"
#include "crypto/algorithms/key_information.hpp"
#include "crypto/certificates/extension_types.hpp"
#include "crypto/certificates/name.hpp"
#include "crypto/der/text.hpp"
#include "crypto/der/writer.hpp"

#include <algorithm>

namespace qoltanba::crypto {
namespace {

constexpr std::string_view country = "2.5.4.6";

Bytes relative_name(std::string_view oid, const Bytes& value) {
    return der::set_of({der::sequence({der::object_identifier(oid), value})});
}

Error wrong_part(std::string_view which) {
    return fail(ErrorCode::certificate_subject_wrong, std::string(which));
}

/// Text that a certificate may show to anybody: what is longer, or has control characters, is a mistake.
Result<void> check_text(std::string_view text, std::string_view which) {
    constexpr std::size_t most_octets = 250;
    const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
    if (text.size() > most_octets || std::ranges::any_of(text, is_control) ||
        der::utf8(bytes_of(text)).has_error())
        return wrong_part(which);
    return {};
}

Result<void> check_number(std::string_view number, std::string_view which) {
    constexpr std::size_t digits = 12;
    if (number.empty()) return {};
    if (number.size() != digits || !std::ranges::all_of(number, [](char c) { return c >= '0' && c <= '9'; }))
        return wrong_part(which);
    return {};
}

Result<void> check(const NameParts& parts) {
    if (parts.common_name.empty()) return wrong_part("the common name is missing");
    QOLTANBA_CHECK(check_text(parts.common_name, "the common name"));
    QOLTANBA_CHECK(check_text(parts.surname, "the surname"));
    QOLTANBA_CHECK(check_text(parts.organisation, "the organisation"));
    QOLTANBA_CHECK(check_text(parts.patronymic, "the patronymic"));
    QOLTANBA_CHECK(check_number(parts.iin, "the IIN has 12 digits"));
    return check_number(parts.bin, "the BIN has 12 digits");
}

}  // namespace

Result<Bytes> write_name(const NameParts& parts) {
    QOLTANBA_CHECK(check(parts));
    std::vector<Bytes> names;
    const auto add = [&](std::string_view oid, const std::string& value) {
        if (!value.empty()) names.push_back(relative_name(oid, der::utf8_string(value)));
    };
    add(attribute_type::common_name, parts.common_name);
    add(attribute_type::surname, parts.surname);
    if (!parts.iin.empty())
        names.push_back(
            relative_name(attribute_type::serial_number, der::printable_string("IIN" + parts.iin)));
    names.push_back(relative_name(country, der::printable_string("KZ")));
    add(attribute_type::organisation, parts.organisation);
    if (!parts.bin.empty()) add(attribute_type::organisational_unit, "BIN" + parts.bin);
    add(attribute_type::given_name, parts.patronymic);
    return der::sequence(names);
}

Bytes write_extension(std::string_view oid, BytesView value, bool critical) {
    const auto wrapped = der::octet_string(value);
    return critical ? der::sequence({der::object_identifier(oid), der::boolean(true), wrapped})
                    : der::sequence({der::object_identifier(oid), wrapped});
}

Bytes write_extended_key_usage(std::span<const std::string> oids, bool critical) {
    std::vector<Bytes> purposes;
    for (const auto& oid : oids) purposes.push_back(der::object_identifier(oid));
    return write_extension(extension_type::extended_key_usage, der::sequence(purposes), critical);
}

Bytes write_key_usage(unsigned bits) {
    return write_extension(extension_type::key_usage, der::named_bits(bits), true);
}

Result<Bytes> key_identifier_of(BytesView spki) {
    QOLTANBA_TRY(const auto information, read_public_key_information(spki));
    return digest_of(DigestAlgorithm::sha1, information.key);
}

}  // namespace qoltanba::crypto
