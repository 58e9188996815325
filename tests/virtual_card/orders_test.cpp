#include "virtual_card/orders.hpp"

#include "support/catch.hpp"

namespace qoltanba::test {
namespace {

TEST_CASE("orders are obeyed, and what is no order is said") {
    VirtualCard card({.pin_tries = 5}, 9);  // the discard port: nobody is there
    CHECK(obey(card, "counts") == "commands=0 pins=0 signatures=0 pin_tries=5 puk_tries=3 inserted=no");
    CHECK(obey(card, "insert") == "ok");
    CHECK(card.is_inserted());
    CHECK(obey(card, "remove") == "ok");
    CHECK_FALSE(card.is_inserted());
    CHECK(obey(card, "delay 20") == "ok");
    CHECK(obey(card, "fault removal ins=87 after=1 times=2") == "ok");
    CHECK(obey(card, "behave") == "ok");
    CHECK(obey(card, "fault explode") == "error: there is no fault \"explode\"");
    CHECK(obey(card, "fault status sw=XYZ") == "error: \"XYZ\" is no such number");
    CHECK(obey(card, "delay") == "error: \"\" is no such number");
    CHECK(obey(card, "dance") == "error: there is no order \"dance\"");
    CHECK(obey(card, "quit") == std::nullopt);
}

TEST_CASE("a fault meets the commands it is meant for, after the right ones, as often as it was asked for") {
    Trouble trouble({.instruction = 0x87, .after = 1, .times = 1});
    const Bytes verify{0x00, 0x20, 0x00, 0x80}, sign{0x00, 0x87, 0x07, 0x9A};
    CHECK_FALSE(trouble.meets(sign));
    CHECK_FALSE(trouble.meets(verify));
    CHECK(trouble.meets(sign));
    CHECK_FALSE(trouble.meets(sign));
    CHECK_FALSE(trouble.meets({}));
}

}  // namespace
}  // namespace qoltanba::test
