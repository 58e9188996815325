#include "agent/ui/qt/keyboard_state.hpp"

#include <windows.h>

#include <array>

namespace qoltanba::agent {
namespace {

/// The language of the layout of the window in front, by its three letters: "ENG", "RUS", "KAZ".
QString layout_name() {
    const auto thread = ::GetWindowThreadProcessId(::GetForegroundWindow(), nullptr);
    const auto layout = reinterpret_cast<ULONG_PTR>(::GetKeyboardLayout(thread));
    // Its low half is the language (GetKeyboardLayout).
    const auto language = MAKELCID(static_cast<WORD>(layout & 0xffff), SORT_DEFAULT);
    std::array<wchar_t, 16> name{};
    if (::GetLocaleInfoW(language, LOCALE_SISO639LANGNAME2, name.data(), static_cast<int>(name.size())) == 0)
        return {};
    return QString::fromWCharArray(name.data()).toUpper();
}

}  // namespace

KeyboardState keyboard_state() {
    return {(::GetKeyState(VK_CAPITAL) & 1) != 0, layout_name()};
}

}  // namespace qoltanba::agent
