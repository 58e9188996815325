// What the server asks of the program: the server knows connections and frames, the handler knows what they
// mean.
#pragma once

#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace qoltanba::agent {

/// Who is at the other end. The origin comes from the `Origin` header that a browser sets, never from a
/// frame.
struct Connection {
    std::string origin;  ///< "https://cabinet.enpf.kz"; empty: a program on this computer
    [[nodiscard]] bool is_local_program() const { return origin.empty(); }
};

/// One handler serves all connections and outlives the server.
class Handler {
  public:
    virtual ~Handler() = default;

    /// The first frame of every connection. Called on the network thread.
    virtual std::string greeting() = 0;

    /// Whether the frame asks only for its own echo, which is sent at once even while a request is worked on.
    /// Called on the network thread; must be quick.
    virtual bool is_heartbeat(std::string_view frame) = 0;

    /// The reply to a frame, or nothing where none is due. May block for as long as a person decides: each
    /// connection has its own thread and its frames come strictly one after another, while frames of other
    /// connections come at the same time. `stop` is asked for when the connection is gone or the server
    /// stops: return soon then, the reply is thrown away. Callbacks on `stop` run on the network thread and
    /// must not block. Must not throw.
    virtual std::optional<std::string> handle(const std::string& frame, const Connection& who,
                                              std::stop_token stop) = 0;
};

}  // namespace qoltanba::agent
