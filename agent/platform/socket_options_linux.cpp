#include "agent/platform/socket_options.hpp"

#include <fcntl.h>

#include <cerrno>

namespace qoltanba::agent {
namespace {

boost::system::error_code close_on_exec(int descriptor) {
    if (::fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0) return {};
    return {errno, boost::system::system_category()};
}

}  // namespace

boost::system::error_code prepare_listener(boost::asio::ip::tcp::acceptor& acceptor) {
    // On Linux this lets nobody share a port that is listened on; it only forgives connections in TIME_WAIT.
    boost::system::error_code error;
    acceptor.set_option(boost::asio::socket_base::reuse_address(true), error);
    return error ? error : close_on_exec(acceptor.native_handle());
}

boost::system::error_code keep_from_children(boost::asio::ip::tcp::socket& socket) {
    return close_on_exec(socket.native_handle());
}

}  // namespace qoltanba::agent
