// Only what nobody but the administrator can have written is obeyed. The administrator is here whoever runs
// the test.
#include "agent/policy/policy_folder_linux.hpp"
#include "policies.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"
#include "support/show.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

namespace qoltanba::test {
namespace {

/// A folder of policies with one file that sets the port.
struct PolicyFolder {
    PolicyFolder() {
        std::filesystem::create_directories(folder);
        std::ofstream(file) << R"({"port": 14579})";
        mode(above.path(), 0755);
        mode(folder, 0755);
        mode(file, 0644);
    }
    static void mode(const std::filesystem::path& path, mode_t bits) {
        REQUIRE(::chmod(path.c_str(), bits) == 0);
    }
    [[nodiscard]] agent::ReadPolicy read(uid_t owner = ::geteuid()) const {
        return agent::read_policy(agent::read_trusted_policy(folder, owner), home);
    }

    TemporaryFolder above;
    std::filesystem::path folder = above.path() / "etc" / "policy.json.d";
    std::filesystem::path file = folder / "10.json";
};

void must_be_untrusted(const PolicyFolder& policy) {
    const auto read = policy.read();
    CHECK(codes_of(read.problems) == std::vector{ErrorCode::policy_untrusted});
    CHECK_FALSE(read.policy.port);
    CHECK(error_code(agent::policy_to_obey(read)) == ErrorCode::policy_invalid);
}

TEST_CASE("the administrator's policy is read") {
    const PolicyFolder policy;
    const auto read = policy.read();
    for (const auto& problem : read.problems) UNSCOPED_INFO(problem_text(problem));
    CHECK(read.problems.empty());
    CHECK(read.policy.port->value == 14579);
    CHECK(read.policy.port->where == policy.file);
}

TEST_CASE("a file of the administrator's that is not read is told beside the policy") {
    const PolicyFolder policy;
    std::filesystem::copy_file(policy.file, policy.folder / "20-bank");
    const auto read = policy.read();
    CHECK(codes_of(read.problems) == std::vector{ErrorCode::policy_file_passed_over});
    CHECK(read.problems.front().where == policy.folder / "20-bank");
    CHECK(read.policy.port->value == 14579);
}

TEST_CASE("a computer without a policy has none, and nothing is wrong with that") {
    const PolicyFolder policy;
    std::filesystem::remove_all(policy.folder);
    CHECK(policy.read().problems.empty());
    std::filesystem::remove_all(policy.folder.parent_path());
    CHECK(policy.read().problems.empty());
}

TEST_CASE("a file that others can write is not obeyed") {
    const PolicyFolder policy;
    for (const mode_t bits : {0664, 0646, 0666}) {
        PolicyFolder::mode(policy.file, bits);
        must_be_untrusted(policy);
    }
}

TEST_CASE("a folder that others can write is not obeyed, nor one below such a folder") {
    const PolicyFolder policy;
    SECTION("the folder itself") {
        PolicyFolder::mode(policy.folder, 0775);
    }
    SECTION("the folder itself, where each has a corner") {
        PolicyFolder::mode(policy.folder, 01777);
    }
    SECTION("the one above") {
        PolicyFolder::mode(policy.folder.parent_path(), 0757);
    }
    must_be_untrusted(policy);
}

TEST_CASE("what belongs to another user is not obeyed") {
    const PolicyFolder policy;
    if (::geteuid() == 0) {
        // Root's own are trusted whoever the administrator is; another user's are not.
        CHECK(policy.read(12345).problems.empty());
        REQUIRE(::chown(policy.file.c_str(), 12345, 12345) == 0);
        must_be_untrusted(policy);
    } else {
        CHECK(codes_of(policy.read(0).problems) == std::vector{ErrorCode::policy_untrusted});
    }
}

TEST_CASE("a symbolic link is not followed") {
    const PolicyFolder policy;
    SECTION("to a file") {
        std::filesystem::rename(policy.file, policy.above.path() / "elsewhere");
        std::filesystem::create_symlink(policy.above.path() / "elsewhere", policy.file);
    }
    SECTION("to a folder") {
        std::filesystem::rename(policy.folder, policy.above.path() / "elsewhere");
        std::filesystem::create_directory_symlink(policy.above.path() / "elsewhere", policy.folder);
    }
    must_be_untrusted(policy);
}

TEST_CASE("a FIFO does not hold the start") {
    const PolicyFolder policy;
    std::filesystem::remove(policy.file);
    REQUIRE(::mkfifo(policy.file.c_str(), 0644) == 0);
    must_be_untrusted(policy);
}

TEST_CASE("a policy that cannot be read stops the agent") {
    const PolicyFolder policy;
    std::filesystem::create_directory(policy.folder / "20.json");
    CHECK(agent::policy_to_obey(policy.read()).has_error());
}

}  // namespace
}  // namespace qoltanba::test
