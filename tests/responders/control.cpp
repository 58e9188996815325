#include "responders/control.hpp"

#include <nlohmann/json.hpp>

#include <stdexcept>

namespace qoltanba::test {
namespace {

using Json = nlohmann::ordered_json;

Route route_in(const Json& order) {
    const auto route = route_from(order.at("route").get<std::string>());
    if (!route) throw std::invalid_argument("no such route");
    return *route;
}

void obey(ResponderServer& server, const Json& order) {
    if (order.value("reset", false)) server.reset();
    if (order.contains("fault")) {
        const auto fault = fault_from(order["fault"].get<std::string>());
        if (!fault) throw std::invalid_argument("no such fault");
        server.set(route_in(order), *fault);
    }
    if (order.contains("delay"))
        server.set_delay(route_in(order), std::chrono::milliseconds(order["delay"].get<std::uint32_t>()));
    if (order.contains("revoke")) {
        const auto serial_number = from_hex(order["revoke"].get<std::string>());
        if (!serial_number || serial_number->empty()) throw std::invalid_argument("no serial number in hex");
        const auto reason =
            order.contains("reason") ? std::optional(order["reason"].get<int>()) : std::nullopt;
        server.revoke(*serial_number, now() - std::chrono::minutes{1}, reason,
                      order.value("inDeltaAlone", false));
    }
}

std::string counts(const ResponderServer& server) {
    Json json;
    for (const auto* name : {"tsp", "ocsp", "crl", "delta", "certificate"})
        json[name] = {{"requests", server.requests(*route_from(name))}};
    return json.dump() + "\n";
}

}  // namespace

HttpReply answer_control(ResponderServer& server, const HttpQuestion& question) {
    HttpReply reply{.content_type = "application/json"};
    try {
        if (question.method == "POST") obey(server, Json::parse(question.body.begin(), question.body.end()));
        reply.body = copy_of(bytes_of(counts(server)));
    } catch (const std::exception& fault) {
        reply = {.status = 400, .content_type = "text/plain", .body = copy_of(bytes_of(fault.what()))};
    }
    return reply;
}

}  // namespace qoltanba::test
