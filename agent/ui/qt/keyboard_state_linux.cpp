// X11 tells both through the XKB extension. Wayland tells neither to a program that only asks; there Caps
// Lock is guessed from what is typed (PasswordField) and the layout is not shown.
#include "agent/ui/qt/keyboard_state.hpp"

#include <QGuiApplication>

// After Qt's headers: Xlib defines macros with names such as None and Bool.
#include <X11/XKBlib.h>
#include <X11/Xlib.h>

namespace qoltanba::agent {
namespace {

/// The first letters of the layout's own name: "English (US)" -> "ENG", "Kazakh" -> "KAZ".
QString layout_name(Display* display, unsigned group) {
    auto* keyboard = XkbAllocKeyboard();
    if (keyboard == nullptr) return {};
    QString name;
    if (XkbGetNames(display, XkbGroupNamesMask, keyboard) == Success && group < XkbNumKbdGroups &&
        keyboard->names->groups[group] != 0) {
        char* text = XGetAtomName(display, keyboard->names->groups[group]);
        name = QString::fromUtf8(text).left(3).toUpper();
        XFree(text);
    }
    XkbFreeKeyboard(keyboard, XkbAllComponentsMask, True);
    return name;
}

}  // namespace

KeyboardState keyboard_state() {
    const auto* x11 = qApp->nativeInterface<QNativeInterface::QX11Application>();
    Display* display = x11 == nullptr ? nullptr : x11->display();
    XkbStateRec state{};
    if (display == nullptr || XkbGetState(display, XkbUseCoreKbd, &state) != Success) return {};
    return {(state.locked_mods & LockMask) != 0, layout_name(display, state.group)};
}

}  // namespace qoltanba::agent
