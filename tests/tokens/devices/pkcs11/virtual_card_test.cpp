// The virtual PIV card through pcscd and OpenSC's module, as a card is used in life.
#include "virtual_card/virtual_card.hpp"

#include "support/catch.hpp"
#include "support/fixtures.hpp"
#include "tokens/devices/pkcs11/token_service.hpp"
#include "virtual_card/personalise.hpp"
#include "virtual_card/reader_service.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>

namespace qoltanba::test {
namespace {

using namespace std::chrono_literals;

constexpr const char* opensc = "/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so";

const Personalisation& card_of_this_run() {
    static const Personalisation card = demonstration_card(Authority(crypto::KeyFamily::rsa, now()), now());
    return card;
}

SecretBytes pin(std::string_view text = "123456") {
    return SecretBytes::copy_of(text);
}

class Desk {
  public:
    Desk() : card_(card_of_this_run(), readers().port()), service_({TOKEN_MODULE_PROGRAM, {}}, {opensc}) {
        card_.insert();
        REQUIRE(comes_true([&] { return is_listed(); }));
    }

    template <typename Condition>
    static bool comes_true(const Condition& holds) {
        const auto end = std::chrono::steady_clock::now() + 20s;
        while (!holds()) {
            if (std::chrono::steady_clock::now() > end) return false;
            std::this_thread::sleep_for(20ms);
        }
        return true;
    }
    [[nodiscard]] bool is_listed() const { return !service_.tokens().empty(); }
    [[nodiscard]] std::unique_ptr<tokens::DeviceToken> token() {
        const auto tokens = service_.tokens();
        REQUIRE_FALSE(tokens.empty());
        return service_.token_of(tokens.front(), {});
    }
    [[nodiscard]] bool has_state(tokens::PinState state) {
        return comes_true([&] { return is_listed() && token()->pin_state() == state; });
    }
    VirtualCard& card() { return card_; }

  private:
    static ReaderService& readers() {
        static ReaderService started;
        static const TemporaryFolder folder;
        // Without this word of the administrator's OpenSC takes no PUK.
        static const bool configured = [] {
            const auto path = folder.path() / "opensc.conf";
            std::ofstream(path)
                << "app opensc-pkcs11 { pkcs11 { user_pin_unblock_style = set_pin_in_unlogged_session; } }\n";
            return ::setenv("OPENSC_CONF", path.c_str(), 1) == 0;
        }();
        REQUIRE(configured);
        return started;
    }

    VirtualCard card_;
    tokens::TokenService service_;
};

Result<Bytes> sign(const tokens::OpenedKey& key) {
    const auto digest = crypto::suite_of(key.signer->family()).digest;
    return key.signer->sign(digest, crypto::digest_of(digest, bytes_of("a document")));
}

const tokens::OpenedKey& key_of(const std::vector<tokens::OpenedKey>& keys, crypto::KeyFamily family) {
    const auto found =
        std::ranges::find_if(keys, [&](const auto& key) { return key.signer->family() == family; });
    REQUIRE(found != keys.end());
    return *found;
}

TEST_CASE(
    "a card's keys sign after one PIN, the one that wants it before every signature gets it each time") {
    Desk desk;
    CHECK_FALSE(desk.token()->description().certificates.empty());
    const auto keys = desk.token()->unlock(pin());
    REQUIRE(ok(keys));
    CHECK(ok(sign(key_of(*keys, crypto::KeyFamily::rsa))));
    for (int i = 0; i < 3; ++i)
        for (const auto& key : *keys)
            if (key.signer->family() == crypto::KeyFamily::ecdsa_p256) CHECK(ok(sign(key)));
    CHECK(desk.card().pin_tries_left() == 3);
}

TEST_CASE("wrong PINs are counted before the eyes, and the third is refused without asking the card") {
    Desk desk;
    CHECK(error_code(desk.token()->unlock(pin("999999"))) == ErrorCode::wrong_pin);
    CHECK(error_code(desk.token()->unlock(pin("999999"))) == ErrorCode::wrong_pin);
    CHECK(desk.has_state(tokens::PinState::last_try));
    CHECK(desk.card().pin_tries_left() == 1);

    const auto compared = desk.card().counters().pins_presented;
    CHECK(error_code(desk.token()->unlock(pin("999999"))) == ErrorCode::pin_last_try);
    CHECK(error_code(desk.token()->unlock(pin())) == ErrorCode::pin_last_try);
    CHECK(desk.card().counters().pins_presented == compared);

    CHECK(error_code(desk.token()->unlock_with_last_try(pin("999999"))) == ErrorCode::wrong_pin);
    CHECK(desk.has_state(tokens::PinState::locked));
    CHECK(error_code(desk.token()->unlock(pin())) == ErrorCode::pin_locked);
}

TEST_CASE("the last try with the right PIN gives all tries back") {
    Desk desk;
    for (int i = 0; i < 2; ++i)
        CHECK(error_code(desk.token()->unlock(pin("999999"))) == ErrorCode::wrong_pin);
    CHECK(ok(desk.token()->unlock_with_last_try(pin())));
    CHECK(desk.has_state(tokens::PinState::ready));
}

TEST_CASE(
    "a card that is pulled out while it signs is an error that says so, and serves again when it is back") {
    Desk desk;
    const auto keys = desk.token()->unlock(pin());
    REQUIRE(ok(keys));
    desk.card().misbehave({.kind = Fault::Kind::removal, .instruction = 0x87});
    const auto signature = sign(key_of(*keys, crypto::KeyFamily::rsa));
    const auto code = error_code(signature);
    CAPTURE(describe(signature.error()));
    CHECK((code == ErrorCode::token_removed || code == ErrorCode::token_not_present ||
           code == ErrorCode::device_error || code == ErrorCode::device_function_failed));
    CHECK(Desk::comes_true([&] { return !desk.is_listed(); }));
    desk.card().insert();
    CHECK(Desk::comes_true([&] { return desk.is_listed(); }));
    const auto again = desk.token()->unlock(pin());
    REQUIRE(ok(again));
    CHECK(ok(sign(key_of(*again, crypto::KeyFamily::rsa))));
}

TEST_CASE("what a card answers in place of a signature is never one, and its keys sign afterwards") {
    Desk desk;
    using enum Fault::Kind;
    const auto kind = GENERATE(status, truncated, too_long);
    CAPTURE(static_cast<int>(kind));
    const auto keys = desk.token()->unlock(pin());
    REQUIRE(ok(keys));
    desk.card().misbehave({.kind = kind, .instruction = 0x87, .times = 10});
    CHECK(sign(key_of(*keys, crypto::KeyFamily::rsa)).has_error());
    desk.card().behave();
    REQUIRE(Desk::comes_true([&] { return desk.is_listed(); }));
    const auto again = desk.token()->unlock(pin());
    REQUIRE(ok(again));
    CHECK(ok(sign(key_of(*again, crypto::KeyFamily::rsa))));
}

TEST_CASE("a card's PIN is changed, and unblocked with its PUK") {
    Desk desk;
    CHECK(ok(desk.token()->change_pin(pin(), pin("654321"), false)));
    CHECK(error_code(desk.token()->unlock(pin())) == ErrorCode::wrong_pin);
    CHECK(ok(desk.token()->unlock(pin("654321"))));
    for (int i = 0; i < 3; ++i) (void)desk.token()->unlock_with_last_try(pin("999999"));
    REQUIRE(desk.has_state(tokens::PinState::locked));
    CHECK(error_code(desk.token()->unblock_pin(pin("87654321"), pin("111111"), false)) ==
          ErrorCode::wrong_puk);
    CHECK(ok(desk.token()->unblock_pin(pin("12345678"), pin("111111"), false)));
    CHECK(ok(desk.token()->unlock(pin("111111"))));
}

}  // namespace
}  // namespace qoltanba::test
