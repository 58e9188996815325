#include "agent/policy/policy_files.hpp"

#include "agent/platform/path_text.hpp"
#include "agent/policy/policy_text.hpp"

#include <algorithm>
#include <array>
#include <fstream>

namespace qoltanba::agent {
namespace {

constexpr std::size_t most_files = 1000;

/// What dpkg, ucf, rpm and editors leave beside a file that they replace.
constexpr std::array<std::string_view, 13> endings_of_leftovers{
    ".dpkg-new", ".dpkg-old", ".dpkg-dist", ".dpkg-bak", ".dpkg-tmp", ".dpkg-remove", ".ucf-new", ".ucf-old",
    ".ucf-dist", ".rpmnew",   ".rpmsave",   ".rpmorig",  "~"};

/// Nobody thinks that it is in force. A name that begins with a dot is an editor's.
bool is_leftover(const std::string& name) {
    return name.starts_with('.') || std::ranges::any_of(endings_of_leftovers, [&](std::string_view ending) {
               return name.ends_with(ending);
           });
}

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

/// All but leftovers, by name.
Result<std::vector<std::filesystem::path>> entries_of(const std::filesystem::path& folder) {
    std::error_code fault;
    std::vector<std::filesystem::path> files;
    auto entry = std::filesystem::directory_iterator(folder, fault);
    for (; !fault && entry != std::filesystem::directory_iterator(); entry.increment(fault)) {
        if (is_leftover(path_to_utf8(entry->path().filename()))) continue;
        files.push_back(entry->path());
        if (files.size() > most_files) return fail(ErrorCode::too_large, "more than a thousand files");
    }
    if (fault) return fail(ErrorCode::input_output_failure, fault.message());
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace

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

void read_policy_folder(const std::filesystem::path& folder, const PolicyFileReader& read, PolicyTree& tree) {
    auto files = entries_of(folder);
    if (!files) {
        tree.problems.push_back({path_to_utf8(folder), {}, files.error()});
        return;
    }
    const auto is_policy = [](const std::filesystem::path& file) { return file.extension() == ".json"; };
    const auto others = std::ranges::stable_partition(*files, is_policy);
    for (const auto& other : others)
        tree.problems.push_back({path_to_utf8(other), {}, fail(ErrorCode::policy_file_passed_over)});
    files->erase(others.begin(), others.end());
    read_policy_files(*files, read, tree);
}

PolicyTree read_policy_draft(const std::filesystem::path& file_or_folder) {
    PolicyTree tree;
    std::error_code fault;
    if (std::filesystem::is_directory(file_or_folder, fault))
        read_policy_folder(file_or_folder, read_draft, tree);
    else
        read_policy_files({file_or_folder}, read_draft, tree);
    return tree;
}

}  // namespace qoltanba::agent
