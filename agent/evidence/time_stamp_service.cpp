#include "agent/evidence/time_stamp_service.hpp"

#include "agent/network/url.hpp"

namespace qoltanba::agent {
namespace {

// The policies of tsp.pki.gov.kz by what their tokens are signed with.
constexpr std::string_view gost_2004_policy = "1.2.398.3.3.2.6.1";
constexpr std::string_view rsa_policy = "1.2.398.3.3.2.6.2";
constexpr std::string_view gost_2015_policy = "1.2.398.3.3.2.6.4";
constexpr const char* national_address = "http://tsp.pki.gov.kz";

bool is_gost(crypto::DigestAlgorithm digest) {
    using enum crypto::DigestAlgorithm;
    return digest == streebog_256 || digest == streebog_512 || digest == gost_34311;
}

/// What crypto::der::object_identifier takes: at least two numbers with single dots between them.
bool is_object_identifier(std::string_view text) {
    const bool begins_well = text.size() >= 3 && text[0] >= '0' && text[0] <= '2' && text[1] == '.';
    return begins_well && text.size() <= 100 && text.back() != '.' &&
           text.find("..") == std::string_view::npos &&
           text.find_first_not_of("0123456789.") == std::string_view::npos;
}

}  // namespace

std::vector<TimeStampService> national_time_stamp_services() {
    return {{national_address, std::string(gost_2015_policy)}, {national_address, std::string(rsa_policy)}};
}

Result<TimeStampService> time_stamp_service_from(std::string_view text) {
    TimeStampService service;
    // A URL may have an equals sign too, but never before its colon.
    const auto equals = text.find('=');
    if (equals < text.find(':')) {
        service.policy = text.substr(0, equals);
        text.remove_prefix(equals + 1);
        if (!is_object_identifier(service.policy))
            return fail(ErrorCode::network_address_wrong, service.policy + " is no policy's identifier");
    }
    service.url = text;
    QOLTANBA_CHECK(read_http_url(service.url));
    return service;
}

bool serves(const TimeStampService& service, crypto::DigestAlgorithm digest) {
    if (service.policy == gost_2004_policy || service.policy == gost_2015_policy) return is_gost(digest);
    return service.policy != rsa_policy || !is_gost(digest);
}

}  // namespace qoltanba::agent
