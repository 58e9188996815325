#include "agent/platform/sealed.hpp"
#include "crypto/base/api_windows.hpp"
#include "crypto/base/base64.hpp"

#include <dpapi.h>

#include <memory>
#include <string_view>

namespace qoltanba::agent {
namespace {

constexpr std::string_view label = "QOLTANBA SECRET, SEALED BY DPAPI";

/// Without a window, whatever the system's settings ask for.
constexpr DWORD silently = CRYPTPROTECT_UI_FORBIDDEN;

DATA_BLOB blob_of(BytesView octets) {
    return {static_cast<DWORD>(octets.size()), const_cast<BYTE*>(octets.data())};
}

}  // namespace

Result<SecretBytes> seal(BytesView secret) {
    auto in = blob_of(secret);
    DATA_BLOB out{};
    if (::CryptProtectData(&in, nullptr, nullptr, nullptr, nullptr, silently, &out) == 0)
        return system_error("seal a secret", ::GetLastError());
    const std::unique_ptr<BYTE, LocalFreer> sealed(out.pbData);
    return SecretBytes::copy_of(to_pem(label, BytesView(out.pbData, out.cbData)));
}

Result<SecretBytes> unseal(BytesView sealed) {
    QOLTANBA_TRY(const auto octets, from_pem(text_of(sealed)));
    auto in = blob_of(octets);
    DATA_BLOB out{};
    if (::CryptUnprotectData(&in, nullptr, nullptr, nullptr, nullptr, silently, &out) == 0)
        return system_error("unseal a secret", ::GetLastError());
    const std::unique_ptr<BYTE, LocalFreer> opened(out.pbData);
    auto secret = SecretBytes::copy_of(BytesView(out.pbData, out.cbData));
    wipe({out.pbData, out.cbData});
    return secret;
}

}  // namespace qoltanba::agent
