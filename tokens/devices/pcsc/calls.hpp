// The calls of PC/SC that we make, with types that are the same everywhere: libpcsclite's on Linux,
// winscard's on Windows. Each gives PC/SC's code; error_table.hpp says what it means.
#pragma once

#include "crypto/base/bytes.hpp"

#include <chrono>
#include <span>
#include <string>
#include <vector>

namespace qoltanba::tokens::pcsc {

using ContextHandle = std::uintptr_t;

/// SCARD_READERSTATE.
struct ReaderState {
    std::string name;         ///< UTF-8
    std::uint32_t state = 0;  ///< SCARD_STATE_...; 0 is SCARD_STATE_UNAWARE, "tell me"
    Bytes atr{};
};

/// Bits of ReaderState::state, the same on both systems; the upper 16 count insertions and removals.
namespace state {
constexpr std::uint32_t changed = 0x0002;
constexpr std::uint32_t unknown = 0x0004;
constexpr std::uint32_t unavailable = 0x0008;
constexpr std::uint32_t present = 0x0020;
constexpr std::uint32_t exclusive = 0x0080;
constexpr std::uint32_t mute = 0x0200;
constexpr unsigned events_shift = 16;
}  // namespace state

namespace calls {

std::uint32_t establish(ContextHandle& context);
std::uint32_t release(ContextHandle context);
std::uint32_t list_readers(ContextHandle context, std::vector<std::string>& names);
/// Waits until a reader's state is another than the one given, or a reader comes or goes, and writes the new
/// ones in.
std::uint32_t status_change(ContextHandle context, std::chrono::milliseconds limit,
                            std::span<ReaderState> readers);
/// Ends a wait of this context, from another thread.
std::uint32_t cancel(ContextHandle context);

}  // namespace calls
}  // namespace qoltanba::tokens::pcsc
