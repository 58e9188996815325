// What the services of one authority answer, without HTTP.
#pragma once

#include "responders/crl_publisher.hpp"
#include "responders/ocsp_responder.hpp"
#include "responders/responder_server.hpp"
#include "responders/time_stamp_authority.hpp"

#include <map>
#include <vector>

namespace qoltanba::test {

struct Revocation {
    CrlEntry entry;
    bool in_delta_alone = false;
};

class AuthorityServices {
  public:
    explicit AuthorityServices(const Authority& authority) : authority_(authority) {}

    [[nodiscard]] const Authority& authority() const { return authority_; }
    /// Whether the hash of an OCSP request is that of the intermediate's key.
    [[nodiscard]] bool is_asked(const AskedCertificate& question) const;

    Bytes stamp(BytesView request, Fault fault, Time now);
    Bytes status(BytesView request, Fault fault, const std::vector<Revocation>& revoked, Time now);
    /// `number` is one higher for each change of what is revoked.
    [[nodiscard]] Bytes complete_list(Fault fault, const std::vector<Revocation>& revoked,
                                      std::int64_t number, Time now) const;
    [[nodiscard]] Bytes delta_list(Fault fault, const std::vector<Revocation>& revoked, std::int64_t number,
                                   Time now) const;
    [[nodiscard]] Bytes root_list(Fault fault, Time now) const;

  private:
    const Authority& authority_;
    // Made when they are first asked: keys take their time.
    std::map<StampCertificate, TimeStampAuthority> stampers_{};
    std::map<Responder, OcspResponder> responders_{};
};

}  // namespace qoltanba::test
