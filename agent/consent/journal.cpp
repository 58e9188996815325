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

/// The text under this key; empty for anything else.
std::string text_at(const nlohmann::json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Result<Chain> read_chain(const std::filesystem::path& file) {
    Chain chain;
    std::ifstream in(file, std::ios::binary);
    for (std::string line; std::getline(in, line);) {
        const auto json = nlohmann::json::parse(line, nullptr, false);
        if (in.eof() || !json.is_object() || text_at(json, "previous") != chain.last) {
            return fail(ErrorCode::malformed_json,
                        "line " + std::to_string(chain.lines + 1) + " breaks the chain");
        }
        chain.last = hash_of(line);
        ++chain.lines;
    }
    return chain;
}

/// "journal.2026-11-21T100000Z", where a journal that does not chain is kept as it is. Windows has no colons
/// in names.
std::filesystem::path set_aside_name(const std::filesystem::path& file, Time time) {
    auto when = to_iso(time);
    std::erase(when, ':');
    auto name = file;
    name += "." + when;
    return name;
}

std::string whole_content(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace

Journal::Journal(std::filesystem::path file) : file_(std::move(file)) {}

Result<void> Journal::record(const JournalEntry& entry) {
    const std::lock_guard lock(mutex_);
    if (last_.empty()) QOLTANBA_CHECK(take_up(entry.time));
    const auto line = line_of(entry, last_);
    QOLTANBA_CHECK(append_private_file(file_, bytes_of(line + '\n')));
    last_ = hash_of(line);
    return {};
}

Result<void> Journal::take_up(Time time) {
    if (!std::filesystem::exists(file_)) QOLTANBA_CHECK(write_private_file(file_, {}));
    const auto chain = read_chain(file_);
    if (chain) {
        last_ = chain->last;
        return {};
    }
    // A line torn by a power cut, or one that somebody changed: kept as evidence, and the new journal begins
    // with the hash of the whole of it, so that neither can be exchanged for another.
    const auto content = whole_content(file_);
    std::error_code fault;
    std::filesystem::rename(file_, set_aside_name(file_, time), fault);
    if (fault)
        return because(ErrorCode::input_output_failure, "the journal cannot be set aside", chain.error());
    QOLTANBA_CHECK(write_private_file(file_, {}));
    const JournalEntry beginning{.time = time,
                                 .caller = {},
                                 .operation = "journal set aside",
                                 .document_digests = {hash_of(content)},
                                 .certificate_serial = {},
                                 .outcome = chain.error().detail};
    const auto line = line_of(beginning, before_the_first);
    QOLTANBA_CHECK(append_private_file(file_, bytes_of(line + '\n')));
    last_ = hash_of(line);
    return {};
}

Result<std::size_t> Journal::check() const {
    if (!std::filesystem::exists(file_)) return std::size_t{0};
    QOLTANBA_TRY(const auto chain, read_chain(file_));
    return chain.lines;
}

}  // namespace qoltanba::agent
