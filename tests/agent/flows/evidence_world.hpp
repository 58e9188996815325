// A world with services: the keys' certificates name them, and they answer rightly, wrongly or not at all.
#pragma once

#include "agent/evidence/services.hpp"
#include "world.hpp"

namespace qoltanba::test {

struct EvidenceWorld : World {
    explicit EvidenceWorld(crypto::KeyFamily family = crypto::KeyFamily::gost_2015_512);

    void revoke();
    /// Whether the person was told something of the key that was opened last, and whether it fits.
    agent::OpenedKeyView open_key();

    Services services;
    Issued person = services.person();
    agent::Evidence evidence;
};

}  // namespace qoltanba::test
