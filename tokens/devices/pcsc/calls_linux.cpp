#include "tokens/devices/pcsc/calls.hpp"

#include <winscard.h>

#include <algorithm>

namespace qoltanba::tokens::pcsc::calls {
namespace {

/// libpcsclite's codes are a long of 64 bits.
std::uint32_t code_of(LONG code) {
    return static_cast<std::uint32_t>(code & 0xFFFFFFFFL);
}

SCARDCONTEXT native(ContextHandle context) {
    return static_cast<SCARDCONTEXT>(context);
}

/// "A reader was plugged in or taken away" stands among the readers under this name.
constexpr auto plug_and_play = "\\\\?PnP?\\Notification";

}  // namespace

std::uint32_t establish(ContextHandle& context) {
    SCARDCONTEXT established = 0;
    const auto code = code_of(SCardEstablishContext(SCARD_SCOPE_SYSTEM, nullptr, nullptr, &established));
    context = static_cast<ContextHandle>(established);
    return code;
}

std::uint32_t release(ContextHandle context) {
    return code_of(SCardReleaseContext(native(context)));
}

std::uint32_t list_readers(ContextHandle context, std::vector<std::string>& names) {
    char* list = nullptr;
    DWORD size = SCARD_AUTOALLOCATE;
    const auto code =
        code_of(SCardListReaders(native(context), nullptr, reinterpret_cast<char*>(&list), &size));
    if (code != SCARD_S_SUCCESS) return code;
    // Each name ends with a zero, the list with an empty one.
    for (const char* name = list; *name != '\0'; name += names.back().size() + 1) names.emplace_back(name);
    SCardFreeMemory(native(context), list);
    return code;
}

std::uint32_t status_change(ContextHandle context, std::chrono::milliseconds limit,
                            std::span<ReaderState> readers) {
    std::vector<SCARD_READERSTATE> states(readers.size() + 1);
    for (std::size_t i = 0; i < readers.size(); ++i) {
        states[i].szReader = readers[i].name.c_str();
        states[i].dwCurrentState = readers[i].state;
    }
    states.back().szReader = plug_and_play;
    states.back().dwCurrentState = static_cast<DWORD>(readers.size() << state::events_shift);
    const auto code = code_of(SCardGetStatusChange(native(context), static_cast<DWORD>(limit.count()),
                                                   states.data(), static_cast<DWORD>(states.size())));
    if (code != SCARD_S_SUCCESS) return code;
    for (std::size_t i = 0; i < readers.size(); ++i) {
        readers[i].state = static_cast<std::uint32_t>(states[i].dwEventState);
        const auto size = std::min<std::size_t>(states[i].cbAtr, sizeof states[i].rgbAtr);
        readers[i].atr.assign(states[i].rgbAtr, states[i].rgbAtr + size);
    }
    return code;
}

std::uint32_t cancel(ContextHandle context) {
    return code_of(SCardCancel(native(context)));
}

}  // namespace qoltanba::tokens::pcsc::calls
