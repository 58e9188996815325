#include "tokens/files/pkcs12_writer.hpp"

#include "crypto/certificates/write.hpp"
#include "crypto/der/writer.hpp"
#include "tokens/files/password_encipher.hpp"
#include "tokens/files/pkcs12_mac.hpp"
#include "tokens/files/pkcs12_types.hpp"

#include <algorithm>
#include <array>

namespace qoltanba::tokens {
namespace {

namespace der = crypto::der;

using Parts = std::initializer_list<BytesView>;

Bytes joined(Parts parts) {
    Bytes all;
    for (const auto part : parts) append(all, part);
    return all;
}

Bytes definite(der::Tag tag, Parts parts) {
    return der::element(tag, joined(parts));
}

/// Identifier, 80, the elements, 00 00 (X.690, 8.1.3.6).
Bytes indefinite(der::Tag tag, Parts parts) {
    Bytes all{static_cast<std::uint8_t>(tag), 0x80};
    append(all, joined(parts));
    append(all, Bytes{0x00, 0x00});
    return all;
}

/// encryptedContent [0] IMPLICIT OCTET STRING (RFC 5652, 6.1), whole and in one segment.
Bytes whole_octets(BytesView octets) {
    return der::element(der::context_primitive(0), octets);
}
Bytes segmented_octets(BytesView octets) {
    return indefinite(der::context(0), {der::octet_string(octets)});
}

/// What differs between the layouts.
struct Style {
    KeyFileLayout layout;
    std::string_view name;
    Result<Enciphered> (*key)(BytesView, PasswordKeys&);
    Result<Enciphered> (*certificate)(BytesView, PasswordKeys&);
    MacStyle mac;
    Bytes (*element)(der::Tag, Parts);
    Bytes (*octets)(BytesView);
};

constexpr std::array styles{
    Style{KeyFileLayout::modern,
          "modern",
          encipher_pbes2,
          encipher_pbes2,
          {"2.16.840.1.101.3.4.2.1", 16, iterations_of_today},
          definite,
          whole_octets},
    Style{KeyFileLayout::national,
          "national",
          encipher_triple_des,
          encipher_rc2_40,
          {"1.3.14.3.2.26", 20, iterations_of_national_files},
          indefinite,
          segmented_octets},
};

Bytes attribute(std::string_view oid, const Bytes& value) {
    return der::sequence({der::object_identifier(oid), der::set_of({value})});
}

Bytes bag_attributes(BytesView key_identifier) {
    Bytes name;
    for (const char c : to_hex(key_identifier)) append(name, Bytes{0x00, static_cast<std::uint8_t>(c)});
    return der::set_of({attribute(local_key_id_oid, der::octet_string(key_identifier)),
                        attribute(friendly_name_oid, der::element(der::Tag::bmp_string, name))});
}

/// SafeContents of this one bag.
Bytes safe_of(std::string_view bag_oid, const Bytes& value, BytesView key_identifier) {
    return der::sequence({der::sequence(
        {der::object_identifier(bag_oid), der::explicit_tag(0, value), bag_attributes(key_identifier)})});
}

/// ContentInfo of type data; the key bag is enciphered by itself.
Result<Bytes> key_content(const SecretBytes& pkcs8, BytesView key_identifier, PasswordKeys& password,
                          const Style& style) {
    QOLTANBA_TRY(const auto key, style.key(pkcs8.view(), password));
    const auto bag = der::sequence({key.algorithm, der::octet_string(key.ciphertext)});
    const auto safe = safe_of(shrouded_key_bag_oid, bag, key_identifier);
    return style.element(der::Tag::sequence, {der::object_identifier(data_oid),
                                              style.element(der::context(0), {der::octet_string(safe)})});
}

/// ContentInfo of type encryptedData.
Result<Bytes> certificate_content(const crypto::Certificate& certificate, BytesView key_identifier,
                                  PasswordKeys& password, const Style& style) {
    const auto bag = der::sequence({der::object_identifier(x509_certificate_oid),
                                    der::explicit_tag(0, der::octet_string(certificate.der()))});
    const auto safe = safe_of(certificate_bag_oid, bag, key_identifier);
    QOLTANBA_TRY(const auto hidden, style.certificate(safe, password));
    const auto info = style.element(der::Tag::sequence, {der::object_identifier(data_oid), hidden.algorithm,
                                                         style.octets(hidden.ciphertext)});
    const auto encrypted = style.element(der::Tag::sequence, {der::integer(0), info});
    return style.element(der::Tag::sequence, {der::object_identifier(encrypted_data_oid),
                                              style.element(der::context(0), {encrypted})});
}

Result<Bytes> key_identifier_of(const crypto::Certificate& certificate) {
    const auto stated = certificate.subject_key_identifier();
    if (!stated.empty()) return copy_of(stated);
    return crypto::key_identifier_of(certificate.spki());
}

}  // namespace

std::string_view name_of(KeyFileLayout layout) {
    return std::ranges::find(styles, layout, &Style::layout)->name;
}

std::optional<KeyFileLayout> key_file_layout(std::string_view name) {
    const auto* const found = std::ranges::find(styles, name, &Style::name);
    if (found == styles.end()) return std::nullopt;
    return found->layout;
}

/// PFX ::= SEQUENCE { version v3(3), authSafe ContentInfo, macData } (RFC 7292, 4)
Result<Bytes> write_pkcs12(const SecretBytes& pkcs8, const crypto::Certificate& certificate,
                           const SecretBytes& password, KeyFileLayout layout) {
    const auto& style = *std::ranges::find(styles, layout, &Style::layout);
    QOLTANBA_TRY(auto forms, PasswordKeys::forms_of(password));
    auto& form = forms.front();
    QOLTANBA_TRY(const auto identifier, key_identifier_of(certificate));
    QOLTANBA_TRY(const auto key, key_content(pkcs8, identifier, form, style));
    QOLTANBA_TRY(const auto public_part, certificate_content(certificate, identifier, form, style));
    const auto safe = style.element(der::Tag::sequence, {key, public_part});
    QOLTANBA_TRY(const auto mac, write_mac(safe, style.mac, form));
    const auto content =
        der::sequence({der::object_identifier(data_oid), der::explicit_tag(0, der::octet_string(safe))});
    return der::sequence({der::integer(3), content, mac});
}

}  // namespace qoltanba::tokens
