// What a PIV card lets be read (SP 800-73-4, part 1, 3).
#pragma once

#include "virtual_card/piv_card.hpp"

namespace qoltanba::test {

/// The application's identifier in full (part 1, 2.2).
BytesView piv_application();

/// SELECT's answer: the application property template (part 2, table 3).
Bytes application_properties();

/// The whole data object with this tag as GET DATA gives it; nothing where this card has no such object.
std::optional<Bytes> data_object(const Personalisation& card, std::uint32_t tag);

}  // namespace qoltanba::test
