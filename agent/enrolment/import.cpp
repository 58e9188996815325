#include "agent/enrolment/import.hpp"

#include "agent/platform/path_text.hpp"
#include "agent/platform/private_file.hpp"
#include "agent/platform/whole_path.hpp"
#include "tokens/files/key_files.hpp"
#include "tokens/files/new_key_file.hpp"

#include <algorithm>

namespace qoltanba::agent {
namespace {

namespace fs = std::filesystem;
using crypto::Certificate;

/// As any program of the person's will: by its path and password.
Result<void> check_that_it_opens(const fs::path& file, const SecretBytes& password,
                                 const Certificate& certificate) {
    QOLTANBA_TRY(const auto found, tokens::look_at_key_file(file));
    QOLTANBA_TRY(const auto keys, tokens::token_of(found, {.allow_gost_2004 = true})->unlock(password));
    const bool is_there = std::ranges::any_of(
        keys, [&](const tokens::OpenedKey& key) { return key.signer->certificate() == certificate; });
    if (!is_there) return fail(ErrorCode::internal, "the new key file holds another certificate");
    return {};
}

}  // namespace

Result<Imported> import_certificate(const fs::path& key, const std::vector<Certificate>& certificates,
                                    const SecretBytes& password, tokens::KeyFileLayout layout,
                                    const fs::path& folder) {
    QOLTANBA_TRY(const auto proven, open_private_key(key, password, certificates));
    const auto& certificate = proven.certificate;
    QOLTANBA_TRY(const auto content, tokens::write_pkcs12(proven.pkcs8, certificate, password, layout));
    QOLTANBA_TRY(const auto name, tokens::key_file_name(certificate));
    const auto file = whole_path(folder) / path_from_utf8(name);
    QOLTANBA_CHECK(write_new_private_file(file, content));
    QOLTANBA_CHECK(check_that_it_opens(file, password, certificate));
    return Imported{file, certificate};
}

Result<void> remove_waiting_key(const WaitingKey& waiting) {
    for (const auto& file : {waiting.key, waiting.request}) {
        if (tokens::look_at_key_file(file).has_value()) continue;
        std::error_code fault;
        fs::remove(file, fault);
        if (fault) return fail(ErrorCode::input_output_failure, "remove " + path_to_utf8(file));
    }
    return {};
}

}  // namespace qoltanba::agent
