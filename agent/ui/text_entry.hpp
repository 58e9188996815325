// One entry of the catalogue of texts. For the files of the catalogue alone; everybody else asks texts.hpp.
#pragma once

#include "agent/ui/texts.hpp"

namespace qoltanba::agent::catalogue {

struct Entry {
    TextId id{};
    Text text;
};

}  // namespace qoltanba::agent::catalogue
