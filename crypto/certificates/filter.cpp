#include "crypto/certificates/filter.hpp"

#include "crypto/certificates/holder.hpp"

#include <algorithm>

namespace qoltanba::crypto {
namespace {

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Lower case, without the colons between octets and without leading zeros.
std::string plain_number(std::string_view text) {
    std::string plain;
    for (const char c : text) {
        if (c != ':') plain += lower(c);
    }
    plain.erase(0, std::min(plain.find_first_not_of('0'), plain.size()));
    return plain;
}

/// Long division by ten, most significant octet first; the octets are few (Certificate bounds them).
std::string decimal_of(BytesView big_endian) {
    Bytes number = copy_of(big_endian);
    std::string digits;
    while (std::ranges::any_of(number, [](std::uint8_t octet) { return octet != 0; })) {
        unsigned remainder = 0;
        for (auto& octet : number) {
            const unsigned value = remainder * 256 + octet;
            octet = static_cast<std::uint8_t>(value / 10);
            remainder = value % 10;
        }
        digits += static_cast<char>('0' + remainder);
    }
    std::ranges::reverse(digits);
    return digits;
}

bool has_serial_number(const Certificate& certificate, std::string_view wanted) {
    const auto number = plain_number(wanted);
    return number == plain_number(certificate.serial_number_hex()) ||
           number == decimal_of(certificate.serial_number());
}

Result<void> check_purpose(const Certificate& certificate, const CertificateFilter& filter) {
    const auto use = key_use_of(certificate);
    const bool wrong = (filter.purpose == Purpose::authentication && use != KeyUse::authentication) ||
                       (filter.purpose == Purpose::signature && use != KeyUse::signature);
    if (wrong && use != KeyUse::both)
        return fail(ErrorCode::certificate_purpose_mismatch, "the key is for another use");
    for (const auto& oid : filter.extended_key_usage) {
        if (std::ranges::find(certificate.extended_key_usage(), oid) ==
            certificate.extended_key_usage().end())
            return fail(ErrorCode::certificate_purpose_mismatch, "extKeyUsage lacks " + oid);
    }
    return {};
}

Result<void> check_holder(const Certificate& certificate, const CertificateFilter& filter) {
    const auto mismatch = [](std::string detail) {
        return fail(ErrorCode::certificate_holder_mismatch, std::move(detail));
    };
    const auto holder = holder_of(certificate);
    if (!filter.iin.empty() && filter.iin != holder.iin) return mismatch("another IIN");
    if (!filter.bin.empty() && filter.bin != holder.bin) return mismatch("another BIN");
    if (!filter.serial_number.empty() && !has_serial_number(certificate, filter.serial_number))
        return mismatch("another serial number");
    return {};
}

Result<void> check_time(const Certificate& certificate, Time at) {
    if (at > certificate.not_after())
        return fail(ErrorCode::certificate_expired, "until " + to_iso(certificate.not_after()));
    if (at < certificate.not_before())
        return fail(ErrorCode::certificate_not_yet_valid, "from " + to_iso(certificate.not_before()));
    return {};
}

Result<void> check_chain(const Certificate& certificate, const Anchors& anchors, Time at) {
    auto verdict = judge_chain(certificate, {}, anchors, at);
    if (verdict.state == ChainState::trusted) return {};
    return verdict.reason.value_or(fail(ErrorCode::certificate_untrusted));
}

Anchors anchors_of(const std::vector<Certificate>& certificates) {
    auto anchors = Anchors::none();
    for (const auto& certificate : certificates) anchors.add(certificate);
    return anchors;
}

}  // namespace

Result<void> fits(const Certificate& certificate, const CertificateFilter& filter, const Anchors& anchors,
                  Time at) {
    // The wrong key is told before an expired one: only then does renewing it help.
    QOLTANBA_CHECK(check_purpose(certificate, filter));
    QOLTANBA_CHECK(check_holder(certificate, filter));
    // Where expired ones are allowed, they still have to come from an authority: one that vouched for them
    // on their last day.
    const Time judged_at = filter.allow_expired ? std::min(at, certificate.not_after()) : at;
    QOLTANBA_CHECK(check_time(certificate, judged_at));
    switch (filter.chain) {
        case ChainRule::not_asked:
        case ChainRule::none:
            break;
        case ChainRule::national:
            return check_chain(certificate, anchors, judged_at);
        case ChainRule::given:
            return check_chain(certificate, anchors_of(filter.chain_certificates), judged_at);
    }
    return {};
}

}  // namespace qoltanba::crypto
