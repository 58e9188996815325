// What the keyboard is set to, for a person who types a password without seeing it.
#pragma once

#include <QString>
#include <optional>

namespace qoltanba::agent {

struct KeyboardState {
    std::optional<bool> caps_lock;  ///< nothing where the system does not tell
    QString layout;                 ///< "ENG", "RUS", "KAZ"; empty where the system does not tell
};

KeyboardState keyboard_state();

}  // namespace qoltanba::agent
