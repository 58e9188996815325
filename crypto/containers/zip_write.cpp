#include "crypto/containers/zip.hpp"
#include "crypto/containers/zip_fields.hpp"

#include <zlib.h>

#include <algorithm>
#include <chrono>
#include <new>
#include <utility>

namespace qoltanba::crypto {
namespace {

constexpr int raw_window_bits = -15;
constexpr int usual_memory = 8;
constexpr unsigned version_needed = 20;                  // 2.0: deflate and folders (APPNOTE 4.4.3.2)
constexpr unsigned made_by = 3U << 8U | 20U;             // Unix, 2.0
constexpr std::uint32_t regular_file = 0100644U << 16U;  // the Unix mode in the external attributes

class Deflater {
  public:
    Deflater() {
        if (deflateInit2(&stream_, Z_DEFAULT_COMPRESSION, Z_DEFLATED, raw_window_bits, usual_memory,
                         Z_DEFAULT_STRATEGY) != Z_OK) {
            throw std::bad_alloc();
        }
    }
    Deflater(const Deflater&) = delete;
    Deflater& operator=(const Deflater&) = delete;
    ~Deflater() { deflateEnd(&stream_); }

    /// Into a room that is as long as the content; false where that is too small.
    bool run(BytesView content, Bytes& packed) {
        packed.resize(content.size());
        stream_.next_in = const_cast<std::uint8_t*>(content.data());  // read only, whatever its type says
        stream_.avail_in = static_cast<uInt>(content.size());
        stream_.next_out = packed.data();
        stream_.avail_out = static_cast<uInt>(packed.size());
        if (deflate(&stream_, Z_FINISH) != Z_STREAM_END) return false;
        packed.resize(packed.size() - stream_.avail_out);
        return true;
    }

  private:
    z_stream stream_{};
};

/// MS-DOS date and time (APPNOTE 4.4.6): two seconds are the smallest step, 1980 the first year.
std::uint32_t dos_time(Time time) {
    using namespace std::chrono;
    const auto day = floor<days>(time);
    const year_month_day date(day);
    const hh_mm_ss clock(time - day);
    const auto year = static_cast<unsigned>(std::clamp(static_cast<int>(date.year()), 1980, 2107) - 1980);
    const auto date_field =
        year << 9U | static_cast<unsigned>(date.month()) << 5U | static_cast<unsigned>(date.day());
    const auto time_field = static_cast<unsigned>(clock.hours().count()) << 11U |
                            static_cast<unsigned>(clock.minutes().count()) << 5U |
                            static_cast<unsigned>(clock.seconds().count()) / 2;
    return date_field << 16U | time_field;
}

/// The fields from the version needed to the lengths, alike in both headers (APPNOTE 4.3.7 and 4.3.12).
void put_common(zip::FieldWriter& out, const ZipMember& member, Time time) {
    out.two(version_needed)
        .two(zip::flag_utf_8)
        .two(static_cast<std::uint16_t>(member.method))
        .four(dos_time(time))
        .four(member.checksum)
        .four(member.packed.size())
        .four(member.size)
        .two(member.name.size())
        .two(0);  // no extra fields
}

}  // namespace

Result<ZipMember> pack(std::string name, BytesView content, Bytes& storage) {
    if (content.size() > zip_unpacked_limit) return fail(ErrorCode::too_large, name);
    ZipMember member{.name = std::move(name),
                     .method = ZipMethod::deflated,
                     .checksum = static_cast<std::uint32_t>(crc32_z(0, content.data(), content.size())),
                     .size = static_cast<std::uint32_t>(content.size()),
                     .packed = {}};
    if (!Deflater().run(content, storage)) {
        member.method = ZipMethod::stored;
        storage = copy_of(content);
    }
    member.packed = storage;
    return member;
}

Result<Bytes> write_zip(std::span<const ZipMember> members, Time time) {
    if (members.size() > zip_member_limit) return fail(ErrorCode::too_large, "too many members");
    zip::FieldWriter archive;
    zip::FieldWriter directory;
    for (const auto& member : members) {
        const auto offset = archive.size();
        if (offset > zip_unpacked_limit) return fail(ErrorCode::too_large, "the archive");
        archive.four(zip::local_signature);
        put_common(archive, member, time);
        archive.octets(bytes_of(member.name)).octets(member.packed);
        directory.four(zip::central_signature).two(made_by);
        put_common(directory, member, time);
        directory.two(0).two(0).two(0);  // comment, disk, internal attributes
        directory.four(member.is_folder() ? 0 : regular_file).four(offset).octets(bytes_of(member.name));
    }
    const auto directory_offset = archive.size();
    const auto directory_octets = directory.take();
    archive.octets(directory_octets);
    archive.four(zip::end_signature).two(0).two(0).two(members.size()).two(members.size());
    archive.four(directory_octets.size()).four(directory_offset).two(0);
    auto whole = archive.take();
    // What is written is what is read: names, their number and all sizes are judged in one place.
    QOLTANBA_CHECK(read_zip(whole));
    return whole;
}

}  // namespace qoltanba::crypto
