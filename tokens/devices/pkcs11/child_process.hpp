// A program of ours in a process of its own that answers messages. Each message is a frame: its length in
// four octets, least significant first, and as many octets.
#pragma once

#include "crypto/base/bytes.hpp"
#include "crypto/base/result.hpp"

#include <chrono>
#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace qoltanba::tokens {

class ChildProcess {
  public:
    /// The program sees none of our open files, of our environment what child_process_linux.cpp names (on
    /// Windows all of it), and ends when we do. Errors: file_not_found, input_output_failure.
    static Result<ChildProcess> start(const std::filesystem::path& program,
                                      const std::vector<std::string>& arguments);
    ChildProcess(ChildProcess&&) noexcept;
    ChildProcess& operator=(ChildProcess&&) noexcept;
    /// It is told that nothing more comes, has a second to end by itself, and is killed.
    ~ChildProcess();

    /// One request, one answer of at most `largest` octets. After an error the process has been killed.
    /// Error: input_output_failure (it ended, the time is over, `stop` was asked for, or the answer is too
    /// long).
    Result<Bytes> exchange(BytesView request, std::size_t largest, std::chrono::milliseconds limit,
                           const std::stop_token& stop = {});

    [[nodiscard]] std::int64_t process_id() const;

  private:
    class Implementation;
    explicit ChildProcess(std::unique_ptr<Implementation> implementation);
    std::unique_ptr<Implementation> implementation_;
};

/// What programs' names end in: ".exe" on Windows, nothing elsewhere.
extern const std::string_view program_extension;

/// The folder of the running program. Error: input_output_failure.
Result<std::filesystem::path> folder_of_program();

}  // namespace qoltanba::tokens
