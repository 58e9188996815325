// Needs an X server with a keyboard of its own; the build runs it under Xvfb.
#include "agent/ui/qt/keyboard_state.hpp"
#include "support/catch.hpp"

#include <QApplication>
#include <cstdlib>

// clang-format off: after Qt, whose names Xlib's macros (None, Bool) would break.
#include <X11/XKBlib.h>
// clang-format on

namespace {

constexpr unsigned group_kazakh = 2;

/// The person's keyboard, as another program changes it.
struct Keyboard {
    Keyboard() {
        REQUIRE(std::system("setxkbmap us,ru,kz") == 0);  // NOLINT(cert-env33-c): a fixed command
        display = XOpenDisplay(nullptr);
        REQUIRE(display != nullptr);
    }
    ~Keyboard() { XCloseDisplay(display); }
    void choose_layout(unsigned group) const {
        XkbLockGroup(display, XkbUseCoreKbd, group);
        XSync(display, False);
    }
    void lock_caps(bool on) const {
        XkbLockModifiers(display, XkbUseCoreKbd, LockMask, on ? LockMask : 0);
        XSync(display, False);
    }
    Display* display = nullptr;
};

}  // namespace

TEST_CASE("Caps Lock and the layout are seen when another program changes them") {
    qputenv("QT_QPA_PLATFORM", "xcb");
    int argc = 1;
    char name[] = "test";
    char* argv[] = {name, nullptr};
    const Keyboard keyboard;
    const QApplication application(argc, argv);
    using qoltanba::agent::keyboard_state;

    CHECK(keyboard_state().layout == QStringLiteral("ENG"));
    CHECK(keyboard_state().caps_lock == false);
    keyboard.choose_layout(group_kazakh);
    keyboard.lock_caps(true);
    CHECK(keyboard_state().layout == QStringLiteral("KAZ"));
    CHECK(keyboard_state().caps_lock == true);
    keyboard.choose_layout(1);
    keyboard.lock_caps(false);
    CHECK(keyboard_state().layout == QStringLiteral("RUS"));
    CHECK(keyboard_state().caps_lock == false);
}
