// Finding key files, and what can be said of one before its password is known.
#pragma once

#include "tokens/token.hpp"

#include <chrono>
#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

namespace qoltanba::tokens {

/// What the CA's file names say (AUTH_RSA256_<ski>.p12, RSA256_, GOSTKNCA_, GOST512_).
enum class KeyFileKind { other, rsa_authentication, rsa_signature, gost_2004, gost_2015 };

struct KeyFile {
    std::filesystem::path path;
    KeyFileKind kind = KeyFileKind::other;
    std::string_view storage = "PKCS12";  ///< NCALayer's name: "PKCS12" or "JKS"
    std::uintmax_t size = 0;
    std::filesystem::file_time_type changed{};
};

KeyFileKind kind_from_name(const std::filesystem::path& path);

/// PKCS#12 files and Java's key stores (by their outer structure; names that end in .p12, .pfx, .jks, .jceks)
/// directly in these folders and one level below, newest first, without doubles. Folders that are missing or
/// unreadable are passed over; at most 500 files are looked at among 20,000 entries.
std::vector<KeyFile> find_key_files(const std::vector<std::filesystem::path>& folders);

/// This one file, if it is a key file. Errors: file_not_found, unsupported_key_file, input_output_failure.
Result<KeyFile> look_at_key_file(const std::filesystem::path& path);

/// The token that a key file is. The file is read at each unlock.
std::unique_ptr<Token> token_of(const KeyFile& file, const crypto::SigningPolicy& policy);

}  // namespace qoltanba::tokens
