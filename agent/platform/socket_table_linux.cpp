#include "agent/platform/socket_table_linux.hpp"

#include "crypto/base/descriptor_linux.hpp"

#include <arpa/inet.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <algorithm>
#include <cstring>
#include <functional>

namespace qoltanba::agent {
namespace {

constexpr SocketAddress mapped_prefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

bool is_mapped(const SocketAddress& address) {
    return std::equal(mapped_prefix.begin(), mapped_prefix.begin() + 12, address.begin());
}

/// sock_diag(7) wants IPv4 addresses in the first word.
void write_address(const SocketAddress& address, __be32 (&words)[4]) {
    const bool mapped = is_mapped(address);
    std::memcpy(words, address.data() + (mapped ? 12 : 0), mapped ? 4 : 16);
}

SocketAddress read_address(std::uint8_t family, const __be32 (&words)[4]) {
    SocketAddress address = family == AF_INET ? mapped_prefix : SocketAddress{};
    if (family == AF_INET) {
        std::memcpy(address.data() + 12, words, 4);
    } else {
        std::memcpy(address.data(), words, 16);
    }
    return address;
}

struct Question {
    nlmsghdr header{};
    inet_diag_req_v2 request{};
};

Question question_about(std::uint8_t family, std::uint32_t states, std::uint16_t flags) {
    Question question;
    question.header.nlmsg_len = sizeof question;
    question.header.nlmsg_type = SOCK_DIAG_BY_FAMILY;
    question.header.nlmsg_flags = static_cast<std::uint16_t>(NLM_F_REQUEST | flags);
    question.request.sdiag_family = family;
    question.request.sdiag_protocol = IPPROTO_TCP;
    question.request.idiag_states = states;
    question.request.id.idiag_cookie[0] = INET_DIAG_NOCOOKIE;
    question.request.id.idiag_cookie[1] = INET_DIAG_NOCOOKIE;
    return question;
}

Result<Descriptor> ask(const Question& question) {
    Descriptor table(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG));
    if (!table) return system_error("open sock_diag", errno);
    // The kernel answers within the call; the limit is for a kernel that does not answer at all.
    const timeval limit{1, 0};
    if (::setsockopt(table.get(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit) != 0)
        return system_error("limit sock_diag", errno);
    sockaddr_nl kernel{};
    kernel.nl_family = AF_NETLINK;
    if (::sendto(table.get(), &question, sizeof question, 0, reinterpret_cast<const sockaddr*>(&kernel),
                 sizeof kernel) < 0)
        return system_error("ask sock_diag", errno);
    return table;
}

enum class More { yes, no };

/// One message of the answer. NLMSG_ERROR with ENOENT says that there is no such socket.
Result<More> read_message(const nlmsghdr& message, const std::function<void(const inet_diag_msg&)>& found) {
    const auto* payload = reinterpret_cast<const std::uint8_t*>(&message) + NLMSG_HDRLEN;
    const std::size_t size = message.nlmsg_len - NLMSG_HDRLEN;
    if (message.nlmsg_type == NLMSG_DONE) return More::no;
    if (message.nlmsg_type == NLMSG_ERROR) {
        nlmsgerr error{};
        if (size < sizeof error.error) return system_error("sock_diag", EBADMSG);
        std::memcpy(&error.error, payload, sizeof error.error);
        if (error.error == 0 || error.error == -ENOENT) return More::no;
        return system_error("sock_diag", -error.error);
    }
    inet_diag_msg socket{};
    if (message.nlmsg_type != SOCK_DIAG_BY_FAMILY || size < sizeof socket)
        return system_error("sock_diag", EBADMSG);
    std::memcpy(&socket, payload, sizeof socket);
    found(socket);
    return (message.nlmsg_flags & NLM_F_MULTI) != 0 ? More::yes : More::no;
}

Result<void> read_answer(const Descriptor& table, const std::function<void(const inet_diag_msg&)>& found) {
    alignas(nlmsghdr) std::array<std::uint8_t, 32768> buffer{};
    for (;;) {
        const auto received = ::recv(table.get(), buffer.data(), buffer.size(), 0);
        if (received < 0 && errno == EINTR) continue;
        if (received <= 0) return system_error("sock_diag answers", received < 0 ? errno : EBADMSG);
        auto rest = static_cast<std::size_t>(received);
        for (const auto* at = buffer.data(); rest >= sizeof(nlmsghdr);) {
            const auto& message = *reinterpret_cast<const nlmsghdr*>(at);
            if (message.nlmsg_len < sizeof(nlmsghdr) || message.nlmsg_len > rest)
                return system_error("sock_diag", EBADMSG);
            QOLTANBA_TRY(const auto more, read_message(message, found));
            if (more == More::no) return {};
            const std::size_t step = std::min<std::size_t>(NLMSG_ALIGN(message.nlmsg_len), rest);
            at += step;
            rest -= step;
        }
    }
}

}  // namespace

Result<std::optional<SocketOwner>> connected_socket(const SocketEnd& own, const SocketEnd& other) {
    const std::uint8_t family = is_mapped(own.address) ? AF_INET : AF_INET6;
    auto question = question_about(family, 1u << TCP_ESTABLISHED, 0);
    question.request.id.idiag_sport = htons(own.port);
    question.request.id.idiag_dport = htons(other.port);
    write_address(own.address, question.request.id.idiag_src);
    write_address(other.address, question.request.id.idiag_dst);

    std::optional<SocketOwner> owner;
    QOLTANBA_TRY(const auto table, ask(question));
    QOLTANBA_CHECK(read_answer(table, [&](const inet_diag_msg& socket) {
        // An exact question falls back to a listener on that port, and sockets that no process holds any more
        // (closing, TIME_WAIT) are reported with user 0 and inode 0: neither says who is there.
        const SocketEnd found_own{read_address(socket.idiag_family, socket.id.idiag_src),
                                  ntohs(socket.id.idiag_sport)};
        const SocketEnd found_other{read_address(socket.idiag_family, socket.id.idiag_dst),
                                    ntohs(socket.id.idiag_dport)};
        if (socket.idiag_state == TCP_ESTABLISHED && socket.idiag_inode != 0 && found_own == own &&
            found_other == other)
            owner = SocketOwner{socket.idiag_uid, socket.idiag_inode};
    }));
    return owner;
}

Result<std::vector<SocketOwner>> listening_sockets(std::uint16_t port) {
    std::vector<SocketOwner> owners;
    for (const auto family : {std::uint8_t{AF_INET}, std::uint8_t{AF_INET6}}) {
        QOLTANBA_TRY(const auto table, ask(question_about(family, 1u << TCP_LISTEN, NLM_F_DUMP)));
        QOLTANBA_CHECK(read_answer(table, [&](const inet_diag_msg& socket) {
            if (ntohs(socket.id.idiag_sport) == port)
                owners.push_back({socket.idiag_uid, socket.idiag_inode});
        }));
    }
    return owners;
}

}  // namespace qoltanba::agent
