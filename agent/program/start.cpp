#include "agent/program/start.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

#include <csignal>
#include <iostream>

namespace qoltanba::agent {

void announce(const Program& program) {
    std::cout << "listening on wss://127.0.0.1:" << program.port() << std::endl;
}

void complain(const Error& error) {
    std::cerr << message_for(error.code, Language::en) << ' ' << advice_for(error.code, Language::en) << "\n"
              << describe(error) << std::endl;
}

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
