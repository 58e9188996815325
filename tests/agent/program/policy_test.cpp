// The running agent obeys a folder of policy files, as a page sees it through its WebSocket. The folder is
// given to Program, not to the program: no option and no variable of the shipped one leads away from the
// system's policy.
#include "agent/flows/scripted_prompter.hpp"
#include "agent/policy/policy_files.hpp"
#include "agent/program/program.hpp"
#include "agent/server/client.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <fstream>

using namespace qoltanba;
using namespace qoltanba::agent;
using qoltanba::test::error_code;
using qoltanba::test::ok;

namespace {

constexpr const char* listed = "https://listed.example";
constexpr const char* unlisted = "https://unlisted.example";

/// A request that opens a window, and one that opens none.
constexpr const char* sign =
    R"({"module":"kz.gov.pki.knca.commonUtils","method":"createCAdESFromBase64","args":["PKCS12","SIGNATURE","YQ==",true]})";
constexpr const char* change_language =
    R"({"module":"kz.gov.pki.knca.commonUtils","method":"changeLocale","args":["ru"]})";

/// An agent under this policy, started with these options.
struct Governed {
    explicit Governed(std::string_view policy, Options options = {}) {
        std::filesystem::create_directory(folder.path() / "policy");
        std::ofstream(folder.path() / "policy" / "10-test.json") << policy;
        options.config_dir = folder.path() / "config";
        options.register_trust = false;
        if (!options.port) options.port = 0;
        program =
            Program::start(options, prompter, [this] { return read_policy_draft(folder.path() / "policy"); });
    }

    test::Client client() {
        REQUIRE(ok(program));
        const auto identity = load_localhost_identity(folder.path() / "config", now());
        REQUIRE(ok(identity));
        return test::Client((*program)->port(), *identity);
    }
    /// The reply to a frame of a page from this origin.
    std::string reply(const char* origin, const std::string& frame) {
        auto page = client();
        REQUIRE(page.open({.origin = origin}));
        REQUIRE(page.read());  // the greeting
        REQUIRE(page.send(frame));
        return page.read().value_or("no reply");
    }

    test::TemporaryFolder folder;
    test::ScriptedPrompter prompter{test::refuses()};
    Result<std::unique_ptr<Program>> program = fail(ErrorCode::internal, "not started");
};

bool names_policy(const std::string& reply) {
    return reply.find("refused_by_policy") != std::string::npos;
}

std::uint16_t free_port() {
    boost::asio::io_context io;
    boost::asio::ip::tcp::acceptor acceptor(io, {boost::asio::ip::address_v4::loopback(), 0});
    return acceptor.local_endpoint().port();
}

}  // namespace

TEST_CASE("The agent listens on the administrator's port, whatever the command line says") {
    const auto port = free_port();
    const Governed agent(R"({"port": )" + std::to_string(port) + "}");
    REQUIRE(ok(agent.program));
    CHECK((*agent.program)->port() == port);
}

TEST_CASE("A page that is not listed gets a clear error and no window, and a listed one gets its window") {
    Governed agent(R"({"allowedOrigins": ["https://listed.example"]})");
    CHECK(names_policy(agent.reply(unlisted, sign)));
    CHECK(names_policy(agent.reply(unlisted, change_language)));
    CHECK(agent.prompter.prompts.empty());
    CHECK(agent.prompter.languages.empty());
    CHECK_FALSE(names_policy(agent.reply(listed, sign)));
    CHECK(agent.prompter.prompts.size() == 1);
}

TEST_CASE("A blocked page is refused though it is listed") {
    Governed agent(
        R"({"allowedOrigins": ["https://listed.example"], "blockedOrigins": ["https://listed.example"]})");
    CHECK(names_policy(agent.reply(listed, sign)));
    CHECK(agent.prompter.prompts.empty());
}

TEST_CASE("Keys of a storage that is not permitted are not offered") {
    Governed agent(R"({"storages": ["AKKZIDCardStore"]})");
    CHECK(names_policy(agent.reply(listed, sign)));
    CHECK(agent.prompter.prompts.empty());
}

TEST_CASE("Keys are looked for in the administrator's folders, not in those of the command line") {
    const test::TemporaryFolder keys;
    const test::TemporaryFolder others;
    for (const auto& [folder, name] :
         {std::pair(keys.path(), "chosen.p12"), std::pair(others.path(), "other.p12")})
        std::filesystem::copy_file(test::fixture_path("kz/p12/gost2015/2026_valid_individual.p12"),
                                   folder / name);
    Options options;
    options.key_folders = {others.path()};
    Governed agent(R"({"keyFolders": [")" + keys.path().generic_string() + R"("]})", options);
    (void)agent.reply(listed, sign);
    REQUIRE(agent.prompter.prompts.size() == 1);
    REQUIRE(agent.prompter.prompts.front().keys.size() == 1);
    CHECK(agent.prompter.prompts.front().keys.front().file_name == "chosen.p12");
    CHECK((*agent.program)->keys_folder() == keys.path());
}

TEST_CASE("The administrator's anchors are trusted, and the window says so") {
    Governed without("{}");
    (void)without.reply(listed, sign);
    CHECK_FALSE(without.prompter.prompts.front().added_anchors);

    const test::TemporaryFolder anchors;
    std::filesystem::copy_file(without.folder.path() / "config" / "localhost-ca.pem",
                               anchors.path() / "own.pem");
    Governed agent(R"({"anchors": ")" + anchors.path().generic_string() + R"("})");
    (void)agent.reply(listed, sign);
    CHECK(agent.prompter.prompts.front().added_anchors);
}

TEST_CASE("Anchors that the administrator names and that are not there stop the start") {
    const test::TemporaryFolder empty;
    const Governed agent(R"({"anchors": ")" + empty.path().generic_string() + R"("})");
    CHECK(error_code(agent.program) == ErrorCode::file_not_found);
}

TEST_CASE("Windows have the administrator's language") {
    Governed agent(R"({"language": "kk"})");
    (void)agent.reply(listed, change_language);
    (void)agent.reply(listed, sign);
    CHECK(agent.prompter.languages.empty());
    CHECK(agent.prompter.prompts.front().language == Language::kk);
    CHECK((*agent.program)->own_language() == Language::kk);
}

TEST_CASE("Local programs are let in where the administrator allows it, and only then") {
    Options options;
    SECTION("allowed by policy") {
        Governed agent(R"({"allowLocalClients": true})");
        auto program = agent.client();
        CHECK(program.open({.origin = {}}));
    }
    SECTION("forbidden by policy, allowed by option") {
        options.allow_local_clients = true;
        Governed agent(R"({"allowLocalClients": false})", options);
        auto program = agent.client();
        CHECK_FALSE(program.open({.origin = {}}));
        CHECK(program.status() == 403);
    }
    SECTION("left to the option") {
        options.allow_local_clients = true;
        Governed agent("{}", options);
        auto program = agent.client();
        CHECK(program.open({.origin = {}}));
    }
}

TEST_CASE("A request larger than the administrator allows closes its connection") {
    Options options;
    options.max_frame_mebibytes = 16;
    Governed agent(R"({"maxFrame": 1})", options);
    auto page = agent.client();
    REQUIRE(page.open({.origin = listed}));
    REQUIRE(page.read());  // the greeting
    constexpr std::size_t mebibyte = std::size_t{1} << 20U;
    REQUIRE(page.send(R"({"data":")" + std::string(mebibyte / 2, 'x') + R"("})"));
    CHECK(page.read());
    (void)page.send(std::string(mebibyte + 1, 'x'));
    CHECK(page.wait_for_close());
}

TEST_CASE("An agent does not start under a policy that it cannot obey") {
    for (const auto* policy : {"{", "[]", R"({"port": "13579"})", R"({"allowedOrigins": ["*"]})",
                               R"({"language": "kk", "language": "ru"})"}) {
        CAPTURE(policy);
        const Governed agent(policy);
        CHECK(error_code(agent.program) == ErrorCode::policy_invalid);
        for (const auto language : {Language::kk, Language::ru, Language::en})
            CHECK_FALSE(message_for(agent.program.error().code, language).empty());
    }
}

TEST_CASE("A key that this version does not know does not keep the agent from its work") {
    Governed agent(R"({"colour": "blue", "blockedOrigins": ["https://listed.example"]})");
    CHECK(names_policy(agent.reply(listed, sign)));
}
