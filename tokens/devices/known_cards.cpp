#include "tokens/devices/known_cards.hpp"

#include <algorithm>
#include <array>

namespace qoltanba::tokens {
namespace {

constexpr CardText kazakh_identity_card{"Қазақстан Республикасының жеке куәлігі",
                                        "Удостоверение личности Республики Казахстан",
                                        "Identity card of the Republic of Kazakhstan"};
constexpr CardText kaztoken{"KAZTOKEN", "KAZTOKEN", "KAZTOKEN"};
constexpr CardText etoken_72k{"eToken PRO 72K", "eToken PRO 72K", "eToken PRO 72K"};
constexpr CardText etoken_5110{"SafeNet eToken 5110", "SafeNet eToken 5110", "SafeNet eToken 5110"};
constexpr CardText jacarta{"JaCarta", "JaCarta", "JaCarta"};
constexpr CardText ukrainian_identity_card{"Украина азаматының паспорт-картасы",
                                           "ID-карта гражданина Украины",
                                           "Identity card of a citizen of Ukraine"};
constexpr CardText secure_token{"Avtor SecureToken", "Автор SecureToken", "Avtor SecureToken"};
constexpr CardText almaz{"IIT Almaz-1C", "ИИТ Алмаз-1К", "IIT Almaz-1C"};

constexpr std::string_view all_bits;
constexpr std::string_view no_storage;
constexpr std::string_view name_unknown;

/// The collection of answers to reset that comes with pcsc-tools, as of Debian 12 (1.6.2).
constexpr std::string_view collection = "pcsc-tools, smartcard_list.txt";

using enum CardKind;
constexpr std::array table{
    // Kazakhstan. NCALayer speaks the identity card's commands, which are published nowhere.
    KnownCard{"3B3E9500534F4D412D633030372D44533161", all_bits, kazakh_identity_card, identity_card,
              "AKKZIDCardStore", CardAccess::none, name_unknown, collection},
    KnownCard{"3B3E9500534F4D412D633030372D44533162", all_bits, kazakh_identity_card, identity_card,
              "AKKZIDCardStore", CardAccess::none, name_unknown, collection},
    KnownCard{"3B391900534F4D414453333031", "FFFFFFFFFFFFFFFFFFFFFFFFFD",  // it ends with 31 or 33
              kazakh_identity_card, identity_card, "AKKZIDCardStore", CardAccess::none, name_unknown,
              collection},
    KnownCard{"3B771800004B4153414B4944", all_bits, kazakh_identity_card, identity_card, "AKKZIDCardStore",
              CardAccess::none, name_unknown, collection},
    KnownCard{"3BFA1800FF8031FE450031807394410000900090", all_bits, kazakh_identity_card, identity_card,
              "AKKZIDCardStore", CardAccess::none, name_unknown, collection},
    KnownCard{"3B88014B415A544F4B454E82", all_bits, kaztoken, token, "AKKaztokenStore", CardAccess::module,
              name_unknown, collection},
    KnownCard{"3B9896004B415A544F4B454E", all_bits, kaztoken, token, "AKKaztokenStore", CardAccess::module,
              name_unknown, collection},
    KnownCard{"3BD5180081313A7D8073C8211030", all_bits, etoken_72k, token, "AKEToken72KStore",
              CardAccess::module, "eTPKCS11", collection},
    // The Java cards of SafeNet, of which the 5110 is the one that the Kazakh national CA names.
    KnownCard{"3BD518008131FE7D8073C82110F4", all_bits, etoken_5110, token, "AKEToken5110Store",
              CardAccess::module, "eTPKCS11", collection},
    KnownCard{"3BDC18FF8191FE1FC38073C821136601061159000128", all_bits, jacarta, token, "AKJaCartaStore",
              CardAccess::module, "jcPKCS11-2", collection},
    KnownCard{"3BDC18FF8111FE8073C82113660106013080018D", all_bits, jacarta, token, "AKJaCartaStore",
              CardAccess::module, "jcPKCS11-2", collection},
    // Ukraine. The identity card's signing application is spoken to by EUSignCP alone.
    KnownCard{"3B88800111000011778183007C", all_bits, ukrainian_identity_card, identity_card, no_storage,
              CardAccess::none, name_unknown, collection},
    KnownCard{"3B98188131FE433041565400000007F9", all_bits, secure_token, token, no_storage,
              CardAccess::module, "avcryptokinxt", collection},
    KnownCard{"3B98188131FE453541565400000020DD", all_bits, secure_token, token, no_storage,
              CardAccess::module, "avcryptokinxt", collection},
    KnownCard{"3BB718008131704310434E5452563253", all_bits, secure_token, token, no_storage,
              CardAccess::module, "avcryptokinxt", collection},
    KnownCard{"3B90180189", all_bits, almaz, token, no_storage, CardAccess::module, "PKCS11.EKeyAlmaz1C",
              collection},
};

bool matches(const KnownCard& card, BytesView atr) {
    const auto pattern = from_hex(card.atr);
    if (!pattern || pattern->size() != atr.size()) return false;
    const auto mask = from_hex(card.mask).value_or(Bytes());
    for (std::size_t i = 0; i < atr.size(); ++i) {
        const unsigned counts = mask.empty() ? 0xFFU : mask.at(i);
        if (((atr[i] ^ (*pattern)[i]) & counts) != 0) return false;
    }
    return true;
}

constexpr CardText install_module{"Өндірушінің PKCS#11 модулін орнатыңыз",
                                  "Установите модуль PKCS#11 производителя",
                                  "Install its maker's PKCS#11 module"};
constexpr CardText nothing_to_install{
    "Картаның командалары жарияланбаған: оның кілттерімен тек өндірушінің программасы жұмыс істейді.",
    "Команды этой карты не опубликованы: с её ключами работает только программа её производителя.",
    "This card's commands are not published: only its maker's program can use its keys."};

}  // namespace

std::string_view CardText::in(Language language) const {
    switch (language) {
        case Language::kk:
            return kk;
        case Language::ru:
            return ru;
        case Language::en:
            return en;
    }
    return en;
}

std::span<const KnownCard> known_cards() {
    return table;
}

const KnownCard* known_card(BytesView atr) {
    const auto found =
        std::ranges::find_if(table, [atr](const KnownCard& card) { return matches(card, atr); });
    return found == table.end() ? nullptr : &*found;
}

std::string how_to_reach(const KnownCard& card, Language language) {
    if (card.access == CardAccess::none) return std::string(nothing_to_install.in(language));
    std::string sentence(install_module.in(language));
    if (!card.module.empty()) sentence.append(" (").append(card.module).append(")");
    return sentence + ".";
}

}  // namespace qoltanba::tokens
