// A pcscd of the test's own, with vpcd's two virtual readers, beside any other on the machine. pcscd knows
// one place for its socket, but takes one that systemd opened for it: here the test opens it, in a folder of
// its own, and points libpcsclite at it (PCSCLITE_CSOCK_NAME). It sees the machine's USB readers too; tests
// name the reader they mean.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>

namespace qoltanba::test {

class ReaderService {
  public:
    /// The names of vpcd's readers.
    static constexpr std::array readers{"Virtual PCD 00 00", "Virtual PCD 00 01"};

    /// Started, its readers open. Sets PCSCLITE_CSOCK_NAME for this process and the programs it starts: one
    /// test process has one service, since libpcsclite reads the variable once. Throws std::runtime_error,
    /// with what pcscd said.
    ReaderService();
    ~ReaderService();
    ReaderService(const ReaderService&) = delete;
    ReaderService& operator=(const ReaderService&) = delete;

    /// Does nothing while it runs.
    void start();
    /// Its socket goes too, as after `systemctl stop pcscd.socket pcscd`.
    void stop();

    /// Where a VirtualCard for the first (0) or second (1) reader is to connect.
    [[nodiscard]] std::uint16_t port(unsigned reader = 0) const;

  private:
    /// Two ports in a row that nobody else gets while this lives; vpcd shares them.
    class Ports;

    std::filesystem::path folder_;
    std::unique_ptr<Ports> ports_;
    int process_ = -1;
};

}  // namespace qoltanba::test
