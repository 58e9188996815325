// The one catalogue of texts.
#include "agent/ui/texts.hpp"

#include "agent/ui/text_entry.hpp"
#include "agent/ui/texts_of_new_keys.hpp"
#include "agent/ui/texts_of_requests.hpp"
#include "agent/ui/texts_of_the_terminal.hpp"
#include "crypto/base/joined.hpp"

namespace qoltanba::agent {
namespace catalogue {
namespace {

constexpr std::array of_the_tray{
    Entry{TextId::ready, {"Жұмысқа дайын", "Готово к работе", "Ready"}},
    Entry{TextId::open_keys_folder,
          {"Кілттер &қалтасын ашу", "Открыть &папку ключей", "Open the &keys folder"}},
    Entry{TextId::settings, {"&Баптаулар", "&Настройки", "&Settings"}},
    Entry{TextId::blocked_sites, {"Бұғатталған сайттар", "Заблокированные сайты", "Blocked sites"}},
    Entry{TextId::unblock, {"Бұғаттан &шығару", "&Разблокировать", "&Unblock"}},
    Entry{TextId::quit, {"&Шығу", "&Выйти", "&Quit"}},
    Entry{TextId::close, {"&Жабу", "&Закрыть", "&Close"}},
    Entry{TextId::set_by_administrator,
          {"Әкімші таңдаған", "Выбрано администратором", "Set by the administrator"}},
};

constexpr auto all = joined(of_requests, of_the_tray, of_the_terminal, of_new_keys);

constexpr bool in_order() {
    for (std::size_t place = 0; place < all.size(); ++place)
        if (all[place].id != static_cast<TextId>(place)) return false;
    return true;
}
static_assert(all.size() == static_cast<std::size_t>(TextId::last), "one entry for each text");
static_assert(in_order(), "the entries stand in the order of TextId");

}  // namespace
}  // namespace catalogue

namespace {

std::string filled(std::string_view pattern, std::initializer_list<std::string_view> values) {
    std::string out;
    for (const auto value : values) {
        const auto gap = pattern.find("{}");
        if (gap == std::string_view::npos) break;
        out.append(pattern.substr(0, gap)).append(value);
        pattern.remove_prefix(gap + 2);
    }
    return out.append(pattern);
}

/// "1 документ", "3 документа", "11 документов": Russian counts by the last digits.
std::string russian_documents(std::size_t count) {
    const auto tens = count % 100;
    const auto ones = count % 10;
    const bool teen = tens >= 11 && tens <= 14;
    const auto* word = teen || ones == 0 || ones >= 5 ? " документов"
                       : ones == 1                    ? " документ"
                                                      : " документа";
    return std::to_string(count) + word;
}

}  // namespace

std::string_view text_for(TextId id, Language language) {
    return catalogue::all.at(static_cast<std::size_t>(id)).text.in(language);
}

std::string fill(TextId id, Language language, std::initializer_list<std::string_view> values) {
    return filled(text_for(id, language), values);
}

std::string fill_count(TextId id, Language language, std::size_t count) {
    const auto number = language == Language::ru ? russian_documents(count) : std::to_string(count);
    return fill(id, language, {number});
}

std::string_view own_name_of(Language language) {
    return Text{"Қазақша", "Русский", "English"}.in(language);
}

}  // namespace qoltanba::agent
