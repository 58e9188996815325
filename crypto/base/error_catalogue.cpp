// The one catalogue of errors. docs/errors.md says the same to readers; tests/crypto/base holds them
// together.
#include "crypto/base/error.hpp"
#include "crypto/base/error_entries_of_keys.hpp"
#include "crypto/base/error_entries_of_signatures.hpp"
#include "crypto/base/error_entry.hpp"
#include "crypto/base/joined.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace qoltanba {
namespace catalogue {
namespace {

// A table: each error's texts stand one under the other.
// clang-format off
/// Of the person, the page, and bytes that are not what they claim to be.
constexpr std::array of_requests{
    Entry{ErrorCode::canceled, "canceled",
          {"Сіз бас тарттыңыз.", "Вы отказались.", "You cancelled."}, nothing},
    Entry{ErrorCode::origin_refused, "origin_refused",
          {"Бұл сайтқа рұқсат жоқ.", "Этому сайту доступ закрыт.", "This site may not ask."},
          {"Баптаулардағы бұғатталған сайттар тізімін қараңыз.",
           "Посмотрите список закрытых сайтов в настройках.", "See the list of blocked sites in the settings."}},
    Entry{ErrorCode::refused_by_policy, "refused_by_policy",
          {"Әкімші бұған рұқсат бермеген.", "Администратор этого не разрешает.",
           "The administrator does not allow this."},
          {"Әкімшіге хабарласыңыз.", "Обратитесь к администратору.", "Ask the administrator."}},
    Entry{ErrorCode::too_many_requests, "too_many_requests",
          {"Сайт тым жиі сұрайды.", "Сайт спрашивает слишком часто.", "The site asks too often."},
          {"Бір минуттан кейін қайталаңыз.", "Повторите через минуту.", "Try again in a minute."}},
    Entry{ErrorCode::request_malformed, "request_malformed",
          {"Сайттың сұрауы түсініксіз.", "Запрос сайта непонятен.", "The site's request cannot be understood."},
          tell_the_site},
    Entry{ErrorCode::storage_name_missing, "storage_name_missing",
          {"Сайт кілт қоймасын атамады.", "Сайт не назвал хранилище ключей.", "The site named no key storage."},
          tell_the_site},
    Entry{ErrorCode::storage_unknown, "storage_unknown",
          {"Сайт белгісіз кілт қоймасын атады.", "Сайт назвал неизвестное хранилище ключей.",
           "The site named a key storage that does not exist."},
          tell_the_site},
    Entry{ErrorCode::storage_empty, "storage_empty",
          {"Құрылғы қосылмаған.", "Устройство не подключено.", "The device is not plugged in."},
          {"Құрылғыны қосып, қайталаңыз.", "Подключите устройство и повторите.", "Plug it in and try again."}},
    Entry{ErrorCode::storage_not_asked_for, "storage_not_asked_for",
          {"Сайт басқа түрдегі кілтті сұрайды.", "Сайт просит ключ другого вида.",
           "The site asks for another kind of key."},
          {"Сайт сұраған құрылғыдағы немесе файлдағы кілтті таңдаңыз.",
           "Выберите ключ на устройстве или в файле, которые назвал сайт.",
           "Choose a key on the device, or in the kind of file, that the site names."}},
    Entry{ErrorCode::file_not_found, "file_not_found",
          {"Файл табылмады.", "Файл не найден.", "The file was not found."},
          {"Файлды қайта таңдаңыз.", "Выберите файл ещё раз.", "Choose the file again."}},
    Entry{ErrorCode::path_not_permitted, "path_not_permitted",
          {"Сайт сіз таңдамаған файлды атады.", "Сайт назвал файл, который вы не выбирали.",
           "The site named a file that you did not choose."},
          {"Файлды сайттың терезесі арқылы қайта таңдаңыз.", "Выберите файл заново через окно сайта.",
           "Choose the file again through the site."}},
    Entry{ErrorCode::time_stamp_unavailable, "time_stamp_unavailable",
          {"Уақыт белгісі қолжетімсіз.", "Метка времени недоступна.", "A time stamp is not available."},
          tell_the_site},
    Entry{ErrorCode::nothing_to_sign, "nothing_to_sign",
          {"Сайт қол қоятын ештеңе жібермеді.", "Сайт не прислал ничего для подписи.",
           "The site sent nothing to sign."},
          tell_the_site},
    Entry{ErrorCode::too_large, "too_large",
          {"Деректер тым үлкен.", "Данные слишком велики.", "The data are too large."}, nothing},
    Entry{ErrorCode::malformed_base64, "malformed_base64",
          {"Деректер base64 емес.", "Данные не в base64.", "The data are not base64."}, tell_the_site},
    Entry{ErrorCode::malformed_json, "malformed_json",
          {"Сұрау JSON емес.", "Запрос не в JSON.", "The request is not JSON."}, tell_the_site},
    Entry{ErrorCode::malformed_der, "malformed_der",
          {"Деректердің ASN.1 құрылымы бүлінген.", "Структура ASN.1 повреждена.",
           "The ASN.1 structure is damaged."},
          nothing},
    Entry{ErrorCode::malformed_xml, "malformed_xml",
          {"XML құжаты қате.", "Документ XML содержит ошибку.", "The XML document has a fault."}, tell_the_site},
    Entry{ErrorCode::xml_forbidden_construct, "xml_forbidden_construct",
          {"XML құжатында тыйым салынған бөлік бар (DTD).", "В документе XML есть запрещённая часть (DTD).",
           "The XML document has a part that is not accepted (DTD)."},
          tell_the_site},
    Entry{ErrorCode::malformed_certificate, "malformed_certificate",
          {"Сертификат бүлінген.", "Сертификат повреждён.", "The certificate is damaged."}, nothing},
    Entry{ErrorCode::malformed_signature, "malformed_signature",
          {"Қолтаңба бүлінген.", "Подпись повреждена.", "The signature is damaged."}, nothing},
    Entry{ErrorCode::malformed_container, "malformed_container",
          {"Мұрағат бүлінген немесе Ұлттық куәландырушы орталықтың контейнері емес.",
           "Архив повреждён или не является контейнером НУЦ.",
           "The archive is damaged, or no container of the national CA."},
          nothing},
    Entry{ErrorCode::malformed_key_file, "malformed_key_file",
          {"Кілт файлы бүлінген.", "Файл ключа повреждён.", "The key file is damaged."},
          {"Кілттің сақтық көшірмесін пайдаланыңыз.", "Возьмите резервную копию ключа.",
           "Use a backup copy of the key."}},
};

/// Of the network, and of the program and its machine.
constexpr std::array of_the_program{
    Entry{ErrorCode::network_address_wrong, "network_address_wrong",
          {"Қызметтің мекенжайы http немесе https мекенжайы емес.", "Адрес службы — не адрес http или https.",
           "The address of the service is not an http or https address."},
          {"Әкімшіге хабарлаңыз: мекенжай баптауларда немесе сертификатта жазылған.",
           "Сообщите администратору: адрес записан в настройках или в сертификате.",
           "Tell the administrator: the address stands in the settings or in the certificate."}},
    Entry{ErrorCode::network_unreachable, "network_unreachable",
          {"Қызметке қосылу мүмкін болмады.", "Не удалось соединиться со службой.",
           "The service could not be reached."},
          {"Желі мен интернет байланысын тексеріп, қайталаңыз.", "Проверьте сеть и доступ в интернет и повторите.",
           "Check the network and the way to the internet, and try again."}},
    Entry{ErrorCode::network_untrusted, "network_untrusted",
          {"Қызметпен қорғалған байланыс орнамады: оның TLS сертификатына сенуге болмайды.",
           "Защищённое соединение со службой не установлено: её сертификату TLS нельзя доверять.",
           "No protected connection to the service: its TLS certificate cannot be trusted."},
          {"Компьютердің сағатын тексеріңіз; желіні әкімші бақыласа, оған хабарлаңыз.",
           "Проверьте часы компьютера; если сеть ведёт администратор, сообщите ему.",
           "Check the computer's clock; if somebody administers the network, tell them."}},
    Entry{ErrorCode::network_timed_out, "network_timed_out",
          {"Қызмет уақытында жауап бермеді.", "Служба не ответила вовремя.",
           "The service did not answer in time."}, try_later},
    Entry{ErrorCode::network_refused, "network_refused",
          {"Қызмет сұрауды қабылдамады.", "Служба не приняла запрос.",
           "The service did not accept the request."}, try_later},
    Entry{ErrorCode::network_proxy, "network_proxy",
          {"Прокси-сервер қолжетімсіз немесе сұрауды өткізбейді.",
           "Прокси-сервер недоступен или не пропускает запрос.",
           "The proxy cannot be reached or does not let the request through."},
          {"Прокси баптауларын тексеріңіз немесе әкімшіге хабарлаңыз.",
           "Проверьте настройки прокси или обратитесь к администратору.",
           "Check the proxy settings, or ask the administrator."}},
    Entry{ErrorCode::port_taken, "port_taken",
          {"Порт бос емес.", "Порт занят.", "The port is taken."},
          {"Портты алған программаны (мысалы, NCALayer) жабыңыз.",
           "Закройте программу, занявшую порт (например, NCALayer).",
           "Close the program that holds it (NCALayer, for example)."}},
    Entry{ErrorCode::already_running, "already_running",
          {"Qoltanba іске қосылып тұр.", "Qoltanba уже запущена.", "Qoltanba is already running."},
          {"Терезесін тапсырмалар тақтасындағы белгішеден ашыңыз.", "Откройте её окно через значок на панели задач.",
           "Open it from its icon in the task bar."}},
    Entry{ErrorCode::program_updated, "program_updated",
          {"Qoltanba істеп тұрған кезде жаңартылды, сондықтан токендермен жұмыс істей алмайды.",
           "Qoltanba обновили во время работы, поэтому с токенами она не работает.",
           "Qoltanba was updated while it runs, so it cannot work with tokens."},
          {"Qoltanba-ны қайта іске қосыңыз немесе жүйеге қайта кіріңіз.",
           "Запустите Qoltanba заново или выйдите из системы и войдите снова.",
           "Start Qoltanba again, or sign out of the system and in again."}},
    Entry{ErrorCode::trust_store_failure, "trust_store_failure",
          {"Браузердің сенім қоймасын өзгерту мүмкін болмады.", "Не удалось изменить хранилище доверия браузера.",
           "The browser's trust store could not be changed."},
          {"Браузерді жауып, қайталаңыз.", "Закройте браузер и повторите.", "Close the browser and try again."}},
    Entry{ErrorCode::identity_failure, "identity_failure",
          {"Жергілікті TLS сертификатын жасау мүмкін болмады.", "Не удалось создать локальный сертификат TLS.",
           "The local TLS certificate could not be made."},
          tell_us},
    Entry{ErrorCode::input_output_failure, "input_output_failure",
          {"Файлды оқу немесе жазу мүмкін болмады.", "Не удалось прочитать или записать файл.",
           "A file could not be read or written."},
          {"Файлдың құқықтары мен дискідегі орынды тексеріңіз.", "Проверьте права на файл и место на диске.",
           "Check the file's permissions and the space on the disk."}},
    Entry{ErrorCode::window_unavailable, "window_unavailable",
          {"Терезені көрсету мүмкін емес.", "Окно показать нельзя.", "No window can be shown."},
          {"Экран жоқ болса, --ui terminal қолданыңыз.", "Если экрана нет, возьмите --ui terminal.",
           "Where there is no display, use --ui terminal."}},
    Entry{ErrorCode::policy_invalid, "policy_invalid",
          {"Әкімшінің саясатын орындау мүмкін емес, сондықтан Qoltanba іске қосылмайды.",
           "Политику администратора исполнить нельзя, поэтому Qoltanba не запускается.",
           "The administrator's policy cannot be obeyed, so Qoltanba does not start."},
          {"Әкімшіге хабарлаңыз: qoltanba policy check файл мен параметрді атайды.",
           "Сообщите администратору: qoltanba policy check назовёт файл и параметр.",
           "Tell the administrator: qoltanba policy check names the file and the key."}},
    Entry{ErrorCode::policy_untrusted, "policy_untrusted",
          {"Саясатты әкімшіден басқа біреу жазған болуы мүмкін.",
           "Политику мог записать не только администратор.",
           "Somebody other than the administrator could have written the policy."},
          {"Файл мен оның қалталарын root иелігіне беріп, басқаларға жазуға тыйым салыңыз.",
           "Сделайте владельцем файла и его папок root и запретите запись всем остальным.",
           "Give the file and its folders to root and let nobody else write to them."}},
    Entry{ErrorCode::policy_damaged, "policy_damaged",
          {"Саясат файлы бүлінген.", "Файл политики повреждён.", "The policy file is damaged."},
          {"Файлда бір JSON объектісі болуы және әр параметр бір рет қана жазылуы керек.",
           "В файле должен быть один объект JSON, и каждый параметр в нём — один раз.",
           "It must hold one JSON object, with each key once."}},
    Entry{ErrorCode::policy_value_wrong, "policy_value_wrong",
          {"Саясаттағы параметрдің мәні жарамсыз.", "Недопустимое значение параметра политики.",
           "The policy gives a key a value that it cannot have."},
          nothing},
    Entry{ErrorCode::policy_key_unknown, "policy_key_unknown",
          {"Саясатта бұл нұсқа білмейтін параметр бар.", "В политике есть параметр, которого эта версия не знает.",
           "The policy has a key that this version does not know."},
          {"Параметрдің жазылуын тексеріңіз.", "Проверьте, как он написан.", "Check its spelling."}},
    Entry{ErrorCode::policy_file_passed_over, "policy_file_passed_over",
          {"Саясат қалтасындағы бұл файл оқылмайды: атауы .json деп аяқталмайды.",
           "Этот файл в папке политики не читается: его имя не оканчивается на .json.",
           "This file in the policy's folder is not read: its name does not end in .json."},
          {"Атауын өзгертіңіз немесе файлды қалтадан алып тастаңыз.", "Переименуйте его или уберите из папки.",
           "Rename it, or take it out of the folder."}},
    Entry{ErrorCode::internal, "internal",
          {"Программаның ішкі қатесі.", "Внутренняя ошибка программы.", "A fault inside the program."}, tell_us},
};
// clang-format on

constexpr auto all = joined(of_requests, of_keys, of_signatures, of_the_program);

/// Whether each code's entry stands where the code's number says.
constexpr bool in_order() {
    for (std::size_t place = 0; place < all.size(); ++place)
        if (all[place].code != static_cast<ErrorCode>(place)) return false;
    return true;
}

static_assert(in_order(), "the entries stand in the order of the codes");
static_assert(all.back().code == ErrorCode::internal,
              "one entry for each code; internal stands last and answers for the unknown");

const Entry& entry_of(ErrorCode code) {
    return all[std::min(static_cast<std::size_t>(code), all.size() - 1)];
}

}  // namespace
}  // namespace catalogue

std::string_view name_of(ErrorCode code) {
    return catalogue::entry_of(code).name;
}

std::string_view message_for(ErrorCode code, Language language) {
    return catalogue::entry_of(code).message.in(language);
}

std::string_view advice_for(ErrorCode code, Language language) {
    return catalogue::entry_of(code).advice.in(language);
}

}  // namespace qoltanba
