#include "agent/program/options.hpp"

#include "agent/evidence/time_stamp_service.hpp"
#include "agent/platform/path_text.hpp"
#include "agent/program/version.hpp"

#include <CLI/CLI.hpp>

namespace qoltanba::agent {
namespace {

/// CLI::ExistingDirectory takes what it reads for text of the system's code page.
std::string check_folder(const std::string& text) {
    std::error_code ignored;
    if (std::filesystem::is_directory(path_from_utf8(text), ignored)) return {};
    return "there is no such folder: " + text;
}

std::string check_service(const std::string& text) {
    return time_stamp_service_from(text) ? "" : "expected a URL, or a policy's identifier, = and a URL";
}

}  // namespace

std::variant<Options, int> read_options(int argc, char** argv) {
    Options options;
    std::string anchors;
    std::string config_dir;
    std::vector<std::string> key_folders;
    std::string face = "qt";
    std::string time_stamp_offline;
    std::string revocation;
    bool no_trust = false;

    const CLI::Validator existing_folder(check_folder, "FOLDER");

    CLI::App app{"Qoltanba signs for web pages that call NCALayer's address, wss://127.0.0.1:13579."};
    app.set_version_flag("--version", std::string(version));
    app.allow_windows_style_options(false);
    app.add_option("--port", options.port, "Port on the loopback addresses; 0 takes a free one")
        ->default_str(std::to_string(default_port));
    app.add_option("--config-dir", config_dir, "Folder of settings and identity; isolates this run");
    app.add_option("--key-folder", key_folders, "Look for key files here and nowhere else; may be repeated")
        ->check(existing_folder);
    app.add_option("--anchors", anchors, "Trust the certificates in this folder too; every window says so")
        ->check(existing_folder);
    app.add_option("--ui", face, "How to ask the person")
        ->check(CLI::IsMember({"qt", "terminal"}))
        ->capture_default_str();
    app.add_option("--log-level", options.log_level, "What to log on standard error")
        ->check(CLI::IsMember({"off", "error", "warn", "info", "debug"}))
        ->capture_default_str();
    app.add_option("--max-frame", options.max_frame_mebibytes, "Largest request in MiB")
        ->check(CLI::Range(1, 1024))
        ->default_str(std::to_string(default_max_frame_mebibytes));
    app.add_option(
           "--tsa", options.time_stamp_services,
           "A time stamp service, [POLICY=]URL, in place of the national authority's; may be repeated")
        ->check(CLI::Validator(check_service, "[POLICY=]URL"));
    app.add_option("--time-stamp-offline", time_stamp_offline,
                   "What a page gets when no time stamp service can be reached")
        ->check(CLI::IsMember({"refuse", "queue"}))
        ->default_str("refuse");
    app.add_option("--revocation", revocation,
                   "What holds where nobody tells whether a key was revoked; off: nobody is asked")
        ->check(CLI::IsMember({"off", "warn", "refuse"}))
        ->default_str("warn");
    app.add_flag("--allow-local-clients", options.allow_local_clients,
                 "Accept programs that name no web origin; windows call them \"a program on this computer\"");
    app.add_flag("--no-trust", no_trust, "Do not register the localhost certificate in the browsers");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& fault) {
        return app.exit(fault);
    }

    options.config_dir = path_from_utf8(config_dir);
    for (const auto& folder : key_folders) options.key_folders.push_back(path_from_utf8(folder));
    if (!anchors.empty()) options.anchors = path_from_utf8(anchors);
    options.time_stamp_offline = offline_stamp_from(time_stamp_offline);
    options.revocation = revocation_rule_from(revocation);
    options.face = face == "qt" ? Face::qt : Face::terminal;
    // An isolated run is somebody's test or lab: it does not reach into the browsers by itself.
    options.register_trust = !no_trust && config_dir.empty();
    return options;
}

}  // namespace qoltanba::agent
