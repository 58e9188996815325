#include "agent/devices/plugged_devices.hpp"

#include "agent/devices/token_modules.hpp"

#include <algorithm>
#include <utility>

namespace qoltanba::agent {
namespace {

using std::chrono::milliseconds;
using tokens::TokenDescription;
using tokens::pcsc::CardState;
using tokens::pcsc::Reader;

/// A module that hangs is given up by the service after its patience; a card waits no longer to be told of.
constexpr milliseconds longest_look{20'000};
/// A card that another module has just reset answers the second time.
constexpr milliseconds before_second_look{1'000};

/// A slot's description is the reader's name, cut to 64 octets (PKCS #11 v2.40, 3.2: CK_SLOT_INFO), or some
/// beginning of it.
bool is_reader_of(const TokenDescription& token, const std::string& reader) {
    return !token.facts.reader.empty() && reader.starts_with(token.facts.reader);
}

/// Some makers describe their slots in words of their own; then the card's kind is what both tell.
bool serves(const TokenDescription& token, const Reader& reader) {
    if (is_reader_of(token, reader.name)) return true;
    const auto* known = tokens::known_card(reader.atr);
    return known != nullptr && !known->storage.empty() && known->storage == token.storage();
}

bool is_served(const Reader& reader, const std::vector<TokenDescription>& tokens) {
    return std::ranges::any_of(tokens, [&](const auto& token) { return serves(token, reader); });
}

/// The same card, not taken out since.
bool is_same(const Reader& a, const Reader& b) {
    return a.name == b.name && a.events == b.events && a.atr == b.atr;
}

/// Windows shows the keys of its own sign-in as a reader with a card. Nobody plugged it in.
bool is_somebodys_card(const Reader& reader) {
    return reader.card != CardState::absent && !reader.name.starts_with("Windows Hello for Business");
}

}  // namespace

PluggedDevices::~PluggedDevices() {
    thread_ = {};
    // Its threads may be telling something just now: they find no service to ask.
    std::unique_ptr<tokens::TokenService> service;  // goes after the lock
    const std::scoped_lock lock(mutex_);
    service = std::move(service_);
}

void PluggedDevices::start() {
    const std::scoped_lock lock(mutex_);
    started_ = true;
    thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

void PluggedDevices::run(const std::stop_token& stop) {
    open();
    while (await_reader_event(stop)) settle(stop);
}

void PluggedDevices::open() {
    const auto changed = [this] {
        warn_of_failed_modules();
        tell_listeners();
    };
    auto modules = start_token_modules(setting_.further_modules, changed);
    {
        const std::scoped_lock lock(mutex_);
        if (modules) service_ = std::move(modules->service);
        watcher_ = std::make_unique<tokens::pcsc::ReaderWatcher>(
            [this](const auto& event) { note_reader_event(event.reader.name); });
        opened_ = true;
    }
    changed_.notify_all();
    if (!modules) return setting_.warn(modules.error());
    for (const auto& reason : modules->refused) setting_.warn(reason);
    changed();  // what was told before the service stood in its place
}

void PluggedDevices::note_reader_event(const std::string& reader) {
    {
        const std::scoped_lock lock(mutex_);
        reader_event_ = true;
        if (!reader.empty()) readers_seen_.insert(reader);
    }
    changed_.notify_all();
    tell_listeners();
}

bool PluggedDevices::await_reader_event(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, stop, [this] { return reader_event_; });
    reader_event_ = false;
    return !stop.stop_requested();
}

void PluggedDevices::settle(const std::stop_token& stop) {
    const auto seen = readers();
    const auto all_served = [&] {
        const auto known = tokens_of_modules();
        return std::ranges::all_of(
            seen, [&](const auto& reader) { return !is_somebodys_card(reader) || is_served(reader, known); });
    };
    // The service is this thread's to read: it was put in its place by it.
    if (service_) {
        service_->look_again();
        service_->await_look(service_->looks_wanted(), longest_look, stop);
        if (!all_served()) {
            std::unique_lock lock(mutex_);
            changed_.wait_for(lock, stop, before_second_look, [this] { return reader_event_; });
            lock.unlock();
            service_->look_again();
            service_->await_look(service_->looks_wanted(), longest_look, stop);
        }
    }
    {
        const std::scoped_lock lock(mutex_);
        settled_ = seen;
    }
    tell_listeners();
}

void PluggedDevices::warn_of_failed_modules() {
    std::vector<Error> news;
    {
        const std::scoped_lock lock(mutex_);
        if (!service_) return;
        for (const auto& module : service_->modules()) {
            if (!module.failure) {
                failures_told_.erase(module.path);
            } else if (const auto [told, is_new] = failures_told_.emplace(module.path, module.failure->code);
                       is_new || told->second != module.failure->code) {
                told->second = module.failure->code;
                news.push_back(*module.failure);
            }
        }
    }
    for (const auto& failure : news) setting_.warn(failure);
}

std::vector<Reader> PluggedDevices::readers() const {
    const std::scoped_lock lock(mutex_);
    if (!watcher_) return {};
    auto readers = watcher_->readers();
    return readers ? std::move(*readers) : std::vector<Reader>();
}

std::vector<TokenDescription> PluggedDevices::tokens_of_modules() const {
    const std::scoped_lock lock(mutex_);
    return service_ ? service_->tokens() : std::vector<TokenDescription>();
}

bool PluggedDevices::was_in_a_reader(const TokenDescription& token) const {
    const std::scoped_lock lock(mutex_);
    return std::ranges::any_of(readers_seen_,
                               [&](const std::string& name) { return is_reader_of(token, name); });
}

/// The readers know first that a card has gone; there are modules that hang when it goes at the wrong moment.
std::vector<TokenDescription> PluggedDevices::tokens() const {
    std::vector<TokenDescription> plugged;
    const auto now = readers();
    for (auto& token : tokens_of_modules()) {
        const auto reader = std::ranges::find_if(now, [&](const Reader& one) {
            return one.card != CardState::absent && is_reader_of(token, one.name);
        });
        if (reader == now.end() && was_in_a_reader(token)) continue;
        if (reader != now.end()) token.card = tokens::known_card(reader->atr);
        plugged.push_back(std::move(token));
    }
    return plugged;
}

bool PluggedDevices::is_taken_out(const TokenDescription& token) const {
    const auto now = readers();
    return was_in_a_reader(token) && std::ranges::none_of(now, [&](const Reader& one) {
               return one.card != CardState::absent && is_reader_of(token, one.name);
           });
}

std::vector<UnservedCard> PluggedDevices::unserved_cards() const {
    const auto served = tokens();
    std::vector<UnservedCard> cards;
    for (const auto& reader : readers()) {
        if (!is_somebodys_card(reader) || is_served(reader, served)) continue;
        const std::scoped_lock lock(mutex_);
        if (std::ranges::none_of(settled_, [&](const auto& old) { return is_same(old, reader); })) continue;
        cards.push_back({reader.name, reader.card, tokens::known_card(reader.atr)});
    }
    return cards;
}

void PluggedDevices::await_first_look(milliseconds longest) const {
    const auto end = std::chrono::steady_clock::now() + longest;
    {
        std::unique_lock lock(mutex_);
        if (!started_ || !changed_.wait_until(lock, end, [this] { return opened_; }) || !service_) return;
    }
    // From here on nobody changes what stands there.
    const auto left = end - std::chrono::steady_clock::now();
    service_->await_first_look(std::chrono::duration_cast<milliseconds>(left));
}

void PluggedDevices::look_again() {
    const std::scoped_lock lock(mutex_);
    if (service_) service_->look_again();
}

void PluggedDevices::look_now(milliseconds longest, const std::stop_token& stop) {
    const auto* service = [this] {
        const std::scoped_lock lock(mutex_);
        if (service_) service_->look_again();
        return service_.get();
    }();
    // From here on nobody changes what stands there.
    if (service != nullptr) service->await_look(service->looks_wanted(), longest, stop);
}

std::unique_ptr<tokens::DeviceToken> PluggedDevices::token_of(const TokenDescription& description,
                                                              const crypto::SigningPolicy& policy,
                                                              std::stop_token stop) {
    const std::scoped_lock lock(mutex_);
    if (service_) return service_->token_of(description, policy, std::move(stop));
    // Nobody has such a description but who got it from a service: this one opens nothing.
    return std::make_unique<tokens::DeviceToken>(description, tokens::ModuleSetting{}, policy);
}

}  // namespace qoltanba::agent
