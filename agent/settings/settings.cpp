#include "agent/settings/settings.hpp"

#include "agent/platform/path_text.hpp"
#include "agent/platform/private_file.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace qoltanba::agent {
namespace {

/// Texts of an array; anything else in it is passed over.
std::vector<std::string> texts(const nlohmann::json& object, const char* key) {
    std::vector<std::string> found;
    const auto array = object.find(key);
    if (array == object.end() || !array->is_array()) return found;
    for (const auto& item : *array) {
        if (item.is_string()) found.push_back(item.get<std::string>());
    }
    return found;
}

SettingsValues values_from(const nlohmann::json& json) {
    SettingsValues values;
    if (const auto language = json.find("language"); language != json.end() && language->is_string()) {
        values.language = language_from(language->get<std::string>());
    }
    for (const auto& folder : texts(json, "keyFolders")) values.key_folders.push_back(path_from_utf8(folder));
    for (auto& origin : texts(json, "blockedOrigins")) values.blocked_origins.insert(std::move(origin));
    return values;
}

}  // namespace

Settings::Settings(const std::filesystem::path& config_dir) : file_(config_dir / "settings.json") {
    read();
}

void Settings::read() {
    fault_.reset();
    // An editor may have left it readable by others, which gives no secret away.
    const auto content = read_own_file(file_);
    if (!content) {
        if (content.error().code != ErrorCode::file_not_found) fault_ = content.error();
        return;
    }
    const auto json = nlohmann::json::parse(text_of(content->view()), nullptr, false);
    if (json.is_object()) {
        values_ = values_from(json);
    } else {
        fault_ = fail(ErrorCode::input_output_failure, path_to_utf8(file_) + " is no JSON object");
    }
}

void Settings::set_aside() const {
    std::error_code ignored;
    auto damaged = file_;
    damaged += ".damaged";
    std::filesystem::rename(file_, damaged, ignored);
}

SettingsValues Settings::values() const {
    const std::lock_guard lock(mutex_);
    return values_;
}

std::optional<Error> Settings::fault() const {
    const std::lock_guard lock(mutex_);
    return fault_;
}

Result<void> Settings::set_language(Language language) {
    return change([&](SettingsValues& values) { values.language = language; });
}

Result<void> Settings::add_key_folder(std::filesystem::path folder) {
    return change([&](SettingsValues& values) {
        auto& known = values.key_folders;
        if (std::ranges::find(known, folder) == known.end()) known.push_back(std::move(folder));
    });
}

Result<void> Settings::block(const std::string& origin) {
    return change([&](SettingsValues& values) { values.blocked_origins.insert(origin); });
}

Result<void> Settings::unblock(const std::string& origin) {
    return change([&](SettingsValues& values) { values.blocked_origins.erase(origin); });
}

Result<void> Settings::change(const std::function<void(SettingsValues&)>& make) {
    const std::lock_guard lock(mutex_);
    // What did not count may have been mended since, or written anew by another program.
    if (fault_) read();
    make(values_);
    return store();
}

Result<void> Settings::store() {
    // What could not be read is not written over. Only now: whoever merely looks may be root, or a mistake.
    if (fault_) set_aside();
    fault_.reset();
    nlohmann::json json{{"blockedOrigins", values_.blocked_origins}, {"keyFolders", nlohmann::json::array()}};
    if (values_.language) json["language"] = name_of(*values_.language);
    for (const auto& folder : values_.key_folders) json["keyFolders"].push_back(path_to_utf8(folder));
    const auto text = json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + '\n';
    return write_private_file(file_, bytes_of(text));
}

}  // namespace qoltanba::agent
