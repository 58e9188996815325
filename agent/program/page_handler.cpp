#include "agent/program/page_handler.hpp"

#include "agent/program/log.hpp"

#include <spdlog/spdlog.h>

namespace qoltanba::agent {
namespace {

std::string name_of_caller(const Connection& who) {
    return who.is_local_program() ? "a local program" : who.origin;
}

}  // namespace

std::string PageHandler::greeting() {
    return std::string(protocol::greeting());
}

bool PageHandler::is_heartbeat(std::string_view frame) {
    return protocol::is_heartbeat(frame);
}

protocol::Turn PageHandler::read(const std::string& frame, const std::stop_token& stop) {
    const auto my_turn = context_.large_work.turn(frame.size());
    if (stop.stop_requested()) return protocol::Silence{};
    return protocol::read_frame(frame, stop);
}

std::optional<std::string> PageHandler::handle(const std::string& frame, const Connection& who,
                                               std::stop_token stop) {
    const auto turn = read(frame, stop);
    if (const auto* reply = std::get_if<protocol::Reply>(&turn)) return reply->text;
    const auto* call = std::get_if<protocol::Call>(&turn);
    if (call == nullptr) return std::nullopt;

    // The log names who asked for what and how it ended; never a document, a password or a certificate's
    // holder.
    spdlog::info("{} asks for {}", name_of_caller(who), call->method);
    const auto outcome = run(context_, Caller{who.origin}, call->request, stop);
    if (outcome.has_error()) {
        spdlog::info("{} for {}: {}", call->method, name_of_caller(who), log_line(describe(outcome.error())));
    } else {
        spdlog::info("{} for {}: done", call->method, name_of_caller(who));
    }
    return call->render(outcome);
}

}  // namespace qoltanba::agent
