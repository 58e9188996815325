// Texts of the terminal alone. In the order of TextId; texts.cpp puts them in their place.
#pragma once

#include "agent/ui/text_entry.hpp"

#include <array>

namespace qoltanba::agent::catalogue {

inline constexpr std::array of_the_terminal{
    Entry{
        TextId::ask_for_key,
        {"Кілттің нөмірі не кілт файлының жолы (r — кілттерді қайта көрсету, v N — N-құжатты толық көрсету, "
         "b — сайтты бұғаттау, бос жол — бас тарту): ",
         "Номер ключа или путь к файлу ключа (r — показать ключи заново, v N — показать документ N целиком, "
         "b — заблокировать сайт, пустая строка — отказ): ",
         "A key's number or a key file's path (r shows the keys again, v N shows document N in full, b "
         "blocks "
         "the site, an empty line cancels): "}},
    Entry{
        TextId::ask_for_key_of_device,
        {"Кілттің нөмірі (r — кілттерді қайта көрсету, v N — N-құжатты толық көрсету, b — сайтты бұғаттау, "
         "бос жол — бас тарту): ",
         "Номер ключа (r — показать ключи заново, v N — показать документ N целиком, b — заблокировать "
         "сайт, пустая строка — отказ): ",
         "A key's number (r shows the keys again, v N shows document N in full, b blocks the site, an empty "
         "line cancels): "}},
    Entry{TextId::ask_for_password,
          {"Құпиясөз (бос жол — бас тарту): ", "Пароль (пустая строка — отказ): ",
           "Password (an empty line cancels): "}},
    Entry{TextId::ask_for_new_password,
          {"Кілттің жаңа құпиясөзі (бос жол — бас тарту): ", "Новый пароль ключа (пустая строка — отказ): ",
           "New password of the key (an empty line cancels): "}},
    Entry{TextId::ask_for_password_again,
          {"Сол құпиясөз тағы бір рет: ", "Тот же пароль ещё раз: ", "The same password again: "}},
    Entry{TextId::passwords_differ,
          {"Құпиясөздер бірдей емес.", "Пароли не совпадают.", "The passwords differ."}},
    Entry{TextId::ask_for_pin,
          {"PIN коды (бос жол — бас тарту): ", "PIN-код (пустая строка — отказ): ",
           "PIN (an empty line cancels): "}},
    Entry{TextId::ask_for_pin_of,
          {"«{}» құрылғысының PIN коды (бос жол — бас тарту): ",
           "PIN-код устройства «{}» (пустая строка — отказ): ", "PIN of {} (an empty line cancels): "}},
    Entry{TextId::ask_for_new_pin,
          {"Жаңа PIN коды (бос жол — бас тарту): ", "Новый PIN-код (пустая строка — отказ): ",
           "New PIN (an empty line cancels): "}},
    Entry{TextId::ask_for_new_pin_again,
          {"Сол PIN коды тағы бір рет: ", "Тот же PIN-код ещё раз: ", "The same PIN again: "}},
    Entry{TextId::ask_for_puk,
          {"PUK коды (бос жол — бас тарту): ", "PUK-код (пустая строка — отказ): ",
           "PUK (an empty line cancels): "}},
    Entry{TextId::pins_differ, {"PIN кодтары бірдей емес.", "PIN-коды не совпадают.", "The PINs differ."}},
    Entry{TextId::ask_for_opened_key,
          {"Кілттің нөмірі (бос жол — бас тарту): ", "Номер ключа (пустая строка — отказ): ",
           "The key's number (an empty line cancels): "}},
    Entry{TextId::ask_to_sign,
          {"Қол қойылсын ба? (y — иә, бос жол — бас тарту): ", "Подписать? (y — да, пустая строка — отказ): ",
           "Sign? (y signs, an empty line cancels): "}},
    Entry{TextId::ask_to_show_certificate,
          {"Сертификат көрсетілсін бе? (y — иә, бос жол — бас тарту): ",
           "Показать сертификат? (y — да, пустая строка — отказ): ",
           "Show the certificate? (y shows it, an empty line cancels): "}},
    Entry{TextId::ask_for_path,
          {"Файлдың жолы (бос жол — бас тарту): ", "Путь к файлу (пустая строка — отказ): ",
           "The file's path (an empty line cancels): "}},
    Entry{TextId::press_enter,
          {"Жалғастыру үшін Enter басыңыз: ", "Нажмите Enter, чтобы продолжить: ",
           "Press Enter to continue: "}},
    Entry{TextId::not_understood, {"Жауап түсініксіз.", "Ответ непонятен.", "The answer is not understood."}},
    Entry{TextId::blocked, {"Сайт бұғатталды.", "Сайт заблокирован.", "The site is blocked."}},
    Entry{TextId::terminal_settings,
          {"Баптаулар командалық жолда беріледі: qoltanba-agent --help",
           "Настройки задаются в командной строке: qoltanba-agent --help",
           "Settings are given on the command line: qoltanba-agent --help"}},
    Entry{
        TextId::stamp_comes_later,
        {"Уақыт белгісі кейін қойылады: қызмет жауап бергенде программа өзі қояды немесе «qoltanba stamp "
         "--pending» арқылы.",
         "Метка времени появится позже: её поставит агент, когда служба ответит, или команда «qoltanba stamp "
         "--pending».",
         "The time stamp comes later: the agent adds it when a service answers, or “qoltanba stamp "
         "--pending”."}},
};

}  // namespace qoltanba::agent::catalogue
