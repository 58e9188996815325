// The names of the modules that are served, and the answer for all others.
#pragma once

#include <string>
#include <string_view>

namespace qoltanba::protocol {

constexpr std::string_view common_utils_module = "kz.gov.pki.knca.commonUtils";
constexpr std::string_view basics_module = "kz.gov.pki.knca.basics";
constexpr std::string_view accessory_module = "kz.gov.pki.ncalayerservices.accessory";

/// `{"success":false,"errorCode":"MODULE_NOT_FOUND"}`; the code is a constant word of this project.
inline std::string no_success(std::string_view error_code) {
    return R"({"success":false,"errorCode":")" + std::string(error_code) + R"("})";
}

}  // namespace qoltanba::protocol
