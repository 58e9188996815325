// The arguments and the console of a program, in UTF-8 on every system.
#pragma once

#include <string>
#include <vector>

namespace qoltanba::agent {

/// To be made first in main, of main's arguments, and kept as long as the program runs. On Windows a console
/// shows UTF-8 meanwhile, and a program of windows that was started from a console writes to that one.
class CommandLine {
  public:
    CommandLine(int argc, char** argv);
    ~CommandLine();
    CommandLine(const CommandLine&) = delete;
    CommandLine& operator=(const CommandLine&) = delete;

    [[nodiscard]] int count() const { return static_cast<int>(arguments_.size()); }
    /// Ended by a null pointer, as main's are.
    [[nodiscard]] char** values() { return pointers_.data(); }

  private:
    void point_at_arguments() {
        for (auto& argument : arguments_) pointers_.push_back(argument.data());
        pointers_.push_back(nullptr);
    }

    std::vector<std::string> arguments_;
    std::vector<char*> pointers_;
    [[maybe_unused]] unsigned former_code_page_ = 0;  ///< of a Windows console
};

}  // namespace qoltanba::agent
