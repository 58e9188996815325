#include "agent/flows/documents.hpp"

#include "agent/platform/path_text.hpp"

#include <fstream>

namespace qoltanba::agent {
namespace {

constexpr std::uintmax_t largest_file = std::uintmax_t{256} << 20U;

Result<Bytes> read_chosen_file(const std::filesystem::path& path) {
    std::error_code fault;
    if (!std::filesystem::is_regular_file(path, fault)) return fail(ErrorCode::file_not_found);
    const auto size = std::filesystem::file_size(path, fault);
    if (fault) return fail(ErrorCode::input_output_failure, "the size of the chosen file cannot be read");
    if (size > largest_file) return fail(ErrorCode::too_large, "the chosen file has more than 256 MiB");
    std::ifstream in(path, std::ios::binary);
    Bytes content(static_cast<std::size_t>(size));
    in.read(reinterpret_cast<char*>(content.data()), static_cast<std::streamsize>(content.size()));
    if (!in || static_cast<std::uintmax_t>(in.gcount()) != size) {
        return fail(ErrorCode::input_output_failure, "the chosen file cannot be read");
    }
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
