#include "agent/program/start.hpp"

#include "agent/program/log.hpp"

#include <iostream>

namespace qoltanba::agent {

void announce(const Program& program) {
    std::cout << "listening on wss://127.0.0.1:" << program.port() << std::endl;
}

void complain(const Error& error) {
    std::cerr << message_for(error.code, Language::en) << ' ' << advice_for(error.code, Language::en) << "\n"
              << log_line(describe(error)) << std::endl;
}

}  // namespace qoltanba::agent
