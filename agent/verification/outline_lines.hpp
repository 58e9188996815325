// The lines of a report. Of this folder alone.
#pragma once

#include "agent/verification/outline.hpp"
#include "agent/verification/words.hpp"

namespace qoltanba::agent {

/// In visible characters, one line, at most 400 octets.
std::string shown(std::string_view text);

/// "2026-07-20 09:15:02 UTC".
std::string time_text(Time time);

/// Left out where the value is empty.
void add(std::vector<OutlineLine>& lines, std::string_view label, std::string_view value);

std::vector<OutlineLine> signer_lines(const crypto::SignerReport& signer, Language language);
OutlineSection certificates_section(const crypto::ChainReport& chain, Language language);
OutlineSection stamp_section(const crypto::TimeStampReport& stamp, Language language);
OutlineSection status_section(const crypto::StatusReport& status, Language language);

/// "contract.txt: as signed, 812 bytes".
std::string member_text(const crypto::ContainerMember& member, const Words& words);

}  // namespace qoltanba::agent
