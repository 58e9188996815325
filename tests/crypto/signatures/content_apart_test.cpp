// A SignedData and its content apart: the two are told from each other and put together octet for octet.
#include "crypto/cms/content_apart.hpp"

#include "crypto/der/writer.hpp"
#include "crypto/signatures/cms.hpp"
#include "crypto/signatures/identities.hpp"
#include "crypto/signatures/openssl_tool.hpp"
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

/// What openssl signs in one pass: BER, the content in pieces.
Bytes streamed(BytesView content, const std::string& options = "") {
    const TemporaryFolder folder;
    write_file(folder.path() / "content", content);
    REQUIRE(
        openssl(folder, "req -x509 -newkey rsa:2048 -nodes -subj /CN=openssl -keyout key.pem -out cert.pem")
            .status == 0);
    REQUIRE(openssl(folder,
                    "cms -sign -binary -stream -nodetach -signer cert.pem -inkey key.pem -in content "
                    "-outform DER -out cms " +
                        options)
                .status == 0);
    return read_file(folder.path() / "cms");
}

/// A SignedData in pieces, taken apart.
struct Apart {
    Bytes content, detached;
};

/// The octets go by in steps of this size. Errors: of ContentPieces::next and detached_from_pieces.
Result<Apart> taken_apart(BytesView ber, std::size_t step) {
    const auto begin = cms::find_pieces(ber);
    if (!begin) return fail(ErrorCode::malformed_signature, "no pieces");
    Apart apart;
    cms::ContentPieces pieces;
    for (auto rest = ber.subspan(*begin); !rest.empty() && !pieces.ended();) {
        auto octets = rest.first(std::min(step, rest.size()));
        rest = rest.subspan(octets.size());
        while (!octets.empty() && !pieces.ended()) {
            QOLTANBA_TRY(const auto found, pieces.next(octets));
            append(apart.content, found);
        }
    }
    if (!pieces.ended()) return fail(ErrorCode::malformed_signature, "cut");
    QOLTANBA_TRY(apart.detached,
                 cms::detached_from_pieces(ber.first(*begin), ber.subspan(*begin + pieces.passed())));
    return apart;
}

/// The beginning of what openssl and BouncyCastle stream, this content in hex, and the ends of what began.
Bytes around_pieces(const std::string& content) {
    auto all = "3080 0609 2a864886f70d010702 a080 3080 020101 3100 3080 0609 2a864886f70d010701 a080" +
               content + "0000 0000 0000 0000 0000";
    std::erase(all, ' ');
    return *from_hex(all);
}

/// Both ways the same: read or not, intact or not.
void check_judged_alike(BytesView ber, const Apart& apart) {
    cms::ContentDigests digests(apart.content);
    const auto whole = verify_cms(ber, std::nullopt);
    const auto beside = verify_cms(apart.detached, &digests);
    REQUIRE(beside.has_value() == whole.has_value());
    if (whole.has_value()) CHECK(beside->intact() == whole->intact());
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
    const auto in_pieces = streamed(content);
    CHECK_FALSE(finds(in_pieces, in_pieces.size()));
    CHECK_FALSE(cms::find_pieces(attached));
    CHECK_FALSE(cms::find_pieces(detached));
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

TEST_CASE("What openssl streams is judged without its content as with it") {
    const std::size_t size = GENERATE(as<std::size_t>{}, 1, 4096, 100'000);
    const auto options = GENERATE(as<std::string>{}, "", "-noattr");
    CAPTURE(size, options);
    const Bytes content(size, 0x5A);
    auto ber = streamed(content, options);
    for (const std::size_t step : {std::size_t{1}, std::size_t{7}, std::size_t{4096}, ber.size()}) {
        INFO(step);
        const auto apart = taken_apart(ber, step);
        REQUIRE(ok(apart));
        CHECK(apart->content == content);
        CHECK(apart->detached.size() < 2000);
        cms::ContentDigests digests(apart->content);
        const auto report = verify_cms(apart->detached, &digests);
        REQUIRE(ok(report));
        CHECK(report->intact());
    }
    const std::size_t header = size < 128 ? 2 : 4;  // of the first piece, 4096 octets at most
    ber[*cms::find_pieces(ber) + header] ^= 1U;
    const auto changed = taken_apart(ber, 4096);
    REQUIRE(ok(changed));
    check_judged_alike(ber, *changed);
    cms::ContentDigests digests(changed->content);
    CHECK_FALSE(verify_cms(changed->detached, &digests)->intact());
}

TEST_CASE("A content is put together from pieces of any length, and from nothing but such pieces") {
    const auto content_of = [](const std::string& content) -> Result<std::string> {
        QOLTANBA_TRY(const auto apart, taken_apart(around_pieces(content), 3));
        return std::string(text_of(apart.content));
    };
    CHECK(content_of("2480 0000").value() == "");
    CHECK(content_of("2480 0400 0000").value() == "");
    CHECK(content_of("2480 0401 61 0400 0402 6263 0000").value() == "abc");
    CHECK(content_of("2480 0481 01 61 0488 0000000000000001 62 0000").value() == "ab");
    for (const auto* other : {
             "0401 61",                               // in one piece
             "2403 0401 61",                          // of definite length
             "2480 2480 0401 61 0000 0000",           // pieces in pieces
             "2480 0301 61 0000",                     // a BIT STRING
             "2480 0480 61 0000",                     // a primitive one of indefinite length
             "2480 0489 000000000000000001 61 0000",  // more length octets than any content needs
             "2480 04FF 61 0000",                     // a reserved length
             "2480 0001 61 0000",                     // ends that are none
             "2480 0401 61 0000 0401 62",             // another string after it
             "2480 0401 61 0000 0000 A003 0401 62",   // another content
         }) {
        INFO(other);
        CHECK(error_code(taken_apart(around_pieces(other), 3)) == ErrorCode::malformed_signature);
    }
}

TEST_CASE("A streamed signature that is cut or changed is judged in pieces as it is whole") {
    const auto ber = streamed(bytes_of("content"));
    const auto end = *cms::find_pieces(ber) + 2 + 7 + 6;  // a header, the content and three ends
    for (std::size_t size = 0; size < end; ++size)
        CHECK(error_code(taken_apart(BytesView(ber).first(size), size)) == ErrorCode::malformed_signature);
    for (std::size_t at = 0; at < end + 4; ++at) {
        for (const int change : {0x01, 0x02, 0x20, 0x80}) {
            INFO(at << " " << change);
            auto damaged = ber;
            damaged[at] ^= static_cast<std::uint8_t>(change);
            const auto apart = taken_apart(damaged, damaged.size());
            if (apart) check_judged_alike(damaged, *apart);
        }
    }
}

}  // namespace qoltanba::test
