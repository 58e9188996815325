#include "agent/ui/presentation.hpp"

#include "agent/ui/key_choice.hpp"
#include "agent/ui/local_time.hpp"
#include "agent/ui/visible_text.hpp"

#include <array>

namespace qoltanba::agent {
namespace {

std::string_view kind_text(DocumentView::Kind kind, Language language) {
    switch (kind) {
        case DocumentView::Kind::text:
            return text_for(TextId::kind_text, language);
        case DocumentView::Kind::xml:
            return text_for(TextId::kind_xml, language);
        case DocumentView::Kind::binary:
            return text_for(TextId::kind_binary, language);
        case DocumentView::Kind::digest:
            return text_for(TextId::kind_digest, language);
    }
    return {};
}

void add_part(std::string& line, std::string_view part) {
    if (part.empty()) return;
    if (!line.empty()) line += " · ";
    line += part;
}

std::string two_digits(int value) {
    std::string digits = std::to_string(value);
    return digits.size() < 2 ? "0" + digits : digits;
}

/// For words within a sentence that came from outside: they do not push the rest off the screen.
std::string short_line(std::string_view text) {
    constexpr std::size_t longest = 200;  // octets
    const auto shown = utf8_prefix(text, longest);
    return visible_line(shown) + (shown.size() < text.size() ? "…" : "");
}

void add_sentence(std::string& text, std::string_view sentence) {
    if (sentence.empty()) return;
    if (!text.empty()) text += " ";
    text += sentence;
}

/// How the PIN stands, among other details; empty where nothing is to be said of it, or device_fault() does.
std::string_view pin_text(const DeviceView& device, Language language) {
    if (!device.missing.empty() || device.pin_needed) return {};
    return text_for(TextId::pin_not_needed, language);
}

/// Why the device cannot be used, or what its PIN asks to be careful about.
std::string device_fault(const DeviceView& device, Language language) {
    if (!device.missing.empty()) return short_line(device.missing.in(language));
    if (!device.pin_needed) return {};
    switch (device.pin) {
        case PinStanding::ready:
            return {};
        case PinStanding::few_tries:
            return std::string(text_for(TextId::pin_was_wrong, language));
        case PinStanding::last_try:
            return std::string(text_for(TextId::last_try_left, language));
        case PinStanding::locked:
            return std::string(message_for(ErrorCode::pin_locked, language));
    }
    return {};
}

/// RFC 6761, 6.3 for the names; 127.0.0.0/8 and ::1 for the addresses.
bool is_loopback(std::string_view host) {
    if (host == "localhost" || host.ends_with(".localhost") || host == "[::1]") return true;
    return host.starts_with("127.") && host.find_first_not_of("0123456789.") == std::string_view::npos;
}

}  // namespace

std::string format_size(std::uint64_t octets, Language language) {
    const bool english = language == Language::en;
    if (octets < 1024)
        return std::to_string(octets) + (english ? (octets == 1 ? " byte" : " bytes") : " байт");
    constexpr std::array english_units{" KB", " MB", " GB", " TB"};
    constexpr std::array other_units{" КБ", " МБ", " ГБ", " ТБ"};
    std::uint64_t unit = 1024;
    std::size_t name = 0;
    while (name + 1 < english_units.size() && octets / unit >= 1024) {
        unit *= 1024;
        ++name;
    }
    // Tenths, rounded down, so that 1023.99 KB never reads as 1024.0 KB.
    const auto tenths = octets / unit * 10 + octets % unit * 10 / unit;
    std::string text = std::to_string(tenths / 10);
    if (tenths % 10 != 0) text += (english ? "." : ",") + std::to_string(tenths % 10);
    return text + (english ? english_units.at(name) : other_units.at(name));
}

std::string format_date(Time time) {
    const auto parts = local_time(time);
    return two_digits(parts.tm_mday) + "." + two_digits(parts.tm_mon + 1) + "." +
           std::to_string(parts.tm_year + 1900);
}

OriginParts split_origin(std::string_view origin) {
    const std::string line = visible_line(origin);
    const auto scheme = line.find("://");
    const auto start = scheme == std::string::npos ? 0 : scheme + 3;
    // "[::1]:8443": the colons inside the brackets are part of the host.
    const auto bracket = line.find(']', start);
    const auto end =
        std::min(line.find_first_of(":/", bracket == std::string::npos ? start : bracket), line.size());
    return {line.substr(0, start), line.substr(start, end - start), line.substr(end)};
}

std::string caller_text(const Caller& caller, Language language) {
    if (caller.is_local_program()) return std::string(text_for(TextId::local_program, language));
    return visible_line(caller.origin);
}

std::string origin_warning(const Caller& caller, Language language) {
    const auto origin = split_origin(caller.origin);
    if (origin.before != "http://" || is_loopback(origin.host)) return {};
    return std::string(text_for(TextId::unprotected_origin, language));
}

std::string request_text(const SignPrompt& prompt, Language language) {
    if (prompt.purpose == Purpose::key_information) {
        return std::string(text_for(TextId::asks_for_certificate, language));
    }
    if (prompt.documents.size() < 2) return std::string(text_for(TextId::asks_to_sign, language));
    return fill_count(TextId::asks_to_sign_several, language, prompt.documents.size());
}

std::string document_title(const DocumentView& document, std::size_t number, std::size_t count,
                           Language language) {
    if (!document.name.empty()) return visible_line(document.name);
    if (count < 2) return std::string(text_for(TextId::document, language));
    return fill(TextId::document_number, language, {std::to_string(number)});
}

std::string document_summary(const DocumentView& document, Language language) {
    const auto kind =
        document.type.empty() ? kind_text(document.kind, language) : std::string_view(document.type);
    return std::string(kind) + ", " + format_size(document.size, language);
}

std::string earlier_signers_text(const DocumentView& document, Language language) {
    constexpr std::size_t most_named = 8;  // whoever made the CMS chose how many there are
    const auto& signers = document.earlier_signers;
    std::string names;
    for (std::size_t i = 0; i < signers.size() && i < most_named; ++i) {
        if (i != 0) names += ", ";
        names += short_line(signers[i]);
    }
    if (signers.size() > most_named) names += ", … +" + std::to_string(signers.size() - most_named);
    return names.empty() ? names : fill(TextId::earlier_signers, language, {names});
}

std::string part_text(const DocumentView& document, Language language) {
    if (document.part.empty()) return {};
    return fill(TextId::signed_part, language, {short_line(document.part)});
}

std::string_view unseen_warning(const DocumentView& document, Language language) {
    if (document.kind == DocumentView::Kind::digest) return text_for(TextId::digest_warning, language);
    if (document.as_good_as_digest) return text_for(TextId::bare_warning, language);
    return {};
}

KeyLines key_lines(const KeyChoice& key, Language language) {
    const auto place = key.device ? device_name(*key.device, language) : visible_line(key.file_name);
    KeyLines lines;
    if (key.known) {
        const auto& known = *key.known;
        lines.title = visible_line(known.name);
        add_part(lines.title, visible_line(known.holder.organisation));
        if (key.device) add_part(lines.details, place);
        add_part(lines.details, crypto::role_text(known.holder.role, language));
        add_part(lines.details, use_text(known.use, language));
        add_part(lines.details, fill(TextId::valid_until, language, {format_date(known.not_after)}));
        if (!key.device) add_part(lines.details, place);
    } else {
        lines.title = place;
        add_part(lines.details, key.kind);
        if (!key.device) {
            add_part(lines.details, text_for(TextId::not_opened_before, language));
            add_part(lines.details, visible_line(key.folder));
        } else if (can_be_opened(key) && needs_secret(key)) {
            add_part(lines.details, text_for(TextId::shown_after_pin, language));
        }
    }
    if (key.device) {
        add_part(lines.details, pin_text(*key.device, language));
        add_part(lines.details, visible_line(key.device->reader));
        add_sentence(lines.fault, device_fault(*key.device, language));
    }
    // What keeps a device from being opened says enough.
    if (key.unfit && can_be_opened(key)) add_sentence(lines.fault, message_for(key.unfit->code, language));
    return lines;
}

std::string device_name(const DeviceView& device, Language language) {
    return short_line(device.name.in(language));
}

DeviceNotes device_notes(const DeviceView& device, Language language) {
    const auto text = [language](TextId id) { return text_for(id, language); };
    DeviceNotes notes;
    if (!device.missing.empty()) {
        notes.obstacle = visible_line(device.missing.in(language));
        return notes;
    }
    if (!device.pin_needed) return notes;
    if (device.pin == PinStanding::locked) {
        notes.obstacle = error_text(fail(ErrorCode::pin_locked), language);
        add_sentence(notes.obstacle, text(TextId::where_to_unblock_pin));
        return notes;
    }
    if (device.pin == PinStanding::last_try) notes.warning = text(TextId::last_pin_try);
    if (device.initial_pin) {
        if (!notes.warning.empty()) notes.warning += "\n";
        notes.warning.append(text(TextId::initial_pin)).append(" ");
        notes.warning.append(text(TextId::where_to_change_pin));
    }
    if (device.pin == PinStanding::few_tries) notes.note = text(TextId::tries_are_left);
    if (device.pin_pad) add_sentence(notes.note, text(TextId::pin_on_reader));
    return notes;
}

std::string taken_out_text(const DeviceView& device, Language language) {
    return fill(TextId::taken_out, language, {device_name(device, language)});
}

std::string no_keys_text(bool files_allowed, bool devices_allowed, Language language) {
    const auto id = !devices_allowed ? TextId::no_key_files
                    : files_allowed  ? TextId::no_keys_anywhere
                                     : TextId::no_tokens;
    return std::string(text_for(id, language));
}

std::string_view use_text(crypto::KeyUse use, Language language) {
    switch (use) {
        case crypto::KeyUse::authentication:
            return text_for(TextId::use_authentication, language);
        case crypto::KeyUse::signature:
            return text_for(TextId::use_signature, language);
        case crypto::KeyUse::both:
            return text_for(TextId::use_both, language);
        case crypto::KeyUse::none:
            return text_for(TextId::use_none, language);
    }
    return {};
}

std::vector<std::pair<std::string, std::string>> certificate_lines(const CertificateSummary& certificate,
                                                                   Language language) {
    std::vector<std::pair<std::string, std::string>> lines;
    const auto add = [&](TextId label, std::string value) {
        if (!value.empty()) lines.emplace_back(text_for(label, language), std::move(value));
    };
    const auto& holder = certificate.holder;
    add(TextId::holder_name, visible_line(certificate.name));
    add(TextId::iin, visible_line(holder.iin));
    add(TextId::organisation, visible_line(holder.organisation));
    add(TextId::bin, visible_line(holder.bin));
    add(TextId::role, std::string(crypto::role_text(holder.role, language)));
    add(TextId::use, std::string(use_text(certificate.use, language)));
    add(TextId::validity, format_date(certificate.not_before) + " – " + format_date(certificate.not_after));
    add(TextId::issuer, visible_line(certificate.issuer));
    return lines;
}

std::string error_text(const Error& error, Language language) {
    std::string text(message_for(error.code, language));
    if (const auto advice = advice_for(error.code, language); !advice.empty())
        text.append(" ").append(advice);
    return text;
}

Language window_language(std::optional<Language> own, std::optional<Language> wish) {
    if (own) return *own;
    if (wish) return *wish;
    return language_of_system();
}

}  // namespace qoltanba::agent
