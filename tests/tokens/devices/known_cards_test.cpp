#include "tokens/devices/known_cards.hpp"

#include "support/catch.hpp"

#include <algorithm>
#include <bit>
#include <functional>
#include <numeric>
#include <set>

namespace qoltanba::tokens {
namespace {

const KnownCard* card_with(std::string_view hex) {
    return known_card(from_hex(hex).value());
}

/// What T0 and the TD octets say of an answer to reset (ISO/IEC 7816-3, 8.2).
struct Shape {
    std::size_t size = 2;
    bool has_check = false;  ///< TCK: there is one when another protocol than T=0 is named
};

Shape shape_of(BytesView atr) {
    Shape shape;
    for (unsigned follow = atr[1] >> 4U; follow != 0;) {
        shape.size += static_cast<std::size_t>(std::popcount(follow));
        if ((follow & 0x8U) == 0) break;
        const unsigned td = atr[shape.size - 1];
        if ((td & 0xFU) != 0) shape.has_check = true;
        follow = td >> 4U;
    }
    shape.size += (atr[1] & 0xFU) + (shape.has_check ? 1 : 0);
    return shape;
}

TEST_CASE("a card is known by its answer to reset") {
    const auto* kaztoken = card_with("3b88014b415a544f4b454e82");
    REQUIRE(kaztoken != nullptr);
    CHECK(kaztoken->name.in(Language::en) == "KAZTOKEN");
    CHECK(kaztoken->storage == "AKKaztokenStore");
    CHECK(kaztoken->kind == CardKind::token);

    const auto* identity_card = card_with("3bfa1800ff8031fe450031807394410000900090");
    REQUIRE(identity_card != nullptr);
    CHECK(identity_card->name.in(Language::kk) == "Қазақстан Республикасының жеке куәлігі");
    CHECK(identity_card->storage == "AKKZIDCardStore");
    CHECK(identity_card->kind == CardKind::identity_card);
}

TEST_CASE("only the bits under a mask count") {
    const auto* first = card_with("3b391900534f4d414453333031");
    REQUIRE(first != nullptr);
    CHECK(card_with("3b391900534f4d414453333033") == first);
    for (const auto* other :
         {"3b391900534f4d414453333030", "3b391900534f4d414453333032", "3b391900534f4d414453333035",
          "3b391900534f4d414453323031", "3b391900534f4d4144533330"})
        CHECK(card_with(other) == nullptr);
}

TEST_CASE("a card that is not in the table is unknown, whatever its answer to reset") {
    CHECK(known_card({}) == nullptr);
    CHECK(card_with("3b88014b415a544f4b454e") == nullptr);      // KAZTOKEN's, cut short
    CHECK(card_with("3b88014b415a544f4b454e8200") == nullptr);  // and longer by an octet
    CHECK(known_card(Bytes(1000, 0x3B)) == nullptr);
}

TEST_CASE("every answer to reset in the table is one: its length and its check octet are right") {
    for (const auto& answer : known_answers()) {
        CAPTURE(answer.atr);
        const Bytes atr = from_hex(answer.atr).value();
        REQUIRE(atr.size() >= 2);
        CHECK(atr[0] == 0x3B);
        CHECK(atr.size() <= 33);
        const Shape shape = shape_of(atr);
        CHECK(atr.size() == shape.size);
        const auto check = std::accumulate(atr.begin() + 1, atr.end(), 0U, std::bit_xor<unsigned>());
        CHECK((!shape.has_check || check == 0));
        CHECK((answer.mask.empty() || from_hex(answer.mask).value().size() == atr.size()));
    }
}

TEST_CASE("no answer to reset stands twice in the table, and none is taken for another's") {
    for (const auto& answer : known_answers()) {
        const Bytes atr = from_hex(answer.atr).value();
        CHECK(known_card(atr) == answer.card);
        CHECK(std::ranges::count(known_answers(), answer.atr, &KnownAnswer::atr) == 1);
    }
}

TEST_CASE("every storage that NCALayer keeps on a device is there, except aKey's") {
    std::set<std::string_view> storages;
    for (const auto& answer : known_answers()) storages.insert(answer.card->storage);
    CHECK(storages == std::set<std::string_view>{"", "AKEToken5110Store", "AKEToken72KStore",
                                                 "AKJaCartaStore", "AKKZIDCardStore", "AKKaztokenStore"});
}

TEST_CASE("what a card lacks is said in three languages") {
    const auto* jacarta = card_with("3bdc18ff8191fe1fc38073c821136601061159000128");
    REQUIRE(jacarta != nullptr);
    CHECK(how_to_reach(*jacarta, Language::en) == "Install its maker's PKCS#11 module (jcPKCS11-2).");
    const auto* kaztoken = card_with("3b88014b415a544f4b454e82");
    CHECK(how_to_reach(*kaztoken, Language::ru) == "Установите модуль PKCS#11 производителя.");
    for (const auto& answer : known_answers())
        for (const auto language : {Language::kk, Language::ru, Language::en}) {
            CHECK_FALSE(answer.card->name.in(language).empty());
            CHECK(how_to_reach(*answer.card, language).ends_with("."));
        }
}

}  // namespace
}  // namespace qoltanba::tokens
