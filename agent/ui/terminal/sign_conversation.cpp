#include "agent/ui/terminal/sign_conversation.hpp"

#include "agent/ui/key_choice.hpp"
#include "agent/ui/presentation.hpp"
#include "agent/ui/terminal/number.hpp"
#include "agent/ui/terminal/page_box.hpp"

#include <future>
#include <utility>

namespace qoltanba::agent {
namespace {

constexpr std::size_t preview_lines = 40;
constexpr std::size_t all_lines = 100'000;

/// Whether the person may just have typed it wrong.
bool was_mistyped(ErrorCode code) {
    return code == ErrorCode::wrong_password || code == ErrorCode::wrong_pin ||
           code == ErrorCode::pin_last_try;
}

std::string numbered(std::size_t place, std::string_view text) {
    return "  " + std::to_string(place + 1) + ". " + std::string(text);
}

}  // namespace

SignConversation::SignConversation(Console& console, const SignPrompt& prompt, KeyDesk& desk,
                                   Language language, std::stop_token stop)
    : console_(console), prompt_(prompt), desk_(desk), language_(language), stop_(std::move(stop)) {}

Decision SignConversation::run() {
    show_request();
    for (;;) {
        const auto answer = ask(prompt_.files_allowed ? TextId::ask_for_key : TextId::ask_for_key_of_device);
        if (!answer) return Refusal{};
        if (*answer == "b") {
            say(TextId::blocked);
            return Refusal{.block_site = true};
        }
        if (show_whole_document(*answer)) continue;
        if (*answer == "r") {
            // A person may look as often as it takes until the device is there.
            if (!console_.is_terminal() && !may_try_again()) return Refusal{};
            show_keys();
            continue;
        }
        if (const auto key = key_named_by(*answer)) {
            if (const auto decision = decide_on(*key)) return *decision;
        }
        if (!may_try_again()) return Refusal{};
        show_keys();
    }
}

void SignConversation::show_request() {
    say("");
    say(std::string(72, '='));
    say(caller_text(prompt_.caller, language_));
    say("  " + request_text(prompt_, language_));
    if (const auto warning = origin_warning(prompt_.caller, language_); !warning.empty()) say("! " + warning);
    if (prompt_.added_anchors) say("! " + std::string(text_for(TextId::added_anchors, language_)));
    say("");
    if (prompt_.purpose == Purpose::key_information) say(TextId::certificate_note);
    for (std::size_t i = 0; i < prompt_.documents.size(); ++i) show_document(i, false);
    show_keys();
}

void SignConversation::show_document(std::size_t index, bool whole) {
    const auto& document = prompt_.documents[index];
    const auto count = prompt_.documents.size();
    say(document_title(document, index + 1, count, language_) + ": " + document_summary(document, language_));
    for (const auto& note : {part_text(document, language_), earlier_signers_text(document, language_)}) {
        if (!note.empty()) say("! " + note);
    }
    if (const auto warning = unseen_warning(document, language_); !warning.empty())
        say("! " + std::string(warning));
    if (document.kind == DocumentView::Kind::digest) {
        say("  " + document.sha256);
    } else {
        say("  SHA-256 " + document.sha256);
        if (document.kind == DocumentView::Kind::binary) {
            say(TextId::cannot_be_shown);
        } else {
            const auto box = boxed(document.text, whole ? all_lines : preview_lines);
            console_.write(box.lines);
            if (box.is_cut || document.text_is_cut) say(TextId::text_is_cut);
        }
    }
    say("");
}

void SignConversation::show_keys() {
    take_list(desk_.keys_now());
    say(keys_.empty() ? no_keys_text(prompt_.files_allowed, prompt_.devices_allowed, language_)
                      : std::string(text_for(TextId::your_key, language_)));
    for (std::size_t i = 0; i < keys_.size(); ++i) {
        const auto lines = key_lines(keys_[i], language_);
        say(numbered(i, lines.title));
        say("     " + lines.details);
        if (!lines.fault.empty()) say("     ! " + lines.fault);
    }
}

void SignConversation::take_list(std::vector<KeyChoice> keys) {
    for (const auto& file : added_) {
        if (find_key(keys, file.id) == nullptr) keys.push_back(file);
    }
    keys_ = std::move(keys);
}

void SignConversation::show_certificate(const OpenedKeyView& key) {
    say("");
    for (const auto& [label, value] : certificate_lines(key.certificate, language_)) {
        say("  " + label + ": " + value);
    }
    if (key.certificate.under_added_anchor) {
        say("! " + std::string(text_for(TextId::trusted_through_anchors, language_)));
    }
    if (key.caution) say("! " + error_text(*key.caution, language_));
    if (key.unfit) say("! " + error_text(*key.unfit, language_));
}

bool SignConversation::show_whole_document(const std::string& answer) {
    if (!answer.starts_with("v ")) return false;
    const auto place = number_from(std::string_view(answer).substr(2), prompt_.documents.size());
    if (!place) return false;
    show_document(*place, true);
    return true;
}

std::optional<std::string> SignConversation::key_named_by(const std::string& answer) {
    if (const auto place = number_from(answer, keys_.size())) return keys_[*place].id;
    if (!prompt_.files_allowed || answer.find_first_not_of("0123456789") == std::string::npos) {
        say(TextId::not_understood);
        return {};
    }
    auto added = desk_.add_file(std::u8string(answer.begin(), answer.end()));
    if (!added) {
        say(error_text(added.error(), language_));
        return {};
    }
    added_.push_back(*added);
    return added->id;
}

std::optional<Decision> SignConversation::decide_on(const std::string& key_id) {
    take_list(desk_.keys_now());
    if (const auto* key = find_key(keys_, key_id); key != nullptr && !can_be_opened(*key)) {
        say("! " + device_notes(*key->device, language_).obstacle);
        return {};
    }
    const auto opened = open(key_id);
    const auto place = opened ? choose_opened(*opened) : Result<std::size_t>(opened.error());
    if (!place) {
        if (place.error().code == ErrorCode::canceled) return Refusal{};
        say(error_text(place.error(), language_));
        return {};
    }
    show_certificate((*opened)[*place]);
    const bool signing = prompt_.purpose == Purpose::sign;
    const auto answer = ask(signing ? TextId::ask_to_sign : TextId::ask_to_show_certificate);
    if (answer == "y" || answer == "Y") return Approval{*place};
    return Refusal{};
}

Result<std::vector<OpenedKeyView>> SignConversation::open(const std::string& key_id) {
    for (;;) {
        const auto* key = find_key(keys_, key_id);
        if (key == nullptr) return fail(ErrorCode::token_not_present, "it was taken out");
        opens_device_ = key->device.has_value();
        QOLTANBA_TRY(const auto secret, read_secret(*key));
        // A script's lines wait for the questions to come, and no script gives up.
        auto opened = is_typed_at_reader(*key) && console_.is_terminal() ? open_at_reader(*key)
                                                                         : open_with(*key, secret);
        if (opened) return opened;
        const auto code = opened.error().code;
        // What nobody types here does not begin again by itself: the person names the key once more.
        const bool is_typed = is_secret_typed_here(*key);
        if (is_about_pin(code)) take_list(keys_after(desk_, key_id, code));
        key = find_key(keys_, key_id);
        if (!is_typed || !was_mistyped(code) || key == nullptr || !can_be_opened(*key)) return opened;
        say(error_text(opened.error(), language_));
        if (!may_try_again()) return fail(ErrorCode::canceled, "too many wrong answers");
    }
}

Result<std::vector<OpenedKeyView>> SignConversation::open_with(const KeyChoice& key,
                                                               const SecretBytes& secret) {
    return is_last_try(key) ? desk_.open_with_last_try(key.id, secret) : desk_.open(key.id, secret);
}

Result<std::vector<OpenedKeyView>> SignConversation::open_at_reader(const KeyChoice& key) {
    std::stop_source answered;  // or the page has gone
    const std::stop_callback page_gone(stop_, [&answered] { answered.request_stop(); });
    auto opening = std::async(std::launch::async, [&] {
        auto opened = open_with(key, SecretBytes());
        answered.request_stop();
        return opened;
    });
    // Whoever types the PIN here by mistake does not show it.
    while (const auto line = console_.read_line(text_for(TextId::ask_while_reader_waits, language_),
                                                Echo::off, answered.get_token()))
        if (line->empty()) break;
    const bool gives_up = stop_.stop_requested() || !answered.stop_requested();
    if (gives_up) desk_.give_up();
    auto opened = opening.get();
    if (gives_up) return fail(ErrorCode::canceled, "while the reader waited");
    return opened;
}

Result<SecretBytes> SignConversation::read_secret(const KeyChoice& key) {
    if (key.device) {
        const auto notes = device_notes(*key.device, language_);
        if (!notes.warning.empty()) say("! " + notes.warning);
        if (!notes.note.empty()) say(notes.note);
    }
    if (is_last_try(key) && ask(TextId::ask_to_use_last_try) != "y")
        return fail(ErrorCode::canceled, "the last try is kept");
    if (!is_secret_typed_here(key)) {
        if (is_typed_at_reader(key) && !console_.is_terminal()) say(TextId::reader_waits);
        return SecretBytes();
    }
    const auto question = key.device
                              ? fill(TextId::ask_for_pin_of, language_, {device_name(*key.device, language_)})
                              : std::string(text_for(TextId::ask_for_password, language_));
    auto typed = console_.read_line(question, Echo::off, stop_);
    if (!typed || typed->empty()) return fail(ErrorCode::canceled, "nothing was typed");
    return std::move(*typed);
}

Result<std::size_t> SignConversation::choose_opened(const std::vector<OpenedKeyView>& keys) {
    std::vector<std::size_t> fitting;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (!keys[i].unfit) fitting.push_back(i);
    }
    if (fitting.size() == 1) return fitting.front();
    if (fitting.empty()) {
        for (const auto& key : keys) show_certificate(key);
        say(TextId::does_not_fit);
        return keys.empty() ? fail(ErrorCode::key_without_certificate) : *keys.back().unfit;
    }
    say(opens_device_ ? TextId::several_keys_on_device : TextId::several_keys);
    for (std::size_t i = 0; i < fitting.size(); ++i) {
        say(numbered(i, ""));
        show_certificate(keys[fitting[i]]);
    }
    for (;;) {
        const auto answer = ask(TextId::ask_for_opened_key);
        if (!answer) return fail(ErrorCode::canceled, "no key chosen");
        if (const auto place = number_from(*answer, fitting.size())) return fitting[*place];
        say(TextId::not_understood);
        if (!may_try_again()) return fail(ErrorCode::canceled, "too many wrong answers");
    }
}

std::optional<std::string> SignConversation::ask(TextId question) {
    const auto line = console_.read_line(text_for(question, language_), Echo::on, stop_);
    if (!line || line->empty()) return {};
    return std::string(text_of(line->view()));
}

void SignConversation::say(std::string_view line) {
    console_.write(std::string(line) + "\n");
}

}  // namespace qoltanba::agent
