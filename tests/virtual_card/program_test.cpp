#include "support/catch.hpp"
#include "support/tool.hpp"

#include <sstream>

namespace qoltanba::test {
namespace {

constexpr auto program = QOLTANBA_VIRTUAL_CARD;

/// The program with these orders; nobody listens at its port, so the card stays outside.
ToolRun run_with(const TemporaryFolder& folder, const std::string& orders, const std::string& options) {
    return run_in(folder, "printf '" + orders + "' | " + program + " --port 9 " + options);
}

bool makes_key(const TemporaryFolder& folder, const std::string& algorithm) {
    return run_in(folder, "openssl req -x509 -nodes -subj /CN=card -days 1 -newkey " + algorithm +
                              " -keyout key.pem -out certificate.pem")
               .status == 0;
}

TEST_CASE("the program obeys a line at a time and ends with its input") {
    const TemporaryFolder folder;
    const auto run =
        run_with(folder, "insert\\ncounts\\ndance\\n", "--outside --key 9c=ec --anchors anchors");
    CHECK(run.status == 0);
    CHECK(run.output ==
          "ready\nok\ncommands=0 pins=0 signatures=0 pin_tries=3 puk_tries=3 inserted=yes\n"
          "error: there is no order \"dance\"\n");
    CHECK(run_in(folder, "openssl verify -partial_chain -trusted anchors/root.cer anchors/intermediate.cer")
              .output == "anchors/intermediate.cer: OK\n");
    CHECK(run_with(folder, "quit\\ninsert\\n", "--outside --key 9c=ec").output == "ready\n");
}

TEST_CASE("the program takes a key and its certificate from files") {
    const TemporaryFolder folder;
    REQUIRE(makes_key(folder, "ec -pkeyopt ec_paramgen_curve:P-384"));
    CHECK(run_with(folder, "", "--key 9a=key.pem --certificate 9a=certificate.pem").output == "ready\n");
    const auto without = run_with(folder, "", "--key 9a=key.pem");
    CHECK(without.status != 0);
    CHECK(without.output == "qoltanba-virtual-card: key 9a has no certificate\n");
    CHECK(run_with(folder, "", "--key 9a=key.pem --certificate 9a=key.pem").output ==
          "qoltanba-virtual-card: there is no certificate in key.pem\n");
    CHECK(run_with(folder, "", "--key 9b=rsa").output ==
          "qoltanba-virtual-card: there is no key 9b; a PIV card has 9a, 9c, 9d and 9e\n");
}

TEST_CASE("readers of one's own are told as an environment, obey, and go with their input") {
    const TemporaryFolder folder;
    const auto run =
        run_in(folder, std::string("printf 'stop\\nstart\\ndance\\n' | ") + QOLTANBA_VIRTUAL_READERS);
    CHECK(run.status == 0);
    std::istringstream words(run.output);
    std::string socket, port, rest;
    words >> socket >> port;
    std::getline(words, rest, '\0');
    CHECK(socket.starts_with("PCSCLITE_CSOCK_NAME=/"));
    CHECK(port.starts_with("VPCD_PORT="));
    CHECK(rest == "\nok\nok\nerror: there is no order \"dance\"\n");
    CHECK_FALSE(std::filesystem::exists(socket.substr(socket.find('/'))));
}

TEST_CASE("the program says when PIV cards have no such key") {
    const TemporaryFolder folder;
    REQUIRE(makes_key(folder, "ed25519"));
    CHECK(run_with(folder, "", "--key 9a=key.pem --certificate 9a=certificate.pem").output ==
          "qoltanba-virtual-card: PIV cards have no such key\n");
}

}  // namespace
}  // namespace qoltanba::test
