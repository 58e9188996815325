#include "virtual_card/fault.hpp"

namespace qoltanba::test {

std::optional<Fault> Trouble::meets(BytesView command) {
    constexpr std::size_t instruction_at = 1;
    const bool is_meant = !fault_.instruction ||
                          (command.size() > instruction_at && command[instruction_at] == *fault_.instruction);
    if (!is_meant) return std::nullopt;
    if (fault_.after > 0) {
        --fault_.after;
        return std::nullopt;
    }
    if (fault_.times == 0) return std::nullopt;
    --fault_.times;
    return fault_;
}

Bytes distorted(Fault::Kind kind, Bytes answer) {
    if (kind == Fault::Kind::truncated) {
        answer.resize(1);
    } else if (kind == Fault::Kind::too_long) {
        constexpr std::size_t longer_than_any_answer = 1000;
        answer.insert(answer.begin(), longer_than_any_answer, 0x5A);
    }
    return answer;
}

}  // namespace qoltanba::test
