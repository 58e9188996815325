#include "demo.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include <iostream>

namespace qoltanba::demo {
namespace {

namespace beast = boost::beast;
namespace http = beast::http;
using tcp = boost::asio::ip::tcp;

std::string_view type_of(const std::filesystem::path& file) {
    if (file.extension() == ".html") return "text/html; charset=utf-8";
    if (file.extension() == ".js") return "text/javascript; charset=utf-8";
    if (file.extension() == ".css") return "text/css; charset=utf-8";
    return "application/octet-stream";
}

/// A file directly in the folder; "/" is index.html. Anything else does not exist.
std::filesystem::path file_for(const std::filesystem::path& folder, std::string_view target) {
    target = target.substr(0, target.find('?'));
    if (target == "/") return folder / "index.html";
    if (target.size() < 2 || target.find_first_of("/\\", 1) != std::string_view::npos) return {};
    return folder / target.substr(1);
}

void answer(tcp::socket& socket, const std::filesystem::path& folder) {
    beast::flat_buffer buffer;
    http::request<http::empty_body> request;
    http::read(socket, buffer, request);
    const auto file = file_for(folder, request.target());
    http::file_body::value_type body;
    beast::error_code fault;
    body.open(file.string().c_str(), beast::file_mode::scan, fault);
    if (fault) {
        http::response<http::string_body> missing{http::status::not_found, request.version()};
        missing.body() = "not found\n";
        missing.prepare_payload();
        http::write(socket, missing);
        return;
    }
    http::response<http::file_body> found{http::status::ok, request.version()};
    found.set(http::field::content_type, type_of(file));
    found.set(http::field::cache_control, "no-store");
    found.body() = std::move(body);
    found.keep_alive(false);
    found.prepare_payload();
    http::write(socket, found);
}

}  // namespace

int serve(const std::filesystem::path& folder, std::uint16_t port) {
    boost::asio::io_context io;
    tcp::acceptor acceptor(io, {boost::asio::ip::make_address_v4("127.0.0.1"), port});
    std::cout << "http://127.0.0.1:" << acceptor.local_endpoint().port() << "/" << std::endl;
    for (;;) {
        auto socket = acceptor.accept();
        try {
            answer(socket, folder);
        } catch (const std::exception& fault) {
            std::cerr << "a request failed: " << fault.what() << '\n';
        }
    }
}

}  // namespace qoltanba::demo
