#include "agent/platform/new_file.hpp"

#include "crypto/algorithms/random.hpp"

namespace qoltanba::agent {

Result<std::filesystem::path> name_beside(const std::filesystem::path& file) {
    QOLTANBA_TRY(const auto random, crypto::random_octets(8));
    auto beside = file;
    beside += "." + to_hex(random) + ".part";
    return beside;
}

}  // namespace qoltanba::agent
