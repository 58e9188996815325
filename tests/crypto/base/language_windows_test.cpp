#include "crypto/base/language.hpp"
#include "support/catch.hpp"

#include <windows.h>

#include <cstdlib>
#include <map>
#include <string>

namespace qoltanba::test {
namespace {

/// While it lives, no variable of this process names a language.
class NoLanguageInEnvironment {
  public:
    NoLanguageInEnvironment() {
        for (const auto* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
            if (const char* value = std::getenv(name)) values_[name] = value;
            ::_putenv_s(name, "");
        }
    }
    ~NoLanguageInEnvironment() {
        for (const auto& [name, value] : values_) ::_putenv_s(name.c_str(), value.c_str());
    }
    NoLanguageInEnvironment(const NoLanguageInEnvironment&) = delete;
    NoLanguageInEnvironment& operator=(const NoLanguageInEnvironment&) = delete;

  private:
    std::map<std::string, std::string> values_;
};

/// The language in which the system shows itself, for this process alone: so Wine has it. Windows would take
/// it for the person from the next sign-in on, so that these tests ask Wine alone.
void show_in(LANGID language) {
    using Set = LONG(WINAPI*)(LANGID);
    const auto ntdll = ::GetModuleHandleW(L"ntdll.dll");
    REQUIRE(::GetProcAddress(ntdll, "wine_get_version") != nullptr);
    const auto set =
        reinterpret_cast<Set>(reinterpret_cast<void*>(::GetProcAddress(ntdll, "NtSetDefaultUILanguage")));
    REQUIRE(set(language) == 0);
}

}  // namespace

TEST_CASE("Where no variable names a language, the one that Windows shows itself in is spoken") {
    const NoLanguageInEnvironment unsaid;
    const auto before = ::GetUserDefaultUILanguage();
    show_in(MAKELANGID(LANG_RUSSIAN, SUBLANG_DEFAULT));
    CHECK(language_of_system() == Language::ru);
    show_in(MAKELANGID(LANG_KAZAK, SUBLANG_DEFAULT));
    CHECK(language_of_system() == Language::kk);
    show_in(MAKELANGID(LANG_GERMAN, SUBLANG_DEFAULT));
    CHECK(language_of_system() == Language::en);
    show_in(before);
}

TEST_CASE("A variable that names a language counts more than what Windows shows itself in") {
    const NoLanguageInEnvironment unsaid;
    ::_putenv_s("LANG", "kk_KZ.UTF-8");
    CHECK(language_of_system() == Language::kk);
    ::_putenv_s("LANG", "");
}

}  // namespace qoltanba::test
