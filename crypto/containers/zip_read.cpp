#include "crypto/containers/zip.hpp"
#include "crypto/containers/zip_fields.hpp"
#include "crypto/der/text.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace qoltanba::crypto {
namespace {

using zip::Fields;

Error malformed(std::string detail) {
    return fail(ErrorCode::malformed_container, std::move(detail));
}

/// What local header and central directory both say (APPNOTE 4.3.7 and 4.3.12).
struct Said {
    std::uint16_t flags = 0;
    std::uint16_t method = 0;
    std::uint32_t checksum = 0;
    std::uint32_t packed_size = 0;
    std::uint32_t size = 0;
    BytesView name;
};

struct Entry {
    Said said;
    std::uint32_t attributes = 0;  ///< of the system that it was made on
    std::uint8_t system = 0;       ///< which: 3 is Unix
    std::size_t offset = 0;        ///< of its local header
    std::size_t data = 0;          ///< where its octets begin
};

struct Directory {
    std::size_t offset = 0;
    std::vector<Entry> entries;
};

/// Extra fields may say anything that changes no size and no name: ZIP64's (1) and Info-ZIP's Unicode path
/// (0x7075) do (APPNOTE 4.5.3 and 4.6.9).
Result<void> check_extra_fields(BytesView extra) {
    while (!extra.empty()) {
        if (extra.size() < 4) return malformed("an extra field is cut off");
        Fields fields(extra);
        const auto id = fields.two();
        const std::size_t size = fields.two();
        if (size > extra.size() - 4) return malformed("an extra field is cut off");
        if (id == 0x0001) return malformed("ZIP64 is not read");
        if (id == 0x7075) return malformed("a second name in an extra field");
        extra = extra.subspan(4 + size);
    }
    return {};
}

/// The fields from flags to size, which stand alike in both headers.
Said read_said(Fields& fields) {
    Said said;
    said.flags = fields.two();
    said.method = fields.two();
    fields.skip(4);  // time and date
    said.checksum = fields.four();
    said.packed_size = fields.four();
    said.size = fields.four();
    return said;
}

/// The central header at the front of `rest`, which is shortened by it.
Result<Entry> next_entry(BytesView& rest) {
    if (rest.size() < zip::central_size) return malformed("the central directory is cut off");
    Fields fields(rest);
    if (fields.four() != zip::central_signature) return malformed("something else in the central directory");
    Entry entry;
    entry.system = static_cast<std::uint8_t>(fields.two() >> 8U);
    fields.skip(2);  // version needed to extract: the method and the flags say what is
    entry.said = read_said(fields);
    const std::size_t name = fields.two();
    const std::size_t extra = fields.two();
    const std::size_t comment = fields.two();
    if (fields.two() != 0) return malformed("several disks");
    fields.skip(2);
    entry.attributes = fields.four();
    entry.offset = fields.four();
    if (name + extra + comment > rest.size() - zip::central_size) {
        return malformed("the central directory is cut off");
    }
    entry.said.name = rest.subspan(zip::central_size, name);
    QOLTANBA_CHECK(check_extra_fields(rest.subspan(zip::central_size + name, extra)));
    rest = rest.subspan(zip::central_size + name + extra + comment);
    return entry;
}

/// The end record (APPNOTE 4.3.16) is the last of the file, and what it says of the directory holds.
Result<Directory> read_directory(BytesView file) {
    if (file.size() < zip::end_size) return malformed("too short for an archive");
    const auto end = file.size() - zip::end_size;
    Fields fields(file.subspan(end));
    if (fields.four() != zip::end_signature) return malformed("it does not end with the central directory");
    if (fields.four() != 0) return malformed("several disks");
    const std::size_t count = fields.two();
    if (fields.two() != count) return malformed("several disks");
    const std::size_t size = fields.four();
    Directory directory;
    directory.offset = fields.four();
    if (fields.two() != 0) return malformed("a comment of the archive");
    if (size > end || directory.offset != end - size) {
        return malformed("the central directory is somewhere else");
    }
    if (count > zip_member_limit) return fail(ErrorCode::too_large, "too many members in the archive");
    auto rest = file.subspan(directory.offset, size);
    for (std::size_t number = 0; number < count; ++number) {
        QOLTANBA_TRY(directory.entries.emplace_back(), next_entry(rest));
    }
    if (!rest.empty()) return malformed("more in the central directory than it counts");
    return directory;
}

/// With the flag, sizes and checksum may stand as zeros here, and after the data as they are.
bool agree(const Said& local, const Said& central) {
    const bool later = (central.flags & zip::flag_descriptor) != 0;
    const auto same = [later](std::uint32_t here, std::uint32_t there) {
        return here == there || (later && here == 0);
    };
    return local.flags == central.flags && local.method == central.method &&
           same(local.checksum, central.checksum) && same(local.packed_size, central.packed_size) &&
           same(local.size, central.size) && std::ranges::equal(local.name, central.name);
}

/// The data descriptor (APPNOTE 4.3.9), with or without its signature, with sizes of four or eight octets:
/// `octets` is all that stands between the data and what comes next.
bool describes(BytesView octets, const Said& said) {
    const bool is_signed = octets.size() == 16 || octets.size() == 24;
    const bool wide = octets.size() == 20 || octets.size() == 24;
    if (octets.size() != 12 && !is_signed && !wide) return false;
    Fields fields(octets);
    if (is_signed && fields.four() != zip::descriptor_signature) return false;
    if (fields.four() != said.checksum) return false;
    const auto packed_size = wide ? fields.eight() : fields.four();
    const auto size = wide ? fields.eight() : fields.four();
    return packed_size == said.packed_size && size == said.size;
}

/// Finds the data of the entry whose local header stands at its offset; all up to `next` must be its own.
Result<void> read_local(BytesView file, Entry& entry, std::size_t next) {
    if (entry.offset > next || next - entry.offset < zip::local_size) return malformed("members overlap");
    const auto own = file.subspan(entry.offset, next - entry.offset);
    Fields fields(own);
    if (fields.four() != zip::local_signature) return malformed("no member where there should be one");
    fields.skip(2);
    auto local = read_said(fields);
    const std::size_t name = fields.two();
    const std::size_t extra = fields.two();
    const auto header = zip::local_size + name + extra;
    if (header > own.size() || entry.said.packed_size > own.size() - header) {
        return malformed("members overlap");
    }
    local.name = own.subspan(zip::local_size, name);
    QOLTANBA_CHECK(check_extra_fields(own.subspan(zip::local_size + name, extra)));
    if (!agree(local, entry.said)) return malformed("a member's header contradicts the central directory");
    const auto behind = own.subspan(header + entry.said.packed_size);
    const bool described = (entry.said.flags & zip::flag_descriptor) != 0;
    if (described ? !describes(behind, entry.said) : !behind.empty()) {
        return malformed("octets that belong to no member");
    }
    entry.data = entry.offset + header;
    return {};
}

/// Headers and data tile the file from its first octet to the central directory.
Result<void> check_tiling(BytesView file, Directory& directory) {
    std::vector<Entry*> by_offset;
    for (auto& entry : directory.entries) by_offset.push_back(&entry);
    std::ranges::sort(by_offset, {}, [](const Entry* entry) { return entry->offset; });
    const auto first = by_offset.empty() ? directory.offset : by_offset.front()->offset;
    if (first != 0) return malformed("octets before the first member");
    if (!by_offset.empty() && by_offset.back()->offset > directory.offset) {
        return malformed("a member behind the central directory");
    }
    for (std::size_t at = 0; at < by_offset.size(); ++at) {
        const auto next = at + 1 < by_offset.size() ? by_offset[at + 1]->offset : directory.offset;
        QOLTANBA_CHECK(read_local(file, *by_offset[at], next));
    }
    return {};
}

/// A regular file or, with nothing in it, a folder; by the name and by what the system says that made it.
Result<void> check_kind(const Entry& entry, const ZipMember& member) {
    constexpr std::uint32_t dos_folder = 0x10;
    constexpr std::uint32_t kind_mask = 0xF000U, folder_kind = 0x4000U, file_kind = 0x8000U;
    constexpr std::uint8_t unix_system = 3;
    if (member.is_folder() && (member.size != 0 || member.checksum != 0)) {
        return malformed("a folder with content");
    }
    if (!member.is_folder() && (entry.attributes & dos_folder) != 0) {
        return malformed("a folder under a file's name");
    }
    const auto kind = entry.system == unix_system ? entry.attributes >> 16U & kind_mask : 0;
    if (kind != 0 && kind != (member.is_folder() ? folder_kind : file_kind)) {
        return malformed("a member that is no file");
    }
    return {};
}

Result<ZipMember> member_of(BytesView file, const Entry& entry) {
    const auto& said = entry.said;
    if ((said.flags & ~zip::known_flags) != 0) return malformed("encrypted, or packed in an unknown way");
    if (said.method != static_cast<std::uint16_t>(ZipMethod::stored) &&
        said.method != static_cast<std::uint16_t>(ZipMethod::deflated)) {
        return malformed("packed by method " + std::to_string(said.method));
    }
    ZipMember member{.name = std::string(text_of(said.name)),
                     .method = static_cast<ZipMethod>(said.method),
                     .checksum = said.checksum,
                     .size = said.size,
                     .packed = file.subspan(entry.data, said.packed_size)};
    const auto plain_name =
        std::string_view(member.name).substr(0, member.name.size() - (member.is_folder() ? 1 : 0));
    if (!is_safe_member_name(plain_name)) return malformed("a member's name leads elsewhere");
    QOLTANBA_CHECK(check_kind(entry, member));
    return member;
}

/// As file systems that do not tell case apart see it, for the letters of ASCII.
std::string folded(std::string_view name) {
    std::string lower(name.substr(0, name.size() - (name.ends_with('/') ? 1 : 0)));
    for (auto& letter : lower) {
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    }
    return lower;
}

}  // namespace

bool looks_like_zip(BytesView file) {
    constexpr std::array<std::uint8_t, 4> member{'P', 'K', 3, 4};
    return file.size() >= member.size() && std::equal(member.begin(), member.end(), file.begin());
}

bool is_safe_member_name(std::string_view name) {
    constexpr std::size_t longest_name = 1024;
    if (name.empty() || name.size() > longest_name || der::utf8(bytes_of(name)).has_error()) return false;
    const bool special = std::ranges::any_of(name, [](char octet) {
        return static_cast<unsigned char>(octet) < 0x20 || octet == 0x7F || octet == '\\' || octet == ':';
    });
    if (special) return false;
    for (std::size_t begin = 0; begin <= name.size();) {
        const auto end = std::min(name.find('/', begin), name.size());
        const auto part = name.substr(begin, end - begin);
        if (part.empty() || part == "." || part == "..") return false;
        begin = end + 1;
    }
    return true;
}

Result<std::vector<ZipMember>> read_zip(BytesView file) {
    QOLTANBA_TRY(auto directory, read_directory(file));
    QOLTANBA_CHECK(check_tiling(file, directory));
    std::vector<ZipMember> members;
    std::set<std::string> names;
    std::uint64_t unpacked = 0;
    for (const auto& entry : directory.entries) {
        QOLTANBA_TRY(const auto& member, member_of(file, entry));
        if (!names.insert(folded(member.name)).second) return malformed("two members of one name");
        unpacked += member.size;
        if (unpacked > zip_unpacked_limit) return fail(ErrorCode::too_large, "the archive's content");
        members.push_back(member);
    }
    return members;
}

}  // namespace qoltanba::crypto
