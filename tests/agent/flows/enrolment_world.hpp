// What the tests of new keys share, in a file or on a token: an authority that is trusted and certifies what
// is asked for.
#pragma once

#include "ca/authority.hpp"
#include "support/catch.hpp"
#include "support/show.hpp"
#include "world.hpp"

namespace qoltanba::test {

/// The key that pages ask for here.
inline protocol::GenerateKeyRequest key_wanted(crypto::KeyFamily family) {
    protocol::GenerateKeyRequest request;
    request.subject = {.common_name = "ТЕСТОВ ТЕСТ", .surname = "ТЕСТОВ", .iin = "123456789011"};
    request.email = "t@example.kz";
    request.family = family;
    return request;
}

struct EnrolmentWorld : World {
    explicit EnrolmentWorld(const Authority& authority) {
        context.anchors.add(authority.root());
        context.anchors.add(authority.intermediate());
    }

    /// What the page is given for this.
    crypto::CertificateRequest generated(const protocol::GenerateKeyRequest& request,
                                         const agent::Caller& caller = bank) {
        const auto outcome = run(caller, request);
        REQUIRE(ok(outcome));
        auto read =
            crypto::read_certificate_request(std::get<protocol::CertificateRequestMade>(*outcome).der);
        REQUIRE(ok(read));
        return *read;
    }

    /// The files that lie among the keys under this extension, with its dot.
    [[nodiscard]] std::vector<std::filesystem::path> files(std::string_view extension) const {
        std::vector<std::filesystem::path> found;
        for (const auto& entry : std::filesystem::directory_iterator(keys))
            if (entry.path().extension() == extension) found.push_back(entry.path());
        return found;
    }
};

}  // namespace qoltanba::test
