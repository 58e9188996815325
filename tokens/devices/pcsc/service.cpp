#include "tokens/devices/pcsc/service.hpp"

#include "tokens/devices/pcsc/error_table.hpp"

#include <atomic>
#include <thread>
#include <utility>

namespace qoltanba::tokens::pcsc {
namespace {

/// pcscd turns a client away by breaking the connection, and breaks it too when it ends (winscard_msg.c takes
/// ECONNRESET for SCARD_W_SECURITY_VIOLATION). Whom it has let in it does not turn away later.
Error once_let_in(Error error) {
    if (error.code == ErrorCode::reader_access_refused) error.code = ErrorCode::reader_service_unavailable;
    return error;
}

}  // namespace

Result<Service> Service::connect() {
    ContextHandle context = 0;
    QOLTANBA_CHECK(attempt("SCardEstablishContext", calls::establish, context));
    return Service(context);
}

Service::Service(Service&& other) noexcept : context_(std::exchange(other.context_, 0)) {}

Service::~Service() {
    if (context_ != 0) calls::release(context_);
}

Result<std::vector<std::string>> Service::reader_names() const {
    std::vector<std::string> names;
    const auto code = calls::list_readers(context_, names);
    if (code != success && code != no_readers) return once_let_in(error_of("SCardListReaders", code));
    return names;
}

Result<bool> Service::wait(std::span<ReaderState> readers, std::chrono::milliseconds limit,
                           const std::stop_token& stop) const {
    std::atomic<bool> is_waiting{true};
    // SCardCancel ends a wait that has begun and is lost on one that is just about to, so it is said until it
    // is heard.
    const std::stop_callback cancel(stop, [this, &is_waiting, waiter = std::this_thread::get_id()] {
        if (std::this_thread::get_id() == waiter) {  // stopped before this line was reached
            is_waiting = false;
            return;
        }
        while (is_waiting) {
            calls::cancel(context_);
            std::this_thread::sleep_for(std::chrono::milliseconds{5});
        }
    });
    if (!is_waiting) return fail(ErrorCode::canceled);
    const auto code = calls::status_change(context_, limit, readers);
    is_waiting = false;
    if (code == timed_out) return false;
    if (code != success) return once_let_in(error_of("SCardGetStatusChange", code));
    return true;
}

}  // namespace qoltanba::tokens::pcsc
