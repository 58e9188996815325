// How long the windows keep hands that were busy with one request from answering another.
#pragma once

#include <chrono>

namespace qoltanba::agent {

struct WindowTimes {
    std::chrono::milliseconds settle{700};     ///< after a window came or became active it takes no approval
    std::chrono::milliseconds farewell{2000};  ///< a withdrawn request stands before the next window comes
    std::chrono::milliseconds wary{10'000};    ///< after a withdrawal no password signs unseen certificates
};

}  // namespace qoltanba::agent
