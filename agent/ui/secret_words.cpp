#include "agent/ui/secret_words.hpp"

#include "agent/ui/key_choice.hpp"
#include "agent/ui/presentation.hpp"
#include "agent/ui/visible_text.hpp"

#include <algorithm>

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
    Writer(Language language, const KeyPlace* place)
        : language_(language), device_(place != nullptr && place->device ? &*place->device : nullptr) {}

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
        words.action = TextId::make_key;
        if (device_ != nullptr) {
            ask_for_pin_of_device(words, TextId::new_key_on_device_note);
            return words;
        }
        words.note = fill(TextId::new_key_note, language_, {visible_line(key.folder)});
        words.rule = advice_for(ErrorCode::password_too_simple, language_);
        words.fresh = new_password;
        words.again = password_again;
        return words;
    }

    SecretWords operator()(const IssuedView& issued) const {
        SecretWords words{.request = text(TextId::asks_to_import), .heading = text(TextId::certificate)};
        words.facts = certificate_lines(issued.certificate, language_);
        if (issued.caution) words.warnings.push_back(error_text(*issued.caution, language_));
        if (issued.certificate.under_added_anchor)
            words.warnings.push_back(text(TextId::trusted_through_anchors));
        words.action = TextId::import_key;
        if (device_ != nullptr) {
            ask_for_pin_of_device(words, TextId::import_on_device_note);
            return words;
        }
        words.note = fill(TextId::import_note, language_, {visible_line(issued.folder)});
        words.current = password;
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

    SecretWords operator()(const LeftKeyView& left) const {
        SecretWords words{.request = text(TextId::left_key_request)};
        add(words, TextId::device, left.device.name.in(language_));
        add(words, TextId::reader, left.device.reader);
        words.warnings.push_back(error_text(left.reason, language_));
        words.note = fill(TextId::left_key_note, language_, {visible_line(left.key)});
        words.action = TextId::close;
        words.only_tells = true;
        return words;
    }

  private:
    [[nodiscard]] std::string text(TextId id) const { return std::string(text_for(id, language_)); }

    void add(SecretWords& words, TextId label, std::string_view value) const {
        if (!value.empty()) words.facts.emplace_back(text(label), visible_line(value));
    }

    /// As a device is asked to sign.
    void ask_for_pin_of_device(SecretWords& words, TextId what_happens) const {
        words.note = fill(what_happens, language_, {device_name(*device_, language_)});
        const auto notes = device_notes(*device_, language_);
        words.obstacle = notes.obstacle;
        if (!notes.warning.empty()) words.warnings.push_back(notes.warning);
        words.rule = notes.note;
        if (!words.obstacle.empty() || !device_->pin_needed) return;
        words.is_last_try = device_->pin == PinStanding::last_try;
        if (!device_->pin_pad) words.current = pin;
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
    const DeviceView* device_;  ///< of the chosen place
};

}  // namespace

SecretWords secret_words(const SecretPrompt& prompt, Language language, const KeyPlace* place) {
    return std::visit(Writer(language, place), prompt.what);
}

std::string place_text(const SecretPrompt& prompt, const KeyPlace& place, Language language) {
    if (place.device) {
        auto name = device_name(*place.device, language);
        if (!place.device->reader.empty()) name += ", " + visible_line(place.device->reader);
        return fill(TextId::place_on_device, language, {name});
    }
    const auto* key = std::get_if<NewKeyView>(&prompt.what);
    const auto* issued = std::get_if<IssuedView>(&prompt.what);
    const auto folder = key != nullptr ? key->folder : issued != nullptr ? issued->folder : std::string();
    return fill(TextId::place_in_file, language, {visible_line(folder)});
}

const KeyPlace* find_place(const std::vector<KeyPlace>& places, const std::string& id) {
    const auto found = std::ranges::find(places, id, &KeyPlace::id);
    return found == places.end() ? nullptr : &*found;
}

std::vector<KeyPlace> places_after(KeyPlaces& places, const std::string& used_id, ErrorCode code) {
    auto now = places.places_now();
    const auto used = std::ranges::find(now, used_id, &KeyPlace::id);
    if (used != now.end() && used->device)
        used->device->pin = std::max(used->device->pin, standing_after(code));
    return now;
}

}  // namespace qoltanba::agent
