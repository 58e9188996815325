// Who a Kazakh certificate speaks for: the parts of its subject and the role its EKU arc names.
// Source: kz-crypto facts, section 4 (read from certificates).
#pragma once

#include "crypto/base/language.hpp"
#include "crypto/certificates/certificate.hpp"

#include <string>

namespace qoltanba::crypto {

enum class Role {
    unknown,
    individual,           ///< 1.2.398.3.3.4.1.1
    individual_system,    ///< 1.2.398.3.3.4.1.1.1
    organisation,         ///< 1.2.398.3.3.4.1.2 with no narrower role
    head,                 ///< 1.2.398.3.3.4.1.2.1
    right_to_sign,        ///< 1.2.398.3.3.4.1.2.2
    financial_signature,  ///< 1.2.398.3.3.4.1.2.3
    human_resources,      ///< 1.2.398.3.3.4.1.2.4
    employee,             ///< 1.2.398.3.3.4.1.2.5
    organisation_system,  ///< 1.2.398.3.3.4.1.2.6
    treasury_client,      ///< 1.2.398.5.19.1.2.2.1
};

/// All texts UTF-8; empty where the certificate has none.
struct Holder {
    std::string common_name;
    std::string surname;
    std::string patronymic;  ///< the GIVENNAME attribute holds it
    std::string iin;         ///< 12 digits
    std::string bin;         ///< 12 digits
    std::string organisation;
    Role role = Role::unknown;
};

Holder holder_of(const Certificate& certificate);

/// "Head of the organisation", in the person's language.
std::string_view role_text(Role role, Language language);

enum class KeyUse { authentication, signature, both, none };

/// What the key is for by KU and EKU. A GOST-2015 single key (no clientAuth, used for both) gives `both`.
KeyUse key_use_of(const Certificate& certificate);

}  // namespace qoltanba::crypto
