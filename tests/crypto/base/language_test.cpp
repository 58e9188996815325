#include "crypto/base/language.hpp"

#include "support/catch.hpp"

namespace qoltanba::test {

TEST_CASE("A language is found by its name, and Kazakh also by the country's") {
  for (const auto language : {Language::kk, Language::ru, Language::en}) {
    CHECK(language_from(name_of(language)) == language);
  }
  CHECK(language_from("kz") == Language::kk);
  CHECK_FALSE(language_from("de"));
  CHECK_FALSE(language_from(""));
}

TEST_CASE("A text is read in the language that is asked for") {
  constexpr Text text{"иә", "да", "yes"};
  static_assert(text.in(Language::ru) == "да");
  CHECK(text.in(Language::kk) == "иә");
  CHECK(text.in(Language::en) == "yes");
  CHECK_FALSE(text.empty());
  CHECK(Text{}.empty());
  CHECK_FALSE(Text{"", "", "yes"}.empty());
}

} // namespace qoltanba::test
