#include "crypto/base/api_windows.hpp"

#include "support/catch.hpp"

namespace qoltanba::test {

TEST_CASE("A text goes to UTF-16 and back") {
    CHECK(to_wide("қол").size() == 3);
    CHECK(to_wide("\U0001F511").size() == 2);
    CHECK(to_utf8(to_wide("қолтаңба \U0001F511")) == "қолтаңба \U0001F511");
    CHECK(to_wide("").empty());
    CHECK(to_utf8(L"").empty());
}

TEST_CASE("What is no text becomes U+FFFD") {
    CHECK(to_wide("\xFF") == L"\xFFFD");
    CHECK(to_utf8(std::wstring(1, L'\xD800')) == "\uFFFD");
}

TEST_CASE("A handle is closed with its last owner, or before") {
    DWORD information = 0;
    HANDLE number = nullptr;
    {
        Handle first(::CreateEventW(nullptr, TRUE, FALSE, nullptr));
        number = first.get();
        const Handle second = std::move(first);
        CHECK_FALSE(first);  // NOLINT(bugprone-use-after-move): what it says then is asked
        CHECK(::GetHandleInformation(second.get(), &information) != 0);
    }
    CHECK(::GetHandleInformation(number, &information) == 0);
    Handle early(::CreateEventW(nullptr, TRUE, FALSE, nullptr));
    early.close();
    CHECK_FALSE(early);
}

TEST_CASE("Neither value that stands for no handle is one") {
    CHECK_FALSE(Handle());
    CHECK_FALSE(Handle(INVALID_HANDLE_VALUE));
}

}  // namespace qoltanba::test
