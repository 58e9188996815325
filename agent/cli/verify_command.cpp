#include "agent/cli/commands.hpp"
#include "agent/cli/file_content.hpp"
#include "agent/cli/progress.hpp"
#include "agent/cli/revocation_online.hpp"
#include "agent/platform/path_text.hpp"
#include "agent/platform/whole_file.hpp"
#include "agent/settings/anchors_folder.hpp"
#include "agent/ui/terminal/console.hpp"
#include "agent/verification/report.hpp"

#include <CLI/CLI.hpp>

#include <chrono>
#include <iostream>
#include <memory>

namespace qoltanba::agent {
namespace {

struct VerifyOptions {
    std::string file;
    std::string content;
    std::string at;
    std::vector<std::string> crls;
    std::vector<std::string> ocsp_responses;
    std::string anchors;
    std::string output;
    std::string html;
    unsigned evidence_timeout = 300;  ///< seconds
    bool part = false;
    bool offline = false;
    bool json = false;
};

/// Files of evidence, held while views into them are used.
class GivenEvidence {
  public:
    Result<void> read(const std::vector<std::string>& names) {
        for (const auto& name : names) {
            QOLTANBA_TRY(auto file, read_whole_file(path_from_utf8(name), largest_file));
            files_.push_back(without_armour(std::move(file)));
        }
        for (const auto& file : files_) views_.emplace_back(file);
        return {};
    }
    [[nodiscard]] std::span<const BytesView> views() const { return views_; }

  private:
    std::vector<Bytes> files_;
    std::vector<BytesView> views_;
};

/// A content beside a file that has its own is compared with that, in memory.
Result<SignatureFile> read_signature(const VerifyOptions& options) {
    const auto path = path_from_utf8(options.file);
    if (options.content.empty()) return read_signature_file(path);
    QOLTANBA_TRY(auto octets, read_whole_file(path, largest_file));
    return SignatureFile{std::move(octets), std::nullopt};
}

Result<crypto::Anchors> anchors_of(const VerifyOptions& options) {
    if (options.anchors.empty()) return crypto::Anchors::national();
    return anchors_with(path_from_utf8(options.anchors));
}

/// The content of a signature that has none in memory: what stands apart in the file itself, or --content.
std::optional<FileContent> content_of(const VerifyOptions& options, const SignatureFile& file) {
    if (file.content) return file.content;
    if (options.content.empty()) return {};
    return FileContent::of(path_from_utf8(options.content));
}

template <typename Reading>
auto watched_if_large(const FileContent& content, Reading reading) {
    return watched(content.size >= large_from && standard_console()->is_terminal(), reading);
}

/// A file that was judged, and its content where that was read in pieces.
struct Judged {
    JudgedFile file;
    std::optional<FileContent> content;
};

Result<Judged> judge(const VerifyOptions& options) {
    QOLTANBA_TRY(const auto file, read_signature(options));
    const auto content = content_of(options, file);
    std::optional<crypto::cms::ContentDigests> digests;
    if (content) {
        const auto algorithms = crypto::digests_asked_for(without_armour(file.octets));
        QOLTANBA_TRY(digests, watched_if_large(*content, [&](const Watch& watch) {
                         return digests_of(*content, algorithms, watch);
                     }));
    }
    GivenEvidence crls, ocsp_responses;
    QOLTANBA_CHECK(crls.read(options.crls));
    QOLTANBA_CHECK(ocsp_responses.read(options.ocsp_responses));
    QOLTANBA_TRY(const auto anchors, anchors_of(options));
    RevocationOnline online(anchors);
    if (!options.offline) QOLTANBA_CHECK(online.open(std::chrono::seconds(options.evidence_timeout)));

    const crypto::ValidationInputs inputs{.file = file.octets,
                                          .digests = digests ? &*digests : nullptr,
                                          .crls = crls.views(),
                                          .ocsp_responses = ocsp_responses.views()};
    const crypto::ValidationPolicy policy{
        .anchors = anchors,
        .at = options.at.empty() ? now() : time_from_iso(options.at).value_or(now()),
        .at_is_given = !options.at.empty(),
        .coverage = options.part ? crypto::Coverage::part_suffices : crypto::Coverage::whole_document,
        .lookup = online.lookup()};
    return Judged{judge_file(inputs, policy), content};
}

/// The octets that were judged and no others, though they are read once more.
Result<void> copy_signed_content(const FileContent& content, const crypto::SignedOctets& signed_octets,
                                 const std::filesystem::path& path) {
    GrowingFile out(path);
    crypto::cms::ContentDigests known(signed_octets.size,
                                      {{crypto::DigestAlgorithm::sha256, signed_octets.sha256}});
    QOLTANBA_CHECK(watched_if_large(
        content, [&](const Watch& watch) { return copy_content(content, known, out, watch); }));
    return out.finish();
}

Result<void> write_signed_octets(const Judged& judged, const std::filesystem::path& path) {
    const auto& file = judged.file;
    const bool signature = file.kind == FileKind::cms || file.kind == FileKind::xml;
    if (!signature) return fail(ErrorCode::no_signature_found, "--output is for CMS and XML");
    QOLTANBA_TRY(const auto octets, crypto::octets_signed_by_all(file.report));
    const auto& signed_octets = file.report.signed_octets;
    const bool elsewhere = judged.content && signed_octets && signed_octets->size != octets.size();
    if (elsewhere) return copy_signed_content(*judged.content, *signed_octets, path);
    return write_whole_file(path, octets);
}

/// Writes what was asked for beside the report.
Result<void> write_files(const VerifyOptions& options, const Judged& judged, Language language) {
    if (!options.html.empty()) {
        const auto name = path_to_utf8(path_from_utf8(options.file).filename());
        QOLTANBA_CHECK(write_whole_file(path_from_utf8(options.html),
                                        bytes_of(report_html(judged.file, name, language))));
    }
    if (options.output.empty()) return {};
    return write_signed_octets(judged, path_from_utf8(options.output));
}

int verify(const VerifyOptions& options) {
    const auto language = language_of_system();
    const auto judged = judge(options);
    if (!judged) return report_failure(judged.error(), language);
    std::cout << (options.json ? report_json(judged->file)
                               : report_text(judged->file, options.file, language));
    const auto status = exit_status(judged->file.conclusion.indication);
    const auto written = write_files(options, *judged, language);
    if (written) return status;
    report_failure(written.error(), language);
    return status == done ? failed : status;
}

std::string check_time(const std::string& text) {
    return time_from_iso(text) ? "" : "expected 2026-07-20 or 2026-07-20T09:15:00Z (UTC)";
}

void add_options(CLI::App& command, VerifyOptions& options) {
    command
        .add_option("file", options.file,
                    "CMS (DER, PEM or base64), signed XML, a ZIP container of the national CA, a time stamp, "
                    "an OCSP response or a CRL")
        ->required();
    command.add_option("--content", options.content, "The signed file of a detached signature");
    command.add_option("--at", options.at, "Judge as of this moment, UTC, at which the signature existed")
        ->check(CLI::Validator(check_time, "TIME"));
    command.add_option("--crl", options.crls, "A list of revoked certificates; may stand several times");
    command.add_option("--ocsp", options.ocsp_responses, "An OCSP response; may stand several times");
    command.add_option("--anchors", options.anchors, "Trust the certificates in this folder too");
    command.add_flag("--offline", options.offline, "Ask nobody about revocation");
    command
        .add_option("--evidence-timeout", options.evidence_timeout,
                    "So many seconds may asking about revocation take in all, one address half of them")
        ->check(CLI::Range(1, 86'400))
        ->capture_default_str();
    command.add_flag("--part", options.part,
                     "A signature of only a part of an XML document or a container is enough; the report "
                     "names the part");
    command.add_option("--output,-o", options.output,
                       "Write the octets that were signed: the content of a CMS, the canonical octets of an "
                       "XML signature's parts");
    command.add_flag("--json", options.json, "Write the report as JSON");
    command.add_option("--html", options.html, "Write the report as a page to keep");
}

}  // namespace

void add_verify_command(CLI::App& app, int& status) {
    auto options = std::make_shared<VerifyOptions>();
    auto* command = app.add_subcommand(
        "verify",
        "Judge a signed file after ETSI EN 319 102-1. Exit status 0: TOTAL-PASSED; 1: TOTAL-FAILED; 2: "
        "INDETERMINATE, nothing is shown to be wrong but something is missing. Whether certificates were "
        "revoked is asked of the authorities that they name, which then know that somebody verifies; "
        "--offline asks nobody");
    add_options(*command, *options);
    command->callback([options, &status] { status = verify(*options); });
}

}  // namespace qoltanba::agent
