// A PIV card (NIST SP 800-73-4, part 2) as octets: a command APDU in, a response APDU out. It keeps what
// makes programs fail on real cards: short answers where Le is short, GET RESPONSE for the rest, command
// chaining, a retry counter, and a signature key that wants its PIN before every use.
#pragma once

#include "virtual_card/apdu.hpp"
#include "virtual_card/card_key.hpp"

#include <array>
#include <string>
#include <vector>

namespace qoltanba::test {

/// Key references (part 1, table 4b).
enum class PivSlot : std::uint8_t {
    authentication = 0x9A,       ///< after the PIN, as often as wanted
    signature = 0x9C,            ///< only right after the PIN, each time
    key_management = 0x9D,       ///< after the PIN, as often as wanted
    card_authentication = 0x9E,  ///< without a PIN
};

struct PivKey {
    PivSlot slot;
    CardKey key;
    Bytes certificate;  ///< DER
};

/// What makes one card differ from another.
struct Personalisation {
    std::vector<PivKey> keys{};
    std::string pin = "123456";    ///< 6 to 8 digits
    std::string puk = "12345678";  ///< 8 characters
    unsigned pin_tries = 3;        ///< at most 15
    unsigned puk_tries = 3;
    std::array<std::uint8_t, 16> guid{};  ///< tells cards apart
    /// T=1, historical bytes "QOLTANBA".
    Bytes atr{0x3B, 0x88, 0x01, 'Q', 'O', 'L', 'T', 'A', 'N', 'B', 'A', 0x83};
};

/// What the card was asked since it was made; a reset does not change it.
struct Counters {
    unsigned commands = 0;
    unsigned pins_presented =
        0;  ///< PINs and PUKs compared, rightly or wrongly; questions for the tries are none
    unsigned signatures = 0;
};

class PivCard {
  public:
    explicit PivCard(Personalisation personalisation);

    [[nodiscard]] BytesView atr() const { return card_.atr; }
    /// Power off and on again, or a reset: nothing is selected, no PIN is verified.
    void reset();
    [[nodiscard]] Bytes answer(BytesView command);

    [[nodiscard]] const Counters& counters() const { return counters_; }
    [[nodiscard]] unsigned pin_tries_left() const { return pin_.left; }
    [[nodiscard]] unsigned puk_tries_left() const { return puk_.left; }

  private:
    /// A PIN or PUK as it is compared: eight octets, filled up with FF (part 2, 2.4.3).
    struct Reference {
        Bytes value;
        unsigned tries, left;
    };
    /// The security status that commands leave behind.
    struct State {
        bool selected = false;
        bool pin_verified = false;
        bool pin_was_last = false;  ///< the command before was the PIN's; what key 9C asks for
        Bytes to_be_fetched{};      ///< by GET RESPONSE
        std::optional<CommandApdu> chain{};
    };

    [[nodiscard]] ResponseApdu execute(CommandApdu command);
    [[nodiscard]] ResponseApdu dispatch(const CommandApdu& command);
    [[nodiscard]] ResponseApdu select(const CommandApdu& command);
    [[nodiscard]] ResponseApdu get_data(const CommandApdu& command);
    [[nodiscard]] ResponseApdu get_response(const CommandApdu& command);
    [[nodiscard]] ResponseApdu verify(const CommandApdu& command);
    [[nodiscard]] ResponseApdu change_reference_data(const CommandApdu& command);
    [[nodiscard]] ResponseApdu reset_retry_counter(const CommandApdu& command);
    [[nodiscard]] ResponseApdu general_authenticate(const CommandApdu& command, bool pin_was_last);

    [[nodiscard]] std::uint16_t present(Reference& reference, BytesView value);
    [[nodiscard]] bool may_use(PivSlot slot, bool pin_was_last) const;
    /// As much as the command expects now, the rest for GET RESPONSE.
    [[nodiscard]] ResponseApdu deliver(Bytes data, std::size_t expected);
    [[nodiscard]] const PivKey* key_in(std::uint8_t reference) const;

    Personalisation card_;
    Reference pin_, puk_;
    State state_;
    Counters counters_;
};

}  // namespace qoltanba::test
