#include "agent/ui/secret_words.hpp"

#include "agent/ui/presentation.hpp"
#include "agent/ui/visible_text.hpp"

namespace qoltanba::agent {
namespace {

constexpr SecretField password{TextId::password, TextId::ask_for_password};
constexpr SecretField new_password{TextId::new_password, TextId::ask_for_new_password};
constexpr SecretField password_again{TextId::password_again, TextId::ask_for_password_again};
constexpr SecretField pin{TextId::pin, TextId::ask_for_pin};
constexpr SecretField puk{TextId::puk, TextId::ask_for_puk};
constexpr SecretField new_pin{TextId::new_pin, TextId::ask_for_new_pin};
constexpr SecretField pin_again{TextId::new_pin_again, TextId::ask_for_new_pin_again};

/// Technical names, the same in every language but for the letters of the standard.
std::string algorithm_text(const NewKeyView& key, Language language) {
    switch (key.family) {
        case crypto::KeyFamily::rsa:
            return "RSA, " + std::to_string(key.rsa_bits);
        case crypto::KeyFamily::ecdsa_p256:
            return "ECDSA, P-256";
        case crypto::KeyFamily::ecdsa_p384:
            return "ECDSA, P-384";
        case crypto::KeyFamily::gost_2015_512:
            return language == Language::en ? "GOST 34.10-2015, 512" : "ГОСТ 34.10-2015, 512";
        case crypto::KeyFamily::gost_2015_256:
            return language == Language::en ? "GOST 34.10-2015, 256" : "ГОСТ 34.10-2015, 256";
        case crypto::KeyFamily::gost_2004:
            return language == Language::en ? "GOST 34.310-2004" : "ГОСТ 34.310-2004";
    }
    return {};
}

class Writer {
  public:
    explicit Writer(Language language) : language_(language) {}

    SecretWords operator()(const NewKeyView& key) const {
        SecretWords words{.request = text(TextId::asks_for_new_key), .heading = text(TextId::said_by_site)};
        add(words, TextId::holder_name, key.subject.common_name);
        add(words, TextId::surname, key.subject.surname);
        add(words, TextId::patronymic, key.subject.patronymic);
        add(words, TextId::iin, key.subject.iin);
        add(words, TextId::organisation, key.subject.organisation);
        add(words, TextId::bin, key.subject.bin);
        add(words, TextId::email, key.email);
        add(words, TextId::use, use_text(key.use, language_));
        add(words, TextId::algorithm, algorithm_text(key, language_));
        words.note = fill(TextId::new_key_note, language_, {visible_line(key.folder)});
        words.rule = advice_for(ErrorCode::password_too_simple, language_);
        words.fresh = new_password;
        words.again = password_again;
        words.action = TextId::make_key;
        return words;
    }

    SecretWords operator()(const IssuedView& issued) const {
        SecretWords words{.request = text(TextId::asks_to_import), .heading = text(TextId::certificate)};
        words.facts = certificate_lines(issued.certificate, language_);
        if (issued.caution) words.warnings.push_back(error_text(*issued.caution, language_));
        if (issued.certificate.under_added_anchor)
            words.warnings.push_back(text(TextId::trusted_through_anchors));
        words.note = fill(TextId::import_note, language_, {visible_line(issued.folder)});
        words.current = password;
        words.action = TextId::import_key;
        return words;
    }

    SecretWords operator()(const PinChangeView& change) const {
        auto words = about(change.device, TextId::change_pin_request);
        if (change.device.initial_pin) words.warnings.push_back(text(TextId::initial_pin));
        tell_standing(words, change.device.pin, ErrorCode::pin_locked);
        if (!change.device.pin_pad) words.current = pin;
        words.action = TextId::change_pin;
        return words;
    }

    SecretWords operator()(const PinUnblockingView& unblocking) const {
        auto words = about(unblocking.device, TextId::unblock_pin_request);
        words.note += (words.note.empty() ? "" : " ") + text(TextId::puk_note);
        tell_standing(words, unblocking.puk, ErrorCode::puk_locked);
        if (!unblocking.device.pin_pad) words.current = puk;
        words.action = TextId::unblock_pin;
        return words;
    }

  private:
    [[nodiscard]] std::string text(TextId id) const { return std::string(text_for(id, language_)); }

    void add(SecretWords& words, TextId label, std::string_view value) const {
        if (!value.empty()) words.facts.emplace_back(text(label), visible_line(value));
    }

    /// What the requests about a device's PIN have in common.
    [[nodiscard]] SecretWords about(const DeviceView& device, TextId request) const {
        SecretWords words{.request = text(request)};
        add(words, TextId::device, device.name.in(language_));
        add(words, TextId::reader, device.reader);
        words.differ = TextId::pins_differ;
        if (device.pin_pad) {
            words.note = text(TextId::pin_pad_note);
        } else {
            words.fresh = new_pin;
            words.again = pin_again;
        }
        return words;
    }

    void tell_standing(SecretWords& words, PinStanding standing, ErrorCode locked) const {
        switch (standing) {
            case PinStanding::ready:
                return;
            case PinStanding::few_tries:
                return words.warnings.push_back(text(TextId::few_tries));
            case PinStanding::last_try:
                words.is_last_try = true;
                return words.warnings.push_back(text(TextId::last_try_left));
            case PinStanding::locked:
                return words.warnings.push_back(error_text(fail(locked), language_));
        }
    }

    Language language_;
};

}  // namespace

SecretWords secret_words(const SecretPrompt& prompt, Language language) {
    return std::visit(Writer(language), prompt.what);
}

}  // namespace qoltanba::agent
