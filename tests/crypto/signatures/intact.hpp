// REQUIRE(intact(report)) says what is wrong where something is.
#pragma once

#include "crypto/signatures/report.hpp"
#include "support/catch.hpp"

namespace qoltanba::test {

[[nodiscard]] inline bool intact(const crypto::SignatureReport& report) {
    if (report.signatures.empty()) UNSCOPED_INFO("no signature at all");
    for (const auto& verdict : report.signatures) {
        if (verdict.fault) UNSCOPED_INFO(describe(*verdict.fault));
    }
    return report.intact();
}

}  // namespace qoltanba::test
