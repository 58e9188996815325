// Writes docs/errors.md to standard output:
//   cmake --build build/dev --target print_catalogue && build/dev/tests/crypto/base/print_catalogue >
//   docs/errors.md
#include "crypto/base/catalogue_markdown.hpp"

#include <cstdio>

int main() {
    const auto page = qoltanba::test::catalogue_markdown();
    return std::fwrite(page.data(), 1, page.size(), stdout) == page.size() ? 0 : 1;
}
