#include "crypto/base/api_windows.hpp"
#include "tokens/devices/pcsc/calls.hpp"

#include <winscard.h>

#include <algorithm>

namespace qoltanba::tokens::pcsc::calls {
namespace {

std::uint32_t code_of(LONG code) {
    return static_cast<std::uint32_t>(code);
}

/// "A reader was plugged in or taken away" stands among the readers under this name.
constexpr auto plug_and_play = L"\\\\?PnP?\\Notification";

}  // namespace

std::uint32_t establish(ContextHandle& context) {
    SCARDCONTEXT established = 0;
    const auto code = code_of(SCardEstablishContext(SCARD_SCOPE_USER, nullptr, nullptr, &established));
    context = established;
    return code;
}

std::uint32_t release(ContextHandle context) {
    return code_of(SCardReleaseContext(context));
}

std::uint32_t list_readers(ContextHandle context, std::vector<std::string>& names) {
    wchar_t* list = nullptr;
    DWORD size = SCARD_AUTOALLOCATE;
    const auto code = code_of(SCardListReadersW(context, nullptr, reinterpret_cast<wchar_t*>(&list), &size));
    if (code != SCARD_S_SUCCESS) return code;
    // Each name ends with a zero, the list with an empty one.
    for (std::wstring_view name = list; !name.empty(); name = name.data() + name.size() + 1)
        names.push_back(to_utf8(name));
    SCardFreeMemory(context, list);
    return code;
}

std::uint32_t status_change(ContextHandle context, std::chrono::milliseconds limit,
                            std::span<ReaderState> readers) {
    std::vector<std::wstring> names;
    for (const auto& reader : readers) names.push_back(to_wide(reader.name));
    std::vector<SCARD_READERSTATEW> states(readers.size() + 1);
    for (std::size_t i = 0; i < readers.size(); ++i) {
        states[i].szReader = names[i].c_str();
        states[i].dwCurrentState = readers[i].state;
    }
    states.back().szReader = plug_and_play;
    states.back().dwCurrentState = static_cast<DWORD>(readers.size() << state::events_shift);
    const auto code = code_of(SCardGetStatusChangeW(context, static_cast<DWORD>(limit.count()), states.data(),
                                                    static_cast<DWORD>(states.size())));
    if (code != SCARD_S_SUCCESS) return code;
    for (std::size_t i = 0; i < readers.size(); ++i) {
        readers[i].state = states[i].dwEventState;
        const auto size = std::min<std::size_t>(states[i].cbAtr, sizeof states[i].rgbAtr);
        readers[i].atr.assign(states[i].rgbAtr, states[i].rgbAtr + size);
    }
    return code;
}

std::uint32_t cancel(ContextHandle context) {
    return code_of(SCardCancel(context));
}

}  // namespace qoltanba::tokens::pcsc::calls
