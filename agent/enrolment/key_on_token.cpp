#include "agent/enrolment/key_on_token.hpp"

#include <utility>

namespace qoltanba::agent {

Result<KeyOnToken> make_key_on_token(const NewKey& wanted, tokens::DeviceToken& token, const SecretBytes& pin,
                                     bool last_try_confirmed, std::stop_token while_writing) {
    QOLTANBA_TRY(const auto order, order_of(wanted));
    QOLTANBA_CHECK(crypto::check_request_order(order));
    const tokens::KeyWish wish{
        .family = wanted.family, .rsa_bits = wanted.rsa_bits, .label = wanted.subject.common_name};
    QOLTANBA_TRY(auto key, token.generate(pin, wish, last_try_confirmed, std::move(while_writing)));
    return KeyOnToken{wish.label, std::move(key)};
}

Result<Bytes> request_of(const KeyOnToken& made, const NewKey& wanted) {
    QOLTANBA_TRY(const auto order, order_of(wanted));
    return crypto::write_certificate_request(order, made.key.public_key, made.key.sign);
}

Result<crypto::Certificate> import_into_token(const std::vector<crypto::Certificate>& certificates,
                                              tokens::DeviceToken& token, const SecretBytes& pin,
                                              bool last_try_confirmed, std::stop_token while_writing) {
    auto failure = fail(ErrorCode::key_does_not_match_certificate);
    for (const auto& certificate : certificates) {
        if (certificate.may_issue()) continue;  // of its chain
        const auto label = crypto::holder_of(certificate).common_name;
        auto written = token.write_certificate(pin, certificate, label, last_try_confirmed, while_writing);
        if (written.has_value()) return certificate;
        failure = std::move(written).error();
        // A wrong PIN is not tried again for the next one.
        if (failure.code != ErrorCode::key_does_not_match_certificate) break;
    }
    return failure;
}

}  // namespace qoltanba::agent
