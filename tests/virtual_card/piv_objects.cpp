#include "virtual_card/piv_objects.hpp"

#include "virtual_card/tlv.hpp"

#include <algorithm>

namespace qoltanba::test {
namespace {

constexpr std::array<std::uint8_t, 11> application{0xA0, 0x00, 0x00, 0x03, 0x08, 0x00,
                                                   0x00, 0x10, 0x00, 0x01, 0x00};
constexpr std::size_t provider_size = 5;  ///< NIST's part of the identifier

/// Tags of data objects (part 1, table 3).
namespace tag {
constexpr std::uint32_t discovery = 0x7E;
constexpr std::uint32_t card_authentication = 0x5FC101;
constexpr std::uint32_t holder_identifier = 0x5FC102;
constexpr std::uint32_t authentication = 0x5FC105;
constexpr std::uint32_t capabilities = 0x5FC107;
constexpr std::uint32_t signature = 0x5FC10A;
constexpr std::uint32_t key_management = 0x5FC10B;
}  // namespace tag

Bytes joined(std::initializer_list<Bytes> objects) {
    Bytes all;
    for (const auto& object : objects) append(all, object);
    return all;
}

Bytes checked(Bytes content) {  // an error detection code that is always empty (part 1, appendix A)
    append(content, tlv(0xFE, {}));
    return tlv(0x53, content);
}

/// CHUID (part 1, table 9). The FASC-N is that of a card without a federal agency: agency, system and
/// credential are nines, in the BCD of 5 bits that TIG SCEPACS 2.3, 6 describes.
Bytes holder_identifier(const Personalisation& card) {
    static const Bytes no_agency = *from_hex("d4e739da739ced39ce739d836858210842108421c84210c3eb");
    return checked(
        joined({tlv(0x30, no_agency), tlv(0x34, card.guid), tlv(0x35, bytes_of("20991231")), tlv(0x3E, {})}));
}

/// CCC (part 1, table 8): the card's identifier, the version of the grammar, and no further applications.
Bytes capabilities(const Personalisation& card) {
    Bytes identifier = joined({Bytes(application.begin(), application.begin() + provider_size), {0xFF}});
    append(identifier, BytesView(card.guid).first(15));
    return checked(joined({tlv(0xF0, identifier), tlv(0xF1, Bytes{0x21}), tlv(0xF2, Bytes{0x21}),
                           tlv(0xF3, {}), tlv(0xF4, Bytes{0x00}), tlv(0xF5, Bytes{0x10}), tlv(0xF6, {}),
                           tlv(0xF7, {}), tlv(0xFA, {}), tlv(0xFB, {}), tlv(0xFC, {}), tlv(0xFD, {})}));
}

/// Discovery (part 1, table 14): the PIN is the application's own, there is no global one.
Bytes discovery() {
    return tlv(tag::discovery, joined({tlv(0x4F, application), tlv(0x5F2F, Bytes{0x40, 0x00})}));
}

std::optional<Bytes> certificate(const Personalisation& card, PivSlot slot) {
    const auto key = std::ranges::find(card.keys, slot, &PivKey::slot);
    if (key == card.keys.end() || key->certificate.empty()) return std::nullopt;
    return checked(joined({tlv(0x70, key->certificate), tlv(0x71, Bytes{0x00})}));  // 71: not compressed
}

}  // namespace

BytesView piv_application() {
    return application;
}

Bytes application_properties() {
    const BytesView whole = application;
    return tlv(0x61, joined({tlv(0x4F, whole.subspan(provider_size)),
                             tlv(0x79, tlv(0x4F, whole.first(provider_size))),
                             tlv(0x50, bytes_of("Qoltanba virtual card"))}));
}

std::optional<Bytes> data_object(const Personalisation& card, std::uint32_t object) {
    switch (object) {
        case tag::discovery:
            return discovery();
        case tag::holder_identifier:
            return holder_identifier(card);
        case tag::capabilities:
            return capabilities(card);
        case tag::authentication:
            return certificate(card, PivSlot::authentication);
        case tag::signature:
            return certificate(card, PivSlot::signature);
        case tag::key_management:
            return certificate(card, PivSlot::key_management);
        case tag::card_authentication:
            return certificate(card, PivSlot::card_authentication);
        default:
            return std::nullopt;
    }
}

}  // namespace qoltanba::test
