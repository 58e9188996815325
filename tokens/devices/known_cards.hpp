// What a card is by its answer to reset: the cards and tokens that people in Kazakhstan and Ukraine have keys
// on. So a card is named, with what it lacks, even where no driver on this computer knows it.
#pragma once

#include "crypto/base/bytes.hpp"
#include "crypto/base/language.hpp"

#include <span>
#include <string>
#include <string_view>

namespace qoltanba::tokens {

enum class CardKind { identity_card, token };

/// How programs other than its maker's get at its keys.
enum class CardAccess {
    module,  ///< through its maker's PKCS#11 module, once that is installed
    none,    ///< not at all: its commands are not published, and there is no PKCS#11 module
};

struct KnownCard {
    Text name;
    CardKind kind;
    std::string_view
        storage;  ///< NCALayer's, for example "AKKaztokenStore"; empty where it knows no such card
    CardAccess access;
    std::string_view module;  ///< the PKCS#11 module's file name without its extension, where it is known
};

/// One answer to reset of a card; some have several.
struct KnownAnswer {
    std::string_view atr;   ///< hex
    std::string_view mask;  ///< hex, as long as `atr`: the bits that count; empty: all of them
    const KnownCard* card;
};

/// All of them. aKey's (AKAKEYStore) is not public, and that of the Kazakh card's contactless side begins
/// with a number that is drawn anew each time.
std::span<const KnownAnswer> known_answers();

/// The card with this answer to reset; null for any other.
const KnownCard* known_card(BytesView atr);

/// The card that NCALayer has this storage name for; null for "PKCS11" and for a kind whose answer to reset
/// is not public.
const KnownCard* known_card_of(std::string_view storage);

/// What a person whose computer has no driver for this card can do about it, in a sentence.
std::string how_to_reach(const KnownCard& card, Language language);

}  // namespace qoltanba::tokens
