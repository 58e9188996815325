// Signatures that wait for their time stamp, because no service could be reached when they were made.
#pragma once

#include "agent/evidence/pending_stamp.hpp"
#include "agent/evidence/time_stamping.hpp"

#include <cstddef>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace qoltanba::agent {

/// How the work on one of them ended.
struct StampedFile {
    std::filesystem::path file;
    std::optional<Error> fault{};  ///< nothing: it has its time stamp now
    bool waits = false;            ///< it stays in the line
};

/// The line is a folder with a small file for each signature, of this user alone. Safe to use from several
/// threads; several processes may add, and one at a time works.
class StampingQueue {
  public:
    static constexpr std::size_t most_pending = 1000;
    static constexpr std::size_t largest_file = std::size_t{64} << 20U;

    explicit StampingQueue(std::filesystem::path folder) : folder_(std::move(folder)) {}

    /// A CMS file of the person's. Errors: too_large where too many wait; input_output_failure.
    Result<void> add_file(const std::filesystem::path& file, Time since);

    /// A CMS that a page got without its stamp: a copy is put into `signatures` of the folder, where it
    /// stays, stamped, for the person to hand in. Gives its path. Errors: as add_file.
    Result<std::filesystem::path> add_signature(BytesView cms, const std::string& origin, Time since);

    /// Oldest first. A file of the line that cannot be read is dropped.
    [[nodiscard]] std::vector<PendingStamp> pending() const;

    /// Stamps each that waits. What got its stamp, what is gone and what is no signature any more leaves the
    /// line. After the first that no service stamped the others wait too. Error: already_running, while
    /// another process works on the line.
    Result<std::vector<StampedFile>> work(const TimeStamping& services, const std::stop_token& stop);

    [[nodiscard]] std::filesystem::path signatures_folder() const { return folder_ / "signatures"; }

  private:
    Result<void> add(const PendingStamp& entry);
    Result<void> check_room() const;

    std::filesystem::path folder_;
    mutable std::mutex mutex_;
};

}  // namespace qoltanba::agent
