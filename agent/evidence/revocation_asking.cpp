#include "agent/evidence/revocation_asking.hpp"

#include "agent/evidence/attempts.hpp"
#include "agent/evidence/kept_answers.hpp"
#include "agent/network/url.hpp"
#include "crypto/algorithms/random.hpp"
#include "crypto/certificates/chain.hpp"
#include "crypto/revocation/crl.hpp"
#include "crypto/revocation/ocsp.hpp"

#include <algorithm>
#include <utility>

namespace qoltanba::agent {
namespace {

using crypto::Certificate;
using crypto::FoundStatus;
using crypto::Freshness;
using crypto::Revocation;
using Addresses = std::vector<std::string>;

constexpr std::chrono::seconds too_long_to_wait{2};
constexpr std::size_t nonce_size = 16;
constexpr std::size_t largest_ocsp_answer = std::size_t{256} << 10U;
/// The national authority's largest list has 20 MB.
constexpr std::size_t largest_list = std::size_t{48} << 20U;

bool is_nobody(const std::string& url) {
    const auto read = read_http_url(url);
    return !read || read->host == "invalid" || read->host.ends_with(".invalid");
}

Addresses usable(Addresses addresses) {
    std::erase_if(addresses, is_nobody);
    return addresses;
}

Addresses responders_for(const Certificate& certificate, const RevocationSources& sources) {
    auto addresses = sources.responders;
    for (const auto& address : certificate.ocsp_addresses()) addresses.push_back(address);
    return usable(std::move(addresses));
}

/// The authority knows this certificate, one way or the other.
Result<FoundStatus> decided(FoundStatus found) {
    if (found.status.state == Revocation::unknown)
        return fail(ErrorCode::revocation_unknown, "the authority does not know it");
    return found;
}

}  // namespace

bool can_be_asked_about(const Certificate& certificate, const RevocationSources& sources) {
    return !responders_for(certificate, sources).empty() || !usable(certificate.crl_addresses()).empty();
}

RevocationAsking::RevocationAsking(RevocationSources sources, const crypto::Anchors& anchors,
                                   std::vector<Certificate> helpers, std::stop_token stop)
    : sources_(std::move(sources)), anchors_(anchors), helpers_(std::move(helpers)), stop_(std::move(stop)) {}

Result<FoundStatus> RevocationAsking::look_up(const Certificate& certificate,
                                              const crypto::IssuingAuthority& issuer,
                                              const Freshness& freshness) {
    const Question question{certificate, issuer, freshness};
    QOLTANBA_CHECK(check_trusted(question));
    if (auto kept = answer_kept(question)) return *std::move(kept);
    Attempts attempts(ErrorCode::revocation_unavailable);
    const auto found_by = [&](const std::string& url, const Result<FoundStatus>& found) {
        if (!found) attempts.note(url, found.error());
        return found.has_value() || found.error().code == ErrorCode::canceled;
    };
    for (const auto& url : responders_for(certificate, sources_)) {
        auto found = ask_responder(url, question);
        if (found_by(url, found)) return found;
    }
    for (const auto& url : usable(certificate.crl_addresses())) {
        auto found = ask_lists(url, question);
        if (found_by(url, found)) return found;
    }
    return attempts.result();
}

Result<void> RevocationAsking::check_trusted(const Question& question) const {
    // An expired certificate may be asked about: its authority chose the addresses while it was valid.
    const auto& certificate = question.certificate;
    const auto at = std::clamp(question.freshness.at, certificate.not_before(), certificate.not_after());
    auto chain = crypto::judge_chain(certificate, helpers_, anchors_, at);
    if (chain.state == crypto::ChainState::trusted) return {};
    return because(ErrorCode::revocation_unavailable, "nobody is asked about an untrusted certificate",
                   chain.reason.value_or(fail(ErrorCode::certificate_untrusted)));
}

Result<HttpAnswer> RevocationAsking::send(const HttpRequest& request) {
    if (sources_.http == nullptr) return fail(ErrorCode::network_unreachable, "offline");
    if (sources_.silent_servers.has(request.url))
        return fail(ErrorCode::network_unreachable, "it did not answer a moment ago");
    const auto begun = std::chrono::steady_clock::now();
    auto answer = sources_.http->send(request, stop_);
    if (answer) return answer;
    // Whoever took the question back because it took too long waits no second time either.
    const bool too_long = std::chrono::steady_clock::now() - begun >= too_long_to_wait;
    const auto code = answer.error().code;
    if (code == ErrorCode::network_unreachable || code == ErrorCode::network_timed_out ||
        code == ErrorCode::network_proxy || (code == ErrorCode::canceled && too_long))
        sources_.silent_servers.note(request.url);
    return answer;
}

std::optional<FoundStatus> RevocationAsking::answer_kept(const Question& question) {
    const auto key = ocsp_key(question.certificate, question.issuer);
    auto kept = sources_.cache.get(key);
    if (!kept) return {};
    const auto fresh = freshness_of_kept(question.freshness);
    auto found = judge_answer(*std::move(kept), {question.certificate, question.issuer, fresh}, {});
    // One that was made too early is of no use for a later moment, and may be for this one.
    if (found && (!question.freshness.or_later || found->status.this_update >= question.freshness.at))
        return *std::move(found);
    if (!found && !is_matter_of_time(found.error())) sources_.cache.drop(key);
    return {};
}

Result<FoundStatus> RevocationAsking::ask_responder(const std::string& url, const Question& question) {
    QOLTANBA_TRY(const auto nonce, crypto::random_octets(nonce_size));
    const crypto::OcspQuestion asked{.issuer = question.issuer,
                                     .serial_number = copy_of(question.certificate.serial_number()),
                                     .nonce = nonce};
    QOLTANBA_TRY(auto body, crypto::write_ocsp_request(asked));
    QOLTANBA_TRY(auto answer, send({.url = url,
                                    .content_type = "application/ocsp-request",
                                    .accept = "application/ocsp-response",
                                    .body = std::move(body),
                                    .largest_answer = largest_ocsp_answer}));
    QOLTANBA_TRY(auto found, judge_answer(std::move(answer.body), question, nonce));
    QOLTANBA_TRY(found, decided(std::move(found)));
    // A cache that cannot be written costs the next question, not this answer.
    static_cast<void>(
        sources_.cache.put(ocsp_key(question.certificate, question.issuer), found.ocsp_responses.front()));
    return found;
}

Result<FoundStatus> RevocationAsking::judge_answer(Bytes response, const Question& question,
                                                   const Bytes& nonce) {
    const crypto::OcspQuestion asked{.issuer = question.issuer,
                                     .serial_number = copy_of(question.certificate.serial_number()),
                                     .nonce = nonce};
    QOLTANBA_TRY(auto verdict, crypto::judge_ocsp_response(response, asked, question.freshness));
    // Without its nonce an answer may be an old one that somebody sends again.
    if (verdict.nonce != crypto::NonceEcho::echoed) {
        QOLTANBA_CHECK(crypto::check_freshness(verdict.status.this_update, verdict.status.next_update,
                                               freshness_of_kept(question.freshness)));
    }
    FoundStatus found{.status = std::move(verdict.status)};
    found.status.evidence.clear();
    if (verdict.responder) {
        if (verdict.responder_needs_check)
            QOLTANBA_CHECK(check_responder(*verdict.responder, question, found));
        found.certificates.push_back(*std::move(verdict.responder));
    }
    found.ocsp_responses.push_back(std::move(response));
    return found;
}

Result<void> RevocationAsking::check_responder(const Certificate& responder, const Question& question,
                                               FoundStatus& found) {
    Attempts attempts(ErrorCode::ocsp_responder_unauthorised);
    for (const auto& url : usable(responder.crl_addresses())) {
        auto status = ask_lists(url, {responder, question.issuer, question.freshness});
        if (!status) {
            attempts.note(url, status.error());
            continue;
        }
        if (status->status.state == Revocation::revoked)
            return fail(ErrorCode::ocsp_responder_unauthorised, "the responder's certificate was revoked");
        found.crls = std::move(status->crls);
        return {};
    }
    return because(ErrorCode::ocsp_responder_unauthorised, "whether the responder was revoked is not known",
                   attempts.result());
}

Result<FoundStatus> RevocationAsking::ask_lists(const std::string& url, const Question& question) {
    QOLTANBA_TRY(auto complete, fetch_list(url, question.freshness));
    auto delta = delta_for(question);
    auto found = judge_lists(std::move(complete), std::move(delta), question);
    // What does not stand is not kept to be met again.
    if (!found && !is_matter_of_time(found.error())) sources_.cache.drop(list_key(url));
    return found;
}

Result<FoundStatus> RevocationAsking::judge_lists(Bytes complete, std::optional<Bytes> delta,
                                                  const Question& question) const {
    const crypto::CrlQuestion asked{.issuer = question.issuer,
                                    .serial_numbers = {copy_of(question.certificate.serial_number())}};
    const auto judge = [&](std::optional<BytesView> with) {
        return crypto::judge_crl(complete, with, asked, question.freshness);
    };
    auto statuses = judge(delta ? std::optional<BytesView>(*delta) : std::nullopt);
    // Changes to another list are no reason to believe less of this one.
    if (!statuses && delta) {
        delta.reset();
        statuses = judge(std::nullopt);
    }
    if (!statuses) return std::move(statuses).error();
    FoundStatus found{.status = std::move(statuses->front())};
    found.status.evidence.clear();
    found.crls.push_back(std::move(complete));
    if (delta) found.crls.push_back(*std::move(delta));
    return found;
}

std::optional<Bytes> RevocationAsking::delta_for(const Question& question) {
    for (const auto& url : usable(question.certificate.delta_crl_addresses())) {
        auto delta = fetch_list(url, question.freshness);
        if (!delta) continue;
        const auto information = crypto::read_crl_information(*delta);
        if (information && information->is_delta() && information->issuer == question.issuer.name)
            return *std::move(delta);
        sources_.cache.drop(list_key(url));
    }
    return {};
}

Result<Bytes> RevocationAsking::fetch_list(const std::string& url, const Freshness& freshness) {
    const auto key = list_key(url);
    HttpRequest request{.url = url, .largest_answer = largest_list};
    if (auto kept = sources_.cache.get(key)) {
        if (is_current_list(*kept, freshness)) return *std::move(kept);
        request.known_etag = sources_.cache.etag(key, *kept);
    }  // it goes before another one comes: two of them would be 40 MB
    auto answer = send(request);
    if (answer && !answer->not_modified) {
        static_cast<void>(sources_.cache.put(key, answer->body, answer->etag));
        return std::move(answer->body);
    }
    // An old list still says who was revoked by then; how old it may be is judged with it.
    if (answer || is_silence(answer.error())) {
        if (auto kept = sources_.cache.get(key)) return *std::move(kept);
    }
    if (!answer) return std::move(answer).error();
    return fail(ErrorCode::network_refused, "a list that is not there was not changed");
}

}  // namespace qoltanba::agent
