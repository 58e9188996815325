#include "agent/consent/journal.hpp"

#include "crypto/algorithms/digest.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"

#include <fstream>

using namespace qoltanba;
using namespace qoltanba::agent;
using qoltanba::test::error_code;
using qoltanba::test::ok;

namespace {

JournalEntry entry(std::string outcome) {
    return {.time = *time_from_iso("2026-11-21T10:00:00Z"),
            .caller = {"https://bank.example"},
            .operation = "sign cms",
            .document_digests = {"00ff"},
            .certificate_serial = "6c42",
            .outcome = std::move(outcome)};
}

void rewrite(const std::filesystem::path& file, std::string_view from, std::string_view to) {
    auto text = test::read_text(file);
    text.replace(text.find(from), from.size(), to);
    std::ofstream(file, std::ios::binary) << text;
}

}  // namespace

TEST_CASE("The journal's lines chain, over restarts too") {
    const test::TemporaryFolder folder;
    const auto file = folder.path() / "journal";
    {
        Journal journal(file);
        REQUIRE(ok(journal.record(entry("signed"))));
        REQUIRE(ok(journal.record(entry("canceled"))));
    }
    Journal journal(file);
    REQUIRE(ok(journal.record(entry("signed"))));
    REQUIRE(ok(journal.check()));
    CHECK(*journal.check() == 3);
}

TEST_CASE("A changed line shows, is kept, and the new journal points at it") {
    const test::TemporaryFolder folder;
    const auto file = folder.path() / "journal";
    {
        Journal journal(file);
        REQUIRE(ok(journal.record(entry("signed"))));
        REQUIRE(ok(journal.record(entry("signed"))));
    }
    rewrite(file, "signed", "canceled");
    CHECK(error_code(Journal(file).check()) == ErrorCode::malformed_json);
    const auto changed = test::read_text(file);

    Journal journal(file);
    REQUIRE(ok(journal.record(entry("signed"))));
    CHECK(test::read_text(folder.path() / "journal.2026-11-21T100000Z") == changed);
    CHECK(*journal.check() == 2);
    const auto hash = to_hex(crypto::digest_of(crypto::DigestAlgorithm::sha256, bytes_of(changed)));
    CHECK(test::read_text(file).find(hash) != std::string::npos);
}

TEST_CASE("A line torn by a power cut does not end the journal") {
    const test::TemporaryFolder folder;
    const auto file = folder.path() / "journal";
    {
        Journal journal(file);
        REQUIRE(ok(journal.record(entry("signed"))));
        REQUIRE(ok(journal.record(entry("signed"))));
    }
    std::filesystem::resize_file(file, std::filesystem::file_size(file) - 7);
    Journal journal(file);
    REQUIRE(ok(journal.record(entry("signed"))));
    CHECK(ok(journal.check()));
}

TEST_CASE("Lines of the wrong kind are a broken chain, not a crash") {
    const test::TemporaryFolder folder;
    const auto file = folder.path() / "journal";
    for (const std::string line : {"{\"previous\":5}", "[]", "7", "{", "\xff"}) {
        std::ofstream(file, std::ios::binary) << line << '\n';
        CHECK(error_code(Journal(file).check()) == ErrorCode::malformed_json);
    }
}

TEST_CASE("A line taken out shows") {
    const test::TemporaryFolder folder;
    const auto file = folder.path() / "journal";
    Journal journal(file);
    REQUIRE(ok(journal.record(entry("signed"))));
    REQUIRE(ok(journal.record(entry("canceled"))));
    const auto text = test::read_text(file);
    std::ofstream(file, std::ios::binary) << text.substr(text.find('\n') + 1);
    CHECK(error_code(Journal(file).check()) == ErrorCode::malformed_json);
}

TEST_CASE("The journal is readable by its owner alone", "[linux]") {
    const test::TemporaryFolder folder;
    const auto file = folder.path() / "journal";
    Journal journal(file);
    REQUIRE(ok(journal.record(entry("signed"))));
    using std::filesystem::perms;
    const auto mode = std::filesystem::status(file).permissions();
    CHECK((mode & (perms::group_all | perms::others_all)) == perms::none);
}
