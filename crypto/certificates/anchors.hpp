// Trust anchors: name, public key, validity. The national ones are facts in anchors_data.cpp, production and
// test kept apart; further ones come from a folder the administrator or tester names.
#pragma once

#include "crypto/certificates/certificate.hpp"

#include <optional>
#include <string>
#include <vector>

namespace qoltanba::crypto {

enum class AnchorKind { root, intermediate };

struct Anchor {
    std::string label;  ///< for people
    AnchorKind kind;
    Bytes name;    ///< DER Name of its subject
    Bytes spki;    ///< DER SubjectPublicKeyInfo
    Bytes sha256;  ///< of the certificate's DER
    Time not_before;
    Time not_after;
    Bytes key_identifier{};            ///< its subjectKeyIdentifier; empty if it has none
    std::optional<int> path_length{};  ///< its pathLenConstraint
    bool issues = true;                ///< a CA; otherwise it is trusted for itself alone
};

class Anchors {
  public:
    /// The Kazakh national roots and intermediates in force or past (production).
    static Anchors national();
    /// NCA's public test chains. Never part of national(), and has_added() says so.
    static Anchors national_test();
    static Anchors none() { return {}; }

    void add(Anchor anchor);
    void add(const Certificate& certificate);
    /// A certificate file's content becomes an anchor, whatever its issuer. One that is no CA is trusted for
    /// itself and issues nothing. Error: malformed_certificate.
    Result<void> add_certificate(BytesView file_content);

    [[nodiscard]] const std::vector<Anchor>& all() const { return anchors_; }
    /// Whether anchors beyond national() were added; windows then say so.
    [[nodiscard]] bool has_added() const { return has_added_; }

  private:
    std::vector<Anchor> anchors_;
    bool has_added_ = false;
};

}  // namespace qoltanba::crypto
