// The national anchors as facts. anchors_data.cpp was written by tests/crypto/certificates/describe_anchors,
// which reads the authority's certificates; a test holds the two together.
#pragma once

#include "crypto/certificates/anchors.hpp"

#include <span>
#include <string_view>

namespace qoltanba::crypto {

struct AnchorFact {
    std::string_view label;  ///< common name, and the year of issue where the name lacks it
    AnchorKind kind;
    std::string_view not_before;  ///< as to_iso writes it
    std::string_view not_after;
    std::string_view sha256;          ///< hex
    std::string_view key_identifier;  ///< hex
    int path_length;                  ///< pathLenConstraint; unlimited_path if absent
    std::string_view name;            ///< base64 of the DER Name
    std::string_view spki;            ///< base64 of the DER SubjectPublicKeyInfo
};

inline constexpr int unlimited_path = -1;

/// Production: the national root CA and NCA, generations of 2015 to 2022.
std::span<const AnchorFact> national_anchor_facts();
/// NCA's test authority. Of the chains of 2019 only the intermediates are public.
std::span<const AnchorFact> national_test_anchor_facts();

}  // namespace qoltanba::crypto
