#include "agent/policy/policy_files.hpp"

#include "agent/policy/policy_text.hpp"
#include "policies.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"

#include <fstream>

namespace qoltanba::test {
namespace {

void write(const std::filesystem::path& file, std::string_view text) {
    std::ofstream(file, std::ios::binary) << text;
}

agent::ReadPolicy read(const std::filesystem::path& place) {
    return agent::read_policy(agent::read_policy_draft(place), home);
}

TEST_CASE("files count in the order of their names, and only policy files do") {
    const TemporaryFolder folder;
    write(folder.path() / "20-later.json", R"({"port": 20})");
    write(folder.path() / "10-earlier.json", R"({"port": 10, "maxFrame": 10})");
    for (const auto* leftover :
         {".40-editor.json", "50.json~", "50.json.dpkg-old", "50.json.dpkg-new", "50.json.dpkg-dist",
          "50.json.ucf-dist", "50.json.rpmsave", "50.json.rpmnew"})
        write(folder.path() / leftover, "{");
    const auto policy = read(folder.path());
    CHECK(policy.problems.empty());
    CHECK(policy.policy.port->value == 20);
    CHECK(policy.policy.max_frame_mebibytes->value == 10);
    CHECK(policy.policy.port->where.ends_with("20-later.json"));
}

TEST_CASE("a file that somebody may take for a policy, and that is not read, is told and stops nothing") {
    const TemporaryFolder folder;
    write(folder.path() / "10-bank", R"({"port": 10})");
    write(folder.path() / "20-bank.json", R"({"maxFrame": 20})");
    write(folder.path() / "30-bank.jsn", R"({"port": 30})");
    write(folder.path() / "40-bank.JSON", R"({"port": 40})");
    std::filesystem::create_directory(folder.path() / "50-banks");
    const auto policy = read(folder.path());
    CHECK(codes_of(policy.problems) == std::vector(4, ErrorCode::policy_file_passed_over));
    CHECK(policy.problems.front().where.ends_with("10-bank"));
    const auto obeyed = agent::policy_to_obey(policy);
    REQUIRE(ok(obeyed));
    CHECK_FALSE(obeyed->port);
    CHECK(obeyed->max_frame_mebibytes->value == 20);
}

TEST_CASE("one file alone can be looked at") {
    const TemporaryFolder folder;
    write(folder.path() / "draft", R"({"port": 20})");
    CHECK(read(folder.path() / "draft").policy.port->value == 20);
}

TEST_CASE("a fault of one file is told beside the others") {
    const TemporaryFolder folder;
    write(folder.path() / "10.json", "{");
    write(folder.path() / "20.json", R"({"port": 20})");
    std::filesystem::create_directory(folder.path() / "30.json");
    write(folder.path() / "40.json", std::string(agent::longest_policy_text + 1, ' '));
    const auto policy = read(folder.path());
    CHECK(codes_of(policy.problems) ==
          std::vector{ErrorCode::policy_damaged, ErrorCode::file_not_found, ErrorCode::too_large});
    CHECK(policy.policy.port->value == 20);
}

TEST_CASE("a place that is not there is a problem of a draft") {
    const TemporaryFolder folder;
    CHECK(codes_of(read(folder.path() / "absent").problems) == std::vector{ErrorCode::file_not_found});
}

}  // namespace
}  // namespace qoltanba::test
