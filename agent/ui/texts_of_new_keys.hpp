// Texts of new keys, of certificates that come for them, and of PINs. In the order of TextId; texts.cpp puts
// them in their place.
#pragma once

#include "agent/ui/text_entry.hpp"

#include <array>

namespace qoltanba::agent::catalogue {

inline constexpr std::array of_new_keys{
    Entry{TextId::asks_for_new_key,
          {"сізге жаңа кілт жасауды сұрайды", "просит вас создать новый ключ", "asks you to make a new key"}},
    Entry{TextId::asks_to_import,
          {"кілтіңіздің сертификатын берді", "передаёт сертификат для вашего ключа",
           "hands over the certificate for your key"}},
    Entry{TextId::change_pin_request, {"PIN кодын өзгерту", "Смена PIN-кода", "Change the PIN"}},
    Entry{TextId::unblock_pin_request,
          {"PIN кодын бұғаттан босату", "Разблокировка PIN-кода", "Unblock the PIN"}},
    Entry{TextId::said_by_site,
          {"Сайт келтірген деректер", "Данные, которые указал сайт", "What the site says of you"}},
    Entry{TextId::surname, {"Тегі", "Фамилия", "Surname"}},
    Entry{TextId::patronymic, {"Әкесінің аты", "Отчество", "Patronymic"}},
    Entry{TextId::email, {"Электрондық пошта", "Электронная почта", "E-mail"}},
    Entry{TextId::algorithm, {"Алгоритм", "Алгоритм", "Algorithm"}},
    Entry{TextId::device, {"Құрылғы", "Устройство", "Device"}},
    Entry{TextId::reader, {"Оқу құрылғысы", "Считыватель", "Reader"}},
    Entry{TextId::new_key_note,
          {"Кілт пен оның сертификатына сұрау мына қалтада жасалады: {}. Сайтқа тек сұрау беріледі: кілт пен "
           "құпиясөз осы компьютерде қалады.",
           "Ключ и запрос на его сертификат будут созданы в папке {}. Сайт получит только запрос: ключ и "
           "пароль останутся на этом компьютере.",
           "The key and the request for its certificate are made in {}. The site gets the request alone: key "
           "and password stay on this computer."}},
    Entry{TextId::import_note,
          {"Бұл сертификатты күтіп тұрған кілт табылды. Кілтті жасағанда қойған құпиясөзіңізді теріңіз: кілт "
           "пен сертификат мына қалтада бір файл болады: {}.",
           "Найден ключ, который ждёт этот сертификат. Введите пароль, заданный при создании ключа: ключ и "
           "сертификат станут одним файлом в папке {}.",
           "The key that waits for this certificate was found. Type the password that you gave it: key and "
           "certificate become one file in {}."}},
    Entry{TextId::puk_note,
          {"PUK кодын (әкімші кодын) құрылғыны бергендер айтады.",
           "PUK-код (код администратора) сообщают те, кто выдал устройство.",
           "The PUK (the administrator’s code) is known to those who issued the device."}},
    Entry{TextId::pin_pad_note,
          {"Кодтар оқу құрылғысының өз пернелерінде теріледі.",
           "Коды вводятся на клавишах самого считывателя.", "The codes are typed at the reader’s own keys."}},
    Entry{TextId::initial_pin,
          {"Құрылғыда әлі берілген кездегі PIN коды тұр: оны басқалар да білуі мүмкін. Өзгертіңіз.",
           "На устройстве всё ещё PIN-код, с которым его выдали: его могут знать другие. Смените его.",
           "The device still has the PIN it was issued with: others may know it. Change it."}},
    Entry{TextId::few_tries,
          {"Код қате терілген: аз әрекет қалды.", "Код вводили неверно: попыток осталось мало.",
           "A wrong code was typed: few tries are left."}},
    Entry{TextId::last_try_left,
          {"Бір ғана әрекет қалды: қате болса, код бұғатталады.",
           "Осталась одна попытка: при ошибке код заблокируется.",
           "One try is left: a mistake locks the code."}},
    Entry{TextId::use_last_try,
          {"&Соңғы әрекетті пайдалану", "&Использовать последнюю попытку", "Use the &last try"}},
    Entry{TextId::new_password, {"Жаңа құпиясөз", "Новый пароль", "New password"}},
    Entry{TextId::password_again, {"Құпиясөз тағы бір рет", "Пароль ещё раз", "Password again"}},
    Entry{TextId::pin, {"PIN коды", "PIN-код", "PIN"}},
    Entry{TextId::puk, {"PUK коды", "PUK-код", "PUK"}},
    Entry{TextId::new_pin, {"Жаңа PIN коды", "Новый PIN-код", "New PIN"}},
    Entry{TextId::new_pin_again, {"Жаңа PIN коды тағы бір рет", "Новый PIN-код ещё раз", "New PIN again"}},
    Entry{TextId::working, {"Орындалып жатыр…", "Выполняется…", "Working…"}},
    Entry{TextId::make_key, {"Кілт &жасау", "&Создать ключ", "&Make the key"}},
    Entry{TextId::import_key, {"Сертификатты &қосу", "&Добавить сертификат", "&Add the certificate"}},
    Entry{TextId::change_pin, {"PIN кодын &өзгерту", "&Сменить PIN-код", "C&hange the PIN"}},
    Entry{TextId::unblock_pin, {"PIN кодын бұғаттан б&осату", "&Разблокировать PIN-код", "&Unblock the PIN"}},
    Entry{TextId::tokens, {"&Токендер…", "&Токены…", "&Tokens…"}},
    Entry{TextId::no_tokens,
          {"Токен де, карта да қосылмаған.", "Токены и карты не подключены.",
           "No token or card is plugged in."}},
    Entry{TextId::pin_in_order, {"PIN коды жұмыс істейді", "PIN-код в порядке", "the PIN is in order"}},
    Entry{TextId::pin_is_locked, {"PIN коды бұғатталған", "PIN-код заблокирован", "the PIN is locked"}},
    Entry{TextId::pin_not_needed, {"PIN коды сұралмайды", "PIN-код не нужен", "no PIN is needed"}},
    Entry{TextId::ask_to_go_on,
          {"Жалғастыру керек пе? (y — иә, b — сайтты бұғаттау, бос жол — бас тарту): ",
           "Продолжить? (y — да, b — заблокировать сайт, пустая строка — отказ): ",
           "Go on? (y goes on, b blocks the site, an empty line cancels): "}},
    Entry{TextId::ask_to_use_last_try,
          {"Соңғы әрекет пайдаланылсын ба? (y — иә, бос жол — бас тарту): ",
           "Использовать последнюю попытку? (y — да, пустая строка — отказ): ",
           "Use the last try? (y uses it, an empty line cancels): "}},
    Entry{TextId::place_of_key, {"Кілт қайда жасалады", "Где создать ключ", "Where to make the key"}},
    Entry{TextId::place_in_file, {"Файлда: {}", "В файле: {}", "In a file: {}"}},
    Entry{TextId::place_on_device, {"Құрылғыда: {}", "На устройстве: {}", "On the device: {}"}},
    Entry{TextId::ask_for_place,
          {"Орнының нөмірі (бос жол — бас тарту): ", "Номер места (пустая строка — отказ): ",
           "The number of the place (an empty line cancels): "}},
    Entry{TextId::new_key_on_device_note,
          {"Кілт «{}» құрылғысында жасалады және одан ешқашан шықпайды. Сайтқа тек сертификатқа сұрау "
           "беріледі.",
           "Ключ будет создан на устройстве «{}» и никогда его не покинет. Сайт получит только запрос на "
           "сертификат.",
           "The key is made on “{}” and never leaves it. The site gets the request for its certificate "
           "alone."}},
    Entry{TextId::import_on_device_note,
          {"Бұл сертификатты күтіп тұрған кілт «{}» құрылғысынан табылды. Сертификат сол құрылғыға, кілттің "
           "жанына жазылады.",
           "Ключ, который ждёт этот сертификат, найден на устройстве «{}». Сертификат будет записан туда же, "
           "рядом с ключом.",
           "The key that waits for this certificate was found on “{}”. The certificate is written to it, "
           "beside "
           "the key."}},
    Entry{TextId::no_place_now,
          {"Құрылғы ажыратылды. Оны қайта қосыңыз.", "Устройство отключили. Подключите его снова.",
           "The device was taken out. Plug it in again."}},
    Entry{TextId::left_key_request,
          {"Құрылғыда артық кілт қалды", "На устройстве остался лишний ключ",
           "A key that nobody needs is left on the device"}},
    Entry{
        TextId::left_key_note,
        {"Жаңа «{}» кілті енді керек емес, бірақ оны құрылғыдан өшіру мүмкін болмады. "
         "Оған сертификат келмейді, зияны да жоқ: тек орын алады. Оны құрылғының өз программасымен өшіруге "
         "болады.",
         "От нового ключа «{}» отказались, но удалить его с устройства не удалось. Сертификата для него не "
         "будет; вреда от него нет, он только занимает место. Удалить его можно программой самого "
         "устройства.",
         "The new key “{}” is not wanted any more, but could not be removed from the device. No certificate "
         "will come for it; it does no harm and only takes up room. The device’s own program can remove "
         "it."}},
};

}  // namespace qoltanba::agent::catalogue
