// Every sentence of the window, the tray and the terminal, in the three languages, in one place.
#pragma once

#include "crypto/base/language.hpp"

#include <initializer_list>
#include <string>
#include <string_view>

namespace qoltanba::agent {

/// `{}` in a text stands for what fill() puts there. Texts of buttons and menus hold one `&` before the
/// letter that works with Alt.
enum class TextId {
    // Who asks for what; these follow the origin, as a sentence's end follows its subject
    local_program,
    asks_to_sign,
    asks_to_sign_several,
    asks_for_certificate,
    asks_for_file,
    // Around the request
    language,
    unprotected_origin,
    added_anchors,
    requests_waiting,
    request_withdrawn,
    // What is to be signed
    document,
    documents,
    document_number,
    kind_text,
    kind_xml,
    kind_binary,
    kind_digest,
    text_from_site,
    text_is_cut,
    earlier_signers,
    signed_part,
    cannot_be_shown,
    digest_warning,
    certificate_note,
    // The key and its password
    your_key,
    another_file,
    choose_key_file,
    key_files,
    all_files,
    no_key_files,
    no_keys_anywhere,
    choose_file_yourself,
    plug_in,
    not_opened_before,
    shown_after_pin,
    password,
    pin_of,
    pin_was_wrong,
    tries_are_left,
    last_pin_try,
    know_last_try,
    pin_on_reader,
    reader_waits,
    ask_while_reader_waits,
    where_to_change_pin,
    where_to_unblock_pin,
    taken_out,
    caps_lock_on,
    keyboard_layout,
    opening,
    // The certificate
    certificate,
    holder_name,
    iin,
    bin,
    organisation,
    role,
    use,
    use_authentication,
    use_signature,
    use_both,
    use_none,
    validity,
    valid_until,
    issuer,
    trusted_through_anchors,
    does_not_fit,
    several_keys,
    several_keys_on_device,
    // Buttons
    open_key,
    sign,
    sign_several,
    show_certificate,
    choose_another_key,
    cancel,
    block_site,
    block_question,
    block,
    choose,
    folder,
    file_name,
    file_type,
    // Tray and settings
    ready,
    open_keys_folder,
    settings,
    blocked_sites,
    unblock,
    quit,
    close,
    set_by_administrator,
    // Terminal
    ask_for_key,
    ask_for_key_of_device,
    ask_for_password,
    ask_for_new_password,
    ask_for_password_again,
    passwords_differ,
    ask_for_pin,
    ask_for_pin_of,
    ask_for_new_pin,
    ask_for_new_pin_again,
    ask_for_puk,
    pins_differ,
    ask_for_opened_key,
    ask_to_sign,
    ask_to_show_certificate,
    ask_for_path,
    press_enter,
    not_understood,
    blocked,
    terminal_settings,
    stamp_comes_later,
    // New keys, certificates that come for them, PINs
    asks_for_new_key,
    asks_to_import,
    change_pin_request,
    unblock_pin_request,
    said_by_site,
    surname,
    patronymic,
    email,
    algorithm,
    device,
    reader,
    new_key_note,
    import_note,
    puk_note,
    pin_pad_note,
    initial_pin,
    few_tries,
    last_try_left,
    use_last_try,
    new_password,
    password_again,
    pin,
    puk,
    new_pin,
    new_pin_again,
    working,
    make_key,
    import_key,
    change_pin,
    unblock_pin,
    tokens,
    no_tokens,
    pin_in_order,
    pin_is_locked,
    pin_not_needed,
    ask_to_go_on,
    ask_to_use_last_try,
    place_of_key,
    place_in_file,
    place_on_device,
    ask_for_place,
    new_key_on_device_note,
    import_on_device_note,
    no_place_now,
    left_key_request,
    left_key_note,
    last,  ///< no text; counts the others
};

std::string_view text_for(TextId id, Language language);

/// The text with its `{}` replaced by these values, in order.
std::string fill(TextId id, Language language, std::initializer_list<std::string_view> values);

/// asks_to_sign_several and sign_several, whose words depend on the number in Russian.
std::string fill_count(TextId id, Language language, std::size_t count);

/// A language by its own name: "Қазақша", "Русский", "English".
std::string_view own_name_of(Language language);

}  // namespace qoltanba::agent
