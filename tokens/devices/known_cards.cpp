#include "tokens/devices/known_cards.hpp"

#include <algorithm>
#include <array>

namespace qoltanba::tokens {
namespace {

using enum CardKind;

// Kazakhstan. NCALayer speaks the identity card's commands, which are published nowhere. KAZTOKEN is
// reached through its maker's module; which file that is, is not public either.
constexpr KnownCard kazakh_identity_card{
    {"Қазақстан Республикасының жеке куәлігі", "Удостоверение личности Республики Казахстан",
     "Identity card of the Republic of Kazakhstan"},
    identity_card,
    "AKKZIDCardStore",
    CardAccess::none,
    {}};
constexpr KnownCard kaztoken{
    {"KAZTOKEN", "KAZTOKEN", "KAZTOKEN"}, token, "AKKaztokenStore", CardAccess::module, {}};
constexpr KnownCard etoken_72k{{"eToken PRO 72K", "eToken PRO 72K", "eToken PRO 72K"},
                               token,
                               "AKEToken72KStore",
                               CardAccess::module,
                               "eTPKCS11"};
constexpr KnownCard etoken_5110{{"SafeNet eToken 5110", "SafeNet eToken 5110", "SafeNet eToken 5110"},
                                token,
                                "AKEToken5110Store",
                                CardAccess::module,
                                "eTPKCS11"};
constexpr KnownCard jacarta{
    {"JaCarta", "JaCarta", "JaCarta"}, token, "AKJaCartaStore", CardAccess::module, "jcPKCS11-2"};

// Ukraine. The identity card's signing application is spoken to by the closed EUSignCP alone.
constexpr KnownCard ukrainian_identity_card{
    {"Украина азаматының жеке куәлігі (ID-карта)", "ID-карта гражданина Украины",
     "Identity card of a citizen of Ukraine"},
    identity_card,
    {},
    CardAccess::none,
    {}};
constexpr KnownCard secure_token{{"Avtor SecureToken", "Автор SecureToken", "Avtor SecureToken"},
                                 token,
                                 {},
                                 CardAccess::module,
                                 "avcryptokinxt"};
constexpr KnownCard almaz{
    {"IIT Almaz-1C", "ИИТ Алмаз-1К", "IIT Almaz-1C"}, token, {}, CardAccess::module, "PKCS11.EKeyAlmaz1C"};

/// As the collection has them that comes with pcsc-tools 1.6.2 (smartcard_list.txt).
constexpr std::array table{
    KnownAnswer{"3B3E9500534F4D412D633030372D44533161", {}, &kazakh_identity_card},
    KnownAnswer{"3B3E9500534F4D412D633030372D44533162", {}, &kazakh_identity_card},
    KnownAnswer{"3B391900534F4D414453333031",
                "FFFFFFFFFFFFFFFFFFFFFFFFFD",  // it ends with 31 or 33
                &kazakh_identity_card},
    KnownAnswer{"3B771800004B4153414B4944", {}, &kazakh_identity_card},
    KnownAnswer{"3BFA1800FF8031FE450031807394410000900090", {}, &kazakh_identity_card},  // since 2022
    KnownAnswer{"3B88014B415A544F4B454E82", {}, &kaztoken},
    KnownAnswer{"3B9896004B415A544F4B454E", {}, &kaztoken},  // the card, "Kaztoken SC"
    KnownAnswer{"3BD5180081313A7D8073C8211030", {}, &etoken_72k},
    // That of SafeNet's Java cards, of which the 5110 is the one that the national CA names.
    KnownAnswer{"3BD518008131FE7D8073C82110F4", {}, &etoken_5110},
    KnownAnswer{"3BDC18FF8191FE1FC38073C821136601061159000128", {}, &jacarta},
    KnownAnswer{"3BDC18FF8111FE8073C82113660106013080018D", {}, &jacarta},  // JaCarta LT
    KnownAnswer{"3B88800111000011778183007C", {}, &ukrainian_identity_card},
    KnownAnswer{"3B98188131FE433041565400000007F9", {}, &secure_token},
    KnownAnswer{"3B98188131FE453541565400000020DD", {}, &secure_token},
    KnownAnswer{"3BB718008131704310434E5452563253", {}, &secure_token},
    KnownAnswer{"3B90180189", {}, &almaz},
};

bool matches(const KnownAnswer& answer, BytesView atr) {
    const auto pattern = from_hex(answer.atr);
    if (!pattern || pattern->size() != atr.size()) return false;
    const auto mask = from_hex(answer.mask).value_or(Bytes());
    for (std::size_t i = 0; i < atr.size(); ++i) {
        const unsigned counts = mask.empty() ? 0xFFU : mask.at(i);
        if (((atr[i] ^ (*pattern)[i]) & counts) != 0) return false;
    }
    return true;
}

constexpr Text install_module{"Өндірушінің PKCS#11 модулін орнатыңыз",
                              "Установите модуль PKCS#11 производителя",
                              "Install its maker's PKCS#11 module"};
constexpr Text nothing_to_install{
    "Картаның командалары жарияланбаған: оның кілттерімен тек өндірушінің программасы жұмыс істейді.",
    "Команды этой карты не опубликованы: с её ключами работает только программа её производителя.",
    "This card's commands are not published: only its maker's program can use its keys."};

}  // namespace

std::span<const KnownAnswer> known_answers() {
    return table;
}

const KnownCard* known_card(BytesView atr) {
    const auto found =
        std::ranges::find_if(table, [atr](const KnownAnswer& answer) { return matches(answer, atr); });
    return found == table.end() ? nullptr : found->card;
}

const KnownCard* known_card_of(std::string_view storage) {
    const auto found = std::ranges::find_if(table, [storage](const KnownAnswer& answer) {
        return !storage.empty() && answer.card->storage == storage;
    });
    return found == table.end() ? nullptr : found->card;
}

std::string how_to_reach(const KnownCard& card, Language language) {
    if (card.access == CardAccess::none) return std::string(nothing_to_install.in(language));
    std::string sentence(install_module.in(language));
    if (!card.module.empty()) sentence.append(" (").append(card.module).append(")");
    return sentence + ".";
}

}  // namespace qoltanba::tokens
