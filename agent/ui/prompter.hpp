// How the program asks the person. A window, a terminal and a test script are all Prompters; a flow does not
// know which one it speaks to, and a prompter never sees a socket, JSON or a private key.
#pragma once

#include "crypto/base/clock.hpp"
#include "crypto/base/language.hpp"
#include "crypto/base/result.hpp"
#include "crypto/base/secret_bytes.hpp"
#include "crypto/certificates/holder.hpp"
#include "crypto/certificates/write.hpp"

#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <variant>
#include <vector>

namespace qoltanba::agent {

/// Who asks, as the person is told. The origin comes from the connection, never from the message.
struct Caller {
    std::string origin;  ///< "https://cabinet.enpf.kz"; empty: a program on this computer
    [[nodiscard]] bool is_local_program() const { return origin.empty(); }
};

enum class Purpose { sign, key_information };

/// One document as it is shown.
struct DocumentView {
    enum class Kind { text, xml, binary, digest };
    Kind kind = Kind::binary;
    std::string name;          ///< a file's name, if there is one
    std::string text;          ///< text, XML (indented): control and bidi characters made visible; bounded
    bool text_is_cut = false;  ///< there is more than `text` shows
    std::uint64_t size = 0;    ///< octets
    std::string sha256;        ///< hex; for Kind::digest the digest itself
    std::string type{};        ///< Kind::binary: "PDF", "ZIP", ...; empty if it is not known
    std::vector<std::string>
        earlier_signers{};           ///< names of those whose signatures are there already (co-signing)
    std::string part{};              ///< XML: only this part is signed ("<pay Id=\"p1\">"); empty: the whole
    bool as_good_as_digest = false;  ///< a bare signature that fits what is not seen here
};

/// What a certificate says, as a person reads it.
struct CertificateSummary {
    crypto::Holder holder;
    std::string name;  ///< common name and patronymic
    crypto::KeyUse use = crypto::KeyUse::none;
    Time not_before{};
    Time not_after{};
    std::string issuer;
    bool under_added_anchor = false;  ///< trusted only through an added one
};

/// A text in the three languages, for what no table of the program knows beforehand.
using LocalText = Trilingual<std::string>;

/// What is known of a PIN before it is typed.
enum class PinStanding {
    ready,
    few_tries,  ///< wrong ones were given since the last right one, and at least two tries are left
    last_try,   ///< one more wrong one locks it
    locked,
};

/// A token or card, and how its PIN stands.
struct DeviceView {
    LocalText name{};      ///< the token's label, or what is known of the card
    std::string reader{};  ///< where it is plugged in; may be empty
    PinStanding pin = PinStanding::ready;
    bool pin_needed = true;    ///< false: its keys sign without a PIN
    bool pin_pad = false;      ///< the PIN is typed at the reader: KeyDesk::open takes an empty one
    bool initial_pin = false;  ///< it still has the PIN it was issued with
    LocalText missing{};       ///< why this computer cannot use it, and what helps; empty: it can
};

/// One line of the key list.
struct KeyChoice {
    std::string id;  ///< handed back to KeyDesk::open
    std::string file_name;
    std::string folder;
    std::string kind;  ///< the kind that the file's name tells, in the person's language; may be empty
    std::optional<CertificateSummary> known;  ///< when the file was opened before, or the device shows it
    std::optional<Error> unfit;               ///< known, and does not fit this request
    std::optional<DeviceView> device{};       ///< the key is there; file_name and folder are empty
};

/// A key after its file was opened.
struct OpenedKeyView {
    CertificateSummary certificate;
    std::optional<Error> unfit{};    ///< why this request cannot use it
    std::optional<Error> caution{};  ///< it can, and the person is told this first
};

/// What a prompter may ask of the flow while the person decides. Called from the prompter's own thread;
/// opening takes a moment, so a window calls it off its event loop.
class KeyDesk {
  public:
    virtual ~KeyDesk() = default;
    /// Opens the file with this password, the device with this PIN. Errors: as tokens::Token::unlock; of a
    /// device whose last try this would be pin_last_try, and it was not asked.
    virtual Result<std::vector<OpenedKeyView>> open(const std::string& key_id,
                                                    const SecretBytes& password) = 0;
    /// The same after the person was told that this is the last try.
    virtual Result<std::vector<OpenedKeyView>> open_with_last_try(const std::string& key_id,
                                                                  const SecretBytes& pin) {
        return open(key_id, pin);
    }
    /// The list as it is now: devices come and go, and a wrong PIN changes what is known of one.
    virtual std::vector<KeyChoice> keys_now() = 0;
    /// `changed` is called, on any thread, whenever keys_now() would give another list; an empty one ends it,
    /// and no call goes on when this returns. It must not call the desk itself.
    virtual void listen(std::function<void()> changed) = 0;
    /// The person cancelled: an open() that goes on fails at once, though a device waits for its PIN, and so
    /// does every later one. From any thread; returns at once.
    virtual void give_up() = 0;
    /// A file the person picked by hand joins the list. Errors: as tokens::look_at_key_file.
    virtual Result<KeyChoice> add_file(const std::filesystem::path& path) = 0;
};

struct SignPrompt {
    Purpose purpose = Purpose::sign;
    Caller caller;
    std::vector<DocumentView> documents;  ///< empty for Purpose::key_information
    std::vector<KeyChoice> keys;          ///< fitting and last used first
    std::optional<Language> language;     ///< the page's wish; the person's own setting goes before it
    bool added_anchors = false;           ///< there are some beside the national CA's: the window says so
    bool files_allowed = true;    ///< key files may be used: the person can point at one outside the list
    bool devices_allowed = true;  ///< tokens and cards may be used: one that is plugged in joins the list
};

/// The person agrees: this key of those that the last successful KeyDesk::open gave.
struct Approval {
    std::size_t opened_key = 0;
};

struct Refusal {
    bool block_site = false;  ///< "block this site"
};

using Decision = std::variant<Approval, Refusal>;

struct FilePrompt {
    Caller caller;
    std::string extension;  ///< "ALL" or an extension without its dot
    std::optional<Language> language;
};

/// Where a new key can be made, or where the key of a certificate waits.
struct KeyPlace {
    std::string id;                      ///< handed back in TypedSecret::place
    std::optional<DeviceView> device{};  ///< nothing: a file in the folder that the prompt names
};

/// What a prompter may ask of the flow about them while the person decides. Called from its own threads.
class KeyPlaces {
  public:
    virtual ~KeyPlaces() = default;
    /// As they are now: devices come and go, and a wrong PIN changes what is known of one.
    virtual std::vector<KeyPlace> places_now() = 0;
    /// `changed` is called, on any thread, whenever places_now() would give another list; an empty one ends
    /// it, and no call goes on when this returns. It must not call the places themselves.
    virtual void listen(std::function<void()> changed) = 0;
    /// The person cancelled: a device that waits for its PIN is let go. From any thread; returns at once.
    virtual void give_up() = 0;
};

/// A key that a page asks to be made. Its texts are the page's.
struct NewKeyView {
    crypto::NameParts subject;
    std::string email;
    crypto::KeyFamily family = crypto::KeyFamily::gost_2015_512;
    std::size_t rsa_bits = 0;  ///< of an RSA key
    crypto::KeyUse use = crypto::KeyUse::both;
    std::string folder;  ///< where it will lie, if the person wants it in a file
};

/// A certificate that came for a key made before.
struct IssuedView {
    CertificateSummary certificate;
    std::string folder;              ///< where the key waits, and the key file will lie; empty: on a device
    std::optional<Error> caution{};  ///< the person is told this first
};

/// A new PIN in place of the old one.
struct PinChangeView {
    DeviceView device;
};

/// A new PIN in place of a locked one, with the PUK (the administrator's code).
struct PinUnblockingView {
    DeviceView device;
    PinStanding puk = PinStanding::ready;
};

/// A key that was made for nobody and could not be taken from its device again: the person is told, and has
/// nothing to type.
struct LeftKeyView {
    DeviceView device;
    std::string key;  ///< its label
    Error reason;
};

struct SecretPrompt {
    std::optional<Caller> caller;  ///< nothing: the person asks themselves
    std::variant<NewKeyView, IssuedView, PinChangeView, PinUnblockingView, LeftKeyView> what;
    std::optional<Language> language{};
    KeyPlaces* places =
        nullptr;  ///< of a new key and of a certificate; lasts until the answer. nullptr: a file
};

/// What the person typed for it.
struct TypedSecret {
    SecretBytes current;              ///< the password, PIN or PUK that is there; empty where none is
    SecretBytes fresh;                ///< the new one, typed twice; empty where none is asked for
    bool last_try_confirmed = false;  ///< the person was told that this is the last try
    std::string place{};              ///< KeyPlace::id of the one chosen; empty where there are none
};

/// Does it. Its error is told to the person, who may try again.
using SecretUse = std::function<Result<void>(const TypedSecret& typed)>;

struct SecretUsed {};
using SecretDecision = std::variant<SecretUsed, Refusal>;

class Prompter {
  public:
    virtual ~Prompter() = default;
    /// Blocks until the person decides. When `stop` is asked for (the page went away) the window closes and
    /// the answer is a Refusal. Error: window_unavailable.
    virtual Result<Decision> ask(const SignPrompt& prompt, KeyDesk& desk, std::stop_token stop) = 0;
    /// The file chosen, or nothing if the person cancelled. Error: window_unavailable.
    virtual Result<std::optional<std::filesystem::path>> choose_file(const FilePrompt& prompt,
                                                                     std::stop_token stop) = 0;
    /// Blocks until `use` succeeded with what the person typed, or the person cancelled. `use` is called on
    /// this thread. When `stop` is asked for the window closes and the answer is a Refusal, also where `use`
    /// succeeded in the meantime. Error: window_unavailable.
    virtual Result<SecretDecision> ask_for_secret(const SecretPrompt& prompt, const SecretUse& use,
                                                  std::stop_token stop) = 0;
    virtual void change_language(Language language) = 0;
    virtual void show_settings() = 0;
};

}  // namespace qoltanba::agent
