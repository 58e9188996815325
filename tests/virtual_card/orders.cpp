#include "virtual_card/orders.hpp"

#include <array>
#include <charconv>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace qoltanba::test {
namespace {

unsigned number(std::string_view text, int base, unsigned largest) {
    unsigned value = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    if (fault != std::errc{} || end != text.data() + text.size() || value > largest)
        throw std::invalid_argument("\"" + std::string(text) + "\" is no such number");
    return value;
}

Fault::Kind kind_of(std::string_view name) {
    using enum Fault::Kind;
    static constexpr std::array<std::pair<std::string_view, Fault::Kind>, 6> kinds{{{"status", status},
                                                                                    {"truncated", truncated},
                                                                                    {"too_long", too_long},
                                                                                    {"silent", silent},
                                                                                    {"empty", empty},
                                                                                    {"removal", removal}}};
    for (const auto& [known, kind] : kinds)
        if (known == name) return kind;
    throw std::invalid_argument("there is no fault \"" + std::string(name) + "\"");
}

Fault fault_from(std::istream& words) {
    constexpr unsigned many = 1'000'000;
    std::string word;
    words >> word;
    Fault fault{.kind = kind_of(word)};
    while (words >> word) {
        const auto equals = word.find('=');
        const auto name = word.substr(0, equals);
        const auto value = equals == std::string::npos ? std::string() : word.substr(equals + 1);
        if (name == "ins") {
            fault.instruction = static_cast<std::uint8_t>(number(value, 16, 0xFF));
        } else if (name == "sw") {
            fault.status = static_cast<std::uint16_t>(number(value, 16, 0xFFFF));
        } else if (name == "after") {
            fault.after = number(value, 10, many);
        } else if (name == "times") {
            fault.times = number(value, 10, many);
        } else {
            throw std::invalid_argument("a fault has no \"" + name + "\"");
        }
    }
    return fault;
}

std::string counts_of(const VirtualCard& card) {
    const auto counters = card.counters();
    std::ostringstream line;
    line << "commands=" << counters.commands << " pins=" << counters.pins_presented
         << " signatures=" << counters.signatures << " pin_tries=" << card.pin_tries_left()
         << " puk_tries=" << card.puk_tries_left() << " inserted=" << (card.is_inserted() ? "yes" : "no");
    return line.str();
}

std::string follow(VirtualCard& card, const std::string& order, std::istream& words) {
    if (order == "insert") {
        card.insert();
    } else if (order == "remove") {
        card.remove();
    } else if (order == "behave") {
        card.behave();
    } else if (order == "delay") {
        std::string milliseconds;
        words >> milliseconds;
        card.answer_after(std::chrono::milliseconds{number(milliseconds, 10, 600'000)});
    } else if (order == "fault") {
        card.misbehave(fault_from(words));
    } else if (order == "counts") {
        return counts_of(card);
    } else {
        throw std::invalid_argument("there is no order \"" + order + "\"");
    }
    return "ok";
}

}  // namespace

std::optional<std::string> obey(VirtualCard& card, std::string_view line) {
    std::istringstream words{std::string(line)};
    std::string order;
    words >> order;
    if (order == "quit") return std::nullopt;
    try {
        return follow(card, order, words);
    } catch (const std::invalid_argument& fault) {
        return std::string("error: ") + fault.what();
    }
}

}  // namespace qoltanba::test
