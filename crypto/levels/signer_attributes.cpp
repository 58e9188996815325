#include "crypto/levels/signer_attributes.hpp"

#include "crypto/cms/rewrite.hpp"
#include "crypto/der/writer.hpp"

namespace qoltanba::crypto::levels {
namespace {

constexpr std::size_t most_values = 16;

Result<std::vector<cms::Attribute>> read_attributes(const cms::SignerInfo& signer) {
    auto attributes = cms::read_unsigned_attributes(signer);
    if (attributes.has_error())
        return because(ErrorCode::malformed_signature, "its unsigned attributes", attributes.error());
    return attributes;
}

}  // namespace

Result<const cms::SignerInfo*> signer_at(const cms::SignedData& data, std::size_t number) {
    if (number >= data.signers.size())
        return fail(ErrorCode::no_signature_found, "there is no signer " + std::to_string(number));
    return &data.signers[number];
}

Result<std::vector<BytesView>> values_of(const cms::SignerInfo& signer, std::string_view type) {
    QOLTANBA_TRY(const auto attributes, read_attributes(signer));
    std::vector<BytesView> values;
    for (const auto& attribute : attributes) {
        if (attribute.type != type) continue;
        for (const auto& value : attribute.values) values.push_back(value.whole);
    }
    if (values.size() > most_values)
        return fail(ErrorCode::too_large, "too many values of " + std::string(type));
    return values;
}

Result<Bytes> with_attribute(const cms::SignedData& data, std::size_t number, std::string_view type,
                             BytesView value) {
    QOLTANBA_TRY(const auto* signer, signer_at(data, number));
    QOLTANBA_TRY(const auto attributes, read_attributes(*signer));
    if (attributes.size() >= cms::attribute_limit) return fail(ErrorCode::too_large, "attributes enough");
    const auto attribute = der::sequence({der::object_identifier(type), der::set_of({copy_of(value)})});
    return cms::rewrite(data, {.signers = {{number, cms::with_unsigned_attribute(*signer, attribute)}}});
}

Result<Bytes> in_der(BytesView element) {
    return der::ber_to_der(element);
}

}  // namespace qoltanba::crypto::levels
