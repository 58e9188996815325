#include "agent/enrolment/certificate_files.hpp"

namespace qoltanba::agent {

Result<std::vector<crypto::Certificate>> certificates_in(BytesView content) {
    constexpr std::string_view begin = "-----BEGIN ";
    constexpr std::size_t most = 16;
    auto text = text_of(content);
    auto at = text.find(begin);
    std::vector<crypto::Certificate> certificates;
    if (at == std::string_view::npos) {
        QOLTANBA_TRY(auto only, crypto::Certificate::from_file_content(content));
        certificates.push_back(std::move(only));
        return certificates;
    }
    while (at != std::string_view::npos) {
        if (certificates.size() == most)
            return fail(ErrorCode::malformed_certificate, "more certificates than any chain has");
        const auto next = text.find(begin, at + begin.size());
        QOLTANBA_TRY(auto one, crypto::Certificate::from_file_content(bytes_of(text.substr(at, next - at))));
        certificates.push_back(std::move(one));
        at = next;
    }
    return certificates;
}

}  // namespace qoltanba::agent
