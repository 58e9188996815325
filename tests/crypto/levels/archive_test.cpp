// Archive time stamps: what they protect, and that it shows when something of it is gone.
#include "crypto/cms/rewrite.hpp"
#include "crypto/der/writer.hpp"
#include "crypto/levels/attribute_types.hpp"
#include "crypto/levels/hash_index.hpp"
#include "crypto/levels/signed_world.hpp"
#include "crypto/timestamps/response.hpp"

#include <algorithm>
#include <utility>

namespace qoltanba::test {
namespace {

using namespace crypto;

struct Archived {
    SignedWorld& world = signed_world_of(KeyFamily::gost_2015_512);
    Bytes lt = world.with_answers(world.with_time_stamp(world.sign()));
    Bytes lta = world.with_archive_time_stamp(lt);
};

/// A member of a SET that is written again without the one that `is_unwanted`.
template <typename IsUnwanted>
Bytes without(BytesView whole_set, IsUnwanted is_unwanted) {
    const auto outer = der::Reader(whole_set).next();
    REQUIRE(ok(outer));
    auto reader = der::Reader::inside(*outer);
    Bytes kept;
    while (!reader.at_end()) {
        const auto member = reader.next();
        REQUIRE(ok(member));
        if (!is_unwanted(member->whole)) append(kept, member->whole);
    }
    return der::element(outer->tag, kept);
}

/// All of a SignedData in whole elements, one of them changed.
Bytes with_parts(const cms::SignedData& data, BytesView certificates, BytesView revocation,
                 BytesView signer) {
    const auto inside = der::sequence({data.version, data.digest_algorithms_element, data.content_element,
                                       certificates, revocation, der::element(der::Tag::set, signer)});
    return der::sequence({der::object_identifier(cms::id_signed_data), der::explicit_tag(0, inside)});
}

Bytes certificates_of(const cms::SignedData& data) {
    Bytes all;
    for (const auto certificate : data.certificates) append(all, certificate);
    return der::explicit_tag(0, all);
}

}  // namespace

TEST_CASE("The imprint is of the parts that the standard names, in its order") {
    auto& world = signed_world_of(KeyFamily::rsa);
    const auto lt = world.with_answers(world.with_time_stamp(world.sign()));
    const auto imprint = archive_imprint(lt, 0, std::nullopt, DigestAlgorithm::sha256);
    REQUIRE(ok(imprint));

    // Once more, by hand: ContentInfo, [0], SignedData, whose third member is encapContentInfo.
    auto info = *der::Reader(lt).enter(der::Tag::sequence);
    REQUIRE(ok(info.next()));
    auto data = *info.enter(der::context(0))->enter(der::Tag::sequence);
    REQUIRE(ok(data.next()));
    REQUIRE(ok(data.next()));
    const auto type = *data.enter(der::Tag::sequence)->next();
    while (!data.next_is(der::Tag::set)) REQUIRE(ok(data.next()));
    auto signer = *data.enter(der::Tag::set)->enter(der::Tag::sequence);
    Bytes over = copy_of(type.whole);
    append(over, digest_of(DigestAlgorithm::sha256, bytes_of(document)));
    for (int field = 0; field < 6; ++field) append(over, signer.next()->whole);
    append(over, imprint->hash_index);
    CHECK(signer.next_is(der::context(1)));
    CHECK(imprint->imprint == digest_of(DigestAlgorithm::sha256, over));
}

TEST_CASE("The index lists every certificate, revocation value and attribute value") {
    const Archived archived;
    const auto imprint = archive_imprint(archived.lt, 0, std::nullopt, DigestAlgorithm::sha256);
    REQUIRE(ok(imprint));
    const auto index = levels::read_hash_index(imprint->hash_index);
    REQUIRE(ok(index));
    CHECK(index->certificates.size() == 2);
    CHECK(index->revocation.size() == 2);
    REQUIRE(index->attribute_values.size() == 1);
    const auto data = cms::read_signed_data(archived.lt);
    REQUIRE(ok(data));
    const auto attributes = cms::read_unsigned_attributes(data->signers.front());
    REQUIRE(ok(attributes));
    Bytes type_and_value = der::object_identifier(levels::id_signature_time_stamp);
    append(type_and_value, attributes->front().values.front().whole);
    CHECK(index->attribute_values.front() == digest_of(DigestAlgorithm::sha256, type_and_value));
    CHECK(levels::write(*index) == imprint->hash_index);
}

TEST_CASE("Whatever is taken away after archiving is missed") {
    const Archived archived;
    const auto data = cms::read_signed_data(archived.lta);
    REQUIRE(ok(data));
    const auto& signer = data->signers.front();
    const auto certificates = certificates_of(*data);
    const auto archive_fault = [&](const Bytes& cms) {
        const auto report = archived.world.report(cms);
        REQUIRE(report.archive_time_stamps.size() == 1);
        REQUIRE(report.archive_time_stamps.front().fault);
        return report.archive_time_stamps.front().fault->code;
    };
    CHECK(level_text(archived.world.report(
              with_parts(*data, certificates, data->revocation, signer.whole))) == "LTA");

    const auto intermediate = archived.world.authority.intermediate().der();
    const auto fewer_certificates =
        without(certificates, [&](BytesView member) { return std::ranges::equal(member, intermediate); });
    CHECK(archive_fault(with_parts(*data, fewer_certificates, data->revocation, signer.whole)) ==
          ErrorCode::archive_index_mismatch);

    bool first = true;
    const auto fewer_values =
        without(data->revocation, [&](BytesView) { return std::exchange(first, false); });
    CHECK(archive_fault(with_parts(*data, certificates, fewer_values, signer.whole)) ==
          ErrorCode::archive_index_mismatch);

    const auto stamp_type = der::object_identifier(levels::id_signature_time_stamp);
    const auto fewer_attributes = without(signer.unsigned_attributes_element, [&](BytesView member) {
        const auto attribute = der::Reader(member).enter(der::Tag::sequence)->next();
        return std::ranges::equal(attribute->whole, stamp_type);
    });
    const auto stripped = der::sequence({signer.signed_fields, fewer_attributes});
    CHECK(archive_fault(with_parts(*data, certificates, data->revocation, stripped)) ==
          ErrorCode::archive_index_mismatch);
}

TEST_CASE("What comes after archiving is no fault, and a second archive stamp protects the first") {
    const Archived archived;
    const auto& world = archived.world;
    const auto more = world.with_list(archived.lta);
    CHECK(level_text(world.report(more)) == "LTA");
    const auto again = world.with_archive_time_stamp(more);
    const auto report = world.report(again);
    CHECK(level_text(report) == "LTA");
    CHECK(report.archive_time_stamps.size() == 2);
    for (const auto& stamp : report.archive_time_stamps) CHECK_FALSE(stamp.fault);
}

TEST_CASE("A token over something else is not put in as an archive stamp") {
    const Archived archived;
    const auto imprint = archive_imprint(archived.lt, 0, std::nullopt, DigestAlgorithm::streebog_512);
    REQUIRE(ok(imprint));
    const auto token = archived.world.time_stamps.stamp(bytes_of("something else"));
    CHECK(error_code(add_archive_time_stamp(archived.lt, 0, *imprint, token)) ==
          ErrorCode::time_stamp_imprint_mismatch);
}

TEST_CASE("An archive stamp without its index, or with another, is not believed") {
    const Archived archived;
    const auto& world = archived.world;
    auto imprint = archive_imprint(archived.lt, 0, std::nullopt, world.archive_time_stamps.digest());
    REQUIRE(ok(imprint));
    const auto data = cms::read_signed_data(archived.lt);
    REQUIRE(ok(data));
    auto other = levels::read_hash_index(imprint->hash_index);
    REQUIRE(ok(other));
    other->revocation.pop_back();
    imprint->hash_index = levels::write(*other);
    const auto request =
        write_time_stamp_request({.algorithm = imprint->algorithm, .imprint = imprint->imprint});
    const auto token = token_of_response(world.archive_time_stamps.answer(request));
    REQUIRE(ok(token));
    const auto lta = add_archive_time_stamp(archived.lt, 0, *imprint, *token);
    REQUIRE(ok(lta));
    CHECK(level_text(world.report(*lta)) == "LT, time_stamp_imprint_mismatch");
    CHECK(error_code(check_archive_time_stamp(*data, data->signers.front(), *token, nullptr)) ==
          ErrorCode::malformed_signature);
}

}  // namespace qoltanba::test
