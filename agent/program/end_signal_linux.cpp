#include "agent/program/start.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

#include <csignal>

namespace qoltanba::agent {

struct EndSignal::Waiting {
    explicit Waiting(std::function<void()> end) : signals(io, SIGINT, SIGTERM) {
        signals.async_wait([on_end = std::move(end)](const boost::system::error_code& fault, int) {
            if (!fault) on_end();
        });
        thread = std::jthread([this] { io.run(); });
    }
    ~Waiting() { io.stop(); }

    boost::asio::io_context io;
    boost::asio::signal_set signals;
    std::jthread thread;  ///< last, so that it ends before what it uses
};

EndSignal::EndSignal(std::function<void()> end) : waiting_(std::make_unique<Waiting>(std::move(end))) {}
EndSignal::~EndSignal() = default;

}  // namespace qoltanba::agent
