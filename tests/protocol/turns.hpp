// What the agent's side of a frame looks like to a test.
#pragma once

#include "protocol/conversation.hpp"
#include "support/catch.hpp"

#include <nlohmann/json.hpp>

#include <string>

namespace qoltanba::test {

using nlohmann::json;

/// The ready reply to this frame; a call fails the test.
inline json reply_to(const std::string& frame) {
    INFO(frame);
    const auto turn = protocol::read_frame(frame);
    const auto* reply = std::get_if<protocol::Reply>(&turn);
    REQUIRE(reply != nullptr);
    INFO(reply->text);
    return json::parse(reply->text);
}

/// The call that this frame makes; a ready reply fails the test and is shown.
inline protocol::Call call_of(const std::string& frame) {
    INFO(frame);
    auto turn = protocol::read_frame(frame);
    if (const auto* reply = std::get_if<protocol::Reply>(&turn)) INFO(reply->text);
    REQUIRE(std::holds_alternative<protocol::Call>(turn));
    return std::get<protocol::Call>(std::move(turn));
}

template <typename T>
T request_of(const std::string& frame) {
    const auto call = call_of(frame);
    REQUIRE(std::holds_alternative<T>(call.request));
    return std::get<T>(call.request);
}

inline json rendered(const protocol::Call& call, const Result<protocol::Outcome>& outcome) {
    const auto text = call.render(outcome);
    INFO(text);
    return json::parse(text);
}

inline std::string common_utils(std::string_view method, const json& arguments) {
    return json{{"module", "kz.gov.pki.knca.commonUtils"}, {"method", method}, {"args", arguments}}.dump();
}

inline std::string basics_sign(const json& arguments) {
    return json{{"module", "kz.gov.pki.knca.basics"}, {"method", "sign"}, {"args", arguments}}.dump();
}

inline Bytes octets(std::string_view text) {
    return copy_of(bytes_of(text));
}

}  // namespace qoltanba::test
