// ZIP archives (PKWARE APPNOTE 6.3), read so strictly that every reader of the same file sees the same
// members: no matter whether it walks the local headers or the central directory.
#pragma once

#include "crypto/base/bytes.hpp"
#include "crypto/base/clock.hpp"
#include "crypto/base/result.hpp"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace qoltanba::crypto {

enum class ZipMethod : std::uint16_t { stored = 0, deflated = 8 };

// Bounds against archives that are small and unpack to more than anybody waits for.
inline constexpr std::size_t zip_member_limit = 4096;
inline constexpr std::uint64_t zip_unpacked_limit = std::uint64_t{1} << 30U;  ///< octets, of all members

struct ZipMember {
    std::string name;  ///< UTF-8, parts joined by '/'; a folder's ends with one
    ZipMethod method{};
    std::uint32_t checksum = 0;  ///< CRC-32 of the content
    std::uint32_t size = 0;      ///< octets of the content
    BytesView packed;

    [[nodiscard]] bool is_folder() const { return name.ends_with('/'); }
};

/// By its first octets.
bool looks_like_zip(BytesView file);

/// A name that stays below the folder that an archive is unpacked into, on every system: relative, UTF-8, no
/// empty part, "." or "..", no backslash, colon or control character, at most 1024 octets.
bool is_safe_member_name(std::string_view name);

/// The members in the order of the central directory; `packed` points into `file`. All octets of the file
/// belong to something: local headers, data and data descriptors stand side by side from the first octet to
/// the central directory, and say the same as it does. Refused are several names that differ in case alone,
/// links and other special files, encryption, ZIP64, several disks, comments at the end, methods other than
/// the two above, and what is beyond the limits. Errors: malformed_container, too_large.
Result<std::vector<ZipMember>> read_zip(BytesView file);

/// Gives the content to `sink`, piece by piece; what was given counts only once this has come back without an
/// error. Error: malformed_container where size, checksum or the deflated stream do not fit.
Result<void> unpack(const ZipMember& member, const std::function<void(BytesView)>& sink);

/// The content at once. Errors: too_large beyond `limit` octets; as above.
Result<Bytes> unpack(const ZipMember& member, std::size_t limit);

/// A member whose `packed` points into `storage`: deflated, or stored where that is no longer. Error:
/// too_large.
Result<ZipMember> pack(std::string name, BytesView content, Bytes& storage);

/// An archive of these members, all of the same time. Errors: malformed_container for a name that is not safe
/// or stands twice, too_large.
Result<Bytes> write_zip(std::span<const ZipMember> members, Time time);

}  // namespace qoltanba::crypto
