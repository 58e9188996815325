#include "agent/cli/commands.hpp"
#include "agent/cli/report.hpp"
#include "agent/platform/path_text.hpp"
#include "agent/platform/whole_file.hpp"
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
    std::string output;
    bool part = false;
    bool json = false;
};

Result<JudgedFile> judge(const VerifyOptions& options) {
    QOLTANBA_TRY(const auto file, read_whole_file(path_from_utf8(options.file), largest_file));
    std::optional<Bytes> content;
    if (!options.content.empty()) {
        QOLTANBA_TRY(content, read_whole_file(path_from_utf8(options.content), largest_file));
    }
    auto anchors = crypto::Anchors::national();
    if (!options.anchors.empty()) {
        QOLTANBA_TRY(anchors, anchors_with(path_from_utf8(options.anchors)));
    }
    const auto at = options.at.empty() ? now() : time_from_iso(options.at).value_or(now());
    return judge_file(file, content ? std::optional<BytesView>(*content) : std::nullopt, anchors, at,
                      options.part ? Coverage::part_suffices : Coverage::whole_document);
}

Result<void> write_signed_octets(const JudgedFile& judged, const std::filesystem::path& path) {
    QOLTANBA_TRY(const auto octets, octets_signed_by_all(judged));
    return write_whole_file(path, octets);
}

int verify(const VerifyOptions& options) {
    const auto language = language_of_environment();
    const auto judged = judge(options);
    if (!judged) return report_failure(judged.error(), language);
    std::cout << (options.json ? report_json(*judged) : report_text(*judged, language));
    if (!options.output.empty()) {
        const auto written = write_signed_octets(*judged, path_from_utf8(options.output));
        if (!written) {
            report_failure(written.error(), language);
            if (judged->verdict == Verdict::valid) return failed;
        }
    }
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
                                       "intact but undecided: a certificate is expired, not yet valid or "
                                       "of an unknown issuer, only a part of an XML document is signed, the "
                                       "content of a detached signature is missing, or it rests on SHA-1. "
                                       "Revocation is not looked up");
    command->add_option("file", options->file, "CMS (DER, PEM or base64) or signed XML")->required();
    command->add_option("--content", options->content, "The signed file of a detached signature");
    command->add_option("--at", options->at, "Judge as of this moment, UTC")
        ->check(CLI::Validator(check_time, "TIME"));
    command->add_option("--anchors", options->anchors, "Trust the certificates in this folder too");
    command->add_flag("--part", options->part,
                      "A signature of only a part of an XML document is enough; the report names the part");
    command->add_option("--output,-o", options->output,
                        "Write the octets that were signed: the content of a CMS, the canonical octets of an "
                        "XML signature's parts");
    command->add_flag("--json", options->json, "Write the report as JSON");
    command->callback([options, &status] { status = verify(*options); });
}

}  // namespace qoltanba::agent
