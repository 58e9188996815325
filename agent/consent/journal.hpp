// What was signed and for whom: one line of JSON for each decision, chained by hashes, on this computer
// alone. A line holds no document and no personal data beyond what the certificate says.
#pragma once

#include "agent/ui/prompter.hpp"
#include "crypto/certificates/certificate.hpp"

#include <filesystem>
#include <mutex>
#include <string>
#include <vector>

namespace qoltanba::agent {

struct JournalEntry {
    Time time{};
    Caller caller;
    std::string operation;                      ///< "sign cms", "key information", ...
    std::vector<std::string> document_digests;  ///< SHA-256, hex; for a page's digest that digest
    std::string certificate_serial;             ///< hex; empty when no key was chosen
    std::string outcome;                        ///< "signed", "told", or the catalogue's name of an error
};

/// Each line carries "previous": the SHA-256 of the line before it (64 zeros for the first), so that a line
/// taken out or changed shows. Safe to use from several threads.
class Journal {
  public:
    /// `file` is created at the first entry, readable by its owner alone.
    explicit Journal(std::filesystem::path file);

    /// One write, on the disk before it returns. A journal whose lines do not chain is set aside under a name
    /// with the time, and the new one's first line carries the old one's hash. Error: input_output_failure.
    Result<void> record(const JournalEntry& entry);

    /// The number of lines if the chain holds; otherwise malformed_json naming the first line that does not
    /// fit.
    [[nodiscard]] Result<std::size_t> check() const;

  private:
    Result<void> take_up(Time time);  ///< with mutex_ held

    std::filesystem::path file_;
    std::mutex mutex_;
    std::string last_;  ///< hash of the last line; empty until the file was read
};

}  // namespace qoltanba::agent
