// The cast of the demonstration: the published test identities of the national CA's SDK, with keys that are
// valid today and some that are not.
#pragma once

#include "ca/authority.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace qoltanba::test {

struct DemonstrationKey {
    std::string name;    ///< stable, for programs: "person_gost"
    std::string file;    ///< file name in keys/
    std::string remark;  ///< for people
    crypto::Certificate certificate;
    Bytes content;  ///< the PKCS#12 file
};

struct Demonstration {
    Authority gost, rsa;
    std::vector<DemonstrationKey> keys;
};

/// Fresh authorities and keys; all files have this password (UTF-8). Their certificates name services under
/// `base_url`.
Demonstration make_demonstration(std::string_view password, Time now, const std::string& base_url = nowhere);

/// Writes anchors/*.cer, keys/*.p12, keys.json (name, file, holder, validity of each key) and README.txt.
/// Throws std::filesystem::filesystem_error or std::runtime_error.
void write_demonstration(const Demonstration& demonstration, std::string_view password,
                         const std::filesystem::path& folder);

/// Certifies what a PKCS#10 file asks for, without asking back, into issued/<name of the request>.cer; gives
/// that path. Throws as above.
std::filesystem::path write_issued(const Demonstration& demonstration, const std::filesystem::path& request,
                                   Time now, const std::filesystem::path& folder);

}  // namespace qoltanba::test
