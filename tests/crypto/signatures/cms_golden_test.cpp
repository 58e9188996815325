// The golden proof: our CAdES-BES is the original's, octet for octet, but for the signature's random octets.
#include "crypto/cms/structure.hpp"
#include "crypto/der/writer.hpp"
#include "crypto/signatures/cms.hpp"
#include "crypto/signatures/intact.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"
#include "tokens/files/pkcs12.hpp"

#include <functional>
#include <utility>

namespace qoltanba::test {
namespace {

using namespace crypto;

struct Replacement {
    BytesView element;  ///< whole, inside the octets that are rewritten
    Bytes by;
};

bool stands_in(BytesView part, BytesView whole) {
    const std::less_equal<> not_after;
    return not_after(whole.data(), part.data()) &&
           not_after(part.data() + part.size(), whole.data() + whole.size());
}

/// These elements once more, with some of them replaced and the lengths around those made anew.
Bytes rewritten(BytesView elements, const std::vector<Replacement>& replacements) {
    Bytes all;
    der::Reader reader(elements);
    while (!reader.at_end()) {
        const auto element = reader.next();
        REQUIRE(ok(element));
        const Replacement* inside = nullptr;
        for (const auto& replacement : replacements) {
            if (stands_in(replacement.element, element->whole)) inside = &replacement;
        }
        if (inside == nullptr) {
            append(all, element->whole);
        } else if (inside->element.data() == element->whole.data()) {
            append(all, inside->by);
        } else {
            append(all, der::element(element->tag, rewritten(element->content, replacements)));
        }
    }
    return all;
}

/// The sample without its unsigned attributes and with this signature value.
Bytes as_plain_cades(BytesView sample, BytesView signature) {
    const auto data = cms::read_signed_data(sample);
    REQUIRE(ok(data));
    REQUIRE(data->signers.size() == 1);
    std::vector<Replacement> replacements;
    auto whole = der::Reader(data->signers.front().whole).enter(der::Tag::sequence);
    REQUIRE(ok(whole));
    while (!whole->at_end()) {
        const auto element = whole->next();
        REQUIRE(ok(element));
        if (element->tag == der::Tag::octet_string) {
            CHECK(element->content.size() == 128);
            replacements.push_back({element->whole, der::octet_string(signature)});
        }
        if (element->tag == der::context(1)) replacements.push_back({element->whole, {}});
    }
    CHECK(replacements.size() == 2);
    return rewritten(sample, replacements);
}

}  // namespace

TEST_CASE("our CAdES-BES equals the original's octet for octet, the signature value apart") {
    const auto document = fixture("kz/cms/skarm_individual_document.txt");
    const bool attach = GENERATE(true, false);
    const auto sample = fixture(attach ? "kz/cms/skarm_individual_attached_cades_t.der"
                                       : "kz/cms/skarm_individual_detached_cades_t.der");
    const auto opened = tokens::open_pkcs12(fixture("kz/p12/gost2015/2026_valid_individual.p12"),
                                            SecretBytes::copy_of("Qwerty12"), {});
    REQUIRE(ok(opened));
    REQUIRE(opened->size() == 1);
    auto& signer = *opened->front().signer;

    const auto judged = verify_cms(sample, document);
    REQUIRE(ok(judged));
    REQUIRE(intact(*judged));
    const auto signing_time = judged->signatures.at(0).signing_time;
    REQUIRE(signing_time);

    const auto ours = create_cms(signer, document, {.attach = attach, .signing_time = *signing_time});
    REQUIRE(ok(ours));
    const auto our_data = cms::read_signed_data(*ours);
    REQUIRE(ok(our_data));
    const auto our_signature = our_data->signers.at(0).signature;
    CHECK(to_hex(*ours) == to_hex(as_plain_cades(sample, our_signature)));

    const auto our_report = verify_cms(*ours, document);
    REQUIRE(ok(our_report));
    CHECK(intact(*our_report));
}

}  // namespace qoltanba::test
