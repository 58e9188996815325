// Certification requests in any of their forms. What was read once reads again and is proven by its own key.
#include "crypto/requests/request.hpp"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace qoltanba;
    const auto request = crypto::read_certificate_request_file({data, size});
    if (request.has_error()) return 0;
    const auto again = crypto::read_certificate_request(request->der);
    if (again.has_error() || !(again->key == request->key) || !(again->subject == request->subject))
        std::abort();
    (void)request->subject.text();
    return 0;
}
