// Our connection with the service that knows the readers: pcscd, or Windows' Smart Card service.
#pragma once

#include "crypto/base/result.hpp"
#include "tokens/devices/pcsc/calls.hpp"

#include <stop_token>

namespace qoltanba::tokens::pcsc {

class Service {
  public:
    /// Errors: reader_service_unavailable, reader_access_refused.
    static Result<Service> connect();

    Service(Service&& other) noexcept;
    Service& operator=(Service&&) = delete;
    ~Service();

    /// Of the readers that are there now; none is no error.
    [[nodiscard]] Result<std::vector<std::string>> reader_names() const;

    /// Waits until a reader is not as `readers` says, or one is plugged in or taken away, and writes the new
    /// states in. False: nothing happened before the limit. Errors: canceled when `stop` was requested,
    /// reader_not_found when one of them has gone, reader_service_unavailable.
    [[nodiscard]] Result<bool> wait(std::span<ReaderState> readers, std::chrono::milliseconds limit,
                                    const std::stop_token& stop) const;

  private:
    explicit Service(ContextHandle context) : context_(context) {}

    ContextHandle context_ = 0;
};

}  // namespace qoltanba::tokens::pcsc
