#include "crypto/base/clock.hpp"

#include <array>
#include <charconv>
#include <cstdio>

namespace qoltanba {

Time now() {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

std::string to_iso(Time time) {
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss clock{time - day};
    std::array<char, 48> text{};
    (void)std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02dZ",
                        static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                        static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
                        static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()));
    return text.data();
}

namespace {

/// The decimal number at this place of the text, all of whose characters must be digits.
std::optional<int> number_at(std::string_view text, std::size_t from, std::size_t length) {
    int value = 0;
    const char* first = text.data() + from;
    const char* last = first + length;
    for (const char* c = first; c != last; ++c) {
        if (*c < '0' || *c > '9') return std::nullopt;
    }
    const auto [end, fault] = std::from_chars(first, last, value);
    if (fault != std::errc{} || end != last) return std::nullopt;
    return value;
}

std::optional<Time> date_of(std::string_view text) {
    const auto year = number_at(text, 0, 4);
    const auto month = number_at(text, 5, 2);
    const auto day = number_at(text, 8, 2);
    if (!year || !month || !day || text[4] != '-' || text[7] != '-') return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year{*year},
                                           std::chrono::month{static_cast<unsigned>(*month)},
                                           std::chrono::day{static_cast<unsigned>(*day)}};
    if (!date.ok()) return std::nullopt;
    return Time{std::chrono::sys_days{date}};
}

}  // namespace

std::optional<Time> time_from_iso(std::string_view text) {
    constexpr std::size_t date_length = 10;
    constexpr std::size_t whole_length = 20;
    if (text.size() != date_length && text.size() != whole_length) return std::nullopt;
    const auto date = date_of(text.substr(0, date_length));
    if (!date || text.size() == date_length) return date;
    const auto hour = number_at(text, 11, 2);
    const auto minute = number_at(text, 14, 2);
    const auto second = number_at(text, 17, 2);
    const bool separated = text[10] == 'T' && text[13] == ':' && text[16] == ':' && text[19] == 'Z';
    if (!separated || !hour || !minute || !second) return std::nullopt;
    if (*hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
    return *date + std::chrono::hours{*hour} + std::chrono::minutes{*minute} + std::chrono::seconds{*second};
}

}  // namespace qoltanba
