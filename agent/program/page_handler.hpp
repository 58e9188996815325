// Brings a frame to its dialect, the request to its flow, and the outcome back.
#pragma once

#include "agent/flows/run.hpp"
#include "agent/server/handler.hpp"
#include "protocol/conversation.hpp"

namespace qoltanba::agent {

class PageHandler final : public Handler {
  public:
    /// `context` outlives the handler.
    explicit PageHandler(Context& context) : context_(context) {}

    std::string greeting() override;
    bool is_heartbeat(std::string_view frame) override;
    std::optional<std::string> handle(const std::string& frame, const Connection& who,
                                      std::stop_token stop) override;

  private:
    protocol::Turn read(const std::string& frame, const std::stop_token& stop);

    Context& context_;
};

}  // namespace qoltanba::agent
