#include "agent/flows/documents.hpp"

#include "agent/platform/path_text.hpp"
#include "agent/platform/whole_file.hpp"

namespace qoltanba::agent {
namespace {

constexpr std::size_t largest_file = std::size_t{256} << 20U;

/// Its errors go to the log, which does not name a person's files.
Result<Bytes> read_chosen_file(const std::filesystem::path& path) {
    auto content = read_whole_file(path, largest_file);
    if (!content) return fail(content.error().code, "the chosen file cannot be read");
    return content;
}

}  // namespace

Result<Documents> documents_of(Context& context, const Caller& caller, const protocol::SignRequest& request) {
    if (!request.path) {
        if (request.documents.empty()) return fail(ErrorCode::nothing_to_sign);
        return Documents(request.documents);
    }
    if (!context.chosen_paths.take(caller, *request.path)) {
        return fail(ErrorCode::path_not_permitted, "the person did not choose this path for this page");
    }
    const auto path = path_from_utf8(*request.path);
    QOLTANBA_TRY(auto content, read_chosen_file(path));
    return Documents(std::move(content), path_to_utf8(path.filename()));
}

}  // namespace qoltanba::agent
