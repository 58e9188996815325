#include "crypto/certificates/holder.hpp"

#include "crypto/certificates/extension_types.hpp"

#include <algorithm>
#include <array>

namespace qoltanba::crypto {
namespace {

struct RoleName {
    std::string_view oid;
    Role role;
};

/// Narrowest first: a certificate names its organisation and then the part its holder has in it.
constexpr std::array roles{
    RoleName{"1.2.398.3.3.4.1.2.1", Role::head},
    RoleName{"1.2.398.3.3.4.1.2.2", Role::right_to_sign},
    RoleName{"1.2.398.3.3.4.1.2.3", Role::financial_signature},
    RoleName{"1.2.398.3.3.4.1.2.4", Role::human_resources},
    RoleName{"1.2.398.3.3.4.1.2.5", Role::employee},
    RoleName{"1.2.398.3.3.4.1.2.6", Role::organisation_system},
    RoleName{"1.2.398.5.19.1.2.2.1", Role::treasury_client},
    RoleName{"1.2.398.3.3.4.1.1.1", Role::individual_system},
    RoleName{"1.2.398.3.3.4.1.2", Role::organisation},
    RoleName{"1.2.398.3.3.4.1.1", Role::individual},
};

bool has_purpose(const Certificate& certificate, std::string_view oid) {
    return std::ranges::find(certificate.extended_key_usage(), oid) != certificate.extended_key_usage().end();
}

Role role_of(const Certificate& certificate) {
    const auto* const found =
        std::ranges::find_if(roles, [&](const RoleName& name) { return has_purpose(certificate, name.oid); });
    return found == roles.end() ? Role::unknown : found->role;
}

/// The twelve digits behind "IIN" or "BIN" in the first attribute of this type that holds them.
std::string number_in(const Name& name, std::string_view type, std::string_view prefix) {
    constexpr std::size_t digits = 12;
    for (const auto& attribute : name.attributes()) {
        const std::string_view value = attribute.value;
        if (attribute.oid != type || !value.starts_with(prefix)) continue;
        const auto number = value.substr(prefix.size());
        const bool decimal = std::ranges::all_of(number, [](char c) { return c >= '0' && c <= '9'; });
        if (number.size() == digits && decimal) return std::string(number);
    }
    return {};
}

bool is_gost_2015(const Certificate& certificate) {
    const auto key = certificate.public_key();
    if (key.has_error()) return false;
    return key->family() == KeyFamily::gost_2015_512 || key->family() == KeyFamily::gost_2015_256;
}

struct RoleText {
    Role role;
    Text text;
};

constexpr std::array role_texts{
    RoleText{Role::unknown, {"Рөлі көрсетілмеген", "Роль не указана", "Role not stated"}},
    RoleText{Role::individual, {"Жеке тұлға", "Физическое лицо", "Individual"}},
    RoleText{Role::individual_system,
             {"Жеке тұлғаның ақпараттық жүйесі", "Информационная система физического лица",
              "Information system of an individual"}},
    RoleText{Role::organisation, {"Заңды тұлға", "Юридическое лицо", "Organisation"}},
    RoleText{Role::head,
             {"Ұйымның бірінші басшысы", "Первый руководитель организации", "Head of the organisation"}},
    RoleText{
        Role::right_to_sign,
        {"Қол қою құқығы бар қызметкер", "Сотрудник с правом подписи", "Employee with the right to sign"}},
    RoleText{
        Role::financial_signature,
        {"Қаржы құжаттарына қол қою құқығы бар қызметкер", "Сотрудник с правом подписи финансовых документов",
         "Employee with the right to sign financial documents"}},
    RoleText{Role::human_resources,
             {"Кадр қызметінің қызметкері", "Сотрудник отдела кадров", "Human resources employee"}},
    RoleText{Role::employee, {"Ұйым қызметкері", "Сотрудник организации", "Employee of the organisation"}},
    RoleText{Role::organisation_system,
             {"Ұйымның ақпараттық жүйесі", "Информационная система организации",
              "Information system of the organisation"}},
    RoleText{Role::treasury_client, {"Қазынашылық клиенті", "Клиент казначейства", "Client of the treasury"}},
};

}  // namespace

Holder holder_of(const Certificate& certificate) {
    const Name& subject = certificate.subject();
    return {
        .common_name = subject.find(attribute_type::common_name).value_or(""),
        .surname = subject.find(attribute_type::surname).value_or(""),
        .patronymic = subject.find(attribute_type::given_name).value_or(""),
        .iin = number_in(subject, attribute_type::serial_number, "IIN"),
        .bin = number_in(subject, attribute_type::organisational_unit, "BIN"),
        .organisation = subject.find(attribute_type::organisation).value_or(""),
        .role = role_of(certificate),
    };
}

std::string_view role_text(Role role, Language language) {
    return std::ranges::find(role_texts, role, &RoleText::role)->text.in(language);
}

// The rules, in the order of kz-crypto facts, section 4: standard purposes say it outright; certificates that
// name roles alone (information systems) or nothing say it by KeyUsage; a GOST-2015 key that may sign is the
// single key of its holder and serves both, whatever its purposes leave out.
KeyUse key_use_of(const Certificate& certificate) {
    constexpr unsigned unrestricted = ~0U;  // no extension, no limit (RFC 5280, 4.2.1.3)
    const unsigned usage = certificate.key_usage().value_or(unrestricted);
    const bool any_standard_purpose =
        std::ranges::any_of(certificate.extended_key_usage(),
                            [](std::string_view oid) { return oid.starts_with(key_purpose::any_standard); });

    bool authentication = false;
    bool signature = false;
    if (any_standard_purpose) {
        const bool may_sign = (usage & (key_usage::digital_signature | key_usage::non_repudiation)) != 0;
        authentication = may_sign && has_purpose(certificate, key_purpose::client_authentication);
        signature = may_sign && has_purpose(certificate, key_purpose::email_protection);
    } else {
        signature = (usage & key_usage::non_repudiation) != 0;
        const unsigned login = key_usage::digital_signature | key_usage::key_encipherment;
        authentication = usage == unrestricted || (!signature && (usage & login) == login);
    }
    if (signature && is_gost_2015(certificate)) authentication = true;

    if (authentication && signature) return KeyUse::both;
    if (signature) return KeyUse::signature;
    return authentication ? KeyUse::authentication : KeyUse::none;
}

}  // namespace qoltanba::crypto
