#include "protocol/dialects/key_information.hpp"

#include "crypto/base/base64.hpp"

namespace qoltanba::protocol {
namespace {

std::string common_name(const crypto::Name& name) {
    return name.find("2.5.4.3").value_or("");
}

std::string milliseconds(Time time) {
    return std::to_string(
        std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count());
}

std::string_view algorithm_of(const crypto::Certificate& certificate) {
    const auto key = certificate.public_key();
    return key.has_value() ? crypto::suite_of(key->family()).name : std::string_view{};
}

}  // namespace

void write_key_information(JsonText& json, const KeyInformation& key) {
    const auto& certificate = key.certificate;
    json.begin_object()
        .member("alias", key.alias)
        .member("keyId", to_hex(certificate.subject_key_identifier()))
        .member("algorithm", algorithm_of(certificate))
        .member("subjectCn", common_name(certificate.subject()))
        .member("subjectDn", certificate.subject().text())
        .member("issuerCn", common_name(certificate.issuer()))
        .member("issuerDn", certificate.issuer().text())
        .member("serialNumber", certificate.serial_number_hex())
        .member("certNotBefore", milliseconds(certificate.not_before()))
        .member("certNotAfter", milliseconds(certificate.not_after()))
        .member("authorityKeyIdentifier", to_hex(certificate.authority_key_identifier()))
        .member("pem", to_pem("CERTIFICATE", certificate.der()))
        .end_object();
}

}  // namespace qoltanba::protocol
