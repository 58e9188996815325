// What files have in common on Linux: writing to the end.
#pragma once

#include "crypto/base/bytes.hpp"
#include "crypto/base/descriptor_linux.hpp"

#include <cerrno>

namespace qoltanba::agent {

/// All of it. Error: input_output_failure, naming `name`.
inline Result<void> write_all(int descriptor, BytesView content, const std::string& name) {
    while (!content.empty()) {
        const auto written = ::write(descriptor, content.data(), content.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return system_error("write " + name, errno);
        content = content.subspan(static_cast<std::size_t>(written));
    }
    return {};
}

}  // namespace qoltanba::agent
