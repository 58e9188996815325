#include "agent/flows/desk.hpp"

#include "agent/flows/device_choice.hpp"
#include "agent/flows/device_presence.hpp"
#include "agent/flows/storages.hpp"
#include "agent/flows/summary.hpp"
#include "agent/platform/path_text.hpp"
#include "agent/ui/key_choice.hpp"

#include <algorithm>
#include <utility>

namespace qoltanba::agent {
namespace {

/// The technical name that the file's name tells; the same in every language.
std::string kind_text(const tokens::KeyFile& file) {
    switch (file.kind) {
        case tokens::KeyFileKind::rsa_authentication:
            return "RSA, AUTH";
        case tokens::KeyFileKind::rsa_signature:
            return "RSA, SIGN";
        case tokens::KeyFileKind::gost_2004:
            return "GOST 34.310-2004";
        case tokens::KeyFileKind::gost_2015:
            return "GOST 34.10-2015";
        case tokens::KeyFileKind::other:
            break;
    }
    return file.storage == "PKCS12" ? "PKCS#12" : std::string(file.storage);
}

/// Whether the file's name says that its key is for the other purpose.
bool is_named_for_another(tokens::KeyFileKind kind, crypto::Purpose purpose) {
    return (kind == tokens::KeyFileKind::rsa_authentication && purpose == crypto::Purpose::signature) ||
           (kind == tokens::KeyFileKind::rsa_signature && purpose == crypto::Purpose::authentication);
}

/// Known and fitting, then never opened, then never opened and named for another purpose, then known not to
/// fit.
int rank(const KeyChoice& choice, tokens::KeyFileKind kind, crypto::Purpose purpose) {
    if (choice.unfit) return 3;
    if (choice.known) return 0;
    return is_named_for_another(kind, purpose) ? 2 : 1;
}

/// The keys worth showing: those last used, then whatever lies in the key folders. Folders that the
/// administrator chose are all there is.
std::vector<tokens::KeyFile> key_files_of(const Context& context) {
    if (context.administrator.key_folders) return tokens::find_key_files(context.key_folders());
    const auto known = context.key_memory.recall();
    std::vector<tokens::KeyFile> keys;
    for (const auto& path : known.files()) {
        if (auto file = tokens::look_at_key_file(path)) keys.push_back(*file);
    }
    auto folders = context.key_folders();
    for (auto& folder : known.folders()) folders.push_back(std::move(folder));
    for (auto& file : tokens::find_key_files(folders)) keys.push_back(std::move(file));
    return keys;
}

}  // namespace

Desk::Desk(Context& context, crypto::CertificateFilter filter, Use use, std::stop_token stop,
           std::vector<std::string> storages)
    : context_(context),
      filter_(std::move(filter)),
      storages_(std::move(storages)),
      use_(use),
      stop_(std::move(stop)),
      withdrawn_(stop_, [this] { give_up(); }) {
    for (auto& file : key_files_of(context_)) {
        if (!offers(file.storage)) continue;
        auto id = path_to_utf8(file.path);
        if (files_.emplace(id, std::move(file)).second) order_.push_back(std::move(id));
    }
}

bool Desk::offers(std::string_view storage) const {
    return is_asked_for(storages_, storage) && context_.administrator.permits_storage(storage);
}

bool Desk::offers_devices() const {
    if (context_.devices == nullptr) return false;
    const auto& permitted = context_.administrator.storages;
    if (storages_.empty() && !permitted) return true;
    return std::ranges::any_of(
        storages_.empty() ? permitted->value : storages_,
        [this](const std::string& storage) { return !is_of_files(storage) && offers(storage); });
}

std::vector<tokens::TokenDescription> Desk::tokens_to_offer() const {
    if (context_.devices == nullptr) return {};
    auto tokens = context_.devices->tokens();
    std::erase_if(tokens, [this](const auto& token) { return !offers(token.storage()); });
    return tokens;
}

std::vector<KeyChoice> Desk::devices_to_offer() const {
    std::vector<KeyChoice> choices;
    for (const auto& token : tokens_to_offer()) {
        auto choice = choice_of(token);
        auto certificates = token.certificates;
        std::erase_if(certificates, [](const auto& one) { return one.may_issue(); });  // authorities'
        tell_known(choice, certificates);
        choices.push_back(std::move(choice));
    }
    if (context_.devices == nullptr) return choices;
    for (const auto& card : context_.devices->unserved_cards())
        if (offers(card.storage())) choices.push_back(choice_of(card));
    return choices;
}

std::vector<KeyChoice> Desk::choices() const {
    const auto known = context_.key_memory.recall();
    auto choices = devices_to_offer();
    const std::lock_guard lock(mutex_);
    for (const auto& id : order_) choices.push_back(describe(files_.at(id), known));
    const auto place = [this](const KeyChoice& choice) {
        const auto kind = choice.device ? tokens::KeyFileKind::other : files_.at(choice.id).kind;
        return rank(choice, kind, filter_.purpose);
    };
    std::stable_sort(choices.begin(), choices.end(),
                     [&](const KeyChoice& a, const KeyChoice& b) { return place(a) < place(b); });
    return choices;
}

KeyChoice Desk::describe(const tokens::KeyFile& file, const KnownKeys& known) const {
    KeyChoice choice;
    choice.id = path_to_utf8(file.path);
    choice.file_name = path_to_utf8(file.path.filename());
    choice.folder = path_to_utf8(file.path.parent_path());
    choice.kind = kind_text(file);
    tell_known(choice, known.certificates_of(file));
    return choice;
}

void Desk::tell_known(KeyChoice& choice, const std::vector<crypto::Certificate>& certificates) const {
    const auto at = context_.clock();
    const auto beforehand = choice.unfit;  // a locked device is no use for any key
    for (const auto& certificate : certificates) {
        const auto fit = crypto::fits(certificate, filter_, context_.anchors, at);
        // Of several keys in one place the first that fits speaks for it.
        if (choice.known && (fit.has_error() || !choice.unfit)) continue;
        choice.known = summarise(certificate, context_.anchors, at);
        choice.unfit = fit.has_error() ? std::optional(fit.error()) : std::nullopt;
    }
    if (beforehand) choice.unfit = beforehand;
}

Result<std::vector<OpenedKeyView>> Desk::open(const std::string& key_id, const SecretBytes& password) {
    return open(key_id, password, &tokens::Token::unlock);
}

Result<std::vector<OpenedKeyView>> Desk::open_with_last_try(const std::string& key_id,
                                                            const SecretBytes& pin) {
    return open(key_id, pin, &tokens::Token::unlock_with_last_try);
}

Result<std::vector<OpenedKeyView>> Desk::open(const std::string& key_id, const SecretBytes& secret,
                                              Unlock unlock) {
    const std::lock_guard one_at_a_time(opening_);
    if (given_up_.stop_requested()) return fail(ErrorCode::canceled);
    {
        const std::lock_guard lock(mutex_);
        opened_.clear();
        standings_.clear();
    }
    QOLTANBA_TRY(auto keys, is_of_device(key_id) ? unlock_device(key_id, secret, unlock)
                                                 : unlock_file(key_id, secret, unlock));
    std::vector<OpenedKeyView> views;
    std::vector<KeyStanding> standings;
    for (const auto& key : keys) {
        const auto& certificate = key.signer->certificate();
        standings.push_back(standing_of_key(certificate));
        views.push_back({summarise(certificate, context_.anchors, context_.clock()), standings.back().unfit,
                         standings.back().caution});
    }
    const std::lock_guard lock(mutex_);
    opened_ = std::move(keys);
    standings_ = std::move(standings);
    return views;
}

Result<std::vector<tokens::OpenedKey>> Desk::unlock_file(const std::string& key_id,
                                                         const SecretBytes& password, Unlock unlock) {
    const auto file = [&]() -> std::optional<tokens::KeyFile> {
        const std::lock_guard lock(mutex_);
        const auto found = files_.find(key_id);
        return found == files_.end() ? std::nullopt : std::optional(found->second);
    }();
    if (!file) return fail(ErrorCode::file_not_found, "no such key in the list");
    const auto token = tokens::token_of(*file, context_.policy);
    QOLTANBA_TRY(auto keys, ((*token).*unlock)(password));
    std::vector<crypto::Certificate> certificates;
    for (const auto& key : keys) certificates.push_back(key.signer->certificate());
    // A memory that cannot be written costs a convenience, not the signature.
    context_.report(context_.key_memory.remember(*file, certificates));
    return keys;
}

Result<std::vector<tokens::OpenedKey>> Desk::unlock_device(const std::string& key_id, const SecretBytes& pin,
                                                           Unlock unlock) {
    for (const auto& token : tokens_to_offer()) {
        if (choice_of(token).id != key_id) continue;
        const auto presence = std::make_shared<DevicePresence>(*context_.devices, token, stop_);
        // Its signers are the page's alone: they need no person any more.
        const std::stop_callback let_go(given_up_.get_token(), [&] { presence->let_go(); });
        const auto device = context_.devices->token_of(token, context_.policy, presence->stop());
        auto keys = ((*device).*unlock)(pin);
        if (given_up_.stop_requested()) return fail(ErrorCode::canceled);
        if (keys) return watched(std::move(*keys), presence);
        // How many tries are left now is for the person to know before the next one.
        if (is_about_pin(keys.error().code))
            context_.devices->look_now(longest_look_after_pin, given_up_.get_token());
        return presence->explained(std::move(keys).error());
    }
    for (const auto& choice : devices_to_offer())
        if (choice.id == key_id && choice.unfit) return *choice.unfit;
    return fail(ErrorCode::token_removed, "it is in the list no more");
}

KeyStanding Desk::standing_of_key(const crypto::Certificate& certificate) const {
    const auto fit = crypto::fits(certificate, filter_, context_.anchors, context_.clock());
    return fit.has_error() ? KeyStanding{.unfit = fit.error()} : look_at(certificate);
}

void Desk::listen(std::function<void()> changed) {
    listening_ = {};
    if (changed && context_.devices != nullptr) listening_ = context_.devices->listen(std::move(changed));
}

KeyStanding Desk::look_at(const crypto::Certificate& certificate) const {
    if (use_ == Use::to_show) return {};
    return standing_of({.evidence = context_.evidence,
                        .anchors = context_.anchors,
                        .rule = context_.revocation,
                        .patience = context_.revocation_patience,
                        .at = context_.clock()},
                       certificate, filter_, given_up_.get_token());
}

Result<KeyChoice> Desk::add_file(const std::filesystem::path& path) {
    QOLTANBA_TRY(auto file, tokens::look_at_key_file(path));
    if (!is_asked_for(storages_, file.storage))
        return fail(ErrorCode::storage_not_asked_for, "the site names storages of devices alone");
    if (!context_.administrator.permits_storage(file.storage))
        return fail(ErrorCode::refused_by_policy, "the administrator permits no " + kind_text(file));
    const std::lock_guard lock(mutex_);
    auto choice = describe(file, context_.key_memory.recall());
    if (files_.insert_or_assign(choice.id, std::move(file)).second) order_.push_back(choice.id);
    return choice;
}

Result<tokens::OpenedKey> Desk::take(std::size_t opened_key) {
    const std::lock_guard lock(mutex_);
    if (opened_key >= opened_.size())
        return fail(ErrorCode::internal, "a key was approved that was not opened");
    auto key = std::move(opened_[opened_key]);
    const auto standing = std::move(standings_.at(opened_key));
    opened_.clear();
    // The window shows why a key does not fit; whether it fits is decided here.
    QOLTANBA_CHECK(crypto::fits(key.signer->certificate(), filter_, context_.anchors, context_.clock()));
    if (standing.unfit) return *standing.unfit;
    return key;
}

}  // namespace qoltanba::agent
