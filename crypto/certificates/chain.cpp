#include "crypto/certificates/chain.hpp"

#include <algorithm>

namespace qoltanba::crypto {
namespace {

// National chains have three levels. The bounds keep a pile of hostile helpers from costing more than a
// moment.
constexpr std::size_t longest_path = 8;
constexpr int most_signature_checks = 64;

/// What anchors and helper certificates have in common where they issue.
struct Issuer {
    BytesView name;
    BytesView spki;
    BytesView key_identifier;
    std::optional<int> path_length;
    bool issues = false;
    bool fully_understood = true;

    explicit Issuer(const Anchor& anchor)
        : name(anchor.name),
          spki(anchor.spki),
          key_identifier(anchor.key_identifier),
          path_length(anchor.path_length),
          issues(anchor.issues) {}

    explicit Issuer(const Certificate& certificate)
        : name(certificate.subject().der()),
          spki(certificate.spki()),
          key_identifier(certificate.subject_key_identifier()),
          path_length(certificate.basic_constraints().path_length),
          issues(certificate.may_issue()),
          fully_understood(!certificate.has_unknown_critical_extension()) {}
};

/// The more a state says in the certificate's favour, the higher. A path that fails says more than none.
int rank(ChainState state) {
    switch (state) {
        case ChainState::unknown_issuer:
            return 0;
        case ChainState::broken:
            return 1;
        case ChainState::not_yet_valid:
            return 2;
        case ChainState::expired:
            return 3;
        case ChainState::trusted:
            return 4;
    }
    return 0;
}

/// Climbs from a certificate to every anchor it can reach and keeps the best verdict.
class Climb {
  public:
    Climb(std::span<const Certificate> helpers, const Anchors& anchors, Time at)
        : helpers_(helpers), anchors_(anchors), at_(at) {}

    ChainVerdict from(const Certificate& certificate) {
        path_ = {certificate};
        best_ = {ChainState::unknown_issuer,
                 {},
                 path_,
                 fail(ErrorCode::certificate_untrusted,
                      "no anchor is known above " + certificate.issuer().text())};
        if (certificate.has_unknown_critical_extension()) {
            refuse("an unknown critical extension");
        } else if (const Anchor* itself = anchor_that_is(certificate)) {
            arrive(*itself);
        } else {
            extend();
        }
        return std::move(best_);
    }

  private:
    [[nodiscard]] const Anchor* anchor_that_is(const Certificate& certificate) const {
        const auto sha256 = digest_of(DigestAlgorithm::sha256, certificate.der());
        const auto found = std::ranges::find(anchors_.all(), sha256, &Anchor::sha256);
        return found == anchors_.all().end() ? nullptr : &*found;
    }

    void extend() {
        for (const Anchor& anchor : anchors_.all()) {
            if (made_top(Issuer(anchor))) arrive(anchor);
        }
        if (path_.size() == longest_path) return;
        for (const Certificate& helper : helpers_) {
            const bool seen = std::ranges::find(path_, helper) != path_.end();
            if (seen || !made_top(Issuer(helper))) continue;
            path_.push_back(helper);
            extend();
            path_.pop_back();
        }
    }

    /// Whether this issuer made the certificate at the top of the path, and was entitled to.
    bool made_top(const Issuer& issuer) {
        const Certificate& top = path_.back();
        if (!std::ranges::equal(issuer.name, top.issuer().der())) return false;
        const auto wanted = top.authority_key_identifier();
        const bool namesake = !wanted.empty() && !issuer.key_identifier.empty() &&
                              !std::ranges::equal(wanted, issuer.key_identifier);
        if (namesake || checks_left_ == 0) return false;
        --checks_left_;
        const auto key = PublicKey::from_spki(issuer.spki);
        if (key.has_error()) return refuse("the issuer's key", key.error());
        if (const auto signature = top.verify_signed_by(*key); signature.has_error())
            return refuse("the issuer's signature", signature.error());
        if (!issuer.issues) return refuse("its issuer is not a certification authority");
        if (!issuer.fully_understood) return refuse("an unknown critical extension of its issuer");
        if (issuer.path_length && intermediates() > *issuer.path_length)
            return refuse("more intermediates than its issuer allows");
        return true;
    }

    /// RFC 5280, 6.1.4 (l): self-issued certificates do not count, nor does the end entity.
    [[nodiscard]] std::ptrdiff_t intermediates() const {
        return std::count_if(path_.begin() + 1, path_.end(),
                             [](const Certificate& c) { return !(c.subject() == c.issuer()); });
    }

    /// The path stands; only the moment is left to judge, from the end entity up.
    void arrive(const Anchor& anchor) {
        ChainVerdict verdict{ChainState::trusted, anchor.label, path_, std::nullopt};
        for (const auto& certificate : path_)
            judge_time(verdict, certificate.not_before(), certificate.not_after(),
                       certificate.subject().text());
        judge_time(verdict, anchor.not_before, anchor.not_after, anchor.label);
        propose(std::move(verdict));
    }

    void judge_time(ChainVerdict& verdict, Time not_before, Time not_after, const std::string& whose) const {
        if (verdict.state != ChainState::trusted) return;
        if (at_ > not_after) {
            verdict.state = ChainState::expired;
            verdict.reason = fail(ErrorCode::certificate_expired, whose + " until " + to_iso(not_after));
        } else if (at_ < not_before) {
            verdict.state = ChainState::not_yet_valid;
            verdict.reason =
                fail(ErrorCode::certificate_not_yet_valid, whose + " from " + to_iso(not_before));
        }
    }

    bool refuse(std::string detail, std::optional<Error> cause = std::nullopt) {
        auto reason = cause ? because(ErrorCode::certificate_untrusted, std::move(detail), std::move(*cause))
                            : Error{ErrorCode::certificate_untrusted, std::move(detail)};
        propose({ChainState::broken, {}, path_, std::move(reason)});
        return false;
    }

    void propose(ChainVerdict verdict) {
        if (rank(verdict.state) > rank(best_.state)) best_ = std::move(verdict);
    }

    std::span<const Certificate> helpers_;
    const Anchors& anchors_;
    Time at_;
    int checks_left_ = most_signature_checks;
    std::vector<Certificate> path_;
    ChainVerdict best_;
};

}  // namespace

ChainVerdict judge_chain(const Certificate& certificate, std::span<const Certificate> helpers,
                         const Anchors& anchors, Time at) {
    return Climb(helpers, anchors, at).from(certificate);
}

}  // namespace qoltanba::crypto
