#include "agent/evidence/stamping_queue.hpp"

#include "agent/evidence/services.hpp"
#include "agent/platform/file_lock.hpp"
#include "crypto/levels/judge.hpp"
#include "crypto/signatures/cms.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"

#include <fstream>

using namespace qoltanba;
using namespace qoltanba::test;
using agent::StampingQueue;
namespace fs = std::filesystem;

namespace {

struct Waiting {
    Services services;
    std::unique_ptr<crypto::Signer> signer = Services::signer_of(services.person());
    TemporaryFolder folder;
    StampingQueue queue{folder.path() / "queue"};

    [[nodiscard]] Bytes cms(std::string_view text = "text") {
        auto made = crypto::create_cms(*signer, bytes_of(text), {.signing_time = today});
        REQUIRE(ok(made));
        return *std::move(made);
    }
    fs::path write(const std::string& name, BytesView content) {
        const auto file = folder.path() / name;
        std::ofstream(file, std::ios::binary) << text_of(content);
        return file;
    }
    Result<std::vector<agent::StampedFile>> work(std::stop_token stop = {}) {
        const agent::TimeStamping stamping(services.http, services.anchors, {{Services::tsp, ""}});
        return queue.work(stamping, stop);
    }
    [[nodiscard]] bool is_stamped(const fs::path& file) const {
        const auto reports = crypto::judge_levels(read_file(file), std::nullopt, services.anchors);
        return reports.has_value() && reports->front().level == crypto::Level::t;
    }
};

}  // namespace

TEST_CASE("A file that waits gets its time stamp where it lies, and leaves the line") {
    Waiting waiting;
    const auto file = waiting.write("шарт.cms", waiting.cms());
    REQUIRE(ok(waiting.queue.add_file(file, today)));
    CHECK(waiting.queue.pending().size() == 1);
    const auto done = waiting.work();
    REQUIRE(ok(done));
    REQUIRE(done->size() == 1);
    CHECK_FALSE(done->front().fault.has_value());
    CHECK(waiting.is_stamped(file));
    CHECK(waiting.queue.pending().empty());
    CHECK(std::distance(fs::directory_iterator(waiting.folder.path()), fs::directory_iterator()) == 2);
}

TEST_CASE("A page's signature is kept in the folder, stamped later, and stays there") {
    Waiting waiting;
    const auto file = waiting.queue.add_signature(waiting.cms(), "https://bank.example", today);
    REQUIRE(ok(file));
    CHECK(file->parent_path() == waiting.queue.signatures_folder());
    const auto line = waiting.queue.pending();
    REQUIRE(line.size() == 1);
    CHECK(line.front().origin == "https://bank.example");
    CHECK(line.front().since == today);
    REQUIRE(ok(waiting.work()));
    CHECK(waiting.is_stamped(*file));
    CHECK(waiting.queue.pending().empty());
}

TEST_CASE("The oldest comes first") {
    Waiting waiting;
    REQUIRE(ok(waiting.queue.add_signature(waiting.cms("2"), "https://b", today)));
    REQUIRE(ok(waiting.queue.add_signature(waiting.cms("1"), "https://a", today - std::chrono::hours{1})));
    CHECK(waiting.queue.pending().front().origin == "https://a");
}

TEST_CASE("While nobody can be reached all wait, and the service is asked once") {
    Waiting waiting;
    waiting.services.http.is_silent(Services::tsp);
    for (const auto* text : {"1", "2", "3"})
        REQUIRE(ok(waiting.queue.add_signature(waiting.cms(text), "", today)));
    const auto done = waiting.work();
    REQUIRE(ok(done));
    REQUIRE(done->size() == 3);
    for (const auto& file : *done) CHECK(file.waits);
    CHECK(done->front().fault->code == ErrorCode::time_stamp_unavailable);
    CHECK(waiting.services.http.asked().size() == 1);
    CHECK(waiting.queue.pending().size() == 3);
}

TEST_CASE("A service that answers wrongly is no reason to forget who waits") {
    Waiting waiting;
    waiting.services.stamp_fault = StampFault::refused;
    REQUIRE(ok(waiting.queue.add_signature(waiting.cms(), "", today)));
    REQUIRE(ok(waiting.work()));
    CHECK(waiting.queue.pending().size() == 1);
}

TEST_CASE(
    "What is gone or is no signature leaves the line, with its reason, and the others get their stamps") {
    Waiting waiting;
    REQUIRE(ok(waiting.queue.add_file(waiting.folder.path() / "gone.cms", today)));
    REQUIRE(ok(waiting.queue.add_file(waiting.write("text.cms", bytes_of("no CMS")), today)));
    const auto file = waiting.queue.add_signature(waiting.cms(), "", today);
    REQUIRE(ok(file));
    const auto done = waiting.work();
    REQUIRE(ok(done));
    std::vector<ErrorCode> faults;
    for (const auto& one : *done) {
        if (one.fault) faults.push_back(one.fault->code);
        CHECK_FALSE(one.waits);
    }
    std::sort(faults.begin(), faults.end());
    CHECK(faults == std::vector{ErrorCode::file_not_found, ErrorCode::malformed_signature});
    CHECK(waiting.is_stamped(*file));
    CHECK(waiting.queue.pending().empty());
}

TEST_CASE("Nothing is stamped any more when the program ends") {
    Waiting waiting;
    REQUIRE(ok(waiting.queue.add_signature(waiting.cms(), "", today)));
    std::stop_source stop;
    stop.request_stop();
    REQUIRE(ok(waiting.work(stop.get_token())));
    CHECK(waiting.services.http.asked().empty());
    CHECK(waiting.queue.pending().size() == 1);
}

TEST_CASE("Two programs do not stamp the same files") {
    Waiting waiting;
    REQUIRE(ok(waiting.queue.add_signature(waiting.cms(), "", today)));
    const auto held = agent::FileLock::try_take(waiting.folder.path() / "queue" / "lock");
    REQUIRE(ok(held));
    REQUIRE(held->has_value());
    CHECK(error_code(waiting.work()) == ErrorCode::already_running);
}

TEST_CASE("An entry that somebody spoiled is dropped") {
    Waiting waiting;
    REQUIRE(ok(waiting.queue.add_signature(waiting.cms(), "", today)));
    for (const auto& entry : fs::directory_iterator(waiting.folder.path() / "queue")) {
        if (entry.path().extension() == ".json") std::ofstream(entry.path()) << "{}";
    }
    CHECK(waiting.queue.pending().empty());
    const auto done = waiting.work();
    REQUIRE(ok(done));
    CHECK(done->empty());
}

TEST_CASE("An entry without a file, a time or an origin, or with a name that is cut, is no entry") {
    const auto since = std::string(R"("since": "2026-07-20T09:15:00Z")");
    const auto entry = [&](const std::string& json) {
        return agent::read_pending_stamp("id", bytes_of(json)).has_value();
    };
    CHECK(entry(R"({"file": "/a.cms", "origin": "", )" + since + "}"));
    CHECK_FALSE(entry(R"({"file": "", "origin": "", )" + since + "}"));
    CHECK_FALSE(entry(R"({"file": "/a\u0000.cms", "origin": "", )" + since + "}"));
    CHECK_FALSE(entry(R"({"file": 1, "origin": "", )" + since + "}"));
    CHECK_FALSE(entry(R"({"origin": "", )" + since + "}"));
    CHECK_FALSE(entry(R"({"file": "/a.cms", )" + since + "}"));
    CHECK_FALSE(entry(R"({"file": "/a.cms", "origin": "", "since": "yesterday"})"));
    CHECK_FALSE(entry("[]"));
    CHECK_FALSE(entry(""));
}

TEST_CASE("A file whose name is no UTF-8 is told, and not put into the line", "[linux]") {
    Waiting waiting;
    const auto file = waiting.write("\xEF\xF0.cms", waiting.cms());
    CHECK(error_code(waiting.queue.add_file(file, today)) == ErrorCode::input_output_failure);
    CHECK(waiting.queue.pending().empty());
}

TEST_CASE("An empty line is no work, and makes no folder") {
    Waiting waiting;
    const auto done = waiting.work();
    REQUIRE(ok(done));
    CHECK(done->empty());
    CHECK_FALSE(fs::exists(waiting.folder.path() / "queue"));
}
