// Random well-formed documents, each thing in them written in one of the many ways that XML has for it.
#pragma once

#include <random>
#include <string>

namespace qoltanba::test {

std::string written_document(std::mt19937& random);

}  // namespace qoltanba::test
