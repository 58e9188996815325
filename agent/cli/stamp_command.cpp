// Time stamps and evidence for signatures that are there already.
#include "agent/cli/commands.hpp"
#include "agent/cli/large_signing.hpp"
#include "agent/cli/progress.hpp"
#include "agent/cli/services.hpp"
#include "agent/platform/path_text.hpp"
#include "agent/platform/whole_file.hpp"
#include "agent/settings/anchors_folder.hpp"
#include "agent/ui/terminal/console.hpp"
#include "agent/ui/visible_text.hpp"
#include "agent/verification/judged_file.hpp"
#include "crypto/base/base64.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

namespace qoltanba::agent {
namespace {

struct StampOptions {
    std::string file;
    std::string level = "t";
    std::string content;
    std::string output;
    std::string anchors;
    bool pending = false;
    ServiceOptions services;
};

Result<crypto::Anchors> anchors_of(const StampOptions& options) {
    if (options.anchors.empty()) return crypto::Anchors::national();
    return anchors_with(path_from_utf8(options.anchors));
}

/// In the form that the file had: pages of the basics module give PEM, those of commonUtils base64.
Bytes armoured_as(BytesView original, Bytes cms) {
    constexpr std::uint8_t sequence = 0x30;
    const auto text = text_of(original);
    if (text.find("-----BEGIN ") != std::string_view::npos) return copy_of(bytes_of(to_pem("CMS", cms)));
    if (!original.empty() && original.front() != sequence) return copy_of(bytes_of(to_base64(cms)));
    return cms;
}

/// The content that stands apart: in the file itself, or --content.
std::optional<FileContent> content_of(const StampOptions& options, const SignatureFile& file) {
    if (file.content) return file.content;
    if (options.content.empty()) return {};
    return FileContent::of(path_from_utf8(options.content));
}

/// A file that is made anew has the rights of the one whose place it takes.
Result<void> replace_attached(const StampOptions& options, BytesView detached, const FileContent& content,
                              crypto::cms::ContentDigests& known, const Watch& watch) {
    const auto output = path_from_utf8(options.output.empty() ? options.file : options.output);
    std::error_code fault;
    const auto rights = std::filesystem::status(output, fault).permissions();
    QOLTANBA_CHECK(attach_content(detached, content, known, output, watch));
    if (options.output.empty()) std::filesystem::permissions(output, rights, fault);
    return {};
}

Result<void> write_raised(const StampOptions& options, BytesView original, Bytes raised) {
    const auto written = armoured_as(original, std::move(raised));
    if (options.output.empty()) return replace_whole_file(path_from_utf8(options.file), written);
    return write_whole_file(path_from_utf8(options.output), written);
}

Result<void> stamp_file(const StampOptions& options) {
    QOLTANBA_TRY(const auto file, read_signature_file(path_from_utf8(options.file)));
    const auto cms = without_armour(file.octets);
    const auto content = content_of(options, file);
    const bool shown = content && content->size >= large_from && standard_console()->is_terminal();
    std::optional<crypto::cms::ContentDigests> digests;
    if (content) {
        QOLTANBA_TRY(digests, watched(shown, [&](const Watch& watch) {
                         return digests_of(*content, crypto::digests_asked_for(cms), watch);
                     }));
    }
    QOLTANBA_TRY(const auto anchors, anchors_of(options));
    QOLTANBA_TRY(const auto services, open_services(options.services));
    QOLTANBA_TRY(auto raised, raise_to(level_from(options.level).value_or(crypto::Level::t), cms,
                                       digests ? &*digests : nullptr, *services.evidence, anchors));
    if (!file.content) return write_raised(options, file.octets, std::move(raised));
    return watched(shown, [&](const Watch& watch) {
        return replace_attached(options, raised, *content, *digests, watch);
    });
}

/// One line for each file that waited.
Result<int> stamp_pending(const StampOptions& options, Language language) {
    QOLTANBA_TRY(const auto anchors, anchors_of(options));
    QOLTANBA_TRY(const auto services, open_services(options.services));
    QOLTANBA_TRY(const auto files,
                 services.evidence->queue().work(services.evidence->time_stamping(anchors), {}));
    int status = done;
    for (const auto& file : files) {
        const auto name = visible_line(path_to_utf8(file.file));
        if (file.fault || file.waits) status = failed;
        if (file.fault) {
            std::cerr << name << ": " << message_for(file.fault->code, language) << '\n'
                      << visible_line(describe(*file.fault)) << '\n';
        } else if (!file.waits) {
            std::cout << name << '\n';
        }
    }
    return status;
}

int stamp(const StampOptions& options) {
    const auto language = language_of_system();
    if (options.pending) {
        const auto status = stamp_pending(options, language);
        return status ? *status : report_failure(status.error(), language);
    }
    const auto stamped = stamp_file(options);
    if (!stamped) return report_failure(stamped.error(), language);
    std::cout << visible_line(options.output.empty() ? options.file : options.output) << '\n';
    return done;
}

}  // namespace

void add_stamp_command(CLI::App& app, int& status) {
    auto options = std::make_shared<StampOptions>();
    auto* command = app.add_subcommand(
        "stamp",
        "Give every signature of a CMS file a time stamp, or the evidence of a higher level. No key is used");
    auto* file = command->add_option("file", options->file, "CMS (DER, PEM or base64)");
    command
        ->add_option("--level", options->level,
                     "t: a time stamp; lt: and what shows that nobody was revoked; lta: and an archive time "
                     "stamp over all of it")
        ->check(CLI::IsMember({"t", "lt", "lta"}))
        ->capture_default_str();
    command->add_option("--content", options->content, "The signed file of a detached signature, for lta");
    command->add_option("--output,-o", options->output,
                        "Where the result goes; by default it takes the file's place");
    command->add_option("--anchors", options->anchors, "Trust the certificates in this folder too");
    auto* pending = command->add_flag("--pending", options->pending,
                                      "Stamp the signatures that wait since no service could be reached");
    add_service_options(*command, options->services);
    pending->excludes(file);
    command->callback([options, &status, command] {
        const bool says_which = options->pending || !options->file.empty();
        if (!says_which) throw CLI::RequiredError(command->get_name() + ": a file, or --pending,");
        status = stamp(*options);
    });
}

}  // namespace qoltanba::agent
