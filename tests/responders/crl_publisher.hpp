// Makes CRLs (RFC 5280, 5) of the demonstration authority, right ones and wrong ones.
#pragma once

#include "ca/authority.hpp"

namespace qoltanba::test {

struct CrlEntry {
    Bytes serial_number;  ///< INTEGER's value octets
    Time revoked_at{};
    std::optional<int> reason{};
    bool critical_extension = false;  ///< certificateIssuer, as indirect lists have it
};

struct CrlOrder {
    std::vector<CrlEntry> entries{};
    Time this_update{};
    std::optional<Time> next_update{};
    std::int64_t number = 1;
    std::optional<std::int64_t> base_number{};  ///< then it is a delta
    bool of_root = false;                       ///< issued by the root, about the intermediate
    std::size_t padding = 0;                    ///< so many entries of other certificates stand before
    std::vector<Bytes> further_extensions{};    ///< whole Extension elements
};

/// Throws on failure.
Bytes make_crl(const Authority& authority, const CrlOrder& order);

/// A whole Extension element.
Bytes crl_extension(std::string_view oid, bool critical, BytesView value);

}  // namespace qoltanba::test
