#include "tokens/devices/pkcs11/module_files.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>

namespace qoltanba::tokens {

std::vector<KnownModule> known_modules() {
    return {
        {"librtpkcs11ecp.so", "Rutoken", "ALT Linux, pkcs11-rtpkcs11ecp"},
        {"libjcPKCS11-2.so", "JaCarta", "ALT Linux, libjcpkcs11"},
        {"libeToken.so", "eToken (SafeNet Authentication Client)", "Thales' documentation"},
        {"libeTPkcs11.so", "eToken (SafeNet Authentication Client)", "Thales' documentation"},
        {"libIDPrimePKCS11.so", "IDPrime, eToken 5110 CC", "Thales' documentation"},
        {"libcastle.so.1.0.0", "ePass2003", "Feitian's documentation"},
        {"libavcryptokinxt.so", "SecureToken (Avtor)", "Avtor's documentation"},
        {"opensc-pkcs11.so", "PIV, OpenPGP, identity cards and others of OpenSC", "OpenSC"},
    };
}

std::vector<std::filesystem::path> known_module_folders() {
    return {"/usr/lib/x86_64-linux-gnu/pkcs11",
            "/usr/lib/aarch64-linux-gnu/pkcs11",
            "/usr/lib64/pkcs11",
            "/usr/lib/pkcs11",
            "/usr/lib/x86_64-linux-gnu",
            "/usr/lib/aarch64-linux-gnu",
            "/usr/lib64",
            "/usr/lib",
            "/opt/aktivco/rutokenecp/amd64"};
}

std::vector<std::filesystem::path> configuration_folders() {
    std::vector<std::filesystem::path> folders;
    if (const char* home = std::getenv("HOME"); home != nullptr && home[0] == '/')
        folders.push_back(std::filesystem::path(home) / ".config/pkcs11/modules");
    folders.emplace_back("/etc/pkcs11/modules");
    folders.emplace_back("/usr/share/p11-kit/modules");
    return folders;
}

Result<std::filesystem::path> check_module(const std::filesystem::path& path) {
    const auto refused = [](const std::filesystem::path& what, const char* why) {
        return fail(ErrorCode::device_module_refused, what.string() + " " + why);
    };
    if (!path.is_absolute()) return refused(path, "is not an absolute path");
    std::error_code error;
    const auto real = std::filesystem::canonical(path, error);
    if (error) return refused(path, "is not there");
    for (auto part = real;; part = part.parent_path()) {
        struct stat status {};
        if (::lstat(part.c_str(), &status) != 0) return refused(part, "cannot be looked at");
        if (part == real && !S_ISREG(status.st_mode)) return refused(part, "is not a file");
        if (status.st_uid != 0) return refused(part, "belongs to somebody else than root");
        if ((status.st_mode & (S_IWGRP | S_IWOTH)) != 0) return refused(part, "can be written by others");
        if (part == part.root_path()) return real;
    }
}

}  // namespace qoltanba::tokens
