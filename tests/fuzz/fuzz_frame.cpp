// One frame of a page: whatever it holds, there is a turn, and every reply is JSON that a page can parse.
#include "protocol/conversation.hpp"

#include <nlohmann/json.hpp>

#include <cstdlib>
#include <string_view>

using namespace qoltanba;
using namespace qoltanba::protocol;

namespace {

void must_parse(const std::string& reply) {
    if (is_heartbeat(reply)) return;
    if (!nlohmann::json::accept(reply)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view frame(reinterpret_cast<const char*>(data), size);
    const auto turn = read_frame(frame);
    if (const auto* reply = std::get_if<Reply>(&turn)) must_parse(reply->text);
    if (const auto* call = std::get_if<Call>(&turn)) {
        must_parse(call->render(fail(ErrorCode::canceled)));
        must_parse(call->render(fail(ErrorCode::internal, "detail")));
        must_parse(call->render(Outcome(Done{})));
        must_parse(call->render(Outcome(SignedDocuments{SignatureFormat::cms, {Bytes{1}, Bytes{2}}, {}})));
    }
    return 0;
}
