#include "agent/evidence/attempts.hpp"

#include "agent/network/url.hpp"

namespace qoltanba::agent {

bool is_silence(const Error& error) {
    switch (error.code) {
        case ErrorCode::network_address_wrong:
        case ErrorCode::network_unreachable:
        case ErrorCode::network_untrusted:
        case ErrorCode::network_timed_out:
        case ErrorCode::network_refused:
        case ErrorCode::network_proxy:
            return true;
        default:
            return false;
    }
}

void Attempts::note(const std::string& url, const Error& error) {
    if (!detail_.empty()) detail_ += "; ";
    detail_ += tellable(url) + ": " + std::string(name_of(error.code));
    last_ = error;
    if (!is_silence(error)) wrong_ = error.code;
}

Error Attempts::result() const {
    if (!last_) return fail(nobody_, "there is nobody to ask");
    return because(wrong_.value_or(nobody_), detail_, *last_);
}

}  // namespace qoltanba::agent
