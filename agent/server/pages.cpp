#include "agent/server/pages.hpp"

namespace qoltanba::agent {
namespace {

namespace http = boost::beast::http;

constexpr const char* home_page = R"(<!doctype html>
<html lang="kk">
<meta charset="utf-8">
<title>Qoltanba</title>
<h1>Qoltanba</h1>
<p lang="kk">Qoltanba жұмыс істеп тұр. Сайтқа оралыңыз.</p>
<p lang="ru">Qoltanba работает. Вернитесь на сайт.</p>
<p lang="en">Qoltanba is running. Go back to the site.</p>
</html>
)";

/// Every answer: no scripts, no frames, no caching, no guessing of types, and the connection ends with it.
Answer begin_answer(http::status status, const char* type, std::string body) {
    Answer answer{status, 11, std::move(body)};
    answer.set(http::field::content_type, type);
    answer.set("Content-Security-Policy",
               "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    answer.set("X-Content-Type-Options", "nosniff");
    answer.set("Referrer-Policy", "no-referrer");
    answer.set(http::field::cache_control, "no-store");
    answer.keep_alive(false);
    answer.prepare_payload();
    return answer;
}

}  // namespace

Answer answer_to(const Refused& refused) {
    auto answer = begin_answer(refused.status, "text/plain; charset=utf-8", refused.reason + "\n");
    if (refused.status == http::status::method_not_allowed) answer.set(http::field::allow, "GET");
    return answer;
}

Answer answer_to(const PageVisit& visit, const std::string& version) {
    if (visit.page == PageVisit::Page::home)
        return begin_answer(http::status::ok, "text/html; charset=utf-8", home_page);
    auto answer = begin_answer(http::status::ok, "application/json",
                               R"({"name":"Qoltanba","version":")" + version + "\"}");
    answer.set(http::field::vary, "Origin");
    if (!visit.origin.empty()) answer.set(http::field::access_control_allow_origin, visit.origin);
    return answer;
}

}  // namespace qoltanba::agent
