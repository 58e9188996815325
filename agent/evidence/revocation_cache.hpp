// OCSP answers and lists of revoked certificates on the disk. Nothing that comes out is trusted: whoever
// takes it judges it as if it had come by the network, and drops what does not stand.
#pragma once

#include "crypto/base/bytes.hpp"
#include "crypto/base/result.hpp"

#include <cstddef>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace qoltanba::agent {

/// Safe to use from several threads, and from several processes: each file is written whole or not at all.
class RevocationCache {
  public:
    struct Limits {
        std::size_t all = std::size_t{64} << 20U;    ///< octets of all entries together; 0: keep nothing
        std::size_t entry = std::size_t{48} << 20U;  ///< octets of one
    };

    /// The folder is made when the first entry comes. The entries are of this user alone.
    explicit RevocationCache(std::filesystem::path folder) : RevocationCache(std::move(folder), Limits()) {}
    RevocationCache(std::filesystem::path folder, Limits limits)
        : folder_(std::move(folder)), limits_(limits) {}

    /// Nothing if it is not there, cannot be read or is larger than an entry may be.
    std::optional<Bytes> get(std::string_view key);

    /// What the server called this content (ETag); empty if it is not known, or if the content that is there
    /// is another one.
    std::string etag(std::string_view key, BytesView content);

    /// The entries that were used longest ago go until there is room. Errors: too_large for an entry above
    /// its limit, input_output_failure.
    Result<void> put(std::string_view key, BytesView content, std::string_view etag = {});

    void drop(std::string_view key);

  private:
    [[nodiscard]] std::filesystem::path file_of(std::string_view key) const;
    void make_room(std::size_t octets) const;

    std::filesystem::path folder_;
    Limits limits_;
    std::mutex mutex_;
};

}  // namespace qoltanba::agent
