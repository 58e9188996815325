#include "crypto/levels/signature_time_stamp.hpp"

#include "crypto/levels/attribute_types.hpp"
#include "crypto/levels/signer_attributes.hpp"
#include "crypto/timestamps/judge.hpp"

namespace qoltanba::crypto {

Result<Bytes> octets_to_stamp(BytesView cms_bytes, std::size_t number) {
    QOLTANBA_TRY(const auto data, cms::read_signed_data(cms_bytes));
    QOLTANBA_TRY(const auto* signer, levels::signer_at(data, number));
    return copy_of(signer->signature);
}

Result<Bytes> add_signature_time_stamp(BytesView cms_bytes, std::size_t number, BytesView token) {
    QOLTANBA_TRY(const auto data, cms::read_signed_data(cms_bytes));
    QOLTANBA_TRY(const auto* signer, levels::signer_at(data, number));
    QOLTANBA_TRY(const auto stamp, read_time_stamp(token));
    QOLTANBA_CHECK(check_imprint(stamp, signer->signature));
    QOLTANBA_TRY(const auto value, levels::in_der(token));
    return levels::with_attribute(data, number, levels::id_signature_time_stamp, value);
}

}  // namespace qoltanba::crypto
