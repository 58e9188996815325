// What the windows ask of the program.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace qoltanba::agent {

/// Called on the GUI thread. One that is empty leaves its part of the windows out.
struct WindowHooks {
    std::function<void()> open_keys_folder;
    std::function<std::vector<std::string>()> blocked_sites;  ///< their origins
    std::function<void(const std::string& origin)> unblock;
};

}  // namespace qoltanba::agent
