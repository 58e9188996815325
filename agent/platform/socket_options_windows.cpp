#include "agent/platform/socket_options.hpp"
#include "crypto/base/api_windows.hpp"

namespace qoltanba::agent {
namespace {

boost::system::error_code not_inherited(SOCKET socket) {
    if (::SetHandleInformation(reinterpret_cast<HANDLE>(socket), HANDLE_FLAG_INHERIT, 0) != 0) return {};
    return {static_cast<int>(::GetLastError()), boost::system::system_category()};
}

}  // namespace

boost::system::error_code prepare_listener(boost::asio::ip::tcp::acceptor& acceptor) {
    // Without it any program may bind the same port with SO_REUSEADDR and take connections from us. What was
    // closed here leaves the port free at once, so nothing else is needed.
    const BOOL alone = TRUE;
    if (::setsockopt(acceptor.native_handle(), SOL_SOCKET, SO_EXCLUSIVEADDRUSE,
                     reinterpret_cast<const char*>(&alone), sizeof alone) != 0)
        return {::WSAGetLastError(), boost::system::system_category()};
    return not_inherited(acceptor.native_handle());
}

boost::system::error_code keep_from_children(boost::asio::ip::tcp::socket& socket) {
    return not_inherited(socket.native_handle());
}

}  // namespace qoltanba::agent
