// Requests that are answered: what goes out and what comes back.
#include "asking.hpp"
#include "support/catch.hpp"
#include "support/show.hpp"

#include <thread>
#include <vector>

namespace qoltanba::test {
namespace {

using agent::CurlHttp;

TEST_CASE("a GET asks for what it accepts and gives the body, its type and its entity tag") {
    Notes notes;
    const HttpServer server([&](const HttpQuestion& question) {
        notes.add(question);
        auto reply = text_reply("the list");
        reply.headers["ETag"] = "\"one\"";
        return reply;
    });
    const auto answer = CurlHttp(direct()).send(
        {.url = server.base_url() + "/a%20b?c=d", .accept = "application/pkix-crl"}, {});
    REQUIRE(ok(answer));
    CHECK(text_of(answer->body) == "the list");
    CHECK(answer->content_type == "text/plain");
    CHECK(answer->etag == "\"one\"");
    CHECK_FALSE(answer->not_modified);
    REQUIRE(notes.all().size() == 1);
    const auto asked = notes.all()[0];
    CHECK(asked.method == "GET");
    CHECK(asked.target == "/a%20b?c=d");
    CHECK(asked.header("accept") == "application/pkix-crl");
    CHECK(asked.body.empty());
}

TEST_CASE("a body makes it a POST of that type, to the octet") {
    Bytes all_octets(256);
    for (std::size_t i = 0; i < all_octets.size(); ++i) all_octets[i] = static_cast<std::uint8_t>(i);
    Notes notes;
    const HttpServer server([&](const HttpQuestion& question) {
        notes.add(question);
        return HttpReply{.body = question.body};
    });
    const auto answer = CurlHttp(direct()).send(
        {.url = server.base_url(), .content_type = "application/timestamp-query", .body = all_octets}, {});
    REQUIRE(ok(answer));
    CHECK(answer->body == all_octets);
    REQUIRE(notes.all().size() == 1);
    const auto asked = notes.all()[0];
    CHECK(asked.method == "POST");
    CHECK(asked.header("content-type") == "application/timestamp-query");
    CHECK(asked.header("content-length") == "256");
    CHECK(asked.header("expect").empty());
}

TEST_CASE("nothing that tells one person from another goes out") {
    Notes notes;
    const HttpServer server([&](const HttpQuestion& question) {
        notes.add(question);
        return notes.all().size() == 1
                   ? status_reply(302, {{"Location", "/next"}, {"Set-Cookie", "id=1; Path=/"}})
                   : text_reply("ok");
    });
    REQUIRE(ok(get(server.base_url())));
    const auto asked = notes.all();
    REQUIRE(asked.size() == 2);
    for (const auto& question : asked) {
        for (const auto& [name, value] : question.headers) {
            CAPTURE(name, value);
            const bool is_known = name == "host" || name == "user-agent" || name == "accept";
            CHECK(is_known);
        }
        CHECK(question.header("user-agent") == "Qoltanba");
    }
}

TEST_CASE("what is there already is not sent again") {
    const HttpServer server([](const HttpQuestion& question) {
        return question.header("if-none-match") == "\"one\"" ? status_reply(304) : text_reply("new");
    });
    const auto same = CurlHttp(direct()).send({.url = server.base_url(), .known_etag = "\"one\""}, {});
    REQUIRE(ok(same));
    CHECK(same->not_modified);
    CHECK(same->body.empty());
    const auto changed = CurlHttp(direct()).send({.url = server.base_url(), .known_etag = "\"old\""}, {});
    REQUIRE(ok(changed));
    CHECK_FALSE(changed->not_modified);
    CHECK(text_of(changed->body) == "new");
}

TEST_CASE("an entity tag cannot bring a header of its own") {
    Notes notes;
    const HttpServer server([&](const HttpQuestion& question) {
        notes.add(question);
        return text_reply("ok");
    });
    REQUIRE(ok(CurlHttp(direct()).send({.url = server.base_url(), .known_etag = "\"x\"\r\nEvil: 1"}, {})));
    REQUIRE(notes.all().size() == 1);
    const auto asked = notes.all()[0];
    CHECK(asked.header("evil").empty());
    CHECK(asked.header("if-none-match") == "\"x\"Evil: 1");
}

TEST_CASE("a service that moved is sent the same request") {
    const auto status = GENERATE(301U, 302U, 307U, 308U);
    CAPTURE(status);
    const HttpServer server([&](const HttpQuestion& question) {
        if (question.target == "/old") return status_reply(status, {{"Location", "new"}});
        return text_reply(question.method + " " + question.target + " " +
                          std::string(text_of(question.body)));
    });
    const auto answer = CurlHttp(direct()).send({.url = server.base_url() + "/old",
                                                 .content_type = "text/plain",
                                                 .body = copy_of(bytes_of("digest"))},
                                                {});
    REQUIRE(ok(answer));
    CHECK(text_of(answer->body) == "POST /new digest");
}

TEST_CASE("only \"see other\" asks for the answer with a GET") {
    const HttpServer server([](const HttpQuestion& question) {
        if (question.target == "/old") return status_reply(303, {{"Location", "/answer"}});
        return text_reply(question.method + std::to_string(question.body.size()));
    });
    const auto answer =
        CurlHttp(direct()).send({.url = server.base_url() + "/old", .body = copy_of(bytes_of("digest"))}, {});
    REQUIRE(ok(answer));
    CHECK(text_of(answer->body) == "GET0");
}

TEST_CASE("several threads share one way out") {
    const HttpServer server([](const HttpQuestion& question) { return text_reply(question.target); });
    CurlHttp http(direct());
    std::vector<int> right(8, 0);
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < right.size(); ++i)
            threads.emplace_back([&, i] {
                for (int round = 0; round < 10; ++round) {
                    const auto target = "/" + std::to_string(i) + "/" + std::to_string(round);
                    const auto answer = http.send({.url = server.base_url() + target}, {});
                    if (answer && text_of(answer->body) == target) ++right[i];
                }
            });
    }
    CHECK(right == std::vector<int>(8, 10));
}

TEST_CASE("a large answer comes whole") {
    const Bytes list(std::size_t{24} << 20U, 0x30);
    const HttpServer server([&](const HttpQuestion&) { return HttpReply{.body = list}; });
    const auto answer =
        CurlHttp(direct()).send({.url = server.base_url(), .largest_answer = list.size()}, {});
    REQUIRE(ok(answer));
    CHECK(answer->body == list);
}

}  // namespace
}  // namespace qoltanba::test
