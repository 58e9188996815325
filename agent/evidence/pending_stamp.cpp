#include "agent/evidence/pending_stamp.hpp"

#include "agent/platform/path_text.hpp"

#include <nlohmann/json.hpp>

#include <utility>

namespace qoltanba::agent {

using Json = nlohmann::json;

Result<Bytes> write_pending_stamp(const PendingStamp& entry) {
    const auto file = path_to_utf8(entry.file);
    const Json json{{"file", file}, {"origin", entry.origin}, {"since", to_iso(entry.since)}};
    try {
        return copy_of(bytes_of(json.dump()));
    } catch (const Json::exception&) {
        return fail(ErrorCode::input_output_failure, "a name that is no UTF-8: " + file);
    }
}

std::optional<PendingStamp> read_pending_stamp(std::string id, BytesView content) {
    const Json json = Json::parse(text_of(content), nullptr, false);
    try {
        const auto since = time_from_iso(json.at("since").get<std::string>());
        const auto file = json.at("file").get<std::string>();
        const bool names_a_file = !file.empty() && file.find('\0') == std::string::npos;
        if (!since || !names_a_file) return {};
        return PendingStamp{std::move(id), path_from_utf8(file), json.at("origin").get<std::string>(),
                            *since};
    } catch (const Json::exception&) {
        return {};
    }
}

}  // namespace qoltanba::agent
