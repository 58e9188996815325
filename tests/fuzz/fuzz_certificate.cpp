// Certificates in any of their forms: every accessor, the holder, and the chain to the national anchors. The
// bytes are judged as their own helper and as their own anchor too, which drives the signature check.
#include "crypto/certificates/chain.hpp"
#include "crypto/certificates/filter.hpp"
#include "crypto/certificates/holder.hpp"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace qoltanba;
    using namespace qoltanba::crypto;
    const auto certificate = Certificate::from_file_content({data, size});
    if (certificate.has_error()) return 0;

    const auto again = Certificate::from_der(certificate->der());
    if (again.has_error() || !(*again == *certificate)) std::abort();  // what was read once reads again

    static const auto national = Anchors::national();
    const std::vector helpers{*certificate};
    const auto verdict = judge_chain(*certificate, helpers, national, certificate->not_before());
    if (verdict.state == ChainState::trusted && verdict.path.empty()) std::abort();

    for (const auto& list : {certificate->ocsp_addresses(), certificate->issuer_addresses(),
                             certificate->crl_addresses(), certificate->delta_crl_addresses()}) {
        if (list.size() > 8) std::abort();
        for (const auto& address : list) {
            if (address.size() > 500 || address.find('\n') != std::string::npos) std::abort();
        }
    }

    auto own = Anchors::none();
    own.add(*certificate);
    const auto holder = holder_of(*certificate);
    const CertificateFilter filter{.purpose = Purpose::signature,
                                   .iin = holder.iin,
                                   .bin = holder.bin,
                                   .serial_number = certificate->serial_number_hex(),
                                   .chain = ChainRule::given,
                                   .chain_certificates = helpers,
                                   .allow_expired = true};
    (void)fits(*certificate, filter, own, certificate->not_after());
    (void)key_use_of(*certificate);
    (void)(certificate->subject().text() + certificate->issuer().text());
    if (const auto key = certificate->public_key(); key.has_value())
        (void)certificate->verify_signed_by(*key);
    return 0;
}
