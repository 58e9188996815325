#include "agent/cli/commands.hpp"
#include "agent/cli/keys_commands.hpp"
#include "agent/key_memory/key_memory.hpp"
#include "agent/platform/path_text.hpp"
#include "agent/program/effective.hpp"
#include "agent/program/program.hpp"
#include "agent/ui/visible_text.hpp"
#include "crypto/certificates/holder.hpp"
#include "tokens/files/key_files.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <iostream>
#include <memory>

namespace qoltanba::agent {
namespace {

struct KeysOptions {
    std::string config_dir;
    std::vector<std::string> folders;
    bool json = false;
};

std::string_view name_of(tokens::KeyFileKind kind) {
    switch (kind) {
        case tokens::KeyFileKind::rsa_authentication:
            return "rsa-authentication";
        case tokens::KeyFileKind::rsa_signature:
            return "rsa-signature";
        case tokens::KeyFileKind::gost_2004:
            return "gost-2004";
        case tokens::KeyFileKind::gost_2015:
            return "gost-2015";
        case tokens::KeyFileKind::other:
            return "pkcs12";
    }
    return "pkcs12";
}

nlohmann::json describe_certificate(const crypto::Certificate& certificate) {
    const auto holder = crypto::holder_of(certificate);
    return {{"name", holder.common_name},
            {"iin", holder.iin},
            {"bin", holder.bin},
            {"organisation", holder.organisation},
            {"role", crypto::role_text(holder.role, Language::en)},
            {"serialNumber", certificate.serial_number_hex()},
            {"notBefore", to_iso(certificate.not_before())},
            {"notAfter", to_iso(certificate.not_after())}};
}

nlohmann::json describe_file(const tokens::KeyFile& file, const KnownKeys& known) {
    nlohmann::json described{{"path", path_to_utf8(file.path)},
                             {"kind", name_of(file.kind)},
                             {"certificates", nlohmann::json::array()}};
    for (const auto& certificate : known.certificates_of(file)) {
        described["certificates"].push_back(describe_certificate(certificate));
    }
    return described;
}

std::string line_of(const nlohmann::json& file) {
    auto line = file["path"].get<std::string>() + "  " + file["kind"].get<std::string>();
    for (const auto& certificate : file["certificates"]) {
        line +=
            "  " + certificate["name"].get<std::string>() + ", " + certificate["notAfter"].get<std::string>();
    }
    return line;
}

Result<std::vector<nlohmann::json>> list(const KeysOptions& options) {
    QOLTANBA_TRY(const auto user, folders_for(path_from_utf8(options.config_dir)));
    QOLTANBA_TRY(const auto folders, key_folders_in_force(user, options.folders));
    const KnownKeys known = KeyMemory(user.state / known_keys_file).recall();
    std::vector<nlohmann::json> listed;
    for (const auto& file : tokens::find_key_files(folders)) listed.push_back(describe_file(file, known));
    return listed;
}

int list_keys(const KeysOptions& options) {
    const auto listed = list(options);
    if (!listed) return report_failure(listed.error(), language_of_system());
    if (options.json) {
        std::cout << nlohmann::json(*listed).dump(2, ' ', false, nlohmann::json::error_handler_t::replace)
                  << '\n';
    } else {
        // Whoever filled a removable medium chose the names on it.
        for (const auto& file : *listed) std::cout << visible_line(line_of(file)) << '\n';
    }
    return done;
}

}  // namespace

Result<std::vector<std::filesystem::path>> key_folders_in_force(const UserFolders& user,
                                                                const std::vector<std::string>& given) {
    std::vector<std::filesystem::path> folders;
    for (const auto& folder : given) folders.push_back(path_from_utf8(folder));
    if (!folders.empty()) return folders;
    QOLTANBA_TRY(const auto policy, policy_to_obey(read_policy(read_system_policy(), user.home)));
    const auto settings = effective_settings(policy, {}, Settings(user.config).values());
    folders = settings.key_folders.value;
    if (settings.looks_in_usual_places()) {
        for (auto& folder : key_folders(user, media_folders())) folders.push_back(std::move(folder));
    }
    return folders;
}

void add_keys_command(CLI::App& app, int& status) {
    auto* keys =
        app.add_subcommand("keys", "Key files on this computer, and new keys")->require_subcommand(1);
    auto options = std::make_shared<KeysOptions>();
    auto* command =
        keys->add_subcommand("list", "List the key files found, and whose they are where that is known");
    command->add_option("--config-dir", options->config_dir, "Configuration of an isolated run");
    command->add_option("--key-folder", options->folders, "Look here and nowhere else; may be repeated");
    command->add_flag("--json", options->json, "Write JSON");
    command->callback([options, &status] { status = list_keys(*options); });
    add_keys_generate(*keys, status);
    add_keys_request(*keys, status);
    add_keys_import(*keys, status);
}

}  // namespace qoltanba::agent
