#include "agent/cli/commands.hpp"
#include "agent/cli/keys_commands.hpp"
#include "agent/cli/keys_on_token.hpp"
#include "agent/cli/new_password.hpp"
#include "agent/enrolment/certificate_files.hpp"
#include "agent/enrolment/import.hpp"
#include "agent/flows/summary.hpp"
#include "agent/key_memory/key_memory.hpp"
#include "agent/platform/path_text.hpp"
#include "agent/platform/whole_file.hpp"
#include "agent/platform/whole_path.hpp"
#include "agent/program/program.hpp"
#include "agent/settings/anchors_folder.hpp"
#include "agent/ui/presentation.hpp"
#include "agent/ui/visible_text.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <iostream>
#include <memory>

namespace qoltanba::agent {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t largest_certificate_file = std::size_t{1} << 20U;

struct ImportOptions {
    std::string certificate;
    std::string key;
    std::string output;
    std::string layout = "modern";
    std::string anchors;
    std::string config_dir;
    std::vector<std::string> folders;
    TokenChoice token;
    bool json = false;
};

/// The key named, or the one found beside its request: next to the certificate, here, or where keys are
/// looked for.
Result<WaitingKey> waiting_key(const ImportOptions& options, const UserFolders& user,
                               const std::vector<crypto::Certificate>& certificates) {
    if (!options.key.empty()) {
        const auto key = whole_path(path_from_utf8(options.key));
        auto request = key;
        return WaitingKey{key, request.replace_extension(".csr")};
    }
    std::vector<fs::path> folders;
    if (options.folders.empty())
        folders = {whole_path(path_from_utf8(options.certificate)).parent_path(), fs::current_path()};
    QOLTANBA_TRY(auto usual, key_folders_in_force(user, options.folders));
    for (auto& folder : usual) folders.push_back(std::move(folder));
    QOLTANBA_TRY(auto matched, find_waiting_key(certificates, folders));
    return std::move(matched.waiting);
}

/// A window shows the holder's name instead of the file's from now on. That it cannot is no reason to say
/// that the import failed: the key file is there.
void remember(const UserFolders& user, const Imported& imported) {
    const auto file = tokens::look_at_key_file(imported.key_file);
    if (file.has_value())
        (void)KeyMemory(user.state / known_keys_file).remember(*file, {imported.certificate});
}

Result<crypto::Anchors> anchors_of(const ImportOptions& options) {
    if (options.anchors.empty()) return crypto::Anchors::national();
    return anchors_with(path_from_utf8(options.anchors));
}

/// Into the token, where one is named: then there is no key file.
Result<Imported> import_key_into_token(const ImportOptions& options, Console& console, Language language) {
    QOLTANBA_TRY(const auto content,
                 read_whole_file(path_from_utf8(options.certificate), largest_certificate_file));
    QOLTANBA_TRY(const auto certificates, certificates_in(content));
    QOLTANBA_TRY(auto certificate, import_into_token(certificates, options.token, console, language));
    return Imported{{}, std::move(certificate)};
}

Result<Imported> import_key(const ImportOptions& options, Console& console, Language language) {
    QOLTANBA_TRY(const auto user, folders_for(path_from_utf8(options.config_dir)));
    QOLTANBA_TRY(const auto content,
                 read_whole_file(path_from_utf8(options.certificate), largest_certificate_file));
    QOLTANBA_TRY(const auto certificates, certificates_in(content));
    QOLTANBA_TRY(const auto waiting, waiting_key(options, user, certificates));
    QOLTANBA_TRY(const auto password, ask_password(console, language));
    const auto folder =
        options.output.empty() ? waiting.key.parent_path() : whole_path(path_from_utf8(options.output));
    QOLTANBA_TRY(auto imported, import_certificate(waiting.key, certificates, password,
                                                   *tokens::key_file_layout(options.layout), folder));
    QOLTANBA_CHECK(remove_waiting_key(waiting));
    remember(user, imported);
    return imported;
}

void tell_program(const Imported& imported) {
    const auto& certificate = imported.certificate;
    nlohmann::json told{{"subject", certificate.subject().text()},
                        {"serialNumber", certificate.serial_number_hex()},
                        {"notBefore", to_iso(certificate.not_before())},
                        {"notAfter", to_iso(certificate.not_after())}};
    if (!imported.key_file.empty()) told["path"] = path_to_utf8(imported.key_file);
    std::cout << told.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
}

void tell_person(const Imported& imported, const crypto::Anchors& anchors, Language language) {
    const auto summary = summarise(imported.certificate, anchors, now());
    for (const auto& [label, value] : certificate_lines(summary, language))
        std::cout << label << ": " << value << '\n';
    if (!imported.key_file.empty()) std::cout << visible_line(path_to_utf8(imported.key_file)) << '\n';
}

/// The exit status.
int run_import(const ImportOptions& options) {
    const auto language = language_of_system();
    const auto anchors = anchors_of(options);
    if (anchors.has_error()) return report_failure(anchors.error(), language);
    const auto console = standard_console();
    const auto imported = options.token.is_wanted() ? import_key_into_token(options, *console, language)
                                                    : import_key(options, *console, language);
    if (imported.has_error()) return report_failure(imported.error(), language);
    if (options.json) {
        tell_program(*imported);
    } else {
        tell_person(*imported, *anchors, language);
    }
    return done;
}

}  // namespace

void add_keys_import(CLI::App& keys, int& status) {
    auto options = std::make_shared<ImportOptions>();
    auto* command =
        keys.add_subcommand("import",
                            "Join a waiting key with the certificate that came for it, in a key file. "
                            "The key's password is asked for and stays the same");
    command
        ->add_option("certificate", options->certificate, "DER, base64 or PEM, which may hold its chain too")
        ->required();
    command->add_option("--key", options->key,
                        "The waiting key (.key), or a key file; by default it is looked for");
    command->add_option("--out", options->output, "The folder for the key file; by default the key's");
    command
        ->add_option("--layout", options->layout, "modern, or national for programs that open nothing else")
        ->check(CLI::IsMember({"modern", "national"}))
        ->capture_default_str();
    command->add_option("--anchors", options->anchors, "Trust the certificates in this folder too");
    command->add_option("--config-dir", options->config_dir, "Configuration of an isolated run");
    command
        ->add_option("--key-folder", options->folders,
                     "Look for the waiting key here and nowhere else; may be repeated")
        ->allow_extra_args(false);
    add_token_options(*command, options->token,
                      "Write the certificate beside its key on the token, which asks for its PIN,");
    command->add_flag("--json", options->json, "Write JSON");
    command->callback([options, &status] { status = run_import(*options); });
}

}  // namespace qoltanba::agent
