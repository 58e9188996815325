#include "agent/cli/commands.hpp"
#include "agent/cli/keys_commands.hpp"
#include "agent/cli/new_password.hpp"
#include "agent/cli/subject_options.hpp"
#include "agent/enrolment/waiting_keys.hpp"
#include "agent/platform/path_text.hpp"
#include "agent/platform/whole_file.hpp"
#include "agent/platform/whole_path.hpp"
#include "agent/ui/visible_text.hpp"
#include "tokens/files/key_files.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <iostream>
#include <memory>

namespace qoltanba::agent {
namespace {

namespace fs = std::filesystem;

struct RequestOptions {
    SubjectOptions subject;
    std::string key;
    std::string output;
    bool json = false;
};

/// A key that is there already, and what was asked for it before.
struct ExistingKey {
    crypto::PublicKey key;
    crypto::DigestSigner sign;
    std::optional<crypto::RequestOrder> before;
};

crypto::RequestOrder order_like(const crypto::Certificate& certificate) {
    return {.subject = copy_of(certificate.subject().der()),
            .extended_key_usage = certificate.extended_key_usage(),
            .key_usage = certificate.key_usage()};
}

std::optional<crypto::RequestOrder> order_like_request(const fs::path& request) {
    constexpr std::size_t largest_request = std::size_t{128} * 1024;
    const auto content = read_whole_file(request, largest_request);
    if (content.has_error()) return std::nullopt;
    const auto read = crypto::read_certificate_request_file(*content);
    if (read.has_error()) return std::nullopt;
    return crypto::RequestOrder{.subject = copy_of(read->subject.der()),
                                .extended_key_usage = read->extended_key_usage,
                                .key_usage = read->key_usage,
                                .email = read->emails.empty() ? std::string() : read->emails.front()};
}

Result<ExistingKey> open_key_file(const tokens::KeyFile& file, const SecretBytes& password) {
    QOLTANBA_TRY(auto keys, tokens::token_of(file, {})->unlock(password));
    const std::shared_ptr<crypto::Signer> signer = std::move(keys.front().signer);
    QOLTANBA_TRY(const auto key, signer->certificate().public_key());
    return ExistingKey{key,
                       [signer](crypto::DigestAlgorithm algorithm, BytesView digest) {
                           return signer->sign(algorithm, digest);
                       },
                       order_like(signer->certificate())};
}

Result<ExistingKey> open_waiting_key(const fs::path& file, const SecretBytes& password) {
    QOLTANBA_TRY(const auto found, private_keys_in(file, password));
    QOLTANBA_TRY(auto key, crypto::PrivateKey::from_pkcs8(found.front()));
    QOLTANBA_TRY(const auto public_key, key.public_key());
    const auto shared = std::make_shared<crypto::PrivateKey>(std::move(key));
    auto request = file;
    return ExistingKey{public_key,
                       [shared](crypto::DigestAlgorithm algorithm, BytesView digest) {
                           return shared->sign(algorithm, digest, {});
                       },
                       order_like_request(request.replace_extension(".csr"))};
}

/// As the options say or, where they name nobody, as before.
Result<crypto::RequestOrder> order_for(const RequestOptions& options, const ExistingKey& existing) {
    if (options.subject.subject.common_name.empty()) {
        if (existing.before) return *existing.before;
        return fail(ErrorCode::certificate_subject_wrong, "the common name is missing");
    }
    return order_of(wanted_key(options.subject, existing.key.family()));
}

Result<fs::path> request(const RequestOptions& options, Console& console, Language language) {
    const auto file = whole_path(path_from_utf8(options.key));
    const auto key_file = tokens::look_at_key_file(file);
    if (key_file.has_error() && key_file.error().code == ErrorCode::file_not_found) return key_file.error();
    QOLTANBA_TRY(const auto password, ask_password(console, language));
    QOLTANBA_TRY(const auto existing, key_file.has_value() ? open_key_file(*key_file, password)
                                                           : open_waiting_key(file, password));
    QOLTANBA_TRY(const auto order, order_for(options, existing));
    const auto folder =
        options.output.empty() ? file.parent_path() : whole_path(path_from_utf8(options.output));
    auto made = folder / file.filename().replace_extension(".csr");
    QOLTANBA_CHECK(check_key_stays(file, made));
    QOLTANBA_CHECK(request_again(order, existing.key, existing.sign, made));
    return made;
}

void tell(const fs::path& request, bool json) {
    const auto path = path_to_utf8(request);
    const nlohmann::json told{{"request", path}};
    std::cout << (json ? told.dump(2, ' ', false, nlohmann::json::error_handler_t::replace)
                       : visible_line(path))
              << '\n';
}

}  // namespace

void add_keys_request(CLI::App& keys, int& status) {
    auto options = std::make_shared<RequestOptions>();
    auto* command =
        keys.add_subcommand("request",
                            "Make another request for a key that is there already: a waiting key or "
                            "a key file. Without --common-name it asks for the same as before");
    command->add_option("--key", options->key, "The waiting key (.key) or key file (.p12)")->required();
    add_subject_options(*command, options->subject);
    command->add_option("--out", options->output, "The folder for the request; by default the key's");
    command->add_flag("--json", options->json, "Write JSON");
    command->callback([options, &status] {
        const auto language = language_of_system();
        const auto console = standard_console();
        const auto made = request(*options, *console, language);
        if (made.has_error()) {
            status = report_failure(made.error(), language);
            return;
        }
        tell(*made, options->json);
    });
}

}  // namespace qoltanba::agent
