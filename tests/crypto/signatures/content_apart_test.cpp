// A SignedData and its content apart: the two are told from each other and put together octet for octet.
#include "crypto/cms/content_apart.hpp"

#include "crypto/der/writer.hpp"
#include "crypto/signatures/cms.hpp"
#include "crypto/signatures/identities.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"
#include "support/show.hpp"

#include <algorithm>

namespace qoltanba::test {
namespace {

using namespace crypto;

const Time moment = *time_from_iso("2026-07-20T09:15:00Z");

Bytes made(BytesView content, bool attach) {
    return create_cms(signer_of(KeyFamily::rsa), content, {.attach = attach, .signing_time = moment}).value();
}

/// The detached SignedData of an attached one whose first octets alone are looked at.
Bytes taken_apart(BytesView attached, const cms::ContentPlace& place) {
    const auto end = place.offset + place.size;
    return cms::detached_from(attached.first(place.offset), place.size, attached.subspan(end)).value();
}

Bytes put_together(BytesView detached, BytesView content) {
    auto around = cms::attached_around(detached, content.size()).value();
    append(around.before, content);
    append(around.before, around.after);
    return around.before;
}

}  // namespace

TEST_CASE("An attached signature without its content is the detached one, and with it the attached again") {
    for (const std::size_t size : {0, 1, 100, 127, 128, 255, 256, 65'535, 65'536, 200'000}) {
        INFO(size);
        const Bytes content(size, 0x5A);
        const auto attached = made(content, true);
        const auto beginning = BytesView(attached).first(std::min<std::size_t>(attached.size(), 200));
        const auto place = cms::find_content(beginning, attached.size());
        REQUIRE(place);
        CHECK(place->size == size);
        CHECK(std::ranges::equal(BytesView(attached).subspan(place->offset, size), content));
        const auto detached = taken_apart(attached, *place);
        CHECK(detached == made(content, false));
        CHECK(put_together(detached, content) == attached);
    }
}

TEST_CASE("The real signatures come apart and together octet for octet") {
    std::size_t attached_ones = 0;
    for (const auto& entry : std::filesystem::directory_iterator(fixture_path("kz/cms"))) {
        const auto cms = cms_from_text_or_der(read_file(entry.path()));
        if (cms.has_error()) continue;
        const auto data = cms::read_signed_data(*cms);
        if (data.has_error() || !data->content || !data->converted.empty()) continue;
        INFO(entry.path().filename());
        const auto place = cms::find_content(*cms, cms->size());
        REQUIRE(place);
        const auto content = BytesView(*cms).subspan(place->offset, place->size);
        CHECK(content.data() == data->content->data());
        CHECK(content.size() == data->content->size());
        CHECK(put_together(taken_apart(*cms, *place), content) == *cms);
        ++attached_ones;
    }
    CHECK(attached_ones >= 4);
}

TEST_CASE("What is detached, BER, cut, longer than its file or something else has no content to be found") {
    const Bytes content(1000, 0x5A);
    const auto attached = made(content, true);
    const auto finds = [](BytesView beginning, std::size_t size) {
        return cms::find_content(beginning, size).has_value();
    };
    REQUIRE(finds(attached, attached.size()));
    CHECK_FALSE(finds(attached, attached.size() - 1));
    CHECK_FALSE(finds(attached, attached.size() + 1));
    const auto detached = made(content, false);
    CHECK_FALSE(finds(detached, detached.size()));
    const auto place = cms::find_content(attached, attached.size());
    for (std::size_t size = 0; size < place->offset; ++size)
        CHECK_FALSE(finds(BytesView(attached).first(size), attached.size()));
    CHECK(finds(BytesView(attached).first(place->offset), attached.size()));

    // Whatever octet before the content is another, what is found, if anything, lies in the file.
    for (std::size_t at = 0; at < place->offset; ++at) {
        for (const int change : {0x01, 0x20, 0x80}) {
            auto damaged = attached;
            damaged[at] ^= static_cast<std::uint8_t>(change);
            const auto found = cms::find_content(damaged, damaged.size());
            if (!found) continue;
            CHECK(found->offset <= damaged.size());
            CHECK(found->size <= damaged.size() - found->offset);
        }
    }
    // Indefinite lengths: openssl writes them so.
    CHECK_FALSE(finds(Bytes{0x30, 0x80, 0x06, 0x09}, 4));
    CHECK_FALSE(finds(Bytes{}, 0));
}

TEST_CASE("Only what stands around a content is put together again") {
    const Bytes content(1000, 0x5A);
    const auto attached = made(content, true);
    const auto place = *cms::find_content(attached, attached.size());
    const auto before = BytesView(attached).first(place.offset);
    const auto after = BytesView(attached).subspan(place.offset + place.size);
    CHECK(error_code(cms::detached_from(before, place.size - 1, after)) == ErrorCode::malformed_signature);
    CHECK(error_code(cms::detached_from(before, place.size, after.subspan(1))) ==
          ErrorCode::malformed_signature);
    CHECK(error_code(cms::detached_from({}, 0, {})) == ErrorCode::malformed_signature);
    CHECK(error_code(cms::attached_around(attached, 10)) == ErrorCode::malformed_signature);
    CHECK(error_code(cms::attached_around(bytes_of("text"), 10)) == ErrorCode::malformed_signature);
}

}  // namespace qoltanba::test
