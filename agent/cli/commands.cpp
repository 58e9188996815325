#include "agent/cli/commands.hpp"
#include "agent/platform/path_text.hpp"
#include "agent/ui/presentation.hpp"
#include "agent/ui/visible_text.hpp"

#include <iostream>

namespace qoltanba::agent {

Result<void> check_key_stays(const std::filesystem::path& key, const std::filesystem::path& output) {
    std::error_code ignored;  // what is not there is not the key
    if (std::filesystem::equivalent(key, output, ignored))
        return fail(ErrorCode::file_exists, path_to_utf8(output) + " is the key");
    return {};
}

int report_failure(const Error& error, Language language) {
    // The detail may quote a hostile file.
    constexpr std::size_t longest = 2000;
    std::cerr << visible_text(error_text(error, language)) << '\n'
              << visible_line(utf8_prefix(describe(error), longest)) << '\n';
    return failed;
}

}  // namespace qoltanba::agent
