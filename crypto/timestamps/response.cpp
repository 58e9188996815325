#include "crypto/timestamps/response.hpp"

#include "crypto/der/values.hpp"

#include <array>
#include <string>
#include <string_view>

namespace qoltanba::crypto {
namespace {

// Far above any token; a bound for hostile input.
constexpr std::size_t most_octets = std::size_t{1024} * 1024;
constexpr std::size_t most_words = 200;

/// PKIStatus (RFC 3161, 2.4.2), by its number.
constexpr std::array<std::string_view, 6> statuses{"granted", "grantedWithMods",   "rejection",
                                                   "waiting", "revocationWarning", "revocationNotification"};

struct Reason {
    unsigned bit;
    std::string_view name;
};

/// PKIFailureInfo (RFC 3161, 2.4.2).
constexpr std::array reasons{
    Reason{0, "badAlg"},
    Reason{2, "badRequest"},
    Reason{5, "badDataFormat"},
    Reason{14, "timeNotAvailable"},
    Reason{15, "unacceptedPolicy"},
    Reason{16, "unacceptedExtension"},
    Reason{17, "addInfoNotAvailable"},
    Reason{25, "systemFailure"},
};

struct Status {
    std::int64_t number = 0;
    std::string words;    ///< statusString
    std::string reasons;  ///< of failInfo

    [[nodiscard]] std::string text() const {
        const bool known = number >= 0 && static_cast<std::size_t>(number) < statuses.size();
        std::string text = known ? std::string(statuses[static_cast<std::size_t>(number)])
                                 : "status " + std::to_string(number);
        if (!reasons.empty()) text += ":" + reasons;
        if (!words.empty()) text += " (" + words + ")";
        return text;
    }
};

/// PKIFreeText ::= SEQUENCE OF UTF8String. It is only for showing, so what is no text is passed over.
std::string read_words(const der::Element& element) {
    std::string words;
    auto reader = der::Reader::inside(element);
    while (!reader.at_end() && words.size() < most_words) {
        const auto next = reader.next();
        if (next.has_error()) break;
        const auto text = der::string_text(*next);
        if (text.has_error()) continue;
        if (!words.empty()) words += "; ";
        words += text->substr(0, most_words);
    }
    return words;
}

/// PKIStatusInfo ::= SEQUENCE { status INTEGER, statusString OPTIONAL, failInfo BIT STRING OPTIONAL }
Result<Status> read_status(der::Reader& response) {
    QOLTANBA_TRY(auto reader, response.enter(der::Tag::sequence));
    QOLTANBA_TRY(const auto number, reader.expect(der::Tag::integer));
    Status status;
    QOLTANBA_TRY(status.number, der::small_integer(number));
    QOLTANBA_TRY(const auto words, reader.optional(der::Tag::sequence));
    if (words) status.words = read_words(*words);
    QOLTANBA_TRY(const auto failure, reader.optional(der::Tag::bit_string));
    QOLTANBA_CHECK(reader.finish());
    if (!failure) return status;
    QOLTANBA_TRY(const auto bits, der::named_bits(*failure));
    for (const auto& reason : reasons) {
        if ((bits >> reason.bit & 1U) != 0) status.reasons += " " + std::string(reason.name);
    }
    return status;
}

/// TimeStampResp ::= SEQUENCE { status PKIStatusInfo, timeStampToken OPTIONAL }. The token is there with
/// granted and grantedWithMods, and with no other status.
Result<Bytes> read_response(BytesView der) {
    QOLTANBA_TRY(const auto sequence, der::read_single(der, der::Tag::sequence));
    auto response = der::Reader::inside(sequence);
    QOLTANBA_TRY(const auto status, read_status(response));
    if (status.number != 0 && status.number != 1) return fail(ErrorCode::time_stamp_refused, status.text());
    QOLTANBA_TRY(const auto token, response.expect(der::Tag::sequence));
    QOLTANBA_CHECK(response.finish());
    return copy_of(token.whole);
}

}  // namespace

Result<Bytes> token_of_response(BytesView response) {
    if (response.size() > most_octets) return fail(ErrorCode::malformed_time_stamp, "larger than any answer");
    auto token = read_response(response);
    if (token.has_value() || token.error().code == ErrorCode::time_stamp_refused) return token;
    // Tokens are CMS, which may be BER, and then the answer around them is not DER either.
    const auto converted = der::ber_to_der(response);
    if (converted.has_value()) token = read_response(*converted);
    if (token.has_value() || token.error().code == ErrorCode::time_stamp_refused) return token;
    return because(ErrorCode::malformed_time_stamp, "no TimeStampResp", token.error());
}

}  // namespace qoltanba::crypto
