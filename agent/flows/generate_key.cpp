// The flow of basics.generateCsr: a new key in the person's folder, under a password of their choice, and the
// request for its certificate for the page.
#include "agent/enrolment/import.hpp"
#include "agent/enrolment/new_key.hpp"
#include "agent/flows/flows.hpp"
#include "agent/platform/path_text.hpp"
#include "agent/platform/whole_file.hpp"
#include "crypto/algorithms/digest.hpp"

#include <utility>

namespace qoltanba::agent {
namespace {

NewKey wanted_by(const protocol::GenerateKeyRequest& request) {
    return {.family = request.family,
            .rsa_bits = request.rsa_bits,
            .use = request.use,
            .subject = request.subject,
            .email = request.email};
}

SecretPrompt prompt_for(const protocol::GenerateKeyRequest& request, const std::filesystem::path& folder) {
    return {.caller = {},
            .what = NewKeyView{.subject = request.subject,
                               .email = request.email,
                               .family = request.family,
                               .rsa_bits = request.rsa_bits,
                               .use = request.use,
                               .folder = path_to_utf8(folder)},
            .language = request.language};
}

/// Where the person keeps their keys.
Result<std::filesystem::path> folder_for_new_keys(const Context& context) {
    auto folders = context.key_folders();
    if (folders.empty()) return fail(ErrorCode::input_output_failure, "there is no folder for keys");
    return std::move(folders.front());
}

Result<Bytes> request_in(const std::filesystem::path& file) {
    constexpr std::size_t largest = std::size_t{128} * 1024;
    QOLTANBA_TRY(const auto content, read_whole_file(file, largest));
    QOLTANBA_TRY(auto request, crypto::read_certificate_request_file(content));
    return std::move(request.der);
}

Result<Bytes> make_key_for(Context& context, const Caller& caller,
                           const protocol::GenerateKeyRequest& request, std::stop_token stop) {
    QOLTANBA_TRY(const auto folder, folder_for_new_keys(context));
    std::optional<WaitingKey> made;
    const auto make = [&](const TypedSecret& typed) -> Result<void> {
        QOLTANBA_TRY(made, make_key(wanted_by(request), typed.fresh, folder));
        return {};
    };
    auto asked = ask_for_secret(context, caller, prompt_for(request, folder), make, stop);
    if (asked.has_error()) {
        // Nobody has its request, so no certificate can ever come for it.
        if (made) context.report(remove_waiting_key(*made));
        return std::move(asked).error();
    }
    if (!made) return fail(ErrorCode::internal, "a key was agreed to that was not made");
    return request_in(made->request);
}

}  // namespace

Result<void> check_key_files_permitted(const Context& context) {
    if (context.administrator.permits_storage("PKCS12")) return {};
    return fail(ErrorCode::refused_by_policy, "the administrator permits no key files");
}

Result<protocol::Outcome> generate_key(Context& context, const Caller& caller,
                                       const protocol::GenerateKeyRequest& request, std::stop_token stop) {
    QOLTANBA_TRY(const auto order, order_of(wanted_by(request)));
    QOLTANBA_CHECK(crypto::check_request_order(order));
    QOLTANBA_CHECK(check_key_files_permitted(context));
    QOLTANBA_TRY(const auto permit, enter_gate(context, caller, stop));
    auto made = make_key_for(context, caller, request, stop);
    JournalEntry entry{.time = context.clock(),
                       .caller = caller,
                       .operation = "new key",
                       .document_digests = {},
                       .certificate_serial = {},
                       .outcome = made ? "made" : std::string(name_of(made.error().code))};
    if (made) entry.document_digests = {to_hex(crypto::digest_of(crypto::DigestAlgorithm::sha256, *made))};
    context.report(context.journal.record(entry));
    if (!made) return made.error();
    return protocol::Outcome(protocol::CertificateRequestMade{std::move(*made)});
}

}  // namespace qoltanba::agent
