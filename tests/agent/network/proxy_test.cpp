// Proxies, played by a server that notes what it is asked.
#include "agent/network/url.hpp"
#include "asking.hpp"
#include "support/catch.hpp"
#include "support/show.hpp"

#include <vector>

namespace qoltanba::test {
namespace {

using agent::CurlHttp;
using agent::Proxy;

constexpr const char* service = "http://service.qoltanba.invalid/ocsp/";
constexpr const char* secure_service = "https://service.qoltanba.invalid/ocsp/";

class NotingProxy {
  public:
    explicit NotingProxy(HttpServer::Answer answer)
        : server_([this, answer = std::move(answer)](const HttpQuestion& question) {
              notes_.add(question);
              return answer(question);
          }) {}

    [[nodiscard]] std::string url() const { return server_.base_url(); }
    [[nodiscard]] std::vector<HttpQuestion> asked() const { return notes_.all(); }

  private:
    Notes notes_;
    HttpServer server_;  // last: it notes until it ends
};

agent::NetworkSettings through(const std::string& proxy) {
    auto settings = direct();
    settings.proxy = {Proxy::Mode::given, proxy};
    return settings;
}

HttpReply wants(const std::string& scheme) {
    return status_reply(407, {{"Proxy-Authenticate", scheme}});
}

TEST_CASE("a given proxy is asked for the whole address, and looks up the name itself") {
    const NotingProxy proxy([](const HttpQuestion&) { return text_reply("by the proxy"); });
    const auto answer = get(service, through(proxy.url()));
    REQUIRE(ok(answer));
    CHECK(text_of(answer->body) == "by the proxy");
    REQUIRE(proxy.asked().size() == 1);
    CHECK(proxy.asked()[0].target == service);
    CHECK(proxy.asked()[0].header("proxy-authorization").empty());
}

TEST_CASE("https goes through a tunnel") {
    const NotingProxy proxy([](const HttpQuestion&) { return status_reply(403); });
    const auto answer = get(secure_service, through(proxy.url()));
    CHECK(error_code(answer) == ErrorCode::network_proxy);
    CHECK(answer.error().detail.find("403") != std::string::npos);
    REQUIRE(proxy.asked().size() == 1);
    CHECK(proxy.asked()[0].method == "CONNECT");
    CHECK(proxy.asked()[0].target == "service.qoltanba.invalid:443");
}

TEST_CASE("the system's proxy is looked up for each address") {
    const NotingProxy proxy([](const HttpQuestion&) { return text_reply("by the proxy"); });
    const HttpServer near_by([](const HttpQuestion&) { return text_reply("near by"); });
    std::vector<std::string> looked_up;
    auto settings = direct();
    settings.proxy = {};
    CurlHttp http(settings, [&](const std::string& url) {
        looked_up.push_back(url);
        return url == service ? proxy.url() : std::string();
    });
    const auto far_away = http.send({.url = service}, {});
    REQUIRE(ok(far_away));
    CHECK(text_of(far_away->body) == "by the proxy");
    const auto here = http.send({.url = near_by.base_url()}, {});
    REQUIRE(ok(here));
    CHECK(text_of(here->body) == "near by");
    CHECK(looked_up == std::vector<std::string>{service, near_by.base_url()});
}

TEST_CASE("where no proxy is to be used, the system is not asked") {
    const HttpServer server([](const HttpQuestion&) { return text_reply("ok"); });
    bool asked = false;
    CurlHttp http(direct(), [&](const std::string&) {
        asked = true;
        return std::string("http://127.0.0.1:1");
    });
    CHECK(ok(http.send({.url = server.base_url()}, {})));
    CHECK_FALSE(asked);
}

TEST_CASE("each address of a redirect has a proxy of its own") {
    const NotingProxy first([](const HttpQuestion&) {
        return status_reply(302, {{"Location", "http://other.qoltanba.invalid/"}});
    });
    const NotingProxy second([](const HttpQuestion&) { return text_reply("second"); });
    auto settings = direct();
    settings.proxy = {};
    CurlHttp http(settings,
                  [&](const std::string& url) { return url == service ? first.url() : second.url(); });
    const auto answer = http.send({.url = service}, {});
    REQUIRE(ok(answer));
    CHECK(text_of(answer->body) == "second");
}

TEST_CASE("a proxy that nobody finds is told as a proxy") {
    for (const auto* proxy :
         {"http://127.0.0.1:1", "http://proxy.qoltanba.invalid:3128", "no/proxy/at all"}) {
        CAPTURE(proxy);
        CHECK(error_code(get(service, through(proxy))) == ErrorCode::network_proxy);
    }
}

TEST_CASE("a proxy that wants a password of its own is told as a proxy, and is sent none") {
    const NotingProxy proxy([](const HttpQuestion&) { return wants("Basic realm=\"company\""); });
    const auto url = GENERATE(service, secure_service);
    CHECK(error_code(get(url, through(proxy.url()))) == ErrorCode::network_proxy);
    for (const auto& question : proxy.asked()) CHECK(question.header("proxy-authorization").empty());
}

TEST_CASE("a service that answers 407 by itself is no proxy") {
    const HttpServer server([](const HttpQuestion&) { return wants("Basic realm=\"x\""); });
    CHECK(error_code(get(server.base_url())) == ErrorCode::network_refused);
}

// wine's NTLM is a program of Samba's.
TEST_CASE("a proxy that wants NTLM is answered with the person's login", "[beyond-wine]") {
    const NotingProxy proxy([](const HttpQuestion&) { return wants("NTLM"); });
    CHECK(error_code(get(service, through(proxy.url()))) == ErrorCode::network_proxy);
    REQUIRE(proxy.asked().size() >= 2);
    CHECK(proxy.asked()[0].header("proxy-authorization").empty());
    // NTLMSSP, NUL, NEGOTIATE_MESSAGE (MS-NLMP, 2.2.1.1) in base64
    CHECK(proxy.asked()[1].header("proxy-authorization").starts_with("NTLM TlRMTVNTUAAB"));
}

TEST_CASE("a user and password of the system's proxy serve, and are told to nobody else") {
    const NotingProxy proxy([](const HttpQuestion& question) {
        if (question.header("proxy-authorization").empty()) return wants("Basic realm=\"company\"");
        return question.target == service ? text_reply("let in") : status_reply(403);
    });
    auto with_password = proxy.url();
    with_password.replace(0, 7, "http://person:s3cret@");
    const auto answer = get(service, through(with_password));
    REQUIRE(ok(answer));
    CHECK(text_of(answer->body) == "let in");
    CHECK(proxy.asked().back().header("proxy-authorization") == "Basic cGVyc29uOnMzY3JldA==");
    CHECK(proxy.asked().back().header("authorization").empty());

    const NotingProxy strict([](const HttpQuestion&) { return wants("Basic realm=\"company\""); });
    auto refused_password = strict.url();
    refused_password.replace(0, 7, "http://person:s3cret@");
    for (const auto& url :
         {refused_password, std::string("http://person:s3cret@127.0.0.1:1"),
          std::string("http://person:s3cret@[no address"), std::string("bad://person:s3cret@x")}) {
        const auto refused = get(service, through(url));
        REQUIRE(error_code(refused) == ErrorCode::network_proxy);
        CAPTURE(describe(refused.error()));
        CHECK(describe(refused.error()).find("s3cret") == std::string::npos);
        CHECK(describe(refused.error()).find("person") == std::string::npos);
    }
}

}  // namespace
}  // namespace qoltanba::test
