// The reader of ZIP archives: what honest writers make is read, and whatever two readers could see in two
// ways is refused.
#include "crypto/containers/zip.hpp"

#include "crypto/signatures/openssl_tool.hpp"
#include "support/catch.hpp"

#include <algorithm>

using namespace qoltanba;
using namespace qoltanba::crypto;
using namespace qoltanba::test;

namespace {

const Time moment = *time_from_iso("2026-07-20T09:15:02Z");

Bytes archive_of(const std::vector<std::pair<std::string, std::string>>& files) {
    std::vector<Bytes> storage(files.size());
    std::vector<ZipMember> members;
    for (std::size_t at = 0; at < files.size(); ++at) {
        auto member = pack(files[at].first, bytes_of(files[at].second), storage[at]);
        REQUIRE(ok(member));
        members.push_back(*std::move(member));
    }
    auto written = write_zip(members, moment);
    REQUIRE(ok(written));
    return *written;
}

/// Of two members: one that deflates well, one that does not.
Bytes sample() {
    return archive_of({{"a.txt", std::string(5000, 'a')}, {"folder/b.txt", "b"}});
}

std::size_t find(BytesView in, std::string_view what, std::size_t from = 0) {
    const auto at = text_of(in).find(what, from);
    REQUIRE(at != std::string_view::npos);
    return at;
}

std::size_t central_of(BytesView archive, std::size_t number = 0) {
    auto at = find(archive, "PK\x01\x02");
    while (number-- > 0) at = find(archive, "PK\x01\x02", at + 1);
    return at;
}

Bytes with(Bytes archive, std::size_t at, std::vector<std::uint8_t> octets) {
    std::ranges::copy(octets, archive.begin() + static_cast<std::ptrdiff_t>(at));
    return archive;
}

Bytes inserted(Bytes archive, std::size_t at, std::string_view octets) {
    archive.insert(archive.begin() + static_cast<std::ptrdiff_t>(at), octets.begin(), octets.end());
    return archive;
}

/// Replaces a name by another of the same length, in both headers.
Bytes renamed(Bytes archive, std::string_view from, std::string_view to) {
    REQUIRE(from.size() == to.size());
    for (int header = 0; header < 2; ++header) {
        std::ranges::copy(to, archive.begin() + static_cast<std::ptrdiff_t>(find(archive, from)));
    }
    return archive;
}

}  // namespace

TEST_CASE("What is packed comes back, deflated or stored") {
    const auto archive = sample();
    CHECK(looks_like_zip(archive));
    const auto members = read_zip(archive);
    REQUIRE(ok(members));
    REQUIRE(members->size() == 2);
    CHECK((*members)[0].method == ZipMethod::deflated);
    CHECK((*members)[1].method == ZipMethod::stored);
    CHECK(unpack((*members)[0], 5000).value() == Bytes(5000, 'a'));
    CHECK(unpack((*members)[1], 1).value() == Bytes{'b'});
    CHECK(error_code(unpack((*members)[0], 4999)) == ErrorCode::too_large);
}

TEST_CASE("Python reads what is written here, and what Python writes is read here", "[linux]") {
    const TemporaryFolder folder;
    write_file(folder.path() / "ours.zip", sample());
    const auto listed = run_in(folder, "python3 -m zipfile -l ours.zip");
    CHECK(listed.status == 0);
    CHECK(listed.output.find("folder/b.txt") != std::string::npos);
    CHECK(listed.output.find("2026-07-20 09:15:02") != std::string::npos);
    const auto tested = run_in(folder, "python3 -m zipfile -t ours.zip");
    CHECK(tested.output == "Done testing\n");

    std::filesystem::create_directory(folder.path() / "f");
    write_file(folder.path() / "f" / "келісім.txt", bytes_of(std::string(1000, 'x')));
    REQUIRE(run_in(folder, "python3 -m zipfile -c theirs.zip f").status == 0);
    const auto archive = read_file(folder.path() / "theirs.zip");
    const auto members = read_zip(archive);
    REQUIRE(ok(members));
    REQUIRE(members->size() == 2);
    CHECK((*members)[0].is_folder());
    CHECK((*members)[1].name == "f/келісім.txt");
    CHECK(unpack((*members)[1], 1000).value() == Bytes(1000, 'x'));
    // To a stream that cannot be sought in, sizes are written after the data.
    write_file(folder.path() / "stream.py",
               bytes_of("import io, zipfile\n"
                        "class Pipe(io.RawIOBase):\n"
                        "    def __init__(self): self.file = open('s.zip', 'wb')\n"
                        "    def writable(self): return True\n"
                        "    def write(self, octets): return self.file.write(octets)\n"
                        "with zipfile.ZipFile(Pipe(), 'w', zipfile.ZIP_DEFLATED) as z:\n"
                        "    z.writestr('a', 'a' * 100)\n"
                        "    z.writestr('b', 'b')\n"));
    REQUIRE(run_in(folder, "python3 stream.py").status == 0);
    const auto streamed = read_file(folder.path() / "s.zip");
    REQUIRE((streamed[6] & 8U) != 0);
    const auto described = read_zip(streamed);
    REQUIRE(ok(described));
    CHECK(unpack((*described)[0], 100).value() == Bytes(100, 'a'));
    // The last octet of the first descriptor is of a size.
    const auto next = find(streamed, "PK\x03\x04", 4);
    CHECK(error_code(read_zip(with(streamed, next - 1, {1}))) == ErrorCode::malformed_container);
}

TEST_CASE("An archive without members is one") {
    CHECK(read_zip(archive_of({})).value().empty());
}

TEST_CASE("Octets that belong to nothing are refused wherever they stand") {
    const auto archive = sample();
    const auto second = find(archive, "PK\x03\x04", 4);
    const auto refused = [](const Bytes& changed) {
        return error_code(read_zip(changed)) == ErrorCode::malformed_container;
    };
    CHECK(refused(inserted(archive, 0, "x")));
    CHECK(refused(inserted(archive, second, "x")));
    CHECK(refused(inserted(archive, central_of(archive), "x")));
    CHECK(refused(inserted(archive, archive.size() - 22, "x")));
    CHECK(refused(inserted(archive, archive.size(), "x")));
    for (std::size_t size = 0; size < archive.size(); ++size) {
        INFO(size);
        CHECK(refused(Bytes(archive.begin(), archive.begin() + static_cast<std::ptrdiff_t>(size))));
    }
}

TEST_CASE("A member that only the local headers have is refused") {
    // The first member of two archives, and the directory of the second one alone, with its offsets set
    // right.
    const auto whole = sample();
    const auto second = find(whole, "PK\x03\x04", 4);
    const auto first_entry = central_of(whole), second_entry = central_of(whole, 1);
    auto hidden = Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(first_entry));
    append(hidden, BytesView(whole).subspan(second_entry));
    const auto end = hidden.size() - 22;
    const auto directory = end - first_entry;
    hidden[end + 8] = hidden[end + 10] = 1;
    hidden[end + 12] = static_cast<std::uint8_t>(directory);
    CHECK(second > 0);
    CHECK(error_code(read_zip(hidden)) == ErrorCode::malformed_container);
}

TEST_CASE("Headers that say two things are refused") {
    const auto archive = sample();
    const auto central = central_of(archive);
    const auto refused = [](const Bytes& changed) {
        return error_code(read_zip(changed)) == ErrorCode::malformed_container;
    };
    for (const std::size_t local : {6, 8, 14, 18, 22, 26, 28, 30}) {
        INFO("local header, octet " << local);
        auto changed = archive;
        changed[local] ^= 1;
        CHECK(refused(changed));
    }
    for (const std::size_t field : {8, 10, 16, 20, 24, 28, 34, 42, 46}) {
        INFO("central header, octet " << field);
        auto changed = archive;
        changed[central + field] ^= 1;
        CHECK(refused(changed));
    }
}

TEST_CASE("A member that would stand behind the archive's end is refused") {
    const auto archive = sample();
    const auto second = central_of(archive, 1);
    CHECK(error_code(read_zip(with(archive, second + 42, {0xFF, 0xFF, 0xFF, 0x7F}))) ==
          ErrorCode::malformed_container);
    const auto end = static_cast<std::uint32_t>(archive.size());
    CHECK(error_code(read_zip(with(archive, second + 42,
                                   {static_cast<std::uint8_t>(end), static_cast<std::uint8_t>(end >> 8U), 0,
                                    0}))) == ErrorCode::malformed_container);
}

TEST_CASE("Encryption, other methods, links and second names are refused") {
    const auto archive = sample();
    const auto central = central_of(archive);
    const auto both = [&](std::size_t local, std::size_t in_central, std::uint8_t octet) {
        return error_code(read_zip(with(with(archive, local, {octet}), central + in_central, {octet})));
    };
    CHECK(both(6, 8, 0x01) == ErrorCode::malformed_container);   // encrypted
    CHECK(both(7, 9, 0x20) == ErrorCode::malformed_container);   // headers masked
    CHECK(both(8, 10, 0x0C) == ErrorCode::malformed_container);  // bzip2
    CHECK(error_code(read_zip(with(archive, central + 41, {0xA1}))) ==
          ErrorCode::malformed_container);  // link
    CHECK(error_code(read_zip(with(archive, central + 38, {0x10}))) ==
          ErrorCode::malformed_container);  // folder

    for (const auto& id : {std::string("\x01\x00", 2), std::string("\x75\x70", 2)}) {
        auto changed = inserted(archive, central + 46 + 5, id + std::string(2, '\0'));
        changed[central + 30] = 4;
        changed[changed.size() - 10] += 4;
        CHECK(error_code(read_zip(changed)) == ErrorCode::malformed_container);
    }
    auto harmless = inserted(archive, central + 46 + 5, std::string("UT\0\0", 4));
    harmless[central + 30] = 4;
    harmless[harmless.size() - 10] += 4;
    CHECK(ok(read_zip(harmless)));
}

TEST_CASE("Names that lead elsewhere or fall on one another are refused") {
    for (const std::string_view name : {"", ".", "..", "../a", "a/../b", "a/./b", "/a", "a//b", "a/", "a\\b",
                                        "C:a", "a\nb", "a\x7F", "\xFF"}) {
        INFO(name);
        CHECK_FALSE(is_safe_member_name(name));
    }
    CHECK_FALSE(is_safe_member_name(std::string(1025, 'a')));
    for (const std::string_view name : {"a", ".a", "...", "a b/келісім.pdf", "META-INF/x"}) {
        INFO(name);
        CHECK(is_safe_member_name(name));
    }
    CHECK(error_code(read_zip(renamed(sample(), "a.txt", "../tx"))) == ErrorCode::malformed_container);
    const auto twins = archive_of({{"one", "1"}, {"two", "2"}});
    CHECK(error_code(read_zip(renamed(twins, "two", "one"))) == ErrorCode::malformed_container);
    CHECK(error_code(read_zip(renamed(twins, "two", "ONE"))) == ErrorCode::malformed_container);
}

TEST_CASE("Content that is not what the headers say is told at its end") {
    const auto archive = sample();
    const auto data = find(archive, "a.txt") + 5;
    for (const auto at : {data, data + 3}) {
        const auto damaged = with(archive, at, {static_cast<std::uint8_t>(archive[at] ^ 0x20U)});
        const auto members = read_zip(damaged);
        REQUIRE(ok(members));
        CHECK(error_code(unpack(members->front(), 5000)) == ErrorCode::malformed_container);
    }
    auto members = read_zip(archive).value();
    auto short_of = members.front();
    short_of.size -= 1;
    CHECK(error_code(unpack(short_of, 5000)) == ErrorCode::malformed_container);
    auto more = members.front();
    more.size += 1;
    CHECK(error_code(unpack(more, 6000)) == ErrorCode::malformed_container);
    auto cut = members.front();
    cut.packed = cut.packed.first(cut.packed.size() - 1);
    CHECK(error_code(unpack(cut, 5000)) == ErrorCode::malformed_container);
}

TEST_CASE("An archive that would unpack to more than the limit is refused before it is unpacked") {
    const auto archive = sample();
    const std::vector<std::uint8_t> vast{0xFF, 0xFF, 0xFF, 0x7F};
    const auto central = central_of(archive);
    CHECK(error_code(read_zip(with(with(archive, 22, vast), central + 24, vast))) == ErrorCode::too_large);
    Bytes storage;
    std::vector<ZipMember> members(zip_member_limit + 1, pack("a", bytes_of("a"), storage).value());
    CHECK(error_code(write_zip(members, moment)) == ErrorCode::too_large);
}
