#include "agent/flows/desk.hpp"

#include "agent/flows/summary.hpp"
#include "agent/platform/path_text.hpp"

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

std::vector<tokens::KeyFile> find_keys(const Context& context) {
    auto keys = key_files_of(context);
    std::erase_if(keys, [&](const tokens::KeyFile& file) {
        return !context.administrator.permits_storage(file.storage);
    });
    return keys;
}

}  // namespace

Desk::Desk(Context& context, crypto::CertificateFilter filter, Use use, std::stop_token stop)
    : context_(context), filter_(std::move(filter)), use_(use), stop_(std::move(stop)) {
    for (auto& file : find_keys(context_)) {
        auto id = path_to_utf8(file.path);
        if (files_.emplace(id, std::move(file)).second) order_.push_back(std::move(id));
    }
}

std::vector<KeyChoice> Desk::choices() const {
    const auto known = context_.key_memory.recall();
    const std::lock_guard lock(mutex_);
    std::vector<KeyChoice> choices;
    choices.reserve(order_.size());
    for (const auto& id : order_) choices.push_back(describe(files_.at(id), known));
    const auto place = [this](const KeyChoice& choice) {
        return rank(choice, files_.at(choice.id).kind, filter_.purpose);
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
    const auto at = context_.clock();
    for (const auto& certificate : known.certificates_of(file)) {
        const auto fit = crypto::fits(certificate, filter_, context_.anchors, at);
        // Of several keys in a file the first that fits speaks for it.
        if (choice.known && (fit.has_error() || !choice.unfit)) continue;
        choice.known = summarise(certificate, context_.anchors, at);
        choice.unfit = fit.has_error() ? std::optional(fit.error()) : std::nullopt;
    }
    return choice;
}

Result<std::vector<OpenedKeyView>> Desk::open(const std::string& key_id, const SecretBytes& password) {
    const std::lock_guard lock(mutex_);
    opened_.clear();
    standings_.clear();
    const auto found = files_.find(key_id);
    if (found == files_.end()) return fail(ErrorCode::file_not_found, "no such key in the list");
    QOLTANBA_TRY(auto keys, tokens::token_of(found->second, context_.policy)->unlock(password));

    const auto at = context_.clock();
    std::vector<OpenedKeyView> views;
    std::vector<crypto::Certificate> certificates;
    for (const auto& key : keys) {
        const auto& certificate = key.signer->certificate();
        const auto fit = crypto::fits(certificate, filter_, context_.anchors, at);
        auto standing = fit.has_error() ? KeyStanding{.unfit = fit.error()} : look_at(certificate);
        views.push_back({summarise(certificate, context_.anchors, at), standing.unfit, standing.caution});
        standings_.push_back(std::move(standing));
        certificates.push_back(certificate);
    }
    opened_ = std::move(keys);
    // A memory that cannot be written costs a convenience, not the signature.
    context_.report(context_.key_memory.remember(found->second, certificates));
    return views;
}

KeyStanding Desk::look_at(const crypto::Certificate& certificate) const {
    if (use_ == Use::to_show) return {};
    return standing_of({.evidence = context_.evidence,
                        .anchors = context_.anchors,
                        .rule = context_.revocation,
                        .patience = context_.revocation_patience,
                        .at = context_.clock()},
                       certificate, filter_, stop_);
}

Result<KeyChoice> Desk::add_file(const std::filesystem::path& path) {
    QOLTANBA_TRY(auto file, tokens::look_at_key_file(path));
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
