#include "crypto/certificates/addresses.hpp"

#include "crypto/certificates/extension_types.hpp"
#include "crypto/der/reader.hpp"
#include "crypto/der/values.hpp"

#include <algorithm>

namespace qoltanba::crypto {
namespace {

using der::Reader;
using der::Tag;

constexpr std::size_t most_addresses = 8;
constexpr std::size_t longest_address = 500;
constexpr auto uri_tag = der::context_primitive(6);  ///< GeneralName: uniformResourceIdentifier

bool begins_in_any_case(std::string_view text, std::string_view lower_case) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return text.size() >= lower_case.size() &&
           std::equal(lower_case.begin(), lower_case.end(), text.begin(),
                      [&](char wanted, char c) { return wanted == lower(c); });
}

bool is_usable(std::string_view address) {
    const bool is_graphic =
        std::ranges::all_of(address, [](char c) { return c > ' ' && static_cast<unsigned char>(c) < 0x7F; });
    return is_graphic && address.size() <= longest_address &&
           (begins_in_any_case(address, "http://") || begins_in_any_case(address, "https://"));
}

void add(std::vector<std::string>& list, BytesView uri) {
    const auto address = text_of(uri);
    const bool is_there = std::ranges::find(list, address) != list.end();
    if (list.size() < most_addresses && is_usable(address) && !is_there) list.emplace_back(address);
}

/// AuthorityInfoAccessSyntax ::= SEQUENCE OF SEQUENCE { accessMethod, accessLocation GeneralName }
Result<void> read_information_access(Addresses& addresses, BytesView value) {
    QOLTANBA_TRY(const auto sequence, der::read_single(value, Tag::sequence));
    for (auto list = Reader::inside(sequence); !list.at_end();) {
        QOLTANBA_TRY(auto description, list.enter(Tag::sequence));
        QOLTANBA_TRY(const auto method, description.expect(Tag::object_identifier));
        QOLTANBA_TRY(const auto oid, der::oid_text(method));
        QOLTANBA_TRY(const auto location, description.next());
        if (location.tag != uri_tag) continue;
        if (oid == access_method::ocsp) add(addresses.ocsp, location.content);
        if (oid == access_method::ca_issuers) add(addresses.issuers, location.content);
    }
    return {};
}

/// DistributionPoint ::= SEQUENCE { distributionPoint [0] { fullName [0] GeneralNames, ... }, reasons [1],
/// cRLIssuer [2] }. Lists of some reasons or of another issuer are not judged here, so nobody fetches them.
Result<void> read_distribution_point(std::vector<std::string>& list, Reader point) {
    QOLTANBA_TRY(const auto name, point.optional(der::context(0)));
    if (!name || !point.at_end()) return {};
    QOLTANBA_TRY(const auto full_name, Reader::inside(*name).optional(der::context(0)));
    if (!full_name) return {};
    for (auto names = Reader::inside(*full_name); !names.at_end();) {
        QOLTANBA_TRY(const auto general_name, names.next());
        if (general_name.tag == uri_tag) add(list, general_name.content);
    }
    return {};
}

Result<void> read_distribution_points(std::vector<std::string>& list, BytesView value) {
    QOLTANBA_TRY(const auto sequence, der::read_single(value, Tag::sequence));
    for (auto points = Reader::inside(sequence); !points.at_end();) {
        QOLTANBA_TRY(const auto point, points.enter(Tag::sequence));
        QOLTANBA_CHECK(read_distribution_point(list, point));
    }
    return {};
}

}  // namespace

void note_addresses(Addresses& addresses, std::string_view oid, BytesView value) {
    // A fault ends the reading; what was read before it stays.
    if (oid == extension_type::authority_information_access)
        static_cast<void>(read_information_access(addresses, value));
    if (oid == extension_type::crl_distribution_points)
        static_cast<void>(read_distribution_points(addresses.crls, value));
    if (oid == extension_type::freshest_crl)
        static_cast<void>(read_distribution_points(addresses.delta_crls, value));
}

}  // namespace qoltanba::crypto
