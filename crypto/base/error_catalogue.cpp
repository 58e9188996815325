// The one catalogue of errors. docs/errors.md says the same to readers; tests/crypto/base holds them together.
#include <algorithm>
#include <array>

#include "crypto/base/error.hpp"

namespace qoltanba {
namespace {

/// One text in the three languages, in the order of Language.
struct Text {
    std::string_view kk, ru, en;

    [[nodiscard]] constexpr std::string_view in(Language language) const {
        switch (language) {
            case Language::kk: return kk;
            case Language::ru: return ru;
            case Language::en: return en;
        }
        return en;
    }
};

struct Entry {
    ErrorCode code;
    std::string_view name;
    Text message;
    Text advice;
};

constexpr Text tell_the_site{"Сайттың қолдау қызметіне хабарлаңыз.", "Сообщите в поддержку сайта.",
                             "Tell the site's support."};
constexpr Text tell_us{"Журналды сақтап, әзірлеушілерге хабарлаңыз.",
                       "Сохраните журнал и сообщите разработчикам.",
                       "Keep the log and tell the developers."};
constexpr Text nothing{};

constexpr std::array catalogue{
    Entry{ErrorCode::canceled, "canceled",
          {"Сіз бас тарттыңыз.", "Вы отказались.", "You cancelled."}, nothing},
    Entry{ErrorCode::origin_refused, "origin_refused",
          {"Бұл сайтқа рұқсат жоқ.", "Этому сайту доступ закрыт.", "This site may not ask."},
          {"Баптаулардағы бұғатталған сайттар тізімін қараңыз.",
           "Посмотрите список закрытых сайтов в настройках.", "See the list of blocked sites in the settings."}},
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
    Entry{ErrorCode::malformed_key_file, "malformed_key_file",
          {"Кілт файлы бүлінген.", "Файл ключа повреждён.", "The key file is damaged."},
          {"Кілттің сақтық көшірмесін пайдаланыңыз.", "Возьмите резервную копию ключа.",
           "Use a backup copy of the key."}},
    Entry{ErrorCode::wrong_password, "wrong_password",
          {"Құпиясөз қате.", "Неверный пароль.", "The password is wrong."},
          {"Пернетақта тілі мен Caps Lock күйін тексеріңіз.", "Проверьте раскладку и Caps Lock.",
           "Check the keyboard layout and Caps Lock."}},
    Entry{ErrorCode::unsupported_key_file, "unsupported_key_file",
          {"Бұл кілт файлының түрі танылмайды.", "Файл ключа неизвестного вида.",
           "This kind of key file is not supported."},
          {"PKCS#12 файлын (.p12) таңдаңыз.", "Выберите файл PKCS#12 (.p12).", "Choose a PKCS#12 file (.p12)."}},
    Entry{ErrorCode::unsupported_key, "unsupported_key",
          {"Файлдағы кілттің түрі қолданылмайды.", "Ключ в файле неподдерживаемого вида.",
           "The key in the file is of a kind that is not supported."},
          nothing},
    Entry{ErrorCode::key_without_certificate, "key_without_certificate",
          {"Файлда сертификат жоқ.", "В файле нет сертификата.", "The file holds no certificate."}, nothing},
    Entry{ErrorCode::key_does_not_match_certificate, "key_does_not_match_certificate",
          {"Кілт сертификатқа сәйкес емес.", "Ключ не соответствует сертификату.",
           "The key does not belong to the certificate."},
          {"Кілттің сақтық көшірмесін пайдаланыңыз.", "Возьмите резервную копию ключа.",
           "Use a backup copy of the key."}},
    Entry{ErrorCode::unsupported_algorithm, "unsupported_algorithm",
          {"Бұл алгоритм қолданылмайды.", "Алгоритм не поддерживается.", "The algorithm is not supported."},
          nothing},
    Entry{ErrorCode::algorithm_refused_by_policy, "algorithm_refused_by_policy",
          {"Ескірген алгоритммен қол қоюға рұқсат жоқ.", "Подпись устаревшим алгоритмом не разрешена.",
           "Signing with an outdated algorithm is not allowed."},
          {"Жаңа кілт алыңыз.", "Получите новый ключ.", "Get a new key."}},
    Entry{ErrorCode::algorithm_outdated, "algorithm_outdated",
          {"Қолтаңба ескірген алгоритмге сүйенеді, оны енді қолдан жасауға болады.",
           "Подпись опирается на устаревший алгоритм, который теперь можно подделать.",
           "The signature rests on an outdated algorithm, which can be forged by now."},
          {"Құжатқа қайта қол қоюды сұраңыз.", "Попросите подписать документ заново.",
           "Ask for the document to be signed anew."}},
    Entry{ErrorCode::digest_length_mismatch, "digest_length_mismatch",
          {"Хештің ұзындығы кілтке сәйкес емес.", "Длина хеша не подходит к ключу.",
           "The hash has the wrong length for this key."},
          tell_the_site},
    Entry{ErrorCode::digest_mismatch, "digest_mismatch",
          {"Құжат қол қойылғаннан кейін өзгерген.", "Документ изменён после подписания.",
           "The document was changed after it was signed."},
          nothing},
    Entry{ErrorCode::signature_mismatch, "signature_mismatch",
          {"Қолтаңба жарамсыз.", "Подпись неверна.", "The signature is not valid."}, nothing},
    Entry{ErrorCode::own_signature_does_not_verify, "own_signature_does_not_verify",
          {"Жасалған қолтаңба тексеруден өтпеді.", "Созданная подпись не прошла проверку.",
           "The signature just made did not verify and was thrown away."},
          tell_us},
    Entry{ErrorCode::content_missing, "content_missing",
          {"Қол қойылған құжат керек.", "Нужен подписанный документ.", "The signed document is needed."},
          {"--content арқылы файлды көрсетіңіз.", "Укажите файл через --content.",
           "Give the file with --content."}},
    Entry{ErrorCode::only_part_signed, "only_part_signed",
          {"Құжаттың бір бөлігіне ғана қол қойылған.", "Подписана только часть документа.",
           "Only a part of the document is signed."},
          {"Бұл бөлік жеткілікті болса, --part көрсетіңіз.", "Если этой части достаточно, укажите --part.",
           "If that part is enough, give --part."}},
    Entry{ErrorCode::no_signature_found, "no_signature_found",
          {"Қолтаңба табылмады.", "Подпись не найдена.", "No signature was found."}, nothing},
    Entry{ErrorCode::signer_certificate_missing, "signer_certificate_missing",
          {"Қолтаңбада қол қойған адамның сертификаты жоқ.", "В подписи нет сертификата подписавшего.",
           "The signature does not carry its signer's certificate."},
          nothing},
    Entry{ErrorCode::element_not_found, "element_not_found",
          {"XML ішінен керекті элемент табылмады.", "В XML не найден нужный элемент.",
           "The element to sign was not found in the XML."},
          tell_the_site},
    Entry{ErrorCode::certificate_expired, "certificate_expired",
          {"Сертификаттың мерзімі өткен.", "Срок действия сертификата истёк.", "The certificate has expired."},
          {"Жаңа кілт алыңыз.", "Получите новый ключ.", "Get a new key."}},
    Entry{ErrorCode::certificate_not_yet_valid, "certificate_not_yet_valid",
          {"Сертификат әлі күшіне енбеген.", "Сертификат ещё не действует.", "The certificate is not valid yet."},
          {"Компьютердің сағатын тексеріңіз.", "Проверьте часы компьютера.", "Check the computer's clock."}},
    Entry{ErrorCode::certificate_untrusted, "certificate_untrusted",
          {"Сертификатты белгісіз орталық берген.", "Сертификат выдан неизвестным центром.",
           "The certificate was issued by an unknown authority."},
          nothing},
    Entry{ErrorCode::certificate_purpose_mismatch, "certificate_purpose_mismatch",
          {"Кілт бұл мақсатқа арналмаған.", "Ключ предназначен для другого.", "The key is meant for another use."},
          {"Басқа кілтті таңдаңыз.", "Выберите другой ключ.", "Choose another key."}},
    Entry{ErrorCode::certificate_holder_mismatch, "certificate_holder_mismatch",
          {"Сайт басқа адамның кілтін күтеді.", "Сайт ждёт ключ другого владельца.",
           "The site expects another holder's key."},
          {"Басқа кілтті таңдаңыз.", "Выберите другой ключ.", "Choose another key."}},
    Entry{ErrorCode::port_taken, "port_taken",
          {"Порт бос емес.", "Порт занят.", "The port is taken."},
          {"Портты алған программаны (мысалы, NCALayer) жабыңыз.",
           "Закройте программу, занявшую порт (например, NCALayer).",
           "Close the program that holds it (NCALayer, for example)."}},
    Entry{ErrorCode::already_running, "already_running",
          {"Qoltanba іске қосылып тұр.", "Qoltanba уже запущена.", "Qoltanba is already running."},
          {"Терезесін тапсырмалар тақтасындағы белгішеден ашыңыз.", "Откройте её окно через значок на панели задач.",
           "Open it from its icon in the task bar."}},
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
    Entry{ErrorCode::internal, "internal",
          {"Программаның ішкі қатесі.", "Внутренняя ошибка программы.", "A fault inside the program."}, tell_us},
};

const Entry& entry_of(ErrorCode code) {
    const auto* found = std::find_if(catalogue.begin(), catalogue.end(),
                                     [code](const Entry& entry) { return entry.code == code; });
    return found != catalogue.end() ? *found : catalogue.back();
}

static_assert(catalogue.back().code == ErrorCode::internal, "internal stands last and answers for the unknown");
static_assert(catalogue.size() == static_cast<std::size_t>(ErrorCode::internal) + 1, "one entry for each code");

}  // namespace

std::string_view name_of(ErrorCode code) { return entry_of(code).name; }

std::string_view message_for(ErrorCode code, Language language) { return entry_of(code).message.in(language); }

std::string_view advice_for(ErrorCode code, Language language) { return entry_of(code).advice.in(language); }

}  // namespace qoltanba
