#include "crypto/revocation/crl_entries.hpp"

#include "crypto/der/values.hpp"

#include <algorithm>
#include <array>

namespace qoltanba::crypto::crl {
namespace {

// Object identifiers by their octets: comparing texts would cost more than all the rest of the pass.
constexpr std::array<std::uint8_t, 3> id_reason_code{0x55, 0x1D, 0x15};      // 2.5.29.21
constexpr std::array<std::uint8_t, 3> id_invalidity_date{0x55, 0x1D, 0x18};  // 2.5.29.24

Result<RevocationReason> read_reason(BytesView value) {
    QOLTANBA_TRY(const auto element, der::read_single(value, der::Tag::enumerated));
    if (element.content.size() != 1) return fail(ErrorCode::malformed_der, "CRLReason");
    return revocation_reason(element.content.front());
}

/// crlEntryExtensions; `entry` is filled where this one is asked for, null elsewhere.
Result<void> read_extensions(const der::Element& sequence, Entry* entry) {
    auto list = der::Reader::inside(sequence);
    while (!list.at_end()) {
        QOLTANBA_TRY(auto extension, list.enter(der::Tag::sequence));
        QOLTANBA_TRY(const auto type, extension.expect(der::Tag::object_identifier));
        QOLTANBA_TRY(const auto critical, extension.optional(der::Tag::boolean));
        QOLTANBA_TRY(const auto value, extension.expect(der::Tag::octet_string));
        QOLTANBA_CHECK(extension.finish());
        if (std::ranges::equal(type.content, id_reason_code)) {
            if (entry == nullptr) continue;
            QOLTANBA_TRY(entry->reason, read_reason(value.content));
        } else if (critical && !std::ranges::equal(type.content, id_invalidity_date)) {
            return fail(ErrorCode::crl_scope_unsupported,
                        "an entry with the critical extension " + to_hex(type.content));
        }
    }
    return {};
}

/// SEQUENCE { userCertificate INTEGER, revocationDate Time, crlEntryExtensions OPTIONAL }
Result<void> read_entry(der::Reader& list, std::span<const Bytes> serial_numbers,
                        std::vector<std::optional<Entry>>& found) {
    QOLTANBA_TRY(auto reader, list.enter(der::Tag::sequence));
    QOLTANBA_TRY(const auto serial_number, reader.expect(der::Tag::integer));
    QOLTANBA_TRY(const auto time, reader.next());
    QOLTANBA_TRY(const auto extensions, reader.optional(der::Tag::sequence));
    QOLTANBA_CHECK(reader.finish());

    const auto asked = std::ranges::find_if(serial_numbers, [&](const Bytes& wanted) {
        return std::ranges::equal(wanted, serial_number.content);
    });
    if (asked == serial_numbers.end())
        return extensions ? read_extensions(*extensions, nullptr) : Result<void>{};

    Entry entry;
    QOLTANBA_TRY(entry.revoked_at, der::time_value(time));
    if (extensions) QOLTANBA_CHECK(read_extensions(*extensions, &entry));
    auto& place = found[static_cast<std::size_t>(asked - serial_numbers.begin())];
    // A list has one entry for a certificate; of two, the one that says more against it counts.
    if (!place || place->is_removal()) place = entry;
    return {};
}

}  // namespace

Result<std::vector<std::optional<Entry>>> find_entries(BytesView entries,
                                                       std::span<const Bytes> serial_numbers) {
    std::vector<std::optional<Entry>> found(serial_numbers.size());
    der::Reader list(entries);
    while (!list.at_end()) QOLTANBA_CHECK(read_entry(list, serial_numbers, found));
    return found;
}

}  // namespace qoltanba::crypto::crl
