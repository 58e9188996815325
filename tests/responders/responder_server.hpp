// The services of demonstration authorities over HTTP: time stamps, OCSP and lists of revoked certificates,
// answered rightly or wrongly as a test says at run time.
//
//   ResponderServer server;                                                 // a free port of 127.0.0.1
//   const Authority authority(KeyFamily::rsa, now(), server.base_url());    // its certificates name the
//   server server.serve(authority); server.set(Route::tsp, Fault::wrong_nonce); … server.url(Route::tsp) …
//   server.requests(Route::tsp) …
#pragma once

#include "ca/authority.hpp"
#include "responders/http_server.hpp"

#include <optional>
#include <string_view>

namespace qoltanba::test {

enum class Route {
    tsp,          ///< POST /tsp, by the authority served first; /tsp/rsa and /tsp/gost by that of the family
    ocsp,         ///< POST /ocsp/, by the authority that the request is about
    crl,          ///< GET /crl/nca_FAMILY_demo.crl, and root_FAMILY_demo.crl
    delta,        ///< GET /crl/nca_FAMILY_d_demo.crl
    certificate,  ///< GET /cert/nca_FAMILY_demo.cer, and root_FAMILY_demo.cer
};

/// One for each route at a time. Names in JSON are those here: "wrong_nonce".
enum class Fault {
    none,
    // Of HTTP, for every route
    garbage,    ///< HTML with status 200
    truncated,  ///< the connection breaks off in the middle of the body
    endless,    ///< a body without end
    slow,       ///< the same, 10 KiB a second
    status_500,
    unavailable_once,  ///< 503 for the next request, then as if there was no fault
    redirect_loop,
    redirect_to_file,    ///< to file:///etc/passwd
    wrong_content_type,  ///< the right body as text/html
    silent,              ///< the request is taken, and nothing comes
    // Of time stamps
    refused,
    wrong_imprint,
    other_policy,
    damaged_signature,  ///< also of OCSP
    expired_authority,  ///< the certificate of the TSA, or of the OCSP responder
    unfit_authority,    ///< the certificate does not say that it is for this
    wrong_nonce,        ///< also of OCSP
    no_nonce,           ///< also of OCSP
    // Of OCSP
    try_later,
    everything_revoked,
    everything_unknown,
    outdated,  ///< also of lists: nextUpdate has passed
    // Of lists
    twenty_megabytes,  ///< the right list with so many further entries
};

/// Nothing for a name that is none.
std::optional<Route> route_from(std::string_view name);
std::optional<Fault> fault_from(std::string_view name);

class ResponderServer {
  public:
    /// Listens from now on; everything is 404 until an authority is served. `clock` tells the responders'
    /// time.
    explicit ResponderServer(std::function<Time()> clock = now);
    ~ResponderServer();

    /// "http://127.0.0.1:PORT", for an Authority whose certificates are to name this server.
    [[nodiscard]] std::string base_url() const;
    /// Whole; for lists and certificates that of the authority served first.
    [[nodiscard]] std::string url(Route route) const;

    /// One for each family; it outlives the server.
    void serve(const Authority& authority);

    void set(Route route, Fault fault);
    /// Before each answer.
    void set_delay(Route route, std::chrono::milliseconds delay);
    /// In OCSP and in the lists from now on. `in_delta_alone`: the complete list does not know yet.
    void revoke(const crypto::Certificate& certificate, Time at, std::optional<int> reason = {},
                bool in_delta_alone = false);
    /// By the value octets of the serial number.
    void revoke(const Bytes& serial_number, Time at, std::optional<int> reason = {},
                bool in_delta_alone = false);
    /// Nobody is revoked any more, no route has a fault or delay, and all counts are 0.
    void reset();

    [[nodiscard]] std::size_t requests(Route route) const;
    [[nodiscard]] HttpQuestion last_request(Route route) const;

    /// The same answer without HTTP, for the control program and tests of the server itself.
    [[nodiscard]] HttpReply answer(const HttpQuestion& question);

  private:
    struct State;
    std::unique_ptr<State> state_;
    std::unique_ptr<HttpServer> server_;
};

}  // namespace qoltanba::test
