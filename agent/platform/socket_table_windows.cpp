#include "agent/platform/socket_table_windows.hpp"

#include "crypto/base/api_windows.hpp"

#include <iphlpapi.h>

#include <algorithm>
#include <cstdint>

namespace qoltanba::agent {
namespace {

namespace ip = boost::asio::ip;
using ip::tcp;

/// The table as the system writes it: it may grow between the question for its size and its reading.
Result<std::vector<std::uint32_t>> read_table(ULONG family, TCP_TABLE_CLASS kind) {
    constexpr int attempts = 8;
    DWORD size = 16384;
    for (int attempt = 0; attempt < attempts; ++attempt) {
        std::vector<std::uint32_t> table(size / sizeof(std::uint32_t) + 1);
        size = static_cast<DWORD>(table.size() * sizeof(std::uint32_t));
        const auto error = ::GetExtendedTcpTable(table.data(), &size, FALSE, family, kind, 0);
        if (error == NO_ERROR) return table;
        if (error != ERROR_INSUFFICIENT_BUFFER) return system_error("read the table of sockets", error);
    }
    return fail(ErrorCode::input_output_failure, "the table of sockets grows too fast");
}

/// Addresses and ports stand in the rows in the order of the wire, a port in the low half of its field.
std::uint16_t port_of(DWORD field) {
    return static_cast<std::uint16_t>((field & 0xff) << 8 | (field >> 8 & 0xff));
}

tcp::endpoint end_of(DWORD address, DWORD port) {
    ip::address_v4::bytes_type octets{};
    std::copy_n(reinterpret_cast<const std::uint8_t*>(&address), octets.size(), octets.begin());
    return {ip::address_v4(octets), port_of(port)};
}

tcp::endpoint end_of(const UCHAR (&address)[16], DWORD port) {
    ip::address_v6::bytes_type octets{};
    std::copy_n(address, octets.size(), octets.begin());
    return row_form({ip::address_v6(octets), port_of(port)});
}

SocketRow row_of(const MIB_TCPROW_OWNER_PID& row) {
    return {end_of(row.dwLocalAddr, row.dwLocalPort), end_of(row.dwRemoteAddr, row.dwRemotePort),
            row.dwOwningPid};
}

SocketRow row_of(const MIB_TCP6ROW_OWNER_PID& row) {
    return {end_of(row.ucLocalAddr, row.dwLocalPort), end_of(row.ucRemoteAddr, row.dwRemotePort),
            row.dwOwningPid};
}

template <typename Table>
Result<void> add_rows(std::vector<SocketRow>& rows, ULONG family, TCP_TABLE_CLASS kind, DWORD state) {
    QOLTANBA_TRY(const auto memory, read_table(family, kind));
    const auto* table = reinterpret_cast<const Table*>(memory.data());
    for (DWORD i = 0; i < table->dwNumEntries; ++i)
        if (table->table[i].dwState == state) rows.push_back(row_of(table->table[i]));
    return {};
}

Result<std::vector<SocketRow>> sockets(TCP_TABLE_CLASS kind, DWORD state) {
    std::vector<SocketRow> rows;
    QOLTANBA_CHECK(add_rows<MIB_TCPTABLE_OWNER_PID>(rows, AF_INET, kind, state));
    QOLTANBA_CHECK(add_rows<MIB_TCP6TABLE_OWNER_PID>(rows, AF_INET6, kind, state));
    return rows;
}

}  // namespace

Result<std::vector<SocketRow>> connected_sockets() {
    return sockets(TCP_TABLE_OWNER_PID_CONNECTIONS, MIB_TCP_STATE_ESTAB);
}

Result<std::vector<SocketRow>> listening_sockets() {
    auto rows = sockets(TCP_TABLE_OWNER_PID_LISTENER, MIB_TCP_STATE_LISTEN);
    if (rows)
        for (auto& row : *rows) row.other.port(0);  // what stands there means nothing
    return rows;
}

tcp::endpoint row_form(const tcp::endpoint& endpoint) {
    if (!endpoint.address().is_v6()) return endpoint;
    const auto address = endpoint.address().to_v6();
    if (address.is_v4_mapped()) return {ip::make_address_v4(ip::v4_mapped, address), endpoint.port()};
    return {ip::address_v6(address.to_bytes()), endpoint.port()};  // without a scope
}

}  // namespace qoltanba::agent
