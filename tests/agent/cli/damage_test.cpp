// Damage never passes for a valid signature: a flipped bit in anything that is signed, or in a signature
// value, is a broken file; a flipped bit elsewhere never changes what a valid verdict vouches for.
#include "agent/cli/samples.hpp"
#include "crypto/der/reader.hpp"
#include "crypto/signatures/cms.hpp"

#include <algorithm>

using namespace qoltanba;
using namespace qoltanba::agent;
using namespace qoltanba::test;
using crypto::der::Reader;
using crypto::der::Tag;

namespace {

/// Octets that must not change, as they stand in a file.
struct Guarded {
    std::string what;
    std::size_t begin, size;
};

/// What the manifest's files are made of, read apart from the code under test (RFC 5652, 5.1 and 5.3).
std::vector<Guarded> guarded_in_cms(BytesView der) {
    std::vector<Guarded> found;
    const auto guard = [&](std::string what, BytesView octets) {
        found.push_back(
            {std::move(what), static_cast<std::size_t>(octets.data() - der.data()), octets.size()});
    };
    auto info = Reader(der).enter(Tag::sequence).value();
    (void)info.next().value();
    auto data = info.enter(crypto::der::context(0))->enter(Tag::sequence).value();
    (void)data.next().value();
    (void)data.next().value();
    auto encapsulated = data.enter(Tag::sequence).value();
    (void)encapsulated.next().value();
    if (!encapsulated.at_end()) {
        guard("content", encapsulated.enter(crypto::der::context(0))->expect(Tag::octet_string)->content);
    }
    (void)data.optional(crypto::der::context(0)).value();
    (void)data.optional(crypto::der::context(1)).value();
    auto signers = data.enter(Tag::set).value();
    while (!signers.at_end()) {
        auto signer = signers.enter(Tag::sequence).value();
        for (int skipped = 0; skipped < 3; ++skipped) (void)signer.next().value();
        const auto attributes = signer.optional(crypto::der::context(0)).value();
        if (attributes) guard("signed attributes", attributes->whole);
        (void)signer.next().value();
        guard("signature value", signer.expect(Tag::octet_string)->content);
    }
    return found;
}

std::vector<Guarded> guarded_in_xml(std::string_view xml) {
    const auto between = [xml](std::string what, std::string_view from, std::string_view to) {
        const auto begin = xml.find(from);
        const auto end = xml.find(to, begin);
        REQUIRE(begin != std::string_view::npos);
        REQUIRE(end != std::string_view::npos);
        return Guarded{std::move(what), begin, end - begin};
    };
    const bool part = xml.find("URI=\"#part\"") != std::string_view::npos;
    auto value = between("signature value", "<ds:SignatureValue>", "</ds:SignatureValue>");
    // The last character of base64 has spare bits that say nothing.
    value.size = xml.find_last_not_of("=\r\n", value.begin + value.size - 1) - value.begin;
    return {part ? between("content", "<a ", "<b/>") : between("content", "<root>", "<ds:Signature"),
            between("SignedInfo", "<ds:SignedInfo>", "</ds:SignedInfo>"), value};
}

bool is_xml(const Sample& sample) {
    return sample.file.ends_with(".xml");
}

/// A file in the form whose octets are known one by one: CMS without armour or indefinite lengths.
Bytes plain(const Sample& sample) {
    const auto file = read(sample.file);
    return is_xml(sample) ? file
                          : crypto::der::ber_to_der(crypto::cms_from_text_or_der(file).value()).value();
}

std::vector<Guarded> guarded_in(const Sample& sample, BytesView file) {
    return is_xml(sample) ? guarded_in_xml(text_of(file)) : guarded_in_cms(file);
}

Bytes flipped(BytesView octets, std::size_t at) {
    auto damaged = copy_of(octets);
    damaged[at] ^= static_cast<std::uint8_t>(1U << ((at / 3) % 8));
    return damaged;
}

JudgedFile judge_leniently(BytesView file, const Sample& sample) {
    return judge(file, sample, sample.moment, Coverage::part_suffices);
}

/// What a valid verdict vouches for: who signed which octets, and when.
struct Vouched {
    Bytes octets;
    std::vector<std::string> signatures;
    bool operator==(const Vouched&) const = default;
};

Vouched vouched(const JudgedFile& file) {
    Vouched all{file.signed_content, {}};
    for (const auto& [signature, chain, verdict, reasons] : file.signatures) {
        REQUIRE(signature.certificate);
        auto text = to_hex(signature.certificate->der());
        if (signature.signing_time) text += " " + to_iso(*signature.signing_time);
        for (const auto& part : signature.parts) text += " " + part.uri + " " + part.element;
        all.signatures.push_back(std::move(text));
    }
    return all;
}

}  // namespace

TEST_CASE("A flipped bit in content, attributes, SignedInfo or signature value breaks a sample") {
    constexpr std::size_t flips = 30;  // in each guarded range; the libraries' own tests flip every octet
    for (const auto& sample : samples) {
        INFO(sample.file);
        const auto file = plain(sample);
        REQUIRE(judge_leniently(file, sample).verdict != Verdict::broken);
        const auto ranges = guarded_in(sample, file);
        REQUIRE(ranges.size() >= 2);
        for (const auto& range : ranges) {
            REQUIRE(range.size > 0);
            const auto step = std::max<std::size_t>(1, range.size / flips);
            for (std::size_t at = range.begin; at < range.begin + range.size; at += step) {
                INFO(range.what << ", octet " << at);
                CHECK(judge_leniently(flipped(file, at), sample).verdict == Verdict::broken);
            }
        }
    }
}

TEST_CASE("A flipped bit in the content of a detached signature breaks it") {
    const auto& sample = samples[1];
    const auto file = read(sample.file);
    const auto content = read(sample.content);
    for (std::size_t at = 0; at < content.size(); ++at) {
        INFO("octet " << at);
        const auto judged = judge_file(file, flipped(content, at), anchors(), *time_from_iso(sample.moment));
        CHECK(judged.verdict == Verdict::broken);
    }
}

TEST_CASE("A flipped bit anywhere else never makes a sample vouch for something else") {
    for (const auto& sample : samples) {
        INFO(sample.file);
        const auto file = plain(sample);
        const auto before = vouched(judge_leniently(file, sample));
        const auto ranges = guarded_in(sample, file);
        const auto is_guarded = [&ranges](std::size_t at) {
            return std::any_of(ranges.begin(), ranges.end(), [at](const Guarded& range) {
                return at >= range.begin && at < range.begin + range.size;
            });
        };
        // A prime step walks through every kind of octet.
        for (std::size_t at = 0; at < file.size(); at += 13) {
            if (is_guarded(at)) continue;
            INFO("octet " << at);
            const auto judged = judge_leniently(flipped(file, at), sample);
            if (judged.verdict == Verdict::valid) CHECK(vouched(judged) == before);
        }
    }
}
