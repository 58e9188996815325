// Files signed and read in pieces: the same octets as in memory, at every size, and no half file left behind.
#include "agent/cli/large_signing.hpp"

#include "crypto/signatures/cms.hpp"
#include "crypto/signatures/identities.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

using namespace qoltanba;
using namespace qoltanba::agent;
using namespace qoltanba::test;

namespace {

const Time moment = *time_from_iso("2026-07-20T09:15:00Z");
const Watch nobody = [](std::uint64_t, std::uint64_t) { return true; };

/// PKCS #1 signatures of one text are always the same octets.
crypto::Signer& signer() {
    return signer_of(crypto::KeyFamily::rsa);
}

Bytes pattern(std::size_t size) {
    Bytes octets(size);
    for (std::size_t at = 0; at < size; ++at) octets[at] = static_cast<std::uint8_t>(at * 31 + at / 251);
    return octets;
}

std::filesystem::path file_of(const TemporaryFolder& folder, BytesView content) {
    auto path = folder.path() / "content";
    std::ofstream(path, std::ios::binary)
        .write(reinterpret_cast<const char*>(content.data()), static_cast<std::streamsize>(content.size()));
    return path;
}

Bytes in_memory(BytesView content, bool attach) {
    return crypto::create_cms(signer(), content, {.attach = attach, .signing_time = moment}).value();
}

Result<Bytes> sign_detached(crypto::Signer& by, const std::filesystem::path& path,
                            const Watch& watch = nobody) {
    QOLTANBA_TRY(auto made, sign_in_pieces(by, FileContent::of(path), moment, watch));
    return std::move(made.cms);
}

/// `between` is called after the first reading.
Result<void> sign_attached(
    crypto::Signer& by, const std::filesystem::path& path, const std::filesystem::path& output,
    const Watch& watch = nobody, const std::function<void()>& between = [] {}) {
    const auto content = FileContent::of(path);
    QOLTANBA_TRY(auto made, sign_in_pieces(by, content, moment, watch));
    between();
    return attach_content(made.cms, content, made.digests, output, watch);
}

std::size_t files_in(const TemporaryFolder& folder) {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder.path()), {}));
}

}  // namespace

TEST_CASE("In pieces comes out what comes out in memory, around every border of sizes") {
    constexpr std::size_t piece = 256 << 10;
    for (const std::size_t size : {0, 1, 63, 64, 65, 127, 128, 129, 255, 256, 65'535, 65'536, 65'537}) {
        for (const std::size_t more : {std::size_t{0}, piece - 1, piece, 3 * piece}) {
            INFO(size + more);
            const TemporaryFolder folder;
            const auto content = pattern(size + more);
            const auto path = file_of(folder, content);
            const auto detached = sign_detached(signer(), path);
            REQUIRE(ok(detached));
            CHECK(*detached == in_memory(content, false));
            const auto output = folder.path() / "attached";
            REQUIRE(ok(sign_attached(signer(), path, output)));
            CHECK(read_file(output) == in_memory(content, true));
            CHECK(files_in(folder) == 2);
        }
    }
}

TEST_CASE("A signature by another family made in pieces verifies") {
    const TemporaryFolder folder;
    const auto content = pattern(1'000'000);
    const auto path = file_of(folder, content);
    auto& gost = signer_of(crypto::KeyFamily::gost_2015_512);
    const auto detached = sign_detached(gost, path);
    REQUIRE(ok(detached));
    CHECK(crypto::verify_cms(*detached, BytesView(content)).value().intact());
    REQUIRE(ok(sign_attached(gost, path, folder.path() / "out")));
    CHECK(crypto::verify_cms(read_file(folder.path() / "out"), std::nullopt).value().intact());
}

TEST_CASE("A file that grows, shrinks or changes while it is read is not signed") {
    const auto content = pattern(2 << 20);
    const auto code_when = [&](const std::function<void(const std::filesystem::path&)>& happens) {
        const TemporaryFolder folder;
        const auto path = file_of(folder, content);
        bool happened = false;
        const auto read = read_in_pieces(path, [&](BytesView) -> Result<void> {
            if (!happened) happens(path);
            happened = true;
            return {};
        });
        return error_code(read);
    };
    CHECK(code_when([](const auto& path) { std::filesystem::resize_file(path, 1 << 20); }) ==
          ErrorCode::input_output_failure);
    CHECK(code_when([](const auto& path) { std::filesystem::resize_file(path, 3 << 20); }) ==
          ErrorCode::input_output_failure);
    CHECK(code_when([](const auto& path) {
              std::fstream(path, std::ios::binary | std::ios::in | std::ios::out).put('x');
              std::filesystem::last_write_time(
                  path, std::filesystem::last_write_time(path) + std::chrono::seconds(2));
          }) == ErrorCode::input_output_failure);
}

TEST_CASE("What changes between the two readings of an attached signature is told, and leaves nothing") {
    const TemporaryFolder folder;
    const auto content = pattern(1 << 20);
    const auto path = file_of(folder, content);
    const auto signed_file = sign_attached(signer(), path, folder.path() / "out", nobody, [&path] {
        const auto written = std::filesystem::last_write_time(path);
        std::fstream(path, std::ios::binary | std::ios::in | std::ios::out).put('x');
        std::filesystem::last_write_time(path, written);  // and nobody can see it by the time
    });
    CHECK(error_code(signed_file) == ErrorCode::input_output_failure);
    CHECK(files_in(folder) == 1);
}

TEST_CASE("Whoever interrupts finds no half file, and what was there before") {
    const TemporaryFolder folder;
    const auto path = file_of(folder, pattern(1 << 20));
    const auto output = folder.path() / "out";
    std::ofstream(output) << "earlier";
    for (const int pieces : {0, 1, 3, 4, 5, 7}) {
        INFO(pieces << " of 2 * 4 pieces");
        int passed = 0;
        const auto stopped =
            sign_attached(signer(), path, output, [&](auto, auto) { return passed++ < pieces; });
        CHECK(error_code(stopped) == ErrorCode::canceled);
        CHECK(read_text(output) == "earlier");
        CHECK(files_in(folder) == 2);
    }
    CHECK(error_code(sign_detached(signer(), path, [](auto, auto) { return false; })) == ErrorCode::canceled);
}

TEST_CASE("A file that is longer than when it was looked at is not signed as what it was") {
    const TemporaryFolder folder;
    const auto path = file_of(folder, pattern(1 << 20));
    const auto before = FileContent::of(path);
    std::filesystem::resize_file(path, (1 << 20) + 1);
    CHECK(error_code(sign_in_pieces(signer(), before, moment, nobody)) == ErrorCode::input_output_failure);
}

TEST_CASE("A large attached signature is read as a detached one and where its content stands") {
    const TemporaryFolder folder;
    const auto content = pattern(large_from);
    const auto cms = in_memory(content, true);
    const auto path = file_of(folder, cms);
    const auto file = read_signature_file(path);
    REQUIRE(ok(file));
    CHECK(file->octets == in_memory(content, false));
    REQUIRE(file->content);
    auto digests = digests_of(*file->content, {crypto::DigestAlgorithm::sha256}, nobody);
    REQUIRE(ok(digests));
    CHECK(digests->size() == content.size());
    CHECK(crypto::verify_cms(file->octets, &*digests).value().intact());
    std::vector<std::uint64_t> told;
    GrowingFile copy(folder.path() / "copy");
    REQUIRE(ok(copy_content(*file->content, *digests, copy, [&](std::uint64_t done, std::uint64_t all) {
        told.push_back(done);
        return all == content.size();
    })));
    REQUIRE(ok(copy.finish()));
    CHECK(read_file(folder.path() / "copy") == content);
    CHECK(told.back() == content.size());
    CHECK(std::ranges::is_sorted(told));

    // What is smaller, detached or no CMS stays whole.
    for (const auto& whole : {in_memory(pattern(100), true), in_memory(content, false), content}) {
        const auto other = read_signature_file(file_of(folder, whole));
        REQUIRE(ok(other));
        CHECK(other->octets == whole);
        CHECK_FALSE(other->content);
    }
}

TEST_CASE("What is no file, and what is a CMS already, is not for pieces") {
    const TemporaryFolder folder;
    CHECK(error_code(sign_detached(signer(), folder.path())) == ErrorCode::file_not_found);
    CHECK_FALSE(is_for_pieces(folder.path() / "missing"));
    const auto path = file_of(folder, pattern(large_from));
    CHECK(is_for_pieces(path));
    std::filesystem::resize_file(path, large_from - 1);
    CHECK_FALSE(is_for_pieces(path));
    CHECK_FALSE(is_for_pieces(file_of(folder, in_memory(pattern(large_from), true))));
}
