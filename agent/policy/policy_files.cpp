#include "agent/policy/policy_files.hpp"

#include "agent/platform/path_text.hpp"
#include "agent/policy/policy_text.hpp"

#include <algorithm>
#include <fstream>

namespace qoltanba::agent {
namespace {

constexpr std::size_t most_files = 1000;

Result<std::string> read_draft(const std::filesystem::path& file) {
    std::error_code fault;
    if (!std::filesystem::is_regular_file(file, fault))
        return fail(ErrorCode::file_not_found, "no regular file");
    std::ifstream in(file, std::ios::binary);
    std::string text(longest_policy_text + 1, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (!in.eof() && !in) return fail(ErrorCode::input_output_failure, "cannot be read");
    text.resize(static_cast<std::size_t>(in.gcount()));
    return text;
}

}  // namespace

Result<std::vector<std::filesystem::path>> policy_files_in(const std::filesystem::path& folder) {
    std::error_code fault;
    std::vector<std::filesystem::path> files;
    auto entry = std::filesystem::directory_iterator(folder, fault);
    for (; !fault && entry != std::filesystem::directory_iterator(); entry.increment(fault)) {
        const auto name = entry->path().filename();
        if (name.extension() != ".json" || path_to_utf8(name).starts_with('.')) continue;
        files.push_back(entry->path());
        if (files.size() > most_files) return fail(ErrorCode::too_large, "more than a thousand files");
    }
    if (fault) return fail(ErrorCode::input_output_failure, fault.message());
    std::sort(files.begin(), files.end());
    return files;
}

void read_policy_files(const std::vector<std::filesystem::path>& files, const PolicyFileReader& read,
                       PolicyTree& tree) {
    for (const auto& file : files) {
        const auto where = path_to_utf8(file);
        const auto text = read(file);
        if (text) {
            read_policy_text(*text, where, tree);
        } else {
            tree.problems.push_back({where, {}, text.error()});
        }
    }
}

PolicyTree read_policy_draft(const std::filesystem::path& file_or_folder) {
    PolicyTree tree;
    std::error_code fault;
    if (!std::filesystem::is_directory(file_or_folder, fault)) {
        read_policy_files({file_or_folder}, read_draft, tree);
        return tree;
    }
    const auto files = policy_files_in(file_or_folder);
    if (!files) {
        tree.problems.push_back({path_to_utf8(file_or_folder), {}, files.error()});
        return tree;
    }
    read_policy_files(*files, read_draft, tree);
    return tree;
}

}  // namespace qoltanba::agent
