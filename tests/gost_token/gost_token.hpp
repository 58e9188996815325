// A token with one GOST key, in a folder that gost_module reads: what no software token for Linux has.
#pragma once

#include "ca/authority.hpp"

#include <filesystem>
#include <string_view>

namespace qoltanba::test {

class GostToken {
  public:
    static constexpr const char* pin = "123456";

    /// A key of the authority's family, GOST 34.10-2015 (512 bits) or 34.310-2004, with its certificate, for
    /// programs whose HOME is this folder. Throws on failure, as set() does.
    GostToken(const std::filesystem::path& home, const Authority& authority);

    /// How the module signs, words in any order; without any r || s, each little-endian, over a digest, by
    /// the numbers of technical committee 26.
    ///   s-first     s || r
    ///   big-endian  r and s, each
    ///   hashes      it takes the content and no digest
    ///   certex      by the numbers of Certex' HSM
    void set(std::string_view words) const;
    /// Another key takes the place of the certificate's.
    void swap_key() const;
    /// Pulls it out, for good.
    void take_out() const;

    [[nodiscard]] const crypto::Certificate& certificate() const { return certificate_; }

  private:
    GostToken(const std::filesystem::path& home, crypto::KeyFamily family, const Issued& issued);
    void write(const char* name, BytesView content) const;
    void write_key(BytesView pkcs8) const;

    std::filesystem::path folder_;
    crypto::KeyFamily family_;
    crypto::Certificate certificate_;
};

}  // namespace qoltanba::test
