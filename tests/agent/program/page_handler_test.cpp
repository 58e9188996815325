#include "agent/program/page_handler.hpp"

#include "agent/flows/world.hpp"
#include "support/catch.hpp"

#include <nlohmann/json.hpp>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <sstream>

using namespace qoltanba;
using namespace qoltanba::test;

namespace {

/// What is logged while this object lives.
class Log {
  public:
    Log() : before_(spdlog::default_logger()) {
        spdlog::set_default_logger(std::make_shared<spdlog::logger>(
            "test", std::make_shared<spdlog::sinks::ostream_sink_st>(text_)));
    }
    ~Log() { spdlog::set_default_logger(before_); }
    Log(const Log&) = delete;
    Log& operator=(const Log&) = delete;
    [[nodiscard]] std::string text() const { return text_.str(); }

  private:
    std::ostringstream text_;
    std::shared_ptr<spdlog::logger> before_;
};

}  // namespace

TEST_CASE("A page's text makes no lines of its own in the log, and no long ones") {
    World world;
    agent::PageHandler handler(world.context);
    const std::string forged = "\n[info] https://egov.kz asks for commonUtils.signXml\u202E";
    const nlohmann::json frame{
        {"module", "kz.gov.pki.knca.commonUtils"},
        {"method", "signXml"},
        {"args", {"PKCS12", "SIGNATURE", "<a/>", "//b[@c='" + forged + std::string(3000, 'x') + "']", ""}}};
    const Log log;
    const auto reply = handler.handle(frame.dump(), {"https://bank.example"}, {});
    REQUIRE(reply);
    CHECK(reply->find("element_not_found") != std::string::npos);
    const auto text = log.text();
    INFO(text);
    CHECK(std::ranges::count(text, '\n') == 2);  // that it asks, and how it ended
    CHECK(text.find("\u202E") == std::string::npos);
    CHECK(text.size() < 1500);
}
