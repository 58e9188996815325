// Small sentences that the window and the terminal share. All texts are UTF-8 without invisible characters.
#pragma once

#include "agent/ui/prompter.hpp"
#include "agent/ui/texts.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace qoltanba::agent {

/// "812 bytes", "1.4 KB"; with a comma in Kazakh and Russian. 1 KB is 1024 octets.
std::string format_size(std::uint64_t octets, Language language);

/// "20.07.2026" in the person's own time zone.
std::string format_date(Time time);

/// An origin in the parts that a window shows apart: "https://", "cabinet.example.kz", ":8443".
struct OriginParts {
    std::string before, host, after;
};
OriginParts split_origin(std::string_view origin);

/// The origin, or that it is a program on this computer.
std::string caller_text(const Caller& caller, Language language);

/// That others may have changed what this origin sends; empty where the connection is protected or stays on
/// this computer.
std::string origin_warning(const Caller& caller, Language language);

/// "asks you to sign 3 documents": what follows the caller's name.
std::string request_text(const SignPrompt& prompt, Language language);

/// The document's file name, or its number (from 1) among `count`.
std::string document_title(const DocumentView& document, std::size_t number, std::size_t count,
                           Language language);

/// "XML, 1.4 KB".
std::string document_summary(const DocumentView& document, Language language);

/// "Already signed in the name of: …"; empty if nobody has signed.
std::string earlier_signers_text(const DocumentView& document, Language language);

/// "Only this part will be signed: …"; empty if the whole document is.
std::string part_text(const DocumentView& document, Language language);

/// That a signature says yes to what cannot be seen here; empty if it does not.
std::string_view unseen_warning(const DocumentView& document, Language language);

/// How a key stands in the list: the holder and what he is, or the file and its kind, or the device.
struct KeyLines {
    std::string title, details;
    std::string fault;  ///< why it cannot be used, or what to look out for; may be empty
};
KeyLines key_lines(const KeyChoice& key, Language language);

/// The device's name, of bounded length.
std::string device_name(const DeviceView& device, Language language);

/// What the person reads of a device before its PIN is typed; each may be empty.
struct DeviceNotes {
    std::string obstacle;  ///< why it cannot be opened, and what can be done
    std::string warning;   ///< the last try, a PIN that others may know
    std::string note;      ///< that a wrong PIN was entered, that it is typed at the reader
};
DeviceNotes device_notes(const DeviceView& device, Language language);

/// That the device was there and is not any more.
std::string taken_out_text(const DeviceView& device, Language language);

/// That there is no key among those that the request lets be used.
std::string no_keys_text(bool files_allowed, bool devices_allowed, Language language);

std::string_view use_text(crypto::KeyUse use, Language language);

/// The certificate as label and value, in the order in which a person reads it; empty values are left out.
std::vector<std::pair<std::string, std::string>> certificate_lines(const CertificateSummary& certificate,
                                                                   Language language);

/// What happened and what can be done about it.
std::string error_text(const Error& error, Language language);

/// The language of a window: the person's own, else the page's wish, else the system's.
Language window_language(std::optional<Language> own, std::optional<Language> wish);

}  // namespace qoltanba::agent
