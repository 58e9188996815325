// What a person reads of a certificate.
#pragma once

#include "agent/ui/prompter.hpp"
#include "crypto/certificates/anchors.hpp"

namespace qoltanba::agent {

/// `anchors` are those in force: a certificate that the national ones alone would not carry is marked.
CertificateSummary summarise(const crypto::Certificate& certificate, const crypto::Anchors& anchors, Time at);

}  // namespace qoltanba::agent
