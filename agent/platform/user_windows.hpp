// Whose process it is, and who is trusted with this user's things.
#pragma once

#include "crypto/base/api_windows.hpp"

#include <vector>

namespace qoltanba::agent {

/// A security identifier (MS-DTYP, 2.4.2).
class Sid {
  public:
    /// A copy of one that is valid.
    static Sid copy_of(PSID sid);
    /// One that every Windows has.
    static Sid well_known(WELL_KNOWN_SID_TYPE type);

    [[nodiscard]] PSID get() const { return const_cast<BYTE*>(octets_.data()); }
    /// "S-1-5-21-…".
    [[nodiscard]] std::string text() const;
    /// "DESKTOP\Aliya", or the text where the system knows no name.
    [[nodiscard]] std::string account() const;
    [[nodiscard]] bool is(PSID other) const { return ::EqualSid(get(), other) != 0; }

  private:
    std::vector<BYTE> octets_;
};

/// The user of a process opened with PROCESS_QUERY_LIMITED_INFORMATION. Error: input_output_failure.
Result<Sid> user_of(HANDLE process);

/// The user of this process. Error: input_output_failure.
Result<Sid> this_user();

}  // namespace qoltanba::agent
