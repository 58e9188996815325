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

TEST_CASE("The environment's language is that of the first variable that says something") {
    const auto of_variables = [](const char* name) -> const char* {
        const std::string_view variable = name;
        if (variable == "LC_ALL") return "";
        return variable == "LC_MESSAGES" ? "kk_KZ.UTF-8" : "ru_RU.UTF-8";
    };
    CHECK(language_of_environment(of_variables) == Language::kk);
    const auto of_system = [](const char* name) -> const char* {
        return std::string_view(name) == "LANG" ? "ru_RU.UTF-8" : nullptr;
    };
    CHECK(language_of_environment(of_system) == Language::ru);
    const auto over_all = [](const char* name) -> const char* {
        return std::string_view(name) == "LC_ALL" ? "ru" : "kk_KZ";
    };
    CHECK(language_of_environment(over_all) == Language::ru);
}

TEST_CASE("English is spoken where the environment names a language that the program does not speak") {
    CHECK(language_of_environment([](const char*) -> const char* { return "C.UTF-8"; }) == Language::en);
    const auto german_first = [](const char* name) -> const char* {
        return std::string_view(name) == "LC_ALL" ? "de_DE.UTF-8" : "ru_RU.UTF-8";
    };
    CHECK(language_of_environment(german_first) == Language::en);
}

TEST_CASE("An environment that names no language says nothing") {
    CHECK_FALSE(language_of_environment([](const char*) -> const char* { return nullptr; }));
    CHECK_FALSE(language_of_environment([](const char*) -> const char* { return ""; }));
}

}  // namespace qoltanba::test
