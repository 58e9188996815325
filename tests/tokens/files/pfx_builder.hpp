// Builds PKCS#12 files that no well-behaved program writes: several keys, wrong labels, no MAC, odd parts.
#pragma once

#include "crypto/der/writer.hpp"

#include <optional>
#include <string>
#include <vector>

namespace qoltanba::test::pfx {

namespace der = crypto::der;

inline Bytes labels(BytesView local_key_id, std::string_view ascii_name) {
    std::vector<Bytes> attributes;
    if (!local_key_id.empty())
        attributes.push_back(der::sequence({der::object_identifier("1.2.840.113549.1.9.21"),
                                            der::set_of({der::octet_string(local_key_id)})}));
    if (!ascii_name.empty()) {
        Bytes wide;
        for (const char c : ascii_name) append(wide, Bytes{0, static_cast<std::uint8_t>(c)});
        attributes.push_back(der::sequence({der::object_identifier("1.2.840.113549.1.9.20"),
                                            der::set_of({der::element(der::Tag::bmp_string, wide)})}));
    }
    return der::set_of(attributes);
}

/// SafeBag; `kind` is the last arc of the bag's OID (RFC 7292, appendix D).
inline Bytes bag(int kind, BytesView value, BytesView local_key_id = {}, std::string_view name = {}) {
    return der::sequence({der::object_identifier("1.2.840.113549.1.12.10.1." + std::to_string(kind)),
                          der::explicit_tag(0, value), labels(local_key_id, name)});
}

inline Bytes key_bag(BytesView pkcs8, BytesView local_key_id = {}, std::string_view name = {}) {
    return bag(1, pkcs8, local_key_id, name);
}

inline Bytes shrouded_key_bag(BytesView encrypted_private_key_info) {
    return bag(2, encrypted_private_key_info);
}

inline Bytes certificate_bag(BytesView certificate, BytesView local_key_id = {}, std::string_view name = {}) {
    const Bytes value = der::sequence({der::object_identifier("1.2.840.113549.1.9.22.1"),
                                       der::explicit_tag(0, der::octet_string(certificate))});
    return bag(3, value, local_key_id, name);
}

/// ContentInfo of type data.
inline Bytes plain_content(const std::vector<Bytes>& bags) {
    return der::sequence({der::object_identifier("1.2.840.113549.1.7.1"),
                          der::explicit_tag(0, der::octet_string(der::sequence(bags)))});
}

inline Bytes authenticated_safe(const std::vector<Bytes>& contents) {
    return der::sequence(contents);
}

inline Bytes file(BytesView safe, const std::optional<Bytes>& mac_data = {}) {
    const Bytes content = der::sequence(
        {der::object_identifier("1.2.840.113549.1.7.1"), der::explicit_tag(0, der::octet_string(safe))});
    return mac_data ? der::sequence({der::integer(3), content, *mac_data})
                    : der::sequence({der::integer(3), content});
}

/// A file without a MAC and with everything in the clear.
inline Bytes plain_file(const std::vector<Bytes>& bags) {
    return file(authenticated_safe({plain_content(bags)}));
}

}  // namespace qoltanba::test::pfx
