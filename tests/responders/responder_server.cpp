#include "responders/responder_server.hpp"

#include "responders/authority_services.hpp"
#include "responders/control.hpp"

#include <mutex>
#include <stdexcept>

namespace qoltanba::test {
namespace {

struct RouteState {
    Fault fault = Fault::none;
    std::chrono::milliseconds delay{0};
    std::size_t requests = 0;
    HttpQuestion last{};
};

/// What is published stays the same, to the octet, until something changes; so it has an entity tag.
struct Published {
    Bytes body;
    Time since;
};

constexpr std::chrono::hours published_anew_after{1};

HttpReply of_status(unsigned status) {
    return {.status = status, .content_type = "text/plain"};
}

HttpReply redirect_to(const std::string& target) {
    auto reply = of_status(302);
    reply.headers["Location"] = target;
    return reply;
}

std::string entity_tag_of(BytesView body) {
    const auto digest = crypto::digest_of(crypto::DigestAlgorithm::sha256, body);
    return '"' + to_hex(BytesView(digest).first(8)) + '"';
}

/// "/crl/nca_rsa_d_demo.crl" from "crl", "nca", "rsa_d".
std::string file_target(const char* folder, const char* level, const std::string& label) {
    return std::string("/") + folder + "/" + level + "_" + label + "_demo." +
           (std::string_view(folder) == "crl" ? "crl" : "cer");
}

std::optional<Route> route_of(const std::string& target) {
    if (target == "/tsp" || target.starts_with("/tsp/")) return Route::tsp;
    if (target == "/ocsp" || target.starts_with("/ocsp/")) return Route::ocsp;
    if (target.starts_with("/crl/")) return target.ends_with("_d_demo.crl") ? Route::delta : Route::crl;
    if (target.starts_with("/cert/")) return Route::certificate;
    return std::nullopt;
}

}  // namespace

struct ResponderServer::State {
    std::function<Time()> clock;
    mutable std::mutex mutex{};
    std::vector<AuthorityServices> services{};
    std::map<Route, RouteState> routes{};
    std::vector<Revocation> revoked{};
    std::int64_t number = 1;  ///< of the lists
    std::map<std::string, Published> published{};

    HttpReply answer_route(Route route, const HttpQuestion& question);
    HttpReply right_answer(Route route, Fault fault, const HttpQuestion& question);
    HttpReply stamp(Fault fault, const HttpQuestion& question);
    HttpReply status(Fault fault, const HttpQuestion& question);
    HttpReply file(Fault fault, const HttpQuestion& question);
    std::optional<Bytes> make_file(Fault fault, const std::string& target);
    void publish_anew() {
        ++number;
        published.clear();
    }
};

HttpReply ResponderServer::State::stamp(Fault fault, const HttpQuestion& question) {
    if (question.method != "POST") return of_status(405);
    if (question.header("content-type") != "application/timestamp-query") return of_status(415);
    for (auto& one : services) {
        const auto own_target = "/tsp/" + one.authority().label();
        if (question.target == own_target || (question.target == "/tsp" && &one == &services.front()))
            return {.content_type = "application/timestamp-reply",
                    .body = one.stamp(question.body, fault, clock())};
    }
    return of_status(404);
}

HttpReply ResponderServer::State::status(Fault fault, const HttpQuestion& question) {
    if (question.method != "POST") return of_status(405);
    if (question.header("content-type") != "application/ocsp-request") return of_status(415);
    const auto asked = asked_certificate(question.body);
    for (auto& one : services)
        if (one.is_asked(asked))
            return {.content_type = "application/ocsp-response",
                    .body = one.status(question.body, fault, revoked, clock())};
    const Bytes unauthorized{0x30, 0x03, 0x0A, 0x01, 0x06};  // OCSPResponse (RFC 6960, 4.2.1)
    return {.content_type = "application/ocsp-response", .body = unauthorized};
}

std::optional<Bytes> ResponderServer::State::make_file(Fault fault, const std::string& target) {
    for (const auto& one : services) {
        const auto& authority = one.authority();
        const auto label = authority.label();
        if (target == file_target("crl", "nca", label))
            return one.complete_list(fault, revoked, number, clock());
        if (target == file_target("crl", "nca", label + "_d"))
            return one.delta_list(fault, revoked, number, clock());
        if (target == file_target("crl", "root", label)) return one.root_list(fault, clock());
        if (target == file_target("cert", "nca", label)) return copy_of(authority.intermediate().der());
        if (target == file_target("cert", "root", label)) return copy_of(authority.root().der());
    }
    return std::nullopt;
}

HttpReply ResponderServer::State::file(Fault fault, const HttpQuestion& question) {
    if (question.method != "GET") return of_status(405);
    auto found = published.find(question.target);
    if (found == published.end() || clock() - found->second.since > published_anew_after) {
        auto body = make_file(fault, question.target);
        if (!body) return of_status(404);
        found = published.insert_or_assign(question.target, Published{*std::move(body), clock()}).first;
    }
    const auto& body = found->second.body;
    const auto tag = entity_tag_of(body);
    const bool is_list = question.target.ends_with(".crl");
    HttpReply reply{.content_type = is_list ? "application/pkix-crl" : "application/pkix-cert",
                    .headers = {{"ETag", tag}}};
    if (question.header("if-none-match") == tag) {
        reply.status = 304;
    } else {
        reply.body = body;
    }
    return reply;
}

HttpReply ResponderServer::State::right_answer(Route route, Fault fault, const HttpQuestion& question) {
    if (route == Route::tsp) return stamp(fault, question);
    if (route == Route::ocsp) return status(fault, question);
    return file(fault, question);
}

HttpReply ResponderServer::State::answer_route(Route route, const HttpQuestion& question) {
    auto& state = routes[route];
    ++state.requests;
    state.last = question;
    const auto fault = state.fault;
    if (fault == Fault::unavailable_once) {
        state.fault = Fault::none;
        return of_status(503);
    }
    if (fault == Fault::status_500) return of_status(500);
    if (fault == Fault::redirect_loop) return redirect_to(question.target);
    if (fault == Fault::redirect_to_file) return redirect_to("file:///etc/passwd");
    if (fault == Fault::garbage)
        return {.content_type = "text/html", .body = copy_of(bytes_of("<html>502 Bad Gateway</html>"))};
    auto reply = right_answer(route, fault, question);
    if (fault == Fault::truncated) reply.manner = HttpReply::Manner::truncated;
    if (fault == Fault::endless) reply.manner = HttpReply::Manner::endless;
    if (fault == Fault::slow) reply.manner = HttpReply::Manner::slow;
    if (fault == Fault::silent) reply.manner = HttpReply::Manner::silent;
    if (fault == Fault::wrong_content_type) reply.content_type = "text/html";
    return reply;
}

ResponderServer::ResponderServer(std::function<Time()> clock)
    : state_(std::make_unique<State>()),
      server_(
          std::make_unique<HttpServer>([this](const HttpQuestion& question) { return answer(question); })) {
    const std::lock_guard lock(state_->mutex);
    state_->clock = std::move(clock);
}

ResponderServer::~ResponderServer() = default;

std::string ResponderServer::base_url() const {
    return server_->base_url();
}

std::string ResponderServer::url(Route route) const {
    const std::lock_guard lock(state_->mutex);
    const auto label = state_->services.empty() ? "none" : state_->services.front().authority().label();
    switch (route) {
        case Route::tsp:
            return base_url() + "/tsp";
        case Route::ocsp:
            return base_url() + "/ocsp/";
        case Route::crl:
            return base_url() + file_target("crl", "nca", label);
        case Route::delta:
            return base_url() + file_target("crl", "nca", label + "_d");
        case Route::certificate:
            break;
    }
    return base_url() + file_target("cert", "nca", label);
}

void ResponderServer::serve(const Authority& authority) {
    const std::lock_guard lock(state_->mutex);
    state_->services.emplace_back(authority);
}

void ResponderServer::set(Route route, Fault fault) {
    const std::lock_guard lock(state_->mutex);
    state_->routes[route].fault = fault;
    state_->published.clear();
}

void ResponderServer::set_delay(Route route, std::chrono::milliseconds delay) {
    const std::lock_guard lock(state_->mutex);
    state_->routes[route].delay = delay;
}

void ResponderServer::revoke(const crypto::Certificate& certificate, Time at, std::optional<int> reason,
                             bool in_delta_alone) {
    revoke(copy_of(certificate.serial_number()), at, reason, in_delta_alone);
}

void ResponderServer::revoke(const Bytes& serial_number, Time at, std::optional<int> reason,
                             bool in_delta_alone) {
    const std::lock_guard lock(state_->mutex);
    state_->revoked.push_back(
        {{.serial_number = serial_number, .revoked_at = at, .reason = reason}, in_delta_alone});
    state_->publish_anew();
}

void ResponderServer::reset() {
    const std::lock_guard lock(state_->mutex);
    state_->revoked.clear();
    state_->routes.clear();
    state_->publish_anew();
}

std::size_t ResponderServer::requests(Route route) const {
    const std::lock_guard lock(state_->mutex);
    return state_->routes[route].requests;
}

HttpQuestion ResponderServer::last_request(Route route) const {
    const std::lock_guard lock(state_->mutex);
    return state_->routes[route].last;
}

HttpReply ResponderServer::answer(const HttpQuestion& question) {
    if (question.target == "/control") return answer_control(*this, question);
    const auto route = route_of(question.target);
    if (!route) return of_status(404);
    const std::lock_guard lock(state_->mutex);
    auto reply = state_->answer_route(*route, question);
    reply.delay = state_->routes[*route].delay;
    return reply;
}

}  // namespace qoltanba::test
