// How values stand in a message between the agent and a module's child: numbers little-endian, octets and
// texts with their length before them. The one bounded reader of what the other side says.
#pragma once

#include "crypto/base/result.hpp"
#include "crypto/base/secret_bytes.hpp"

#include <string>
#include <type_traits>

namespace qoltanba::tokens::wire {

/// Of all messages together. It is raised with every change to what one of them holds or means: agent and
/// child may be of different packages (messages.hpp), and messages_test.cpp notices a change of the octets.
inline constexpr std::uint64_t version = 1;
/// Octets of one message, at most. A certificate has some thousands; a list of forty of them still fits.
inline constexpr std::size_t largest_message = std::size_t{1} << 20U;
/// Elements of one list, at most.
inline constexpr std::size_t longest_list = 512;

/// Appends to a vector of octets; for what is secret, SecretWriter.
class Writer {
  public:
    Writer& number(std::uint64_t value) {
        for (unsigned shift = 0; shift < 64; shift += 8)
            octets_.push_back(static_cast<std::uint8_t>(value >> shift));
        return *this;
    }
    Writer& octets(BytesView octets) {
        number(octets.size());
        append(octets_, octets);
        return *this;
    }
    Writer& text(std::string_view text) { return octets(bytes_of(text)); }
    [[nodiscard]] std::size_t size() const { return octets_.size(); }
    [[nodiscard]] Bytes take() { return std::move(octets_); }

  private:
    Bytes octets_;
};

/// Collects a message that may hold a PIN: in locked memory from the beginning, and of a size that is known
/// before, so that nothing is left behind where it grew.
class SecretWriter {
  public:
    explicit SecretWriter(std::size_t size) : octets_(size) {}
    SecretWriter& number(std::uint64_t value);
    SecretWriter& octets(BytesView octets);
    SecretWriter& text(std::string_view text) { return octets(bytes_of(text)); }
    /// All that was announced has been written.
    [[nodiscard]] SecretBytes take() { return std::move(octets_); }

    static std::size_t size_of(BytesView octets) { return number_size + octets.size(); }
    static constexpr std::size_t number_size = 8;

  private:
    SecretBytes octets_;
    std::size_t used_ = 0;
};

/// Reads what a process says that may be in the hands of a broken or hostile library. Error of each function:
/// device_module_failed.
class Reader {
  public:
    explicit Reader(BytesView octets) : rest_(octets) {}
    Result<std::uint64_t> number();
    /// At most `largest`.
    Result<std::uint64_t> number_up_to(std::uint64_t largest);
    Result<BytesView> octets(std::size_t largest);
    /// UTF-8 without control characters: what is neither becomes '?'. Longer texts are an error.
    Result<std::string> text(std::size_t largest);
    Result<void> finish() const;

  private:
    BytesView rest_;
};

}  // namespace qoltanba::tokens::wire
