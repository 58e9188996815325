#include "tokens/devices/pkcs11/module_files.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>

namespace qoltanba::tokens {
namespace {

constexpr std::string_view blanks = " \t\r";
constexpr std::size_t largest_configuration = 64 << 10;
constexpr std::string_view program_name = "qoltanba";

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) + 1 - first);
}

/// "name: value" lines; "#" begins a comment.
std::map<std::string, std::string, std::less<>> read_lines(std::string_view text) {
    std::map<std::string, std::string, std::less<>> values;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const auto line = trimmed(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        const auto colon = line.find(':');
        if (line.empty() || line[0] == '#' || colon == std::string_view::npos) continue;
        values.insert_or_assign(std::string(trimmed(line.substr(0, colon))),
                                std::string(trimmed(line.substr(colon + 1))));
    }
    return values;
}

/// Names separated by blanks or commas.
bool lists(std::string_view names, std::string_view name) {
    while (!names.empty()) {
        const auto end = std::min(names.find_first_of(" ,\t"), names.size());
        if (names.substr(0, end) == name) return true;
        names.remove_prefix(std::min(end + 1, names.size()));
    }
    return false;
}

bool is_for_us(const std::map<std::string, std::string, std::less<>>& values) {
    if (const auto only = values.find("enable-in"); only != values.end())
        return lists(only->second, program_name);
    if (const auto but = values.find("disable-in"); but != values.end())
        return !lists(but->second, program_name);
    return true;
}

std::filesystem::path in_folders(const std::filesystem::path& name,
                                 const std::vector<std::filesystem::path>& folders) {
    std::error_code ignored;
    for (const auto& folder : folders)
        if (std::filesystem::exists(folder / name, ignored)) return folder / name;
    return {};
}

std::string read_text(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::string text(largest_configuration, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    return text;
}

/// Files of this folder by name; a name that came before counts, as p11-kit has it.
void add_configurations(const std::filesystem::path& folder,
                        std::map<std::filesystem::path, std::filesystem::path>& by_name) {
    std::error_code failed;
    for (std::filesystem::directory_iterator entry(folder, failed), end; !failed && entry != end;
         entry.increment(failed))
        if (entry->path().extension() == ".module") by_name.emplace(entry->path().filename(), entry->path());
}

std::vector<std::filesystem::path> configured_modules() {
    std::map<std::filesystem::path, std::filesystem::path> by_name;
    for (const auto& folder : configuration_folders()) add_configurations(folder, by_name);
    std::vector<std::filesystem::path> modules;
    for (const auto& [name, path] : by_name)
        if (auto module = read_configuration(read_text(path), known_module_folders()))
            modules.push_back(std::move(*module));
    return modules;
}

}  // namespace

std::optional<std::filesystem::path> read_configuration(
    std::string_view text, const std::vector<std::filesystem::path>& module_folders) {
    const auto values = read_lines(text);
    const auto module = values.find("module");
    if (module == values.end() || module->second.empty() || !is_for_us(values)) return std::nullopt;
    // Anchors, no keys. p11-kit's own proxy and client would bring the other modules once more.
    if (const auto trust = values.find("trust-policy"); trust != values.end() && trust->second == "yes")
        return std::nullopt;
    if (module->second.starts_with("p11-kit-")) return std::nullopt;
    std::filesystem::path path(module->second);
    if (!path.is_absolute()) path = in_folders(path.filename(), module_folders);
    if (path.empty()) return std::nullopt;
    return path;
}

FoundModules find_modules(const std::vector<std::filesystem::path>& further) {
    std::vector<std::filesystem::path> candidates = further;
    for (const auto& known : known_modules())
        if (auto path = in_folders(known.file, known_module_folders()); !path.empty())
            candidates.push_back(std::move(path));
    std::ranges::copy(configured_modules(), std::back_inserter(candidates));

    FoundModules found;
    for (const auto& candidate : candidates) {
        auto real = check_module(candidate);
        if (real.has_error())
            found.refused.push_back(std::move(real).error());
        else if (std::ranges::find(found.modules, *real) == found.modules.end())
            found.modules.push_back(std::move(*real));
    }
    return found;
}

}  // namespace qoltanba::tokens
