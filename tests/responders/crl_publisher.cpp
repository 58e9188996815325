#include "responders/crl_publisher.hpp"

#include "crypto/cms/write.hpp"
#include "crypto/der/writer.hpp"

namespace qoltanba::test {
namespace {

namespace der = crypto::der;

Bytes entry_of(const CrlEntry& entry) {
    Bytes extensions;
    if (entry.reason) {
        const auto number = static_cast<std::uint8_t>(*entry.reason);
        append(extensions,
               crl_extension("2.5.29.21", false, der::element(der::Tag::enumerated, {&number, 1})));
    }
    if (entry.critical_extension) append(extensions, crl_extension("2.5.29.29", true, der::sequence({})));
    if (!extensions.empty()) extensions = der::element(der::Tag::sequence, extensions);
    return der::sequence(
        {der::element(der::Tag::integer, entry.serial_number), der::time(entry.revoked_at), extensions});
}

/// So many entries, whose serial numbers of 20 octets no certificate has but by chance.
Bytes padding_entries(std::size_t count, Time revoked_at) {
    auto entry = entry_of({.serial_number = Bytes(20, 0x7F), .revoked_at = revoked_at, .reason = 3});
    constexpr std::size_t serial_end = 2 + 2 + 20;  // after the headers of SEQUENCE and INTEGER
    Bytes entries;
    entries.reserve(count * entry.size());
    for (std::size_t number = 0; number < count; ++number) {
        for (std::size_t i = 0; i < 8; ++i)
            entry[serial_end - 1 - i] = static_cast<std::uint8_t>(number >> (8 * i));
        append(entries, entry);
    }
    return entries;
}

}  // namespace

Bytes crl_extension(std::string_view oid, bool critical, BytesView value) {
    if (critical)
        return der::sequence({der::object_identifier(oid), der::boolean(true), der::octet_string(value)});
    return der::sequence({der::object_identifier(oid), der::octet_string(value)});
}

Bytes make_crl(const Authority& authority, const CrlOrder& order) {
    Bytes entries = padding_entries(order.padding, order.this_update);
    for (const auto& entry : order.entries) append(entries, entry_of(entry));
    if (!entries.empty()) entries = der::element(der::Tag::sequence, entries);

    const auto& issuer = order.of_root ? authority.root() : authority.intermediate();
    std::vector<Bytes> extensions{crl_extension("2.5.29.20", false, der::integer(order.number)),
                                  extension::authority_key_identifier(issuer.subject_key_identifier())};
    if (order.base_number)
        extensions.push_back(crl_extension("2.5.29.27", true, der::integer(*order.base_number)));
    extensions.insert(extensions.end(), order.further_extensions.begin(), order.further_extensions.end());
    const auto list = der::sequence({der::integer(1), crypto::cms::signature_algorithm(authority.family()),
                                     issuer.subject().der(), der::time(order.this_update),
                                     order.next_update ? der::time(*order.next_update) : Bytes{}, entries,
                                     der::explicit_tag(0, der::sequence(extensions))});
    return order.of_root ? authority.sign_as_root(list) : authority.sign(list);
}

}  // namespace qoltanba::test
