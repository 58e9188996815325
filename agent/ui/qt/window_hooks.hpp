// What the windows ask of the program.
#pragma once

#include "agent/ui/prompter.hpp"

#include <functional>
#include <string>
#include <vector>

namespace qoltanba::agent {

/// The tokens' window. Those that act return at once: a window of its own asks for the PIN.
struct TokenHooks {
    std::function<std::vector<KeyChoice>()> tokens;  ///< what is plugged in now, also what cannot be used
    std::function<void(const std::string& id)> change_pin;
    std::function<void(const std::string& id)> unblock_pin;
};

/// Called on the GUI thread. One that is empty leaves its part of the windows out.
struct WindowHooks {
    std::function<void()> open_keys_folder;
    std::function<std::vector<std::string>()> blocked_sites;  ///< their origins
    std::function<void(const std::string& origin)> unblock;
    TokenHooks tokens{};
};

}  // namespace qoltanba::agent
