// The virtual card as OpenSC and openssl, which know nothing of it, see it through pcscd.
#include "support/catch.hpp"
#include "support/tool.hpp"
#include "virtual_card/personalise.hpp"
#include "virtual_card/reader_service.hpp"
#include "virtual_card/virtual_card.hpp"

#include <fstream>
#include <thread>

namespace qoltanba::test {
namespace {

using std::chrono::milliseconds;

const Personalisation& card_of_this_run() {
    static const Personalisation card = demonstration_card(Authority(crypto::KeyFamily::rsa, now()), now());
    return card;
}

/// A card in the first reader, and a folder with a document to sign.
class Desk {
  public:
    Desk() : card_(card_of_this_run(), service().port()) {
        std::ofstream(folder_.path() / "text") << "a document";
        card_.insert();
        wait_for_card();
    }

    void wait_for_card() {
        // pcscd may still speak of the card before: this one is there when it is asked something.
        const auto before = card_.counters().commands;
        wait_until([&] {
            tool("opensc-tool --reader 0 --name");
            return card_.counters().commands > before;
        });
    }
    void wait_until_the_reader_is_empty() {
        wait_until([&] { return tool("opensc-tool --reader 0 --atr").status != 0; });
    }

    ToolRun tool(const std::string& command_line) { return run_in(folder_, command_line); }
    ToolRun pkcs11(const std::string& arguments) {
        return tool("pkcs11-tool --module opensc-pkcs11.so " + arguments);
    }
    ToolRun log_in_and(const std::string& arguments) { return pkcs11("--login --pin 123456 " + arguments); }
    ToolRun sign_rsa() { return log_in_and("--id 01 --sign -m SHA256-RSA-PKCS -i text -o signature"); }
    ToolRun sign_ec() {
        return log_in_and("--id 02 --sign -m ECDSA-SHA256 --signature-format openssl -i text -o signature");
    }
    /// What openssl says of the signature with the key of the card's certificate.
    std::string verdict(const std::string& id) {
        pkcs11("--read-object --type cert --id " + id + " -o certificate");
        tool("openssl x509 -inform der -in certificate -pubkey -noout -out key");
        return tool("openssl dgst -sha256 -verify key -signature signature text").output;
    }

    VirtualCard& card() { return card_; }

  private:
    template <typename Condition>
    void wait_until(const Condition& holds) {
        for (int attempt = 0; attempt < 100; ++attempt) {
            if (holds()) return;
            std::this_thread::sleep_for(milliseconds{50});
        }
        FAIL("not after five seconds; the readers are " << tool("opensc-tool --list-readers").output);
    }

    static ReaderService& service() {
        static ReaderService started;
        return started;
    }

    TemporaryFolder folder_;
    VirtualCard card_;
};

TEST_CASE("OpenSC takes the virtual card for a PIV card with four keys") {
    Desk desk;
    CHECK(desk.tool("opensc-tool --reader 0 --name").output.find("Personal Identity Verification Card") !=
          std::string::npos);
    CHECK(desk.tool("opensc-tool --reader 0 --atr").output.find("3b:88:01:51:4f:4c:54:41:4e:42:41:83") !=
          std::string::npos);
    const auto objects = desk.log_in_and("--list-objects").output;
    for (const auto* key : {"PIV AUTH key", "SIGN key", "KEY MAN key", "CARD AUTH key"})
        CHECK(objects.find(key) != std::string::npos);
}

TEST_CASE("OpenSC signs with the card's RSA key and with its EC key, and openssl verifies both") {
    Desk desk;
    const auto rsa = desk.sign_rsa();
    INFO(rsa.output);
    REQUIRE(rsa.status == 0);
    CHECK(desk.verdict("01") == "Verified OK\n");
    const auto ec = desk.sign_ec();
    INFO(ec.output);
    REQUIRE(ec.status == 0);
    CHECK(desk.verdict("02") == "Verified OK\n");
    CHECK(desk.card().counters().signatures == 2);
}

TEST_CASE("OpenSC hears of a wrong PIN and of a blocked one") {
    Desk desk;
    for (const unsigned left : {2U, 1U, 0U}) {
        CHECK(desk.pkcs11("--login --pin 999999 --list-objects").output.find("CKR_PIN_INCORRECT") !=
              std::string::npos);
        CHECK(desk.card().pin_tries_left() == left);
    }
    CHECK(desk.log_in_and("--list-objects").output.find("CKR_PIN_LOCKED") != std::string::npos);
    CHECK(desk.tool("pkcs15-tool --unblock-pin --auth-id 01 --puk 12345678 --new-pin 654321").status == 0);
    CHECK(desk.card().pin_tries_left() == 3);
    CHECK(desk.pkcs11("--login --pin 654321 --list-objects").status == 0);
}

TEST_CASE("a card that is pulled out while it signs is gone, and signs again when it is back") {
    Desk desk;
    desk.card().misbehave({.kind = Fault::Kind::removal, .instruction = 0x87});
    CHECK(desk.sign_rsa().status != 0);
    CHECK_FALSE(desk.card().is_inserted());
    desk.wait_until_the_reader_is_empty();
    desk.card().insert();
    desk.wait_for_card();
    CHECK(desk.sign_rsa().status == 0);
    CHECK(desk.verdict("01") == "Verified OK\n");
}

TEST_CASE("whatever a card answers in place of a signature, there is none, and the reader lives on") {
    Desk desk;
    using enum Fault::Kind;
    const auto kind = GENERATE(status, truncated, too_long);
    CAPTURE(static_cast<int>(kind));
    desk.card().misbehave({.kind = kind, .instruction = 0x87, .times = 10});  // OpenSC asks again after one
    CHECK(desk.sign_rsa().status != 0);
    CHECK(desk.card().counters().signatures == 0);
    desk.card().behave();
    desk.wait_for_card();
    CHECK(desk.sign_rsa().status == 0);
}

TEST_CASE("a card that never answers holds its caller until it is pulled out") {
    Desk desk;
    const auto kind = GENERATE(Fault::Kind::silent, Fault::Kind::empty);
    desk.card().misbehave({.kind = kind, .instruction = 0x20});
    const auto before = std::chrono::steady_clock::now();
    std::jthread hand([&desk] {
        std::this_thread::sleep_for(milliseconds{700});
        desk.card().remove();
    });
    CHECK(desk.sign_rsa().status != 0);
    CHECK(std::chrono::steady_clock::now() - before >= milliseconds{700});
    desk.card().insert();
    desk.wait_for_card();
    CHECK(desk.sign_rsa().status == 0);
}

TEST_CASE("a slow card signs all the same") {
    Desk desk;
    desk.card().answer_after(milliseconds{30});
    const auto before = std::chrono::steady_clock::now();
    CHECK(desk.sign_ec().status == 0);
    CHECK(std::chrono::steady_clock::now() - before > milliseconds{300});
    desk.card().answer_after(milliseconds{0});
    CHECK(desk.verdict("02") == "Verified OK\n");
}

}  // namespace
}  // namespace qoltanba::test
