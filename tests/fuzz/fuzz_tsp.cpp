// Hostile answers of time stamp authorities: a TimeStampResp or a bare token in, a verdict out.
#include "crypto/timestamps/judge.hpp"
#include "crypto/timestamps/response.hpp"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace qoltanba;
    const BytesView input(data, size);
    static const auto anchors = crypto::Anchors::national_test();
    const auto inside = crypto::token_of_response(input);
    const auto token = inside.has_value() ? BytesView(*inside) : input;
    const auto verdict = crypto::judge_time_stamp(token, {}, anchors);
    if (verdict.has_error()) return 0;
    // What was judged can be read, and what is believed has an authority.
    const auto stamp = crypto::read_time_stamp(token);
    if (stamp.has_error() || stamp->imprint != verdict->stamp.imprint) std::abort();
    if (!verdict->fault && !verdict->authority) std::abort();
    (void)crypto::check_imprint(verdict->stamp, input);
    return 0;
}
