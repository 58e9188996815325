#include "crypto/signatures/cms_signer_info.hpp"

#include "crypto/cms/attributes.hpp"
#include "crypto/cms/write.hpp"
#include "crypto/der/writer.hpp"

#include <utility>

namespace qoltanba::crypto::cms {

Result<Bytes> make_signer_info(Signer& signer, BytesView content_type_element, BytesView digest,
                               Time signing_time) {
    const auto& suite = suite_of(signer.family());
    auto attributes =
        make_signed_attributes(content_type_element, digest, signing_time, signer.certificate());
    QOLTANBA_TRY(const auto signature, signer.sign_content(suite.digest, attributes));
    return der::sequence({der::integer(1), issuer_and_serial_number(signer.certificate()),
                          digest_algorithm(suite.family),
                          der::retagged(std::move(attributes), der::context(0)),
                          signature_algorithm(suite.family), der::octet_string(signature)});
}

}  // namespace qoltanba::crypto::cms
