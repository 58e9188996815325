// The next element as a value: what readers of PKCS#12 parts do all the time.
#pragma once

#include "crypto/der/reader.hpp"
#include "crypto/der/values.hpp"

namespace qoltanba::tokens {

inline Result<std::string> take_oid(crypto::der::Reader& reader) {
    QOLTANBA_TRY(const crypto::der::Element element, reader.expect(crypto::der::Tag::object_identifier));
    return crypto::der::oid_text(element);
}

inline Result<std::int64_t> take_integer(crypto::der::Reader& reader) {
    QOLTANBA_TRY(const crypto::der::Element element, reader.expect(crypto::der::Tag::integer));
    return crypto::der::small_integer(element);
}

inline Result<BytesView> take_octets(crypto::der::Reader& reader) {
    QOLTANBA_TRY(const crypto::der::Element element, reader.expect(crypto::der::Tag::octet_string));
    return element.content;
}

}  // namespace qoltanba::tokens
