#include "tokens/devices/pcsc/reader.hpp"

#include "tokens/devices/pcsc/service.hpp"

namespace qoltanba::tokens::pcsc {
namespace {

CardState card_state(std::uint32_t bits) {
    if ((bits & (state::unknown | state::unavailable)) != 0 || (bits & state::present) == 0)
        return CardState::absent;
    if ((bits & state::mute) != 0) return CardState::unresponsive;
    if ((bits & state::exclusive) != 0) return CardState::held;
    return CardState::present;
}

}  // namespace

Reader reader_from(const ReaderState& reported) {
    Reader reader{.name = reported.name,
                  .card = card_state(reported.state),
                  .events = reported.state >> state::events_shift};
    if (reader.card != CardState::absent) reader.atr = reported.atr;
    return reader;
}

Result<std::vector<Reader>> list_readers() {
    QOLTANBA_TRY(const auto service, Service::connect());
    QOLTANBA_TRY(const auto names, service.reader_names());
    std::vector<ReaderState> states;
    for (const auto& name : names) states.push_back({.name = name});
    std::vector<Reader> readers;
    if (states.empty()) return readers;
    // States that nobody is aware of are told at once.
    QOLTANBA_TRY([[maybe_unused]] const bool told, service.wait(states, std::chrono::milliseconds{0}, {}));
    for (const auto& state : states) readers.push_back(reader_from(state));
    return readers;
}

}  // namespace qoltanba::tokens::pcsc
