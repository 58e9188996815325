// An HTTP server on the loopback that does what a test says, also what no server should do.
#pragma once

#include "crypto/base/bytes.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace qoltanba::test {

struct HttpQuestion {
    std::string method{};
    std::string target{};                          ///< as it was sent: to a proxy it is a whole URL
    std::map<std::string, std::string> headers{};  ///< names in lower case
    Bytes body{};

    /// Empty for a header that was not sent.
    [[nodiscard]] std::string header(const std::string& name) const;
};

struct HttpReply {
    unsigned status = 200;
    std::string content_type{};
    Bytes body{};
    std::map<std::string, std::string> headers{};
    std::chrono::milliseconds delay{0};  ///< before the first octet
    enum class Manner {
        whole,
        truncated,  ///< Content-Length tells of twice as much, and the connection ends
        endless,    ///< chunk after chunk
        slow,       ///< the same, 10 KiB a second
        silent,     ///< nothing, until the other side goes
    } manner = Manner::whole;
};

/// A server's certificate and key, both PEM; they may be the same text.
struct TlsIdentity {
    std::string certificate{};
    std::string key{};
};

class HttpServer {
  public:
    using Answer = std::function<HttpReply(const HttpQuestion&)>;

    /// Listens on a free port of 127.0.0.1 from now on. `answer` is called on the server's one thread; an
    /// exception of it is told as status 500. Throws on failure.
    explicit HttpServer(Answer answer, std::optional<TlsIdentity> tls = {});
    ~HttpServer();  ///< every connection breaks off
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    [[nodiscard]] std::uint16_t port() const;
    /// "http://127.0.0.1:PORT", or https.
    [[nodiscard]] std::string base_url() const;

  private:
    struct Running;
    std::unique_ptr<Running> running_;
};

}  // namespace qoltanba::test
