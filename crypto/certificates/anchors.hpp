// Trust anchors: name, public key, validity. The national ones are facts in anchors_data.cpp, production and
// test kept apart; further ones come from a folder the administrator or tester names.
#pragma once

#include <string>
#include <vector>

#include "crypto/certificates/certificate.hpp"

namespace qoltanba::crypto {

enum class AnchorKind { root, intermediate };

struct Anchor {
    std::string label;      ///< for people
    AnchorKind kind;
    Bytes name;             ///< DER Name of its subject
    Bytes spki;             ///< DER SubjectPublicKeyInfo
    Bytes sha256;           ///< of the certificate's DER
    Time not_before;
    Time not_after;
};

class Anchors {
  public:
    /// The Kazakh national roots and intermediates in force or past (production).
    static Anchors national();
    /// NCA's public test chain. Never part of national().
    static Anchors national_test();
    static Anchors none() { return {}; }

    void add(Anchor anchor);
    /// A certificate file's content becomes an anchor, whatever its issuer.
    Result<void> add_certificate(BytesView file_content);

    [[nodiscard]] const std::vector<Anchor>& all() const { return anchors_; }
    /// Whether anchors beyond national() were added; windows then say so.
    [[nodiscard]] bool has_added() const { return has_added_; }

  private:
    std::vector<Anchor> anchors_;
    bool has_added_ = false;
};

}  // namespace qoltanba::crypto
