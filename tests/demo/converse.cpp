#include "crypto/base/base64.hpp"
#include "demo.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <nlohmann/json.hpp>

#include <fstream>
#include <iostream>
#include <stdexcept>

namespace qoltanba::demo {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using tcp = asio::ip::tcp;

/// A page's side of the conversation, one request at a time.
class Page {
  public:
    Page(std::uint16_t port, const std::filesystem::path& ca)
        : tls_(asio::ssl::context::tls_client), socket_(io_, tls_) {
        tls_.load_verify_file(ca.string());
        socket_.next_layer().set_verify_mode(asio::ssl::verify_peer);
        socket_.next_layer().set_verify_callback(asio::ssl::host_name_verification("127.0.0.1"));
        beast::get_lowest_layer(socket_).connect({asio::ip::make_address("127.0.0.1"), port});
        socket_.next_layer().handshake(asio::ssl::stream_base::client);
        const auto host = "127.0.0.1:" + std::to_string(port);
        socket_.set_option(
            beast::websocket::stream_base::decorator([](beast::websocket::request_type& request) {
                request.set(beast::http::field::origin, "https://demonstration.example");
            }));
        socket_.handshake(host, "/");
        std::cout << "greeting: " << read() << "\n";
    }

    nlohmann::json call(const std::string& method, const nlohmann::json& arguments) {
        const nlohmann::json request{
            {"module", "kz.gov.pki.knca.commonUtils"}, {"method", method}, {"args", arguments}};
        std::cout << "asking for " << method << std::endl;
        socket_.write(asio::buffer(request.dump()));
        auto reply = nlohmann::json::parse(read());
        if (reply.value("code", "") != "200") throw std::runtime_error(method + " answered " + reply.dump());
        return reply;
    }

  private:
    std::string read() {
        beast::flat_buffer buffer;
        socket_.read(buffer);
        return beast::buffers_to_string(buffer.data());
    }

    asio::io_context io_;
    asio::ssl::context tls_;
    beast::websocket::stream<asio::ssl::stream<tcp::socket>> socket_;
};

void write(const std::filesystem::path& file, BytesView content) {
    std::ofstream out(file, std::ios::binary);
    out << text_of(content);
    if (!out) throw std::runtime_error("cannot write " + file.string());
}

}  // namespace

int converse(std::uint16_t port, const std::filesystem::path& ca, const std::filesystem::path& folder) {
    constexpr std::string_view text = "Прошу изменить мои реквизиты.";
    constexpr std::string_view xml = "<application><subject>реквизиты</subject></application>";
    Page page(port, ca);
    const auto cms =
        page.call("createCAdESFromBase64", {"PKCS12", "SIGNATURE", to_base64(bytes_of(text)), true});
    const auto der = from_base64(cms.at("responseObject").get<std::string>());
    write(folder / "document.cms", der.value());
    const auto signed_xml = page.call("signXml", {"PKCS12", "SIGNATURE", xml, "", ""});
    write(folder / "document.xml", bytes_of(signed_xml.at("responseObject").get<std::string>()));
    std::cout << "two signatures received\n";
    return 0;
}

}  // namespace qoltanba::demo
