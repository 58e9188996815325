#include "support/catch.hpp"
#include "tokens/devices/pcsc/calls.hpp"
#include "tokens/devices/pcsc/reader_watcher.hpp"

namespace qoltanba::tokens::pcsc {
namespace {

using Kind = ReaderEvent::Kind;
using Events = std::vector<ReaderEvent>;

const Bytes atr{0x3B, 0x00};
const Reader empty{.name = "left"};
const Reader full{.name = "left", .card = CardState::present, .atr = atr, .events = 1};

TEST_CASE("nothing new is no event") {
    CHECK(events_between({}, {}).empty());
    CHECK(events_between({full}, {full}).empty());
}

TEST_CASE("a reader comes with its card and goes with it") {
    CHECK(events_between({}, {full}) == Events{{Kind::reader_added, full}, {Kind::card_inserted, full}});
    CHECK(events_between({full}, {}) == Events{{Kind::card_removed, full}, {Kind::reader_removed, full}});
    CHECK(events_between({}, {empty}) == Events{{Kind::reader_added, empty}});
    CHECK(events_between({empty}, {}) == Events{{Kind::reader_removed, empty}});
}

TEST_CASE("a card comes and goes") {
    CHECK(events_between({empty}, {full}) == Events{{Kind::card_inserted, full}});
    CHECK(events_between({full}, {empty}) == Events{{Kind::card_removed, full}});
}

TEST_CASE("a card that was taken out and put back between two looks has gone and come") {
    Reader again = full;
    again.events = 3;
    CHECK(events_between({full}, {again}) ==
          Events{{Kind::card_removed, full}, {Kind::card_inserted, again}});
    Reader another = full;
    another.atr = {0x3B, 0x01, 0x55};
    CHECK(events_between({full}, {another}) ==
          Events{{Kind::card_removed, full}, {Kind::card_inserted, another}});
}

TEST_CASE("a card that another program holds is the same card") {
    Reader held = full;
    held.card = CardState::held;
    CHECK(events_between({full}, {held}) == Events{{Kind::card_changed, held}});
}

TEST_CASE("each reader has events of its own") {
    Reader right = full;
    right.name = "right";
    CHECK(events_between({empty, right}, {full}) ==
          Events{{Kind::card_removed, right}, {Kind::reader_removed, right}, {Kind::card_inserted, full}});
}

TEST_CASE("the bits of a reader's state say what is in it") {
    const auto card = [](std::uint32_t bits) { return reader_from({"left", bits, atr}).card; };
    CHECK(card(0x00010010) == CardState::absent);
    CHECK(card(0x00020020) == CardState::present);
    CHECK(card(0x00020120) == CardState::present);  // in use, but not by one alone
    CHECK(card(0x000200A0) == CardState::held);
    CHECK(card(0x00020220) == CardState::unresponsive);
    CHECK(card(0x0000000C) == CardState::absent);  // the reader is not there
    CHECK(reader_from({"left", 0x00020020, atr}).events == 2);
    CHECK(reader_from({"left", 0x00020020, atr}).atr == atr);
    CHECK(reader_from({"left", 0x00010010, atr}).atr.empty());
}

}  // namespace
}  // namespace qoltanba::tokens::pcsc
