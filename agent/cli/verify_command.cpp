#include "agent/cli/commands.hpp"
#include "agent/cli/files.hpp"
#include "agent/cli/report.hpp"
#include "agent/settings/anchors_folder.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

namespace qoltanba::agent {
namespace {

struct VerifyOptions {
    std::string file;
    std::string content;
    std::string at;
    std::string anchors;
    bool json = false;
};

Result<JudgedFile> judge(const VerifyOptions& options) {
    QOLTANBA_TRY(const auto file, read_whole_file(options.file));
    std::optional<Bytes> content;
    if (!options.content.empty()) {
        QOLTANBA_TRY(content, read_whole_file(options.content));
    }
    auto anchors = crypto::Anchors::national();
    if (!options.anchors.empty()) {
        QOLTANBA_TRY(anchors, anchors_with(options.anchors));
    }
    const auto at = options.at.empty() ? now() : time_from_iso(options.at).value_or(now());
    return judge_file(file, content ? std::optional<BytesView>(*content) : std::nullopt, anchors, at);
}

int verify(const VerifyOptions& options) {
    const auto language = language_of_environment();
    const auto judged = judge(options);
    if (!judged) return report_failure(judged.error(), language);
    std::cout << (options.json ? report_json(*judged) : report_text(*judged, language));
    return static_cast<int>(judged->verdict);
}

std::string check_time(const std::string& text) {
    return time_from_iso(text) ? "" : "expected 2026-07-20 or 2026-07-20T09:15:00Z (UTC)";
}

}  // namespace

void add_verify_command(CLI::App& app, int& status) {
    auto options = std::make_shared<VerifyOptions>();
    auto* command = app.add_subcommand("verify",
                                       "Judge a signed file. Exit status 0: valid and trusted; 1: broken; 2: "
                                       "intact, but a certificate is expired, "
                                       "not yet valid or of an unknown issuer");
    command->add_option("file", options->file, "CMS (DER, PEM or base64) or signed XML")->required();
    command->add_option("--content", options->content, "The signed file of a detached signature");
    command->add_option("--at", options->at, "Judge as of this moment, UTC")
        ->check(CLI::Validator(check_time, "TIME"));
    command->add_option("--anchors", options->anchors, "Trust the certificates in this folder too");
    command->add_flag("--json", options->json, "Write the report as JSON");
    command->callback([options, &status] { status = verify(*options); });
}

}  // namespace qoltanba::agent
