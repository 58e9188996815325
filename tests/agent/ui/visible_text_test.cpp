#include "agent/ui/visible_text.hpp"

#include "support/catch.hpp"

#include <string>

using namespace qoltanba::agent;
using std::string_literals::operator""s;

TEST_CASE("ordinary text in any script stays as it is") {
    const std::string text = "Өтініш № 7: 1 500 ₸\n\t«Қазақстан» — 日本 🙂";
    CHECK(visible_text(text) == text);
}

TEST_CASE("characters that reorder or hide text are written out") {
    CHECK(visible_text("pay \u202E001 to") == "pay ⟨U+202E⟩001 to");
    CHECK(visible_text("a\u200Bb\uFEFFc") == "a⟨U+200B⟩b⟨U+FEFF⟩c");
    CHECK(visible_text("\u2066x\u2069") == "⟨U+2066⟩x⟨U+2069⟩");
    CHECK(visible_text("\U000E0041") == "⟨U+E0041⟩");
    CHECK(visible_text("\u0085\u00AD") == "⟨U+0085⟩⟨U+00AD⟩");
}

TEST_CASE("text cannot be hidden in characters that only change the look of others") {
    CHECK(visible_text("7\uFE0F\u20E3") == "7⟨U+FE0F⟩\u20E3");
    CHECK(visible_text("🙂\U000E0100\U000E01EF") == "🙂⟨U+E0100⟩⟨U+E01EF⟩");
    CHECK(visible_text("a\uFFF9b\uFFFAc\uFFFB\uFFFC") == "a⟨U+FFF9⟩b⟨U+FFFA⟩c⟨U+FFFB⟩⟨U+FFFC⟩");
    CHECK(visible_text("\uFE00\u3164\u115F\u180B") == "⟨U+FE00⟩⟨U+3164⟩⟨U+115F⟩⟨U+180B⟩");
    CHECK(visible_text("\u0600\u070F\u08E2") == "⟨U+0600⟩⟨U+070F⟩⟨U+08E2⟩");
    CHECK(visible_text("\U000110BD\U00013430\U0001BCA0") == "⟨U+110BD⟩⟨U+13430⟩⟨U+1BCA0⟩");
    CHECK(visible_text("\U0001FFFE\U0010FFFF") == "⟨U+1FFFE⟩⟨U+10FFFF⟩");
    CHECK(visible_text("\uFDFF\uFE10\uFFFD\U0001D158") == "\uFDFF\uFE10\uFFFD\U0001D158");
}

TEST_CASE("a text cannot drive a terminal") {
    CHECK(visible_text("\x1b[2Jgone") == "⟨U+001B⟩[2Jgone");
    CHECK(visible_text("sum 1\rsum 9") == "sum 1⟨U+000D⟩sum 9");
    CHECK(visible_text("null\0here"s) == "null⟨U+0000⟩here");
}

TEST_CASE("lines of Windows and of Unix look the same") {
    CHECK(visible_text("a\r\nb\nc") == "a\nb\nc");
}

TEST_CASE("a name stays on one line") {
    CHECK(visible_line("a\nb\tc") == "a⟨U+000A⟩b⟨U+0009⟩c");
}

TEST_CASE("octets that are no UTF-8 become replacement characters") {
    CHECK(visible_text("\xff\xfe") == "\uFFFD\uFFFD");
    CHECK(visible_text("\xc0\xaf") == "\uFFFD\uFFFD");            // overlong
    CHECK(visible_text("\xed\xa0\x80") == "\uFFFD\uFFFD\uFFFD");  // surrogate
    CHECK(visible_text("\xf4\x90\x80\x80").find("\uFFFD") == 0);  // beyond U+10FFFF
    CHECK(visible_text("cut \xd0") == "cut \uFFFD");
}

TEST_CASE("text is told from other octets") {
    CHECK(is_readable_text("Құжат\r\n\t"));
    CHECK(is_readable_text(""));
    CHECK_FALSE(is_readable_text("\x1b[2J"));
    CHECK_FALSE(is_readable_text("a\0b"s));
    CHECK_FALSE(is_readable_text("\xd0\xcf\x11\xe0"));
}

TEST_CASE("a beginning never cuts a character in two") {
    CHECK(utf8_prefix("жол", 3) == "ж");
    CHECK(utf8_prefix("жол", 4) == "жо");
    CHECK(utf8_prefix("жол", 100) == "жол");
    CHECK(utf8_prefix("🙂", 3).empty());
}
