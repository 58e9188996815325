// The flow of basics.generateCsr: a new key where the person wants it, in a file under a password of their
// choice or on a token, and the request for its certificate for the page.
#include "agent/enrolment/import.hpp"
#include "agent/enrolment/key_on_token.hpp"
#include "agent/enrolment/new_key.hpp"
#include "agent/flows/flows.hpp"
#include "agent/flows/key_places.hpp"
#include "agent/flows/storages.hpp"
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

SecretPrompt prompt_for(const protocol::GenerateKeyRequest& request, const std::filesystem::path& folder,
                        PlacesOfKey& places) {
    return {.caller = {},
            .what = NewKeyView{.subject = request.subject,
                               .email = request.email,
                               .family = request.family,
                               .rsa_bits = request.rsa_bits,
                               .use = request.use,
                               .folder = path_to_utf8(folder)},
            .language = request.language,
            .places = &places};
}

/// Where the person keeps their keys; nothing where the key may not lie in a file.
Result<std::filesystem::path> folder_for_new_keys(const Context& context, bool offers_file) {
    if (!offers_file) return std::filesystem::path();
    auto folders = context.key_folders();
    if (folders.empty()) return fail(ErrorCode::input_output_failure, "there is no folder for keys");
    return std::move(folders.front());
}

bool offers_file(const Context& context, const protocol::GenerateKeyRequest& request) {
    return is_asked_for(request.storages, "PKCS12") && context.administrator.permits_storage("PKCS12");
}

PlacesOfKey places_for(Context& context, const protocol::GenerateKeyRequest& request, std::stop_token stop) {
    const auto fits = [storages = request.storages, family = request.family](const auto& token) {
        return is_asked_for(storages, token.storage()) && token.makes_keys_of(family);
    };
    return {context, offers_file(context, request), fits, std::move(stop)};
}

/// Errors: those of check_storages; unsupported_algorithm where no token that is plugged in will do.
Result<void> check_places(Context& context, const protocol::GenerateKeyRequest& request) {
    QOLTANBA_CHECK(check_storages(context, request.storages));
    if (!places_for(context, request, {}).places_now().empty()) return {};
    return fail(ErrorCode::unsupported_algorithm, "no token that is plugged in makes such keys");
}

Result<Bytes> request_in(const std::filesystem::path& file) {
    constexpr std::size_t largest = std::size_t{128} * 1024;
    QOLTANBA_TRY(const auto content, read_whole_file(file, largest));
    QOLTANBA_TRY(auto request, crypto::read_certificate_request_file(content));
    return std::move(request.der);
}

/// One key for one request, in the place that the person chose, until the page has its request.
class KeyMaking {
  public:
    KeyMaking(Context& context, const protocol::GenerateKeyRequest& request, std::filesystem::path folder,
              PlacesOfKey& places)
        : context_(context), request_(request), folder_(std::move(folder)), places_(places) {}

    /// After an error nothing is there, and the person may try again.
    Result<void> make(const TypedSecret& typed) {
        auto made = PlacesOfKey::is_token(typed.place) ? make_on_token(typed) : make_in_file(typed);
        if (made.has_error()) take_back();
        return made;
    }

    /// Nobody has its request, so no certificate can ever come for it.
    void take_back() {
        if (in_file_) context_.report(remove_waiting_key(*std::exchange(in_file_, std::nullopt)));
        if (!on_token_) return;
        const auto made = *std::exchange(on_token_, std::nullopt);
        if (const auto removed = made.key.remove(); removed.has_error())
            left_.push_back({.device = shown_, .key = made.label, .reason = removed.error()});
    }

    /// The person is told of keys that could not be taken back, though the page may have gone.
    void tell_of_left_keys() const {
        for (const auto& left : left_) {
            context_.report(left.reason);
            SecretPrompt prompt{.caller = {}, .what = left, .language = context_.own_language()};
            if (!prompt.language) prompt.language = request_.language;
            const auto nothing = [](const TypedSecret&) -> Result<void> { return {}; };
            if (const auto told = context_.prompter.ask_for_secret(prompt, nothing, context_.ending);
                told.has_error())
                context_.report(told.error());
        }
    }

    /// Empty until a key was made.
    [[nodiscard]] const Bytes& written() const { return written_; }

  private:
    Result<void> make_in_file(const TypedSecret& typed) {
        if (!offers_file(context_, request_))
            return fail(ErrorCode::refused_by_policy, "the key may not lie in a file");
        QOLTANBA_TRY(in_file_, make_key(wanted_by(request_), typed.fresh, folder_));
        QOLTANBA_TRY(written_, request_in(in_file_->request));
        return {};
    }

    Result<void> make_on_token(const TypedSecret& typed) {
        shown_ = places_.view_of(typed.place);
        const auto work = [&](tokens::DeviceToken& token,
                              const std::stop_token& while_writing) -> Result<void> {
            const auto wanted = wanted_by(request_);
            QOLTANBA_TRY(on_token_, make_key_on_token(wanted, token, typed.current, typed.last_try_confirmed,
                                                      while_writing));
            QOLTANBA_TRY(written_, request_of(*on_token_, wanted));
            return {};
        };
        return places_.with_token(typed.place, work);
    }

    Context& context_;
    const protocol::GenerateKeyRequest& request_;
    std::filesystem::path folder_;
    PlacesOfKey& places_;
    std::optional<WaitingKey> in_file_;
    std::optional<KeyOnToken> on_token_;
    DeviceView shown_;  ///< the token, as it was chosen
    std::vector<LeftKeyView> left_;
    Bytes written_;
};

Result<Bytes> make_key_for(Context& context, const Caller& caller,
                           const protocol::GenerateKeyRequest& request, std::stop_token stop) {
    QOLTANBA_TRY(const auto folder, folder_for_new_keys(context, offers_file(context, request)));
    auto places = places_for(context, request, stop);
    KeyMaking making(context, request, folder, places);
    const auto make = [&](const TypedSecret& typed) { return making.make(typed); };
    auto asked = ask_for_secret(context, caller, prompt_for(request, folder, places), make, stop);
    if (asked.has_error()) making.take_back();
    making.tell_of_left_keys();
    if (asked.has_error()) return std::move(asked).error();
    if (making.written().empty()) return fail(ErrorCode::internal, "a key was agreed to that was not made");
    return making.written();
}

}  // namespace

Result<protocol::Outcome> generate_key(Context& context, const Caller& caller,
                                       const protocol::GenerateKeyRequest& request, std::stop_token stop) {
    QOLTANBA_TRY(const auto order, order_of(wanted_by(request)));
    QOLTANBA_CHECK(crypto::check_request_order(order));
    QOLTANBA_CHECK(check_places(context, request));
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
