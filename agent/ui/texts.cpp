#include "agent/ui/texts.hpp"

#include <algorithm>
#include <array>

namespace qoltanba::agent {
namespace {

struct Entry {
    TextId id;
    Text text;
};

constexpr std::array catalogue{
    Entry{TextId::local_program,
          {"Осы компьютердегі программа", "Программа на этом компьютере", "A program on this computer"}},
    Entry{TextId::asks_to_sign,
          {"құжатқа қол қоюыңызды сұрайды", "просит вас подписать документ", "asks you to sign a document"}},
    Entry{TextId::asks_to_sign_several,
          {"{} құжатқа қол қоюыңызды сұрайды", "просит вас подписать {}", "asks you to sign {} documents"}},
    Entry{TextId::asks_for_certificate,
          {"кілтіңіздің сертификатын көруді сұрайды", "просит показать сертификат вашего ключа",
           "asks to see the certificate of your key"}},
    Entry{TextId::asks_for_file,
          {"файл таңдауыңызды сұрайды", "просит вас выбрать файл", "asks you to choose a file"}},

    Entry{TextId::language, {"Тіл", "Язык", "Language"}},
    Entry{
        TextId::unprotected_origin,
        {"Бұл сайтпен байланыс қорғалмаған: біреу оның сұрауын жолда өзгерте алады.",
         "Соединение с этим сайтом не защищено: запрос могли подменить по дороге.",
         "The connection to this site is not protected: someone on the way could have changed its request."}},
    Entry{TextId::added_anchors,
          {"Программа әкімші немесе --anchors арқылы қосылған сертификаттарға да сенеді.",
           "Программа доверяет и сертификатам, добавленным администратором или через --anchors.",
           "This program also trusts certificates added by the administrator or with --anchors."}},
    Entry{TextId::requests_waiting,
          {"Кезекте тағы {} сұрау бар", "Ещё запросов в очереди: {}", "More requests waiting: {}"}},
    Entry{TextId::request_withdrawn,
          {"Сайт сұрауын қайтарып алды.", "Сайт отозвал запрос.", "The site withdrew its request."}},

    Entry{TextId::document, {"Құжат", "Документ", "Document"}},
    Entry{TextId::documents, {"Құжаттар: {}", "Документы: {}", "Documents: {}"}},
    Entry{TextId::document_number, {"{}-құжат", "Документ {}", "Document {}"}},
    Entry{TextId::kind_text, {"мәтін", "текст", "text"}},
    Entry{TextId::kind_xml, {"XML", "XML", "XML"}},
    Entry{TextId::kind_binary, {"екілік деректер", "двоичные данные", "binary data"}},
    Entry{TextId::kind_digest, {"хеш", "хеш", "hash"}},
    Entry{TextId::text_from_site,
          {"Сайттан келген мазмұн", "Содержимое, полученное от сайта", "Content that came from the site"}},
    Entry{TextId::text_is_cut,
          {"Тек басы көрсетілген.", "Показано только начало.", "Only the beginning is shown."}},
    Entry{TextId::earlier_signers,
          {"Бұрын мына атпен қол қойылған: {}", "Уже подписано от имени: {}",
           "Already signed in the name of: {}"}},
    Entry{TextId::signed_part,
          {"Тек мына бөлікке қол қойылады: {}", "Будет подписана только эта часть: {}",
           "Only this part will be signed: {}"}},
    Entry{TextId::cannot_be_shown,
          {"Бұл құжатты мұнда мәтін ретінде көрсету мүмкін емес. Оны хеші арқылы тексеруге болады.",
           "Этот документ нельзя показать здесь как текст. Сверить его можно по хешу.",
           "This document cannot be shown here as text. It can be checked by its hash."}},
    Entry{
        TextId::digest_warning,
        {"Құжаттың өзі емес, тек хеші келді: неге қол қойылатынын бұл жерден көру мүмкін емес. Сұрап "
         "тұрғанға "
         "сенсеңіз ғана қол қойыңыз.",
         "Получен только хеш, без самого документа: что именно подписывается, здесь не видно. Подписывайте, "
         "только если доверяете тому, кто просит.",
         "Only a hash came, not the document itself: what you sign cannot be seen here. Sign only if you "
         "trust "
         "the one who asks."}},
    Entry{
        TextId::bare_warning,
        {"Жалаң қол сұралып тұр: ол мұнда көрінбейтін құжатқа да жарайды. Сұрап тұрғанға сенсеңіз ғана қол "
         "қойыңыз.",
         "Запрошена голая подпись: она подойдёт и к документу, которого здесь не видно. Подписывайте, только "
         "если доверяете тому, кто просит.",
         "A bare signature is asked for: it also fits a document that cannot be seen here. Sign only if you "
         "trust the one who asks."}},
    Entry{TextId::certificate_note,
          {"Сертификатта атыңыз-жөніңіз, ЖСН және, болса, ұйымыңыз бен БСН көрсетілген. Ештеңеге қол "
           "қойылмайды.",
           "В сертификате указаны ваше имя, ИИН и, если есть, организация и БИН. Ничего не подписывается.",
           "The certificate names you, your IIN and, if there is one, your organisation and its BIN. Nothing "
           "is "
           "signed."}},

    Entry{TextId::your_key, {"Кілтіңіз", "Ваш ключ", "Your key"}},
    Entry{TextId::another_file, {"Басқа &файл…", "Другой &файл…", "Another &file…"}},
    Entry{TextId::choose_key_file, {"Кілт файлын таңдаңыз", "Выберите файл ключа", "Choose a key file"}},
    Entry{TextId::key_files, {"Кілт файлдары", "Файлы ключей", "Key files"}},
    Entry{TextId::all_files, {"Барлық файлдар", "Все файлы", "All files"}},
    Entry{TextId::no_key_files,
          {"Кілт файлдары табылмады.", "Файлы ключей не найдены.", "No key files were found."}},
    Entry{TextId::no_keys_anywhere,
          {"Кілт файлдары табылмады, токен де, карта да қосылмаған.",
           "Файлы ключей не найдены, токены и карты не подключены.",
           "No key files were found, and no token or card is plugged in."}},
    Entry{TextId::choose_file_yourself,
          {"Файлды «Басқа файл» арқылы өзіңіз таңдаңыз.", "Файл можно выбрать самому: «Другой файл».",
           "A file can be chosen with “Another file”."}},
    Entry{TextId::plug_in,
          {"Токенді не картаны қоссаңыз, ол осында өзі шығады.",
           "Подключите токен или карту, и они сами появятся здесь.",
           "Plug in your token or card, and it appears here by itself."}},
    Entry{TextId::not_opened_before, {"бұрын ашылмаған", "ещё не открывался", "not opened before"}},
    Entry{TextId::shown_after_pin,
          {"сертификаты PIN кодынан кейін көрінеді", "сертификат виден после PIN-кода",
           "its certificate shows after the PIN"}},
    Entry{TextId::password, {"Құпиясөз", "Пароль", "Password"}},
    Entry{TextId::pin_of, {"«{}» құрылғысының PIN коды", "PIN-код устройства «{}»", "PIN of {}"}},
    Entry{TextId::pin_was_wrong,
          {"PIN коды қате терілген.", "PIN-код вводили неверно.", "A wrong PIN was entered."}},
    Entry{TextId::tries_are_left,
          {"PIN коды қате терілген; кемінде 2 әрекет қалды.",
           "PIN-код вводили неверно; осталось не меньше двух попыток.",
           "A wrong PIN was entered; at least 2 tries are left."}},
    Entry{TextId::last_pin_try,
          {"Бір ғана әрекет қалды: PIN коды қате болса, ол бұғатталады, босату үшін PUK коды керек. Сенімді "
           "болмасаңыз, бас тартып, алдымен дұрыс кодты анықтаңыз.",
           "Осталась одна попытка: если PIN-код неверен, он заблокируется, и понадобится PUK-код. Если не "
           "уверены, откажитесь и сначала узнайте верный код.",
           "Only one try is left: if the PIN is wrong, it is locked, and the PUK is needed. If you are not "
           "sure, cancel, and find out the right one first."}},
    Entry{TextId::know_last_try,
          {"Бұл соңғы ә&рекет екенін білемін", "&Я знаю, что это последняя попытка",
           "I &know that this is the last try"}},
    Entry{TextId::pin_on_reader,
          {"PIN коды оқу құрылғысының өзінде теріледі.", "PIN-код вводится на самом считывателе.",
           "The PIN is typed on the reader itself."}},
    Entry{TextId::reader_waits,
          {"Оқу құрылғысы PIN кодын күтіп тұр: сонда теріңіз.",
           "Считыватель ждёт PIN-код: введите его на нём.", "The reader waits for the PIN: type it there."}},
    Entry{TextId::ask_while_reader_waits,
          {"Оқу құрылғысы PIN кодын күтіп тұр: сонда теріңіз (мұнда бос жол — бас тарту): ",
           "Считыватель ждёт PIN-код: введите его на нём (пустая строка здесь — отказ): ",
           "The reader waits for the PIN: type it there (an empty line here cancels): "}},
    Entry{TextId::where_to_change_pin,
          {"Ол үшін трейдегі мәзірдің «Токендер» бөлімі мен «qoltanba pin change» командасы бар.",
           "Для этого есть «Токены» в меню значка программы и команда «qoltanba pin change».",
           "Use “Tokens” in the tray menu, or “qoltanba pin change”."}},
    Entry{TextId::where_to_unblock_pin,
          {"Ол үшін трейдегі мәзірдің «Токендер» бөлімі мен «qoltanba pin unblock» командасы бар.",
           "Для этого есть «Токены» в меню значка программы и команда «qoltanba pin unblock».",
           "Use “Tokens” in the tray menu, or “qoltanba pin unblock”."}},
    Entry{TextId::taken_out,
          {"«{}» құрылғысы ажыратылды. Оны қайта қосыңыз немесе басқа кілт таңдаңыз.",
           "Устройство «{}» отключили. Подключите его снова или выберите другой ключ.",
           "“{}” was taken out. Plug it in again, or choose another key."}},
    Entry{TextId::caps_lock_on, {"Caps Lock қосулы", "Включён Caps Lock", "Caps Lock is on"}},
    Entry{TextId::keyboard_layout,
          {"Пернетақта тілі: {}", "Раскладка клавиатуры: {}", "Keyboard layout: {}"}},
    Entry{TextId::opening, {"Кілт ашылып жатыр…", "Ключ открывается…", "Opening the key…"}},

    Entry{TextId::certificate, {"Сертификат", "Сертификат", "Certificate"}},
    Entry{TextId::holder_name, {"Аты-жөні", "Имя", "Name"}},
    Entry{TextId::iin, {"ЖСН", "ИИН", "IIN"}},
    Entry{TextId::bin, {"БСН", "БИН", "BIN"}},
    Entry{TextId::organisation, {"Ұйым", "Организация", "Organisation"}},
    Entry{TextId::role, {"Рөлі", "Роль", "Role"}},
    Entry{TextId::use, {"Мақсаты", "Назначение", "Meant for"}},
    Entry{TextId::use_authentication, {"жүйеге кіру", "вход в систему", "signing in"}},
    Entry{TextId::use_signature, {"қол қою", "подпись", "signing"}},
    Entry{TextId::use_both,
          {"жүйеге кіру және қол қою", "вход в систему и подпись", "signing in and signing"}},
    Entry{TextId::use_none, {"көрсетілмеген", "не указано", "not stated"}},
    Entry{TextId::validity, {"Жарамдылық мерзімі", "Срок действия", "Valid"}},
    Entry{TextId::valid_until, {"{} дейін", "до {}", "until {}"}},
    Entry{TextId::issuer, {"Берген орталық", "Кем выдан", "Issued by"}},
    Entry{TextId::trusted_through_anchors,
          {"Бұл сертификатқа тек қосылған сертификаттар арқылы сенім бар.",
           "Этому сертификату доверяют только из-за добавленных сертификатов.",
           "This certificate is trusted only because of the added ones."}},
    Entry{TextId::does_not_fit,
          {"Бұл кілт сай келмейді.", "Этот ключ не подходит.", "This key does not fit."}},
    Entry{TextId::several_keys,
          {"Файлда бірнеше кілт бар, біреуін таңдаңыз.", "В файле несколько ключей, выберите один.",
           "The file holds several keys; choose one."}},
    Entry{TextId::several_keys_on_device,
          {"Құрылғыда бірнеше кілт бар, біреуін таңдаңыз.", "На устройстве несколько ключей, выберите один.",
           "The device holds several keys; choose one."}},

    Entry{TextId::open_key, {"Кілтті &ашу", "&Открыть ключ", "&Open key"}},
    Entry{TextId::sign, {"&Қол қою", "&Подписать", "&Sign"}},
    Entry{TextId::sign_several, {"{} құжатқа &қол қою", "&Подписать {}", "&Sign {} documents"}},
    Entry{TextId::show_certificate, {"&Сертификатты көрсету", "&Показать сертификат", "&Show certificate"}},
    Entry{TextId::choose_another_key, {"Басқа &кілт", "Другой &ключ", "Another &key"}},
    Entry{TextId::cancel, {"&Бас тарту", "От&мена", "&Cancel"}},
    Entry{TextId::block_site, {"Сайтты б&ұғаттау…", "&Заблокировать сайт…", "&Block this site…"}},
    Entry{TextId::block_question,
          {"{} бұдан былай сұрай алмайды. Сайт бұғатталсын ба?",
           "{} больше не сможет обращаться к вам. Заблокировать сайт?",
           "{} will not be able to ask you again. Block this site?"}},
    Entry{TextId::block, {"Б&ұғаттау", "&Заблокировать", "&Block"}},
    Entry{TextId::choose, {"&Таңдау", "&Выбрать", "&Choose"}},
    Entry{TextId::folder, {"Қалта:", "Папка:", "Folder:"}},
    Entry{TextId::file_name, {"Файл аты:", "Имя файла:", "File name:"}},
    Entry{TextId::file_type, {"Файл түрі:", "Тип файлов:", "File type:"}},

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

constexpr bool stands_in_order() {
    for (std::size_t i = 0; i < catalogue.size(); ++i) {
        if (static_cast<std::size_t>(catalogue[i].id) != i) return false;
    }
    return true;
}
static_assert(catalogue.size() == static_cast<std::size_t>(TextId::last), "one entry for each text");
static_assert(stands_in_order(), "the catalogue has the order of TextId");

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
    return catalogue.at(static_cast<std::size_t>(id)).text.in(language);
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
