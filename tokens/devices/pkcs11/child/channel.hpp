// The child's end of the channel (child_process.hpp), and what the child gives up before it loads a module.
#pragma once

#include "crypto/base/secret_bytes.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <span>

namespace qoltanba::tokens {

class Channel {
  public:
    virtual ~Channel() = default;
    /// The next request; nothing when there will be none, or one of more than `largest` octets.
    std::optional<SecretBytes> receive(std::size_t largest);
    bool send(BytesView message);

  private:
    // All of these octets, or false: the other end has gone.
    virtual bool read_all(std::span<std::uint8_t> octets) = 0;
    virtual bool write_all(BytesView octets) = 0;
};

/// The channel that this process was started with, moved away from standard input: a module that reads or
/// writes the standard streams meets nothing there. When the other end goes, the process does, whatever the
/// module is doing. Null where there is no channel.
std::unique_ptr<Channel> take_channel();

/// No core dumps, no debugger of the same user, no further privileges.
bool keep_to_itself();

/// The module's path as the system's file functions take it.
std::filesystem::path module_argument(const char* argument);

}  // namespace qoltanba::tokens
