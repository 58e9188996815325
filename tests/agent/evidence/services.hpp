// The services of a demonstration authority behind an Http without a network: right, wrong, or not there.
#pragma once

#include "agent/network/http.hpp"
#include "crypto/certificates/anchors.hpp"
#include "crypto/signatures/local_signer.hpp"
#include "responders/crl_publisher.hpp"
#include "responders/ocsp_responder.hpp"
#include "responders/time_stamp_authority.hpp"

#include <functional>
#include <map>
#include <mutex>

namespace qoltanba::test {

inline const Time today = *time_from_iso("2026-07-20T09:15:00Z");

/// Answers by address; whoever is not on the list cannot be reached. Keeps what was asked.
class FakeHttp final : public agent::Http {
  public:
    using Answer =
        std::function<Result<agent::HttpAnswer>(const agent::HttpRequest&, const std::stop_token&)>;

    Result<agent::HttpAnswer> send(const agent::HttpRequest& request, const std::stop_token& stop) override;

    void answers(const std::string& url, Answer answer);
    void is_silent(const std::string& url);
    [[nodiscard]] std::vector<std::string> asked() const;
    [[nodiscard]] std::vector<agent::HttpRequest> requests() const;

  private:
    mutable std::mutex mutex_;
    std::map<std::string, Answer> answers_;
    std::vector<agent::HttpRequest> requests_;
};

struct Services {
    static inline const std::string tsp = "http://demo.test/tsp/";
    static inline const std::string second_tsp =
        "http://demo.test/tsp2/";  ///< not there unless a test says so
    static inline const std::string ocsp = "http://demo.test/ocsp/";
    std::string list, delta;  ///< the addresses that certificates name

    explicit Services(crypto::KeyFamily family = crypto::KeyFamily::gost_2015_512, Time now = today);

    /// The same services for whoever wants to own its Http; this object outlives it.
    [[nodiscard]] std::unique_ptr<agent::Http> http_of_its_own();
    /// A certificate and key of the authority, valid for a year.
    [[nodiscard]] Issued person(const std::string& name = "ТЕСТОВ ТЕСТ") const;
    [[nodiscard]] static std::unique_ptr<crypto::Signer> signer_of(const Issued& person);
    /// Lists of today with these entries, and a delta with those.
    void publish(std::vector<CrlEntry> entries, std::optional<std::vector<CrlEntry>> changes = {});
    void no_lists();
    void no_responder() { http.is_silent(ocsp); }

    Time now;
    Authority authority;
    crypto::Anchors anchors;  ///< its intermediate
    FakeHttp http;
    std::unique_ptr<TimeStampAuthority> stamps;
    StampFault stamp_fault = StampFault::none;
    std::unique_ptr<OcspResponder> responder;
    OcspAnswer status{};
};

}  // namespace qoltanba::test
