#include "fake_devices.hpp"

#include "support/catch.hpp"
#include "support/fixtures.hpp"
#include "support/show.hpp"
#include "tokens/devices/pkcs11/cryptoki.hpp"
#include "tokens/files/key_files.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

namespace qoltanba::test {

using tokens::TokenDescription;

struct FakeDevices::State {
    struct Plugged {
        TokenDescription description;
        int tries = all_tries;
        std::vector<std::shared_ptr<const crypto::PrivateKey>> made{};
    };

    std::mutex mutex;
    std::vector<Plugged> tokens;
    std::vector<agent::UnservedCard> cards;
    int pins_asked = 0;
    std::atomic<int> logins = 0;
    std::atomic<bool> hashes_itself = false;
    std::atomic<bool> nobody_at_pad = false;
    std::atomic<bool> waits_at_pad = false;
    std::atomic<bool> keeps_all = false;

    /// Null after it was taken out.
    Plugged* find(const std::string& serial) {
        const auto found = std::ranges::find_if(
            tokens, [&](const auto& token) { return token.description.facts.serial == serial; });
        return found == tokens.end() ? nullptr : &*found;
    }
};

namespace {

std::vector<tokens::OpenedKey> keys_of_fixture() {
    const auto file = tokens::look_at_key_file(fixture_path("kz/p12/gost2015/2026_valid_individual.p12"));
    REQUIRE(ok(file));
    auto keys = tokens::token_of(*file, {})->unlock(SecretBytes::copy_of(std::string_view("Qwerty12")));
    REQUIRE(ok(keys));
    return std::move(*keys);
}

std::uint64_t flags_for(int tries) {
    namespace flag = tokens::cryptoki;
    const std::uint64_t always = flag::login_required | flag::user_pin_initialized | flag::token_initialized;
    if (tries == 0) return always | flag::user_pin_locked;
    if (tries == 1) return always | flag::user_pin_final_try;
    return tries < FakeDevices::all_tries ? always | flag::user_pin_count_low : always;
}

/// Shared by the keys that one unlock gave.
class Login {
  public:
    explicit Login(std::shared_ptr<FakeDevices::State> state) : state_(std::move(state)) { ++state_->logins; }
    ~Login() { --state_->logins; }
    Login(const Login&) = delete;
    Login& operator=(const Login&) = delete;

  private:
    std::shared_ptr<FakeDevices::State> state_;
};

/// Signs while its token is plugged in.
class FakeSigner final : public crypto::Signer {
  public:
    FakeSigner(std::shared_ptr<FakeDevices::State> state, std::string serial, std::shared_ptr<Login> login,
               std::unique_ptr<crypto::Signer> key)
        : state_(std::move(state)),
          serial_(std::move(serial)),
          login_(std::move(login)),
          key_(std::move(key)) {}
    [[nodiscard]] const crypto::Certificate& certificate() const override { return key_->certificate(); }
    [[nodiscard]] crypto::KeyFamily family() const override { return key_->family(); }
    [[nodiscard]] Result<Bytes> sign(crypto::DigestAlgorithm algorithm, BytesView digest) override {
        if (state_->hashes_itself) return fail(ErrorCode::unsupported_algorithm);
        return sign_digest(algorithm, digest);
    }
    [[nodiscard]] Result<Bytes> sign_content(crypto::DigestAlgorithm algorithm, BytesView content) override {
        return sign_digest(algorithm, crypto::digest_of(algorithm, content));
    }

  private:
    Result<Bytes> sign_digest(crypto::DigestAlgorithm algorithm, BytesView digest) {
        const std::scoped_lock lock(state_->mutex);
        if (state_->find(serial_) == nullptr) return fail(ErrorCode::token_removed);
        return key_->sign(algorithm, digest);
    }

    std::shared_ptr<FakeDevices::State> state_;
    std::string serial_;
    std::shared_ptr<Login> login_;
    std::unique_ptr<crypto::Signer> key_;
};

bool is_of(const crypto::PrivateKey& key, const crypto::Certificate& certificate) {
    const auto certified = certificate.public_key();
    return certified.has_value() && *key.public_key() == *certified;
}

class FakeToken final : public tokens::DeviceToken {
  public:
    FakeToken(const TokenDescription& token, std::shared_ptr<FakeDevices::State> state,
              std::function<void()> touched, std::stop_token stop)
        : DeviceToken(token, {}, {}),
          state_(std::move(state)),
          touched_(std::move(touched)),
          stop_(std::move(stop)) {}

    [[nodiscard]] Result<tokens::TokenContents> open(const SecretBytes& pin,
                                                     bool last_try_confirmed) override {
        QOLTANBA_CHECK(wait_at_pad());
        auto opened = open_quietly(pin, last_try_confirmed);
        touched_();
        return opened;
    }
    [[nodiscard]] Result<tokens::NewDeviceKey> generate(const SecretBytes& pin, const tokens::KeyWish& wish,
                                                        bool last_try_confirmed,
                                                        std::stop_token /*while_writing*/ = {}) override {
        QOLTANBA_CHECK(wait_at_pad());
        auto made = generate_quietly(pin, wish, last_try_confirmed);
        touched_();
        return made;
    }
    [[nodiscard]] Result<void> write_certificate(const SecretBytes& pin,
                                                 const crypto::Certificate& certificate, const std::string&,
                                                 bool last_try_confirmed,
                                                 std::stop_token /*while_writing*/ = {}) override {
        QOLTANBA_CHECK(wait_at_pad());
        auto written = write_quietly(pin, certificate, last_try_confirmed);
        touched_();
        return written;
    }
    [[nodiscard]] Result<std::optional<crypto::Certificate>> awaited(
        const std::vector<crypto::Certificate>& certificates) override {
        const std::scoped_lock lock(state_->mutex);
        const auto* token = state_->find(serial());
        if (token == nullptr) return fail(ErrorCode::token_not_present);
        for (const auto& certificate : certificates)
            for (const auto& key : token->made)
                if (is_of(*key, certificate)) return std::optional(certificate);
        return std::optional<crypto::Certificate>();
    }

  private:
    /// With the state's mutex held.
    Result<FakeDevices::State::Plugged*> try_pin(const SecretBytes& pin, bool last_try_confirmed) {
        auto* token = state_->find(description().facts.serial);
        if (token == nullptr) return fail(ErrorCode::token_not_present);
        if (token->tries == 0) return fail(ErrorCode::pin_locked);
        if (token->tries == 1 && !last_try_confirmed) return fail(ErrorCode::pin_last_try);
        ++state_->pins_asked;
        if (text_of(pin.view()) != FakeDevices::pin) {
            --token->tries;
            return fail(ErrorCode::wrong_pin);
        }
        token->tries = FakeDevices::all_tries;
        return token;
    }

    /// Until somebody types a PIN at the pad.
    Result<void> wait_at_pad() {
        state_->waits_at_pad = state_->nobody_at_pad.load();
        while (state_->nobody_at_pad && !stop_.stop_requested()) std::this_thread::yield();
        if (stop_.stop_requested()) return fail(ErrorCode::device_module_failed, "its process was ended");
        return {};
    }

    Result<tokens::NewDeviceKey> generate_quietly(const SecretBytes& pin, const tokens::KeyWish& wish,
                                                  bool last_try_confirmed) {
        const std::scoped_lock lock(state_->mutex);
        QOLTANBA_TRY(auto* const token, try_pin(pin, last_try_confirmed));
        QOLTANBA_TRY(auto key, crypto::PrivateKey::generate(wish.family, wish.rsa_bits));
        QOLTANBA_TRY(auto public_key, key.public_key());
        const auto made = std::make_shared<const crypto::PrivateKey>(std::move(key));
        token->made.push_back(made);
        auto sign = [made, login = std::make_shared<Login>(state_)](crypto::DigestAlgorithm algorithm,
                                                                    BytesView digest) {
            return made->sign(algorithm, digest, {});
        };
        return tokens::NewDeviceKey{
            std::move(public_key), std::move(sign),
            [this_token = serial(), made, state = state_]() { return remove(*state, this_token, made); }};
    }

    static Result<void> remove(FakeDevices::State& state, const std::string& serial,
                               const std::shared_ptr<const crypto::PrivateKey>& made) {
        const std::scoped_lock lock(state.mutex);
        auto* token = state.find(serial);
        if (token == nullptr) return fail(ErrorCode::token_removed);
        if (state.keeps_all) return fail(ErrorCode::token_write_protected);
        std::erase(token->made, made);
        return {};
    }

    Result<void> write_quietly(const SecretBytes& pin, const crypto::Certificate& certificate,
                               bool last_try_confirmed) {
        const std::scoped_lock lock(state_->mutex);
        QOLTANBA_TRY(auto* const token, try_pin(pin, last_try_confirmed));
        if (std::ranges::none_of(token->made, [&](const auto& key) { return is_of(*key, certificate); }))
            return fail(ErrorCode::key_does_not_match_certificate);
        token->description.certificates.push_back(certificate);
        return {};
    }

    [[nodiscard]] std::string serial() const { return description().facts.serial; }

    Result<tokens::TokenContents> open_quietly(const SecretBytes& pin, bool last_try_confirmed) {
        const std::scoped_lock lock(state_->mutex);
        QOLTANBA_CHECK(try_pin(pin, last_try_confirmed));
        const auto login = std::make_shared<Login>(state_);
        tokens::TokenContents contents;
        for (auto& key : keys_of_fixture())
            contents.keys.push_back(
                {key.alias, std::make_unique<FakeSigner>(state_, description().facts.serial, login,
                                                         std::move(key.signer))});
        return contents;
    }

    std::shared_ptr<FakeDevices::State> state_;
    std::function<void()> touched_;
    std::stop_token stop_;
};

}  // namespace

FakeDevices::FakeDevices() : state_(std::make_shared<State>()) {}
FakeDevices::~FakeDevices() = default;

void FakeDevices::plug_in(const std::string& label) {
    TokenDescription token{.module = "/usr/lib/libtoken.so", .facts = {}, .certificates = {}};
    token.facts.label = label;
    token.facts.serial = "serial of " + label;
    token.facts.reader = "Reader of " + label;
    token.facts.mechanisms = {0x0000, 0x0001, 0x1040, 0x1041};  // RSA and ECDSA, made and signed with
    for (const auto& key : keys_of_fixture()) token.certificates.push_back(key.signer->certificate());
    {
        const std::scoped_lock lock(state_->mutex);
        state_->tokens.push_back({std::move(token)});
    }
    tell_listeners();
}

void FakeDevices::take_out(const std::string& label) {
    {
        const std::scoped_lock lock(state_->mutex);
        std::erase_if(state_->tokens,
                      [&](const auto& token) { return token.description.facts.label == label; });
    }
    tell_listeners();
}

void FakeDevices::put_in(const agent::UnservedCard& card) {
    {
        const std::scoped_lock lock(state_->mutex);
        state_->cards.push_back(card);
    }
    tell_listeners();
}

void FakeDevices::hash_on_device() {
    state_->hashes_itself = true;
}

void FakeDevices::keep_all_keys() {
    state_->keeps_all = true;
}

std::size_t FakeDevices::keys_made(const std::string& label) const {
    const std::scoped_lock lock(state_->mutex);
    const auto* token = state_->find("serial of " + label);
    return token == nullptr ? 0 : token->made.size();
}

void FakeDevices::leave_pad_alone() {
    state_->nobody_at_pad = true;
}

bool FakeDevices::is_waiting_at_pad() const {
    return state_->waits_at_pad;
}

void FakeDevices::hide_certificates(const std::string& label) {
    const std::scoped_lock lock(state_->mutex);
    state_->find("serial of " + label)->description.certificates.clear();
}

void FakeDevices::set_tries(const std::string& label, int tries) {
    const std::scoped_lock lock(state_->mutex);
    state_->find("serial of " + label)->tries = tries;
}

std::vector<TokenDescription> FakeDevices::tokens() const {
    const std::scoped_lock lock(state_->mutex);
    std::vector<TokenDescription> all;
    for (const auto& token : state_->tokens) {
        all.push_back(token.description);
        all.back().facts.flags = flags_for(token.tries);
    }
    return all;
}

std::vector<agent::UnservedCard> FakeDevices::unserved_cards() const {
    const std::scoped_lock lock(state_->mutex);
    return state_->cards;
}

void FakeDevices::look_again() {
    tell_listeners();
}

std::unique_ptr<tokens::DeviceToken> FakeDevices::token_of(const TokenDescription& description,
                                                           const crypto::SigningPolicy&,
                                                           std::stop_token stop) {
    return std::make_unique<FakeToken>(
        description, state_, [this] { look_again(); }, std::move(stop));
}

int FakeDevices::pins_asked() const {
    const std::scoped_lock lock(state_->mutex);
    return state_->pins_asked;
}

int FakeDevices::logins() const {
    return state_->logins;
}

ScriptedPrompter::Person agrees_with_device(std::string name, std::string pin, std::function<void()> then) {
    return [name = std::move(name), pin = std::move(pin), then = std::move(then)](
               const agent::SignPrompt& prompt, agent::KeyDesk& desk,
               const std::stop_token&) -> Result<agent::Decision> {
        const auto key = std::ranges::find_if(prompt.keys, [&](const agent::KeyChoice& choice) {
            return choice.device && choice.device->name.en == name;
        });
        if (key == prompt.keys.end()) return fail(ErrorCode::token_not_present, name);
        QOLTANBA_TRY(const auto opened, desk.open(key->id, SecretBytes::copy_of(std::string_view(pin))));
        if (opened.empty()) return fail(ErrorCode::internal, "an opened token without keys");
        then();
        return agent::Decision(agent::Approval{0});
    };
}

}  // namespace qoltanba::test
