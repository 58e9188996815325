#include "tokens/files/read_file.hpp"

#include <fstream>

namespace qoltanba::tokens {

Result<Bytes> read_start_of(const std::filesystem::path& path, std::size_t limit) {
    // A pipe or a device of that name could hold us for ever, so the kind is asked before opening.
    std::error_code error;
    const auto status = std::filesystem::status(path, error);
    if (status.type() == std::filesystem::file_type::not_found) return fail(ErrorCode::file_not_found);
    if (error || status.type() != std::filesystem::file_type::regular)
        return fail(ErrorCode::input_output_failure, "not a readable regular file");
    std::ifstream in(path, std::ios::binary);
    if (!in) return fail(ErrorCode::input_output_failure, "the file does not open");
    Bytes content(limit);
    in.read(reinterpret_cast<char*>(content.data()), static_cast<std::streamsize>(limit));
    if (in.bad()) return fail(ErrorCode::input_output_failure, "the file does not read");
    content.resize(static_cast<std::size_t>(in.gcount()));
    return content;
}

}  // namespace qoltanba::tokens
