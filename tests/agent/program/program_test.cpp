#include "agent/program/program.hpp"

#include "agent/flows/scripted_prompter.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>

using namespace qoltanba;
using namespace qoltanba::agent;
using qoltanba::test::error_code;
using qoltanba::test::ok;

namespace {

Options isolated(const test::TemporaryFolder& folder) {
    Options options;
    options.port = 0;
    options.config_dir = folder.path();
    options.register_trust = false;
    return options;
}

/// Whether a client that trusts this CA alone reaches the agent.
bool reached(std::uint16_t port, const std::string& ca) {
    namespace asio = boost::asio;
    asio::io_context io;
    asio::ssl::context tls(asio::ssl::context::tls_client);
    tls.add_certificate_authority(asio::buffer(ca));
    asio::ssl::stream<asio::ip::tcp::socket> socket(io, tls);
    socket.set_verify_mode(asio::ssl::verify_peer);
    socket.set_verify_callback(asio::ssl::host_name_verification("127.0.0.1"));
    socket.next_layer().connect({asio::ip::make_address("127.0.0.1"), port});
    boost::system::error_code fault;
    socket.handshake(asio::ssl::stream_base::client, fault);
    return !fault;
}

std::string ca_of(const test::TemporaryFolder& folder) {
    return test::read_text(folder.path() / "localhost-ca.pem");
}

}  // namespace

TEST_CASE("The identity stays the same over a restart") {
    const test::TemporaryFolder folder;
    test::ScriptedPrompter prompter(test::refuses());
    { REQUIRE(ok(Program::start(isolated(folder), prompter))); }
    const auto first = ca_of(folder);
    const auto program = Program::start(isolated(folder), prompter);
    REQUIRE(ok(program));
    CHECK(ca_of(folder) == first);
    CHECK(reached((*program)->port(), first));
}

TEST_CASE("A running agent renews its identity in time and serves the new one") {
    const test::TemporaryFolder folder;
    test::ScriptedPrompter prompter(test::refuses());
    const auto program = Program::start(isolated(folder), prompter);
    REQUIRE(ok(program));
    const auto before = ca_of(folder);
    REQUIRE(ok((*program)->renew_identity(now())));
    CHECK(ca_of(folder) == before);

    // A day before its end, with a clock that is right again afterwards.
    const auto renewed = (*program)->renew_identity(now() + std::chrono::days(396));
    REQUIRE(ok(renewed));
    CHECK(*renewed);
    const auto after = ca_of(folder);
    CHECK(after != before);
    CHECK_FALSE(reached((*program)->port(), before));
}

TEST_CASE("An identity of a clock that ran ahead is replaced as soon as the clock is right") {
    const test::TemporaryFolder folder;
    test::ScriptedPrompter prompter(test::refuses());
    const auto program = Program::start(isolated(folder), prompter);
    REQUIRE(ok(program));
    const auto ahead = (*program)->renew_identity(now() + std::chrono::days(500));
    REQUIRE(ok(ahead));
    REQUIRE(*ahead);
    // The agent may have seen to it by itself meanwhile.
    REQUIRE(ok((*program)->renew_identity(now())));
    CHECK(reached((*program)->port(), ca_of(folder)));
}

TEST_CASE("A running agent takes over an identity that somebody made in the meantime", "[beyond-wine]") {
    const test::TemporaryFolder folder;
    test::ScriptedPrompter prompter(test::refuses());
    const auto program = Program::start(isolated(folder), prompter);
    REQUIRE(ok(program));
    std::filesystem::remove(folder.path() / "localhost-identity.pem");
    REQUIRE(ok(open_localhost_identity(folder.path(), now())));
    // The agent may have seen to it by itself meanwhile.
    REQUIRE(ok((*program)->renew_identity(now())));
    CHECK(reached((*program)->port(), ca_of(folder)));
}

TEST_CASE("An identity in its last month serves at a start until the next one takes over") {
    const test::TemporaryFolder folder;
    REQUIRE(ok(open_localhost_identity(folder.path(), now() - std::chrono::days(380))));
    const auto before = ca_of(folder);
    test::ScriptedPrompter prompter(test::refuses());
    const auto program = Program::start(isolated(folder), prompter);
    REQUIRE(ok(program));
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (ca_of(folder) == before || !reached((*program)->port(), ca_of(folder))) {
        REQUIRE(std::chrono::steady_clock::now() < deadline);
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    CHECK_FALSE(reached((*program)->port(), before));
}

TEST_CASE("A second agent of the same configuration does not start") {
    const test::TemporaryFolder folder;
    test::ScriptedPrompter prompter(test::refuses());
    const auto first = Program::start(isolated(folder), prompter);
    REQUIRE(ok(first));
    CHECK(error_code(Program::start(isolated(folder), prompter)) == ErrorCode::already_running);
}

TEST_CASE("A taken port is told, not moved away from") {
    const test::TemporaryFolder one;
    const test::TemporaryFolder two;
    test::ScriptedPrompter prompter(test::refuses());
    const auto first = Program::start(isolated(one), prompter);
    REQUIRE(ok(first));
    auto options = isolated(two);
    options.port = (*first)->port();
    CHECK(error_code(Program::start(options, prompter)) == ErrorCode::port_taken);
}

TEST_CASE("Anchors that are no certificates stop the start") {
    const test::TemporaryFolder folder;
    test::ScriptedPrompter prompter(test::refuses());
    auto options = isolated(folder);
    options.anchors = folder.path();
    CHECK(error_code(Program::start(options, prompter)) == ErrorCode::file_not_found);
}
