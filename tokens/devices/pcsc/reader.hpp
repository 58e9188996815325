// Readers and what is in them, as PC/SC tells it.
#pragma once

#include "crypto/base/bytes.hpp"
#include "crypto/base/result.hpp"

#include <string>
#include <vector>

namespace qoltanba::tokens::pcsc {

struct ReaderState;

/// What a reader holds. A USB token is a reader that always holds its card.
enum class CardState {
    absent,
    present,
    unresponsive,  ///< it gives no answer to reset: the wrong way round, dirty, or no chip card at all
    held,          ///< another program has it for itself alone
};

struct Reader {
    std::string name;  ///< UTF-8, unique on this machine as long as it is plugged in
    CardState card = CardState::absent;
    Bytes atr{};               ///< the card's answer to reset, at most 33 octets; empty without one
    std::uint32_t events = 0;  ///< grows with every insertion and removal, modulo 65536

    friend bool operator==(const Reader&, const Reader&) = default;
};

/// What is plugged in now, for a program that asks once. One with a ReaderWatcher asks that: libpcsclite
/// keeps what all its users in a process know of the readers in one place, and does not lock it. Errors:
/// reader_service_unavailable, reader_access_refused, reader_failed.
Result<std::vector<Reader>> list_readers();

/// For the files of this folder: the meaning of PC/SC's bits.
Reader reader_from(const ReaderState& state);

}  // namespace qoltanba::tokens::pcsc
