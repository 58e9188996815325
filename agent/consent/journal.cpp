#include "agent/consent/journal.hpp"

#include "agent/platform/private_file.hpp"
#include "crypto/algorithms/digest.hpp"

#include <nlohmann/json.hpp>

#include <fstream>

namespace qoltanba::agent {
namespace {

const std::string before_the_first(64, '0');

std::string hash_of(const std::string& line) {
    return to_hex(crypto::digest_of(crypto::DigestAlgorithm::sha256, bytes_of(line)));
}

std::string line_of(const JournalEntry& entry, const std::string& previous) {
    const nlohmann::json line{
        {"time", to_iso(entry.time)},
        {"caller", entry.caller.is_local_program() ? "local program" : entry.caller.origin},
        {"operation", entry.operation},
        {"documents", entry.document_digests},
        {"certificate", entry.certificate_serial},
        {"outcome", entry.outcome},
        {"previous", previous}};
    return line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

/// The hash that the next line must carry, and how many lines there are.
struct Chain {
    std::string last = before_the_first;
    std::size_t lines = 0;
};

Result<Chain> read_chain(const std::filesystem::path& file) {
    Chain chain;
    std::ifstream in(file, std::ios::binary);
    for (std::string line; std::getline(in, line);) {
        const auto json = nlohmann::json::parse(line, nullptr, false);
        if (!json.is_object() || json.value("previous", "") != chain.last) {
            return fail(ErrorCode::malformed_json,
                        "line " + std::to_string(chain.lines + 1) + " breaks the chain");
        }
        chain.last = hash_of(line);
        ++chain.lines;
    }
    return chain;
}

}  // namespace

Journal::Journal(std::filesystem::path file) : file_(std::move(file)) {}

Result<void> Journal::record(const JournalEntry& entry) {
    const std::lock_guard lock(mutex_);
    if (last_.empty()) {
        if (!std::filesystem::exists(file_)) QOLTANBA_CHECK(write_private_file(file_, {}));
        QOLTANBA_TRY(const auto chain, read_chain(file_));
        last_ = chain.last;
    }
    const auto line = line_of(entry, last_);
    std::ofstream out(file_, std::ios::binary | std::ios::app);
    out << line << '\n';
    out.flush();
    if (!out) return fail(ErrorCode::input_output_failure, "the journal cannot be written");
    last_ = hash_of(line);
    return {};
}

Result<std::size_t> Journal::check() const {
    if (!std::filesystem::exists(file_)) return std::size_t{0};
    QOLTANBA_TRY(const auto chain, read_chain(file_));
    return chain.lines;
}

}  // namespace qoltanba::agent
