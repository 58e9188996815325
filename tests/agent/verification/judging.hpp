// Files of the fixtures judged under the national anchors and those of the test chains.
#pragma once

#include "agent/verification/judged_file.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"

#include <string>
#include <vector>

namespace qoltanba::test {

inline crypto::Anchors both_chains() {
    auto anchors = crypto::Anchors::national();
    const auto test_chains = crypto::Anchors::national_test();
    for (const auto& anchor : test_chains.all()) anchors.add(anchor);
    return anchors;
}

inline agent::JudgedFile judge_at(BytesView file, std::string_view moment,
                                  std::optional<BytesView> content = std::nullopt,
                                  const std::vector<BytesView>& crls = {}) {
    static const auto anchors = both_chains();
    return agent::judge_file({.file = file, .content = content, .crls = crls},
                             {.anchors = anchors, .at = *time_from_iso(moment), .at_is_given = true});
}

/// "INDETERMINATE TRY_LATER".
inline std::string said(const crypto::Conclusion& conclusion) {
    std::string text(name_of(conclusion.indication));
    const auto sub_indication = name_of(conclusion.sub_indication);
    return sub_indication.empty() ? text : text + " " + std::string(sub_indication);
}

}  // namespace qoltanba::test
