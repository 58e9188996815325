// One entry of the catalogue of errors: a code with its texts. For the files of the catalogue alone;
// everybody else asks error.hpp.
#pragma once

#include "crypto/base/error.hpp"

namespace qoltanba::catalogue {

/// One text in the three languages, in the order of Language.
struct Text {
    std::string_view kk, ru, en;

    [[nodiscard]] constexpr std::string_view in(Language language) const {
        switch (language) {
            case Language::kk:
                return kk;
            case Language::ru:
                return ru;
            case Language::en:
                return en;
        }
        return en;
    }
};

struct Entry {
    ErrorCode code{};
    std::string_view name;
    Text message;
    Text advice;
};

// What several entries advise.
inline constexpr Text tell_the_site{"Сайттың қолдау қызметіне хабарлаңыз.", "Сообщите в поддержку сайта.",
                                    "Tell the site's support."};
inline constexpr Text tell_us{"Журналды сақтап, әзірлеушілерге хабарлаңыз.",
                              "Сохраните журнал и сообщите разработчикам.",
                              "Keep the log and tell the developers."};
inline constexpr Text try_later{"Кейінірек қайталаңыз.", "Повторите позже.", "Try again later."};
inline constexpr Text plug_it_in_again{"Оны қайта қосыңыз.", "Подключите его ещё раз.", "Plug it in again."};
inline constexpr Text nothing{};

}  // namespace qoltanba::catalogue
