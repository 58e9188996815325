#include "agent/evidence/services.hpp"

#include "support/catch.hpp"

namespace qoltanba::test {

Result<agent::HttpAnswer> FakeHttp::send(const agent::HttpRequest& request, const std::stop_token& stop) {
    Answer answer;
    {
        const std::lock_guard lock(mutex_);
        requests_.push_back(request);
        if (const auto known = answers_.find(request.url); known != answers_.end()) answer = known->second;
    }
    if (stop.stop_requested()) return fail(ErrorCode::canceled);
    if (!answer) return fail(ErrorCode::network_unreachable, "nobody is there");
    auto given = answer(request, stop);
    if (given && given->body.size() > request.largest_answer) return fail(ErrorCode::too_large);
    return given;
}

void FakeHttp::answers(const std::string& url, Answer answer) {
    const std::lock_guard lock(mutex_);
    answers_[url] = std::move(answer);
}

void FakeHttp::is_silent(const std::string& url) {
    const std::lock_guard lock(mutex_);
    answers_.erase(url);
}

std::vector<std::string> FakeHttp::asked() const {
    const std::lock_guard lock(mutex_);
    std::vector<std::string> urls;
    for (const auto& request : requests_) urls.push_back(request.url);
    return urls;
}

std::vector<agent::HttpRequest> FakeHttp::requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
}

Services::Services(crypto::KeyFamily family, Time time)
    : now(time),
      authority(family, time, "http://demo.test"),
      stamps(std::make_unique<TimeStampAuthority>(authority, time)),
      responder(std::make_unique<OcspResponder>(authority, time)) {
    anchors.add(authority.intermediate());
    const auto certificate = person().certificate;
    list = certificate.crl_addresses().at(0);
    delta = certificate.delta_crl_addresses().at(0);
    http.answers(tsp, [this](const agent::HttpRequest& request, const std::stop_token&) {
        CHECK(request.content_type == "application/timestamp-query");
        return Result<agent::HttpAnswer>({.body = stamps->answer(request.body.value(), stamp_fault)});
    });
    http.answers(ocsp, [this](const agent::HttpRequest& request, const std::stop_token&) {
        CHECK(request.content_type == "application/ocsp-request");
        return Result<agent::HttpAnswer>({.body = responder->answer(request.body.value(), status)});
    });
    publish({});
}

std::unique_ptr<agent::Http> Services::http_of_its_own() {
    class Forwarding final : public agent::Http {
      public:
        explicit Forwarding(agent::Http& to) : to_(to) {}
        Result<agent::HttpAnswer> send(const agent::HttpRequest& request,
                                       const std::stop_token& stop) override {
            return to_.send(request, stop);
        }

      private:
        agent::Http& to_;
    };
    return std::make_unique<Forwarding>(http);
}

Issued Services::person(const std::string& name) const {
    return authority.issue(
        {.subject = {.common_name = name, .iin = "123456789011"},
         .usage = authority.family() == crypto::KeyFamily::rsa ? Usage::signature : Usage::single,
         .not_before = now - std::chrono::hours{1},
         .not_after = now + std::chrono::days{365}});
}

std::unique_ptr<crypto::Signer> Services::signer_of(const Issued& person) {
    auto key = crypto::PrivateKey::from_pkcs8(person.pkcs8);
    REQUIRE(ok(key));
    auto signer = crypto::LocalSigner::create(person.certificate, *std::move(key), {.allow_gost_2004 = true});
    REQUIRE(ok(signer));
    return *std::move(signer);
}

void Services::publish(std::vector<CrlEntry> entries, std::optional<std::vector<CrlEntry>> changes) {
    const auto offer = [this](const std::string& url, const CrlOrder& order) {
        http.answers(url, [octets = make_crl(authority, order)](const agent::HttpRequest& request,
                                                                const std::stop_token&) {
            const std::string etag = "\"" + std::to_string(octets.size()) + "\"";
            if (request.known_etag == etag)
                return Result<agent::HttpAnswer>({.etag = etag, .not_modified = true});
            return Result<agent::HttpAnswer>({.body = octets, .etag = etag});
        });
    };
    offer(list, {.entries = std::move(entries),
                 .this_update = now - std::chrono::hours{1},
                 .next_update = now + std::chrono::days{1},
                 .number = 7});
    if (!changes) return http.is_silent(delta);
    offer(delta, {.entries = *std::move(changes),
                  .this_update = now - std::chrono::minutes{10},
                  .next_update = now + std::chrono::hours{1},
                  .number = 8,
                  .base_number = 7});
}

void Services::no_lists() {
    http.is_silent(list);
    http.is_silent(delta);
}

}  // namespace qoltanba::test
