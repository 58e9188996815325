// The certificates whose facts anchors_data.cpp holds, by their place in the fixtures, in that file's order.
// btsd_gost and ucgo_gost stand under a national root too but are other authorities' than NCA's.
#pragma once

#include <array>
#include <string_view>

namespace qoltanba::test {

inline constexpr std::array<std::string_view, 9> national_anchor_files{
    "kz/ca/prod/root_gost_2022.pem", "kz/ca/prod/nca_gost_2022.pem",  "kz/ca/prod/root_rsa_2020.cer",
    "kz/ca/prod/nca_rsa_2022.cer",   "kz/ca/prod/root_gost_2020.cer", "kz/ca/prod/root_gost.pem",
    "kz/ca/prod/nca_gost.pem",       "kz/ca/prod/root_rsa.pem",       "kz/ca/prod/nca_rsa.pem",
};

inline constexpr std::array<std::string_view, 4> national_test_anchor_files{
    "kz/ca/test/root_test_gost_2022.cer",
    "kz/ca/test/nca_gost2022_test.cer",
    "kz/ca/test/nca_gost_test.crt",
    "kz/ca/test/nca_rsa_test.crt",
};

}  // namespace qoltanba::test
