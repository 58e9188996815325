// How the program asks the person. A window, a terminal and a test script are all Prompters; a flow does not
// know which one it speaks to, and a prompter never sees a socket, JSON or a private key.
#pragma once

#include "crypto/base/clock.hpp"
#include "crypto/base/language.hpp"
#include "crypto/base/result.hpp"
#include "crypto/base/secret_bytes.hpp"
#include "crypto/certificates/holder.hpp"

#include <filesystem>
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
        earlier_signers{};  ///< names of those whose signatures are there already (co-signing)
    std::string part{};     ///< XML: only this part is signed ("<pay Id=\"p1\">"); empty: the whole
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

/// One line of the key list.
struct KeyChoice {
    std::string id;  ///< handed back to KeyDesk::open
    std::string file_name;
    std::string folder;
    std::string kind;  ///< the kind that the file's name tells, in the person's language; may be empty
    std::optional<CertificateSummary> known;  ///< when the file was opened before
    std::optional<Error> unfit;               ///< known, and does not fit this request
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
    /// Opens the file with this password. Errors: as tokens::Token::unlock.
    virtual Result<std::vector<OpenedKeyView>> open(const std::string& key_id,
                                                    const SecretBytes& password) = 0;
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

class Prompter {
  public:
    virtual ~Prompter() = default;
    /// Blocks until the person decides. When `stop` is asked for (the page went away) the window closes and
    /// the answer is a Refusal. Error: window_unavailable.
    virtual Result<Decision> ask(const SignPrompt& prompt, KeyDesk& desk, std::stop_token stop) = 0;
    /// The file chosen, or nothing if the person cancelled. Error: window_unavailable.
    virtual Result<std::optional<std::filesystem::path>> choose_file(const FilePrompt& prompt,
                                                                     std::stop_token stop) = 0;
    virtual void change_language(Language language) = 0;
    virtual void show_settings() = 0;
};

}  // namespace qoltanba::agent
