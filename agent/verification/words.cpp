#include "agent/verification/words.hpp"

#include <array>

namespace qoltanba::agent {
namespace {

constexpr Words kk{
    .title = "Тексеру есебі",
    .passed = "ЖАРАМДЫ",
    .failed = "ЖАРАМСЫЗ",
    .indeterminate = "АНЫҚТАЛМАДЫ",
    .passed_long = "Барлығы дұрыс, сертификат сенімді.",
    .failed_long = "Бұған сенуге болмайды.",
    .indeterminate_long = "Қате табылған жоқ, бірақ сену үшін бірдеңе жетіспейді.",
    .why = "Себебі",
    .file = "Файл",
    .kind = "Түрі",
    .judged_at = "Тексерілген сәт",
    .judged_at_given = "Мына сәтке тексерілді",
    .signed_octets = "Қол қойылған деректер",
    .sha256 = "Олардың SHA-256 хеші",
    .octets = "байт",
    .signature = "Қолтаңба",
    .signer = "Қол қойған",
    .iin = "ЖСН",
    .organisation = "Ұйым",
    .bin = "БСН",
    .role = "Рөлі",
    .issuer = "Берген орталық",
    .valid_from_to = "Сертификат мерзімі",
    .serial_number = "Сериялық нөмірі",
    .subject = "Иесі",
    .claimed_time = "Қол қойғанның айтқан уақыты",
    .stamped_time = "Уақыт белгісімен расталған",
    .algorithm = "Алгоритм",
    .level = "Деңгейі",
    .trusted_by = "Сенім тірегі",
    .not_trusted = "жоқ",
    .revocation = "Кері қайтарылуы",
    .covers = "Қамтиды",
    .whole_document = "бүкіл құжатты",
    .only_part = "құжаттың бір бөлігін ғана",
    .part = "Бөлік",
    .whole_content = "бүкіл мазмұнды",
    .good = "кері қайтарылмаған",
    .revoked = "КЕРІ ҚАЙТАРЫЛҒАН",
    .never_issued = "ОРТАЛЫҚ БЕРМЕГЕН",
    .unknown_status = "жауап беруші білмейді",
    .not_known = "белгісіз",
    .by_ocsp = "OCSP",
    .by_crl = "CRL",
    .as_of = "сәтіне",
    .inside = "қолтаңбаның ішінен",
    .given = "берілген файлдан",
    .looked_up = "желіден сұралды",
    .details = "Толығырақ",
    .certificates = "Сертификаттар",
    .time_stamps = "Уақыт белгілері",
    .time = "Уақыты",
    .authority = "Уақыт белгісі қызметі",
    .policy = "Саясат",
    .content_stamp = "мазмұнның",
    .signature_stamp = "қолтаңбаның",
    .archive_stamp = "мұрағаттық",
    .files = "Файлдар",
    .as_signed = "қол қойылғандай",
    .not_signed = "ҚОЛ ҚОЙЫЛМАҒАН",
    .missing = "ЖОҚ",
    .changed = "ӨЗГЕРТІЛГЕН",
    .responder = "Жауап берген",
    .produced_at = "Жасалған уақыты",
    .next_update = "Келесісі",
    .number = "Нөмірі",
    .delta = "толық тізімге өзгерістер",
};

constexpr Words ru{
    .title = "Отчёт о проверке",
    .passed = "ДЕЙСТВИТЕЛЬНО",
    .failed = "НЕДЕЙСТВИТЕЛЬНО",
    .indeterminate = "НЕ ОПРЕДЕЛЕНО",
    .passed_long = "Всё верно, сертификату можно доверять.",
    .failed_long = "Этому нельзя доверять.",
    .indeterminate_long = "Ошибки не найдено, но чего-то не хватает, чтобы доверять.",
    .why = "Причина",
    .file = "Файл",
    .kind = "Вид",
    .judged_at = "Проверено",
    .judged_at_given = "Проверено на момент",
    .signed_octets = "Подписанные данные",
    .sha256 = "Их хеш SHA-256",
    .octets = "байт",
    .signature = "Подпись",
    .signer = "Подписал",
    .iin = "ИИН",
    .organisation = "Организация",
    .bin = "БИН",
    .role = "Роль",
    .issuer = "Издатель",
    .valid_from_to = "Срок сертификата",
    .serial_number = "Серийный номер",
    .subject = "Владелец",
    .claimed_time = "Время по словам подписавшего",
    .stamped_time = "Подтверждено меткой времени",
    .algorithm = "Алгоритм",
    .level = "Уровень",
    .trusted_by = "Опора доверия",
    .not_trusted = "нет",
    .revocation = "Отзыв сертификата",
    .covers = "Охватывает",
    .whole_document = "весь документ",
    .only_part = "только часть документа",
    .part = "Часть",
    .whole_content = "всё содержимое",
    .good = "не отозван",
    .revoked = "ОТОЗВАН",
    .never_issued = "НЕ ВЫДАВАЛСЯ",
    .unknown_status = "ответчик не знает",
    .not_known = "неизвестно",
    .by_ocsp = "OCSP",
    .by_crl = "CRL",
    .as_of = "на",
    .inside = "из самой подписи",
    .given = "из данного файла",
    .looked_up = "запрошено по сети",
    .details = "Подробнее",
    .certificates = "Сертификаты",
    .time_stamps = "Метки времени",
    .time = "Время",
    .authority = "Служба меток времени",
    .policy = "Политика",
    .content_stamp = "содержимого",
    .signature_stamp = "подписи",
    .archive_stamp = "архивная",
    .files = "Файлы",
    .as_signed = "как подписан",
    .not_signed = "НЕ ПОДПИСАН",
    .missing = "ОТСУТСТВУЕТ",
    .changed = "ИЗМЕНЁН",
    .responder = "Ответил",
    .produced_at = "Создано",
    .next_update = "Следующее",
    .number = "Номер",
    .delta = "изменения к полному списку",
};

constexpr Words en{
    .title = "Verification report",
    .passed = "VALID",
    .failed = "NOT VALID",
    .indeterminate = "UNDECIDED",
    .passed_long = "Everything is right, and the certificate is trusted.",
    .failed_long = "This must not be relied upon.",
    .indeterminate_long = "Nothing wrong was found, but something is missing that trust needs.",
    .why = "Reason",
    .file = "File",
    .kind = "Kind",
    .judged_at = "Judged at",
    .judged_at_given = "Judged as of",
    .signed_octets = "Signed data",
    .sha256 = "Its SHA-256",
    .octets = "bytes",
    .signature = "Signature",
    .signer = "Signed by",
    .iin = "IIN",
    .organisation = "Organisation",
    .bin = "BIN",
    .role = "Role",
    .issuer = "Issuer",
    .valid_from_to = "Certificate's term",
    .serial_number = "Serial number",
    .subject = "Subject",
    .claimed_time = "Time the signer claims",
    .stamped_time = "Shown by a time stamp",
    .algorithm = "Algorithm",
    .level = "Level",
    .trusted_by = "Trust anchor",
    .not_trusted = "none",
    .revocation = "Revocation",
    .covers = "Covers",
    .whole_document = "the whole document",
    .only_part = "only a part of the document",
    .part = "Part",
    .whole_content = "the whole content",
    .good = "not revoked",
    .revoked = "REVOKED",
    .never_issued = "NEVER ISSUED",
    .unknown_status = "the responder does not know it",
    .not_known = "not known",
    .by_ocsp = "OCSP",
    .by_crl = "CRL",
    .as_of = "as of",
    .inside = "from inside the signature",
    .given = "from a file given",
    .looked_up = "asked over the network",
    .details = "Details",
    .certificates = "Certificates",
    .time_stamps = "Time stamps",
    .time = "Time",
    .authority = "Time stamp service",
    .policy = "Policy",
    .content_stamp = "of the content",
    .signature_stamp = "of the signature",
    .archive_stamp = "archive",
    .files = "Files",
    .as_signed = "as signed",
    .not_signed = "NOT SIGNED",
    .missing = "MISSING",
    .changed = "CHANGED",
    .responder = "Answered by",
    .produced_at = "Made at",
    .next_update = "Next one",
    .number = "Number",
    .delta = "changes to a complete list",
};

/// In the order of Language.
struct Sentence {
    std::string_view kk, ru, en;
};

/// In the order of crypto::SubIndication.
constexpr std::array sentences{
    Sentence{},
    Sentence{"Файл оқылатын қолтаңба емес.", "Файл не является читаемой подписью.",
             "The file is no signature that can be read."},
    Sentence{"Деректер қол қойылғаннан кейін өзгертілген.", "Данные изменены после подписания.",
             "The data was changed after it was signed."},
    Sentence{"Қолтаңба бұл сертификаттың кілтімен жасалмаған.",
             "Подпись сделана не ключом этого сертификата.",
             "The signature was not made with this certificate's key."},
    Sentence{"Сертификат кері қайтарылғаннан кейін қол қойылған.", "Подписано после отзыва сертификата.",
             "It was signed after the certificate had been revoked."},
    Sentence{"Сертификат мерзімі біткеннен кейін қол қойылған.",
             "Подписано после окончания срока сертификата.",
             "It was signed after the certificate had ended."},
    Sentence{"Сертификат мерзімі басталмай тұрып қол қойылған.", "Подписано до начала срока сертификата.",
             "It was signed before the certificate began."},
    Sentence{"Қолтаңба бәрін қамтымайды.", "Подпись охватывает не всё.",
             "The signature does not cover everything."},
    Sentence{"Сертификат мұндай қолтаңбаға арналмаған.", "Сертификат не предназначен для такой подписи.",
             "The certificate is not for signatures of this kind."},
    Sentence{"Сертификаттар тізбегі дұрыс емес.", "Цепочка сертификатов неверна.",
             "The chain of certificates is not right."},
    Sentence{"Алгоритм қол қойылған кезде-ақ ескірген.", "Алгоритм был устаревшим уже при подписании.",
             "The algorithm was outdated when it was signed."},
    Sentence{"Уақыттар бір-біріне қайшы.", "Времена противоречат друг другу.",
             "The times contradict each other."},
    Sentence{"Қол қойғанның сертификаты жоқ.", "Нет сертификата подписавшего.",
             "The signer's certificate is missing."},
    Sentence{"Сенімді орталыққа апаратын тізбек жоқ.", "Нет цепочки до доверенного центра.",
             "No chain leads to a trusted authority."},
    Sentence{"Сертификат кері қайтарылған, ал қолтаңбаның одан бұрын жасалғаны көрсетілмеген.",
             "Сертификат отозван, и не показано, что подпись сделана раньше.",
             "The certificate is revoked, and nothing shows that the signature is older."},
    Sentence{"Куәландырушы орталықтың сертификаты кері қайтарылған.",
             "Отозван сертификат удостоверяющего центра.", "The certificate of an authority is revoked."},
    Sentence{"Сертификат мерзімі өткен, ал қолтаңбаның одан бұрын жасалғаны көрсетілмеген.",
             "Срок сертификата прошёл, и не показано, что подпись сделана раньше.",
             "The certificate has ended, and nothing shows that the signature is older."},
    Sentence{
        "Сертификат бұл сәтте жарамды емес, ал қолтаңбаның жарамды кезінде жасалғаны көрсетілмеген.",
        "Сертификат в этот момент не действует, и не показано, что подпись сделана в его срок.",
        "The certificate is not valid at this moment, and nothing shows that the signature is of its term."},
    Sentence{"Алгоритм ескірген, ал қолтаңбаның бұрынырақ жасалғаны көрсетілмеген.",
             "Алгоритм устарел, и не показано, что подпись сделана раньше.",
             "The algorithm is outdated, and nothing shows that the signature is older."},
    Sentence{"Сертификат күйі белгісіз немесе жеткілікті жаңа емес.",
             "Состояние сертификата неизвестно или недостаточно свежо.",
             "The certificate's status is not known, or not fresh enough."},
    Sentence{"Қол қойылған деректер жоқ.", "Нет подписанных данных.", "The signed data is not there."},
};
static_assert(sentences.size() == static_cast<std::size_t>(crypto::SubIndication::signed_data_not_found) + 1);

}  // namespace

const Words& words_in(Language language) {
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

std::string_view word_of(crypto::Indication indication, const Words& words) {
    switch (indication) {
        case crypto::Indication::total_passed:
            return words.passed;
        case crypto::Indication::total_failed:
            return words.failed;
        case crypto::Indication::indeterminate:
            return words.indeterminate;
    }
    return words.failed;
}

std::string_view sentence_of(crypto::SubIndication sub_indication, Language language) {
    const auto& sentence = sentences.at(static_cast<std::size_t>(sub_indication));
    switch (language) {
        case Language::kk:
            return sentence.kk;
        case Language::ru:
            return sentence.ru;
        case Language::en:
            return sentence.en;
    }
    return sentence.en;
}

}  // namespace qoltanba::agent
