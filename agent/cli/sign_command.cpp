#include "agent/cli/commands.hpp"
#include "agent/cli/large_signing.hpp"
#include "agent/cli/progress.hpp"
#include "agent/cli/services.hpp"
#include "agent/flows/key_check.hpp"
#include "agent/flows/summary.hpp"
#include "agent/platform/path_text.hpp"
#include "agent/platform/whole_file.hpp"
#include "agent/settings/anchors_folder.hpp"
#include "agent/ui/presentation.hpp"
#include "agent/ui/terminal/console.hpp"
#include "agent/ui/texts.hpp"
#include "agent/ui/visible_text.hpp"
#include "crypto/base/base64.hpp"
#include "crypto/certificates/filter.hpp"
#include "crypto/containers/nca_container.hpp"
#include "crypto/containers/zip.hpp"
#include "crypto/signatures/cms.hpp"
#include "crypto/signatures/xml.hpp"
#include "tokens/files/key_files.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <deque>
#include <iostream>
#include <memory>

namespace qoltanba::agent {
namespace {

struct SignOptions {
    std::string file;                ///< the first of `files`
    std::vector<std::string> files;  ///< several for a container alone
    std::string key;
    std::string format = "cms";
    std::string output;
    std::string anchors;
    bool detached = false;
    bool allow_expired = false;
    bool allow_revoked = false;
    std::string level = "b";
    bool time_stamp = false;
    bool later = false;  ///< the time stamp may come later
    ServiceOptions services;

    [[nodiscard]] crypto::Level wanted_level() const {
        const auto named = level_from(level).value_or(crypto::Level::b);
        return time_stamp ? std::max(named, crypto::Level::t) : named;
    }
};

std::filesystem::path output_of(const SignOptions& options) {
    if (!options.output.empty()) return path_from_utf8(options.output);
    return path_from_utf8(options.file + (options.format == "xml"   ? ".signed.xml"
                                          : options.format == "zip" ? ".signed.zip"
                                          : options.format == "raw" ? ".sig"
                                                                    : ".cms"));
}

Result<crypto::Anchors> anchors_of(const SignOptions& options) {
    if (options.anchors.empty()) return crypto::Anchors::national();
    return anchors_with(path_from_utf8(options.anchors));
}

/// Tells what may be wrong with the key. Errors: certificate_revoked; revocation_unavailable where the
/// administrator has it so.
Result<void> check_standing(const crypto::Certificate& certificate, const crypto::CertificateFilter& filter,
                            const crypto::Anchors& anchors, const Services& services, Console& console,
                            Language language) {
    constexpr std::chrono::seconds patience{10};
    const auto standing = standing_of({.evidence = services.evidence.get(),
                                       .anchors = anchors,
                                       .rule = services.revocation,
                                       .patience = patience,
                                       .at = now()},
                                      certificate, filter, {});
    if (standing.unfit) return *standing.unfit;
    if (standing.caution) console.write("! " + error_text(*standing.caution, language) + "\n");
    return {};
}

/// The key of the file that may sign, as the person sees and confirms it.
Result<tokens::OpenedKey> open_key(const SignOptions& options, const crypto::Anchors& anchors,
                                   const Services& services, Console& console, Language language) {
    QOLTANBA_TRY(const auto file, tokens::look_at_key_file(path_from_utf8(options.key)));
    const auto password = console.read_line(text_for(TextId::ask_for_password, language), Echo::off, {});
    if (!password || password->empty()) return fail(ErrorCode::canceled, "no password");
    QOLTANBA_TRY(auto keys, tokens::token_of(file, {})->unlock(*password));

    crypto::CertificateFilter filter;
    filter.purpose = crypto::Purpose::signature;
    filter.allow_expired = options.allow_expired;
    filter.allow_revoked = options.allow_revoked;
    std::optional<Error> unfit;
    for (auto& key : keys) {
        const auto& certificate = key.signer->certificate();
        const auto fit = crypto::fits(certificate, filter, anchors, now());
        if (fit) {
            std::string text;
            for (const auto& [label, value] :
                 certificate_lines(summarise(certificate, anchors, now()), language)) {
                text += label + ": " + value + "\n";
            }
            console.write(text);
            QOLTANBA_CHECK(check_standing(certificate, filter, anchors, services, console, language));
            return std::move(key);
        }
        unfit = fit.error();
    }
    return unfit.value_or(fail(ErrorCode::unsupported_key, "the file holds no key"));
}

/// A new container of the files, under their names without folders; a container alone gets one more signer.
Result<Bytes> sign_container(const SignOptions& options, crypto::Signer& signer, BytesView first) {
    if (options.files.size() == 1 && crypto::looks_like_zip(first) && crypto::open_nca_container(first))
        return crypto::add_nca_container_signer(signer, first, now());
    std::deque<Bytes> contents;
    std::vector<crypto::ContainerFile> files;
    for (const auto& name : options.files) {
        const auto path = path_from_utf8(name);
        QOLTANBA_TRY(contents.emplace_back(), read_whole_file(path, largest_file));
        files.push_back({path_to_utf8(path.filename()), contents.back()});
    }
    return crypto::create_nca_container(signer, files, now());
}

Result<Bytes> sign_content(const SignOptions& options, crypto::Signer& signer, BytesView content) {
    if (options.format == "xml") {
        QOLTANBA_TRY(const auto xml, crypto::sign_xml(signer, text_of(content), {}));
        return copy_of(bytes_of(xml));
    }
    if (options.format == "zip") return sign_container(options, signer, content);
    if (options.format == "raw") {
        const auto digest = crypto::suite_of(signer.family()).digest;
        return signer.sign_content(digest, content);
    }
    if (crypto::is_signed_data(content)) return crypto::add_cms_signer(signer, content, std::nullopt, now());
    return crypto::create_cms(signer, content, {.attach = !options.detached, .signing_time = now()});
}

/// The signature at the level that is wanted; whether it waits for its time stamp.
struct Raised {
    Bytes signature;
    bool waits = false;
};

Result<Raised> raise(const SignOptions& options, Bytes signature, crypto::cms::ContentDigests& content,
                     Evidence& evidence, const crypto::Anchors& anchors) {
    const auto level = options.wanted_level();
    if (level == crypto::Level::b) return Raised{std::move(signature)};
    auto raised = raise_to(level, signature, &content, evidence, anchors);
    if (raised) return Raised{*std::move(raised)};
    if (!options.later || raised.error().code != ErrorCode::time_stamp_unavailable) return raised.error();
    return Raised{.signature = std::move(signature), .waits = true};
}

/// A large file is not held in memory where nothing but its digest is needed of it.
bool signs_in_pieces(const SignOptions& options) {
    return options.format == "cms" && is_for_pieces(path_from_utf8(options.file));
}

/// Whether the signature waits for its time stamp.
Result<bool> sign_large_content(const SignOptions& options, crypto::Signer& signer, Evidence& evidence,
                                const crypto::Anchors& anchors, const Console& console) {
    const auto content = FileContent::of(path_from_utf8(options.file));
    const bool shown = console.is_terminal();
    QOLTANBA_TRY(auto signature, watched(shown, [&](const Watch& watch) {
                     return sign_in_pieces(signer, content, now(), watch);
                 }));
    QOLTANBA_TRY(const auto raised,
                 raise(options, std::move(signature.cms), signature.digests, evidence, anchors));
    const auto output = output_of(options);
    if (options.detached) {
        QOLTANBA_CHECK(write_whole_file(output, raised.signature));
        return raised.waits;
    }
    if (raised.waits && content.size + raised.signature.size() > StampingQueue::largest_file)
        return fail(ErrorCode::too_large, "what waits for its time stamp is to be --detached");
    QOLTANBA_CHECK(watched(shown, [&](const Watch& watch) {
        return attach_content(raised.signature, content, signature.digests, output, watch);
    }));
    return raised.waits;
}

Result<bool> sign_whole_content(const SignOptions& options, crypto::Signer& signer, Evidence& evidence,
                                const crypto::Anchors& anchors, BytesView content) {
    QOLTANBA_TRY(auto signature, sign_content(options, signer, content));
    crypto::cms::ContentDigests digests(content);
    QOLTANBA_TRY(const auto raised, raise(options, std::move(signature), digests, evidence, anchors));
    QOLTANBA_CHECK(write_whole_file(output_of(options), raised.signature));
    return raised.waits;
}

Result<void> sign_file(const SignOptions& options, Console& console, Language language) {
    QOLTANBA_CHECK(check_key_stays(path_from_utf8(options.key), output_of(options)));
    std::optional<Bytes> content;  // nothing of a large file
    if (!signs_in_pieces(options)) {
        QOLTANBA_TRY(content, read_whole_file(path_from_utf8(options.file), largest_file));
    }
    QOLTANBA_TRY(const auto anchors, anchors_of(options));
    QOLTANBA_TRY(const auto services, open_services(options.services));
    QOLTANBA_TRY(const auto key, open_key(options, anchors, services, console, language));
    auto& evidence = *services.evidence;
    QOLTANBA_TRY(const auto waits,
                 content ? sign_whole_content(options, *key.signer, evidence, anchors, *content)
                         : sign_large_content(options, *key.signer, evidence, anchors, console));
    const auto output = output_of(options);
    if (waits) {
        QOLTANBA_CHECK(evidence.queue().add_file(output, now()));
        console.write(std::string(text_for(TextId::stamp_comes_later, language)) + "\n");
    }
    console.write(visible_line(path_to_utf8(output)) + "\n");
    return {};
}

void add_level_options(CLI::App& command, SignOptions& options) {
    command
        .add_option(
            "--level", options.level,
            "b: the signature alone; t: with a time stamp; lt: and what shows that nobody was revoked; "
            "lta: and an archive time stamp over all of it")
        ->check(CLI::IsMember({"b", "t", "lt", "lta"}))
        ->capture_default_str();
    command.add_flag("--time-stamp", options.time_stamp, "The same as --level t");
    command.add_flag("--later", options.later,
                     "Where no time stamp service can be reached, sign all the same; the time stamp comes "
                     "later");
    add_service_options(command, options.services);
}

}  // namespace

void add_sign_command(CLI::App& app, int& status) {
    auto options = std::make_shared<SignOptions>();
    auto* command = app.add_subcommand("sign",
                                       "Sign a file with a key file. The password is asked for; a script "
                                       "gives it as a line of standard input");
    command
        ->add_option("file", options->files,
                     "What to sign; a CMS, and a ZIP container under --format zip, gets one more signer. "
                     "Several files go into one container")
        ->required();
    command->add_option("--key", options->key, "The key file (.p12)")->required();
    command->add_option("--format", options->format)
        ->check(CLI::IsMember({"cms", "xml", "raw", "zip"}))
        ->capture_default_str();
    command->add_flag("--detached", options->detached, "CMS: leave the content out");
    command->add_option("--output,-o", options->output,
                        "Where the signature goes; by default beside the file");
    command->add_option("--anchors", options->anchors, "Trust the certificates in this folder too");
    command->add_flag("--allow-expired", options->allow_expired, "Sign with an expired certificate");
    command->add_flag("--allow-revoked", options->allow_revoked, "Sign with a revoked certificate");
    add_level_options(*command, *options);
    command->callback([options, &status] {
        options->file = options->files.front();
        if (options->files.size() > 1 && options->format != "zip")
            throw CLI::ValidationError("file", "several files are for --format zip");
        if (options->format != "cms" && options->wanted_level() != crypto::Level::b)
            throw CLI::ValidationError("--level", "only a CMS has a place for time stamps");
        const auto language = language_of_system();
        const auto console = standard_console();
        const auto signed_file = sign_file(*options, *console, language);
        status = signed_file ? done : report_failure(signed_file.error(), language);
    });
}

}  // namespace qoltanba::agent
