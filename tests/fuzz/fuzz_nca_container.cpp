// Hostile ZIP archives and manifests: what is read has safe names, and sizes that its content keeps.
#include "crypto/containers/nca_container.hpp"
#include "crypto/containers/zip.hpp"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace qoltanba;
    const BytesView input(data, size);
    const auto members = crypto::read_zip(input);
    if (members.has_error()) {
        if (crypto::open_nca_container(input).has_value()) std::abort();
        return 0;
    }
    constexpr std::size_t limit = std::size_t{1} << 20U;
    for (const auto& member : *members) {
        if (!crypto::is_safe_member_name(member.is_folder()
                                             ? std::string_view(member.name).substr(0, member.name.size() - 1)
                                             : member.name)) {
            std::abort();
        }
        const auto content = crypto::unpack(member, limit);
        if (content && content->size() != member.size) std::abort();
    }
    // What could be read can be written again, member for member.
    if (crypto::write_zip(*members, Time{}).has_error()) std::abort();
    (void)crypto::open_nca_container(input);
    return 0;
}
