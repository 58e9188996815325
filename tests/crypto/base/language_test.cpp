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

}  // namespace qoltanba::test
