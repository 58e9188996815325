#include "tokens/devices/pkcs11/token_service.hpp"

#include <algorithm>
#include <utility>

namespace qoltanba::tokens {
namespace {

/// The child looks several times meanwhile; a wish to look at once waits no longer than this.
constexpr std::chrono::milliseconds longest_wait{500};
/// A module that fails is tried again after one second, two, four, ...
constexpr std::chrono::milliseconds first_rest{1000};
constexpr std::chrono::milliseconds longest_rest{60'000};

bool is_same_token(const TokenDescription& a, const TokenDescription& b) {
    return !a.facts.serial.empty() && a.facts.serial == b.facts.serial && a.facts.label == b.facts.label;
}

bool is_same_failure(const std::optional<Error>& a, const std::optional<Error>& b) {
    return a.has_value() == b.has_value() && (!a || a->code == b->code);
}

}  // namespace

struct TokenService::Shared {
    std::mutex mutex;
    std::condition_variable_any changed;
    unsigned looks_wanted = 0;

    void look_again() {
        {
            const std::scoped_lock lock(mutex);
            ++looks_wanted;
        }
        changed.notify_all();
    }
};

TokenService::TokenService(ModuleSetting setting, std::vector<std::filesystem::path> modules,
                           std::function<void()> changed)
    : setting_(std::move(setting)), changed_(std::move(changed)), shared_(std::make_shared<Shared>()) {
    for (auto& module : modules) {
        auto& watched = watched_.emplace_back();
        watched.state.path = std::move(module);
    }
    // Only now: the threads find the list complete.
    for (auto& watched : watched_)
        watched.thread =
            std::jthread([this, &watched](const std::stop_token& stop) { watch(watched, stop); });
}

TokenService::~TokenService() {
    for (auto& watched : watched_) watched.thread.request_stop();  // all at once, then each is waited for
}

std::vector<TokenDescription> TokenService::tokens() const {
    const std::scoped_lock lock(shared_->mutex);
    std::vector<TokenDescription> all;
    for (const auto& watched : watched_)
        for (const auto& token : watched.tokens)
            if (std::ranges::none_of(all, [&](const auto& known) {
                    return known.module != token.module && is_same_token(known, token);
                }))
                all.push_back(token);
    return all;
}

std::vector<ModuleState> TokenService::modules() const {
    const std::scoped_lock lock(shared_->mutex);
    std::vector<ModuleState> states;
    for (const auto& watched : watched_) states.push_back(watched.state);
    return states;
}

void TokenService::await_first_look(std::chrono::milliseconds longest) const {
    std::unique_lock lock(shared_->mutex);
    shared_->changed.wait_for(lock, longest, [&] {
        return std::ranges::all_of(watched_, [](const auto& watched) { return watched.state.looked; });
    });
}

void TokenService::look_again() {
    shared_->look_again();
}

unsigned TokenService::looks_wanted() const {
    const std::scoped_lock lock(shared_->mutex);
    return shared_->looks_wanted;
}

void TokenService::await_look(unsigned number, std::chrono::milliseconds longest,
                              const std::stop_token& stop) const {
    std::unique_lock lock(shared_->mutex);
    shared_->changed.wait_for(lock, stop, longest, [&] {
        return std::ranges::all_of(watched_, [number](const auto& watched) {
            return watched.state.looked && watched.looks_done >= number;
        });
    });
}

void TokenService::note_look(Watched& watched, unsigned number) const {
    {
        const std::scoped_lock lock(shared_->mutex);
        watched.looks_done = number;
    }
    shared_->changed.notify_all();
}

std::unique_ptr<DeviceToken> TokenService::token_of(const TokenDescription& description,
                                                    const crypto::SigningPolicy& policy,
                                                    std::stop_token stop) {
    return std::make_unique<DeviceToken>(
        description, setting_, policy, [shared = shared_] { shared->look_again(); }, std::move(stop));
}

void TokenService::publish(Watched& watched, std::vector<TokenDescription> tokens,
                           std::optional<Error> failure) {
    {
        const std::scoped_lock lock(shared_->mutex);
        const bool same = watched.state.looked && watched.tokens == tokens &&
                          is_same_failure(watched.state.failure, failure);
        watched.state.looked = true;
        watched.state.failure = std::move(failure);
        watched.tokens = std::move(tokens);
        if (same) return;
    }
    shared_->changed.notify_all();
    changed_();
}

Result<void> TokenService::look(ModuleClient& client, Watched& watched) {
    QOLTANBA_TRY(auto facts, client.list_tokens());
    std::vector<TokenDescription> tokens;
    for (auto& fact : facts) {
        TokenDescription token{watched.state.path, std::move(fact), {}, {}};
        // Reading a card takes seconds: what lies on it is read once, when it comes.
        const auto known = std::ranges::find_if(watched.tokens, [&](const auto& earlier) {
            return is_same_token(earlier, token) && earlier.facts.slot == token.facts.slot;
        });
        if (known != watched.tokens.end()) {
            token.certificates = known->certificates;
        } else if (const auto objects = client.certificates(token.facts.slot); objects.has_value()) {
            for (const auto& object : *objects)
                if (auto certificate = crypto::Certificate::from_der(object.der); certificate.has_value())
                    token.certificates.push_back(std::move(*certificate));
        } else if (objects.error().code == ErrorCode::device_module_failed) {
            return objects.error();
        }
        tokens.push_back(std::move(token));
    }
    publish(watched, std::move(tokens), std::nullopt);
    return {};
}

void TokenService::rest(unsigned looks_done, std::chrono::milliseconds longest,
                        const std::stop_token& stop) const {
    std::unique_lock lock(shared_->mutex);
    shared_->changed.wait_for(lock, stop, longest, [&] { return shared_->looks_wanted != looks_done; });
}

void TokenService::await_change(ModuleClient& client, unsigned looks_done,
                                const std::stop_token& stop) const {
    const auto wanted = [&] {
        const std::scoped_lock lock(shared_->mutex);
        return shared_->looks_wanted != looks_done;
    };
    while (!stop.stop_requested() && !wanted()) {
        const auto changed = client.await_change(longest_wait);
        if (changed.has_error() || *changed) return;  // the next look meets the error too
    }
}

Result<void> TokenService::look_with(std::optional<ModuleClient>& client, Watched& watched,
                                     const std::stop_token& stop) {
    if (!client) {
        QOLTANBA_TRY(client,
                     ModuleClient::start(setting_.program, watched.state.path, setting_.patience, stop));
    }
    return look(*client, watched);
}

void TokenService::watch(Watched& watched, const std::stop_token& stop) {
    std::optional<ModuleClient> client;
    auto next_rest = first_rest;
    while (!stop.stop_requested()) {
        unsigned looks_done = 0;
        {
            const std::scoped_lock lock(shared_->mutex);
            looks_done = shared_->looks_wanted;
        }
        const auto looked = look_with(client, watched, stop);
        if (stop.stop_requested()) return;
        if (looked.has_error()) {
            client.reset();
            publish(watched, {}, looked.error());
            note_look(watched, looks_done);
            rest(looks_done, next_rest, stop);
            next_rest = std::min(next_rest * 2, longest_rest);
            continue;
        }
        note_look(watched, looks_done);
        next_rest = first_rest;
        await_change(*client, looks_done, stop);
    }
}

}  // namespace qoltanba::tokens
