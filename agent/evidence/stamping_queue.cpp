#include "agent/evidence/stamping_queue.hpp"

#include "agent/platform/file_lock.hpp"
#include "agent/platform/path_text.hpp"
#include "agent/platform/private_file.hpp"
#include "agent/platform/whole_file.hpp"
#include "crypto/algorithms/random.hpp"

#include <algorithm>
#include <system_error>

namespace qoltanba::agent {
namespace {

namespace fs = std::filesystem;

constexpr const char* entry_extension = ".json";
constexpr std::size_t largest_entry = 64 << 10;

/// "20260720T091500Z-6f0c2a91": sorts by time, and nobody else has it.
Result<std::string> new_id(Time since) {
    QOLTANBA_TRY(const auto random, crypto::random_octets(4));
    auto id = to_iso(since);
    std::erase_if(id, [](char c) { return c == '-' || c == ':'; });
    return id + "-" + to_hex(random);
}

std::optional<PendingStamp> read_entry(const fs::path& file) {
    const auto content = read_private_file(file, largest_entry);
    if (!content) return {};
    return read_pending_stamp(path_to_utf8(file.stem()), content->view());
}

Result<void> stamp_file(const fs::path& file, const TimeStamping& services, const std::stop_token& stop) {
    QOLTANBA_TRY(const auto cms, read_whole_file(file, StampingQueue::largest_file));
    QOLTANBA_TRY(const auto stamped, with_time_stamps(cms, services, stop));
    return replace_whole_file(file, stamped);
}

/// The file will never get a stamp; whatever else happened, another time may bring it.
bool is_for_ever(const Error& error) {
    return error.code == ErrorCode::file_not_found || error.code == ErrorCode::too_large ||
           error.code == ErrorCode::malformed_signature || error.code == ErrorCode::no_signature_found;
}

}  // namespace

Result<void> StampingQueue::check_room() const {
    QOLTANBA_CHECK(make_private_folder(folder_));
    if (pending().size() >= most_pending)
        return fail(ErrorCode::too_large, "too many signatures wait for a time stamp");
    return {};
}

Result<void> StampingQueue::add(const PendingStamp& entry) {
    QOLTANBA_TRY(const auto content, write_pending_stamp(entry));
    return write_private_file(folder_ / (entry.id + entry_extension), content);
}

Result<void> StampingQueue::add_file(const fs::path& file, Time since) {
    const std::lock_guard lock(mutex_);
    QOLTANBA_CHECK(check_room());
    QOLTANBA_TRY(auto id, new_id(since));
    std::error_code fault;
    const auto whole = fs::absolute(file, fault);
    if (fault) return fail(ErrorCode::input_output_failure, path_to_utf8(file));
    return add({std::move(id), whole, {}, since});
}

Result<fs::path> StampingQueue::add_signature(BytesView cms, const std::string& origin, Time since) {
    const std::lock_guard lock(mutex_);
    if (cms.size() > largest_file) return fail(ErrorCode::too_large, "the signature");
    QOLTANBA_CHECK(check_room());
    QOLTANBA_CHECK(make_private_folder(signatures_folder()));
    QOLTANBA_TRY(auto id, new_id(since));
    const auto file = signatures_folder() / (id + ".cms");
    QOLTANBA_CHECK(write_private_file(file, cms));
    QOLTANBA_CHECK(add({std::move(id), file, origin, since}));
    return file;
}

std::vector<PendingStamp> StampingQueue::pending() const {
    std::vector<PendingStamp> all;
    std::error_code error;
    for (fs::directory_iterator at(folder_, error), end; !error && at != end; at.increment(error)) {
        if (at->path().extension() != entry_extension || all.size() >= most_pending) continue;
        if (auto entry = read_entry(at->path())) {
            all.push_back(*std::move(entry));
        } else {
            std::error_code ignored;
            fs::remove(at->path(), ignored);
        }
    }
    std::ranges::sort(all, {}, [](const PendingStamp& entry) { return std::pair(entry.since, entry.id); });
    return all;
}

Result<std::vector<StampedFile>> StampingQueue::work(const TimeStamping& services,
                                                     const std::stop_token& stop) {
    std::vector<StampedFile> done;
    const auto line = pending();
    if (line.empty()) return done;
    QOLTANBA_TRY(const auto lock, FileLock::try_take(folder_ / "lock"));
    if (!lock) return fail(ErrorCode::already_running, "another program stamps what waits");
    bool reachable = true;
    for (const auto& entry : line) {
        auto& result = done.emplace_back(StampedFile{entry.file});
        if (!reachable || stop.stop_requested()) {
            result.waits = true;
            continue;
        }
        auto stamped = stamp_file(entry.file, services, stop);
        if (stamped.has_error()) {
            result.waits = !is_for_ever(stamped.error());
            reachable = !result.waits;
            result.fault = std::move(stamped).error();
        }
        std::error_code ignored;
        if (!result.waits) fs::remove(folder_ / (entry.id + entry_extension), ignored);
    }
    return done;
}

}  // namespace qoltanba::agent
