// One entry of the catalogue of errors: a code with its texts. For the files of the catalogue alone;
// everybody else asks error.hpp.
#pragma once

#include "crypto/base/error.hpp"

namespace qoltanba::catalogue {

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
