#include "crypto/algorithms/digest.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"
#include "virtual_card/personalise.hpp"
#include "virtual_card/tlv.hpp"

#include <algorithm>

namespace qoltanba::test {
namespace {

using crypto::DigestAlgorithm;
using crypto::KeyFamily;

const PivKey& made_key(PivSlot slot, KeyFamily family) {
    static const Authority authority(KeyFamily::rsa, now());
    static const PivKey log_in = new_key(authority, PivSlot::authentication, KeyFamily::rsa, now());
    static const PivKey sign = new_key(authority, PivSlot::signature, KeyFamily::ecdsa_p256, now());
    REQUIRE((family == KeyFamily::rsa) == (slot == PivSlot::authentication));
    return slot == PivSlot::authentication ? log_in : sign;
}

const PivKey& rsa_key() {
    return made_key(PivSlot::authentication, KeyFamily::rsa);
}

const PivKey& ec_key() {
    return made_key(PivSlot::signature, KeyFamily::ecdsa_p256);
}

struct Reply {
    Bytes data;
    unsigned status;
};

/// A card in a reader, asked in hexadecimal.
class Reader {
  public:
    Reader() : card_({.keys = {rsa_key(), ec_key()}}) {}

    Reply ask(const Bytes& command) {
        Bytes answer = card_.answer(command);
        REQUIRE(answer.size() >= 2);
        const auto status = static_cast<unsigned>(answer[answer.size() - 2] << 8U | answer.back());
        answer.resize(answer.size() - 2);
        return {std::move(answer), status};
    }
    Reply ask(std::string_view hex) { return ask(from_hex(hex).value()); }

    /// The answer and all that GET RESPONSE adds to it.
    Bytes ask_for_all(const Bytes& command) {
        Reply reply = ask(command);
        Bytes all = reply.data;
        while (reply.status >> 8U == 0x61) {
            reply = ask("00c0000000");
            append(all, reply.data);
        }
        REQUIRE(reply.status == 0x9000);
        return all;
    }

    PivCard& card() { return card_; }

  private:
    PivCard card_;
};

constexpr auto select = "00a4040009a00000030800001000";
constexpr auto right_pin = "0020008008313233343536ffff";
constexpr auto wrong_pin = "0020008008393939393939ffff";

Bytes certificate_from(Reader& reader, std::string_view get_data) {
    const Bytes object = reader.ask_for_all(from_hex(get_data).value());
    BytesView rest = object;
    BytesView inside = take_tlv(rest).value().value;
    const auto certificate = take_tlv(inside).value();
    CHECK(certificate.tag == 0x70);
    return copy_of(certificate.value);
}

/// 7C { 82, 81 challenge } for this algorithm and key.
Bytes general_authenticate(std::uint8_t cla, std::uint8_t algorithm, std::uint8_t key, BytesView data) {
    Bytes command{cla, 0x87, algorithm, key, static_cast<std::uint8_t>(data.size())};
    append(command, data);
    if (cla == 0) command.push_back(0);
    return command;
}

Bytes challenge(BytesView block) {
    Bytes inside = tlv(0x82, {});
    append(inside, tlv(0x81, block));
    return tlv(0x7C, inside);
}

Bytes signature_in(BytesView answer) {
    const auto dynamic = take_tlv(answer).value();
    REQUIRE(dynamic.tag == 0x7C);
    BytesView inside = dynamic.value;
    const auto response = take_tlv(inside).value();
    REQUIRE(response.tag == 0x82);
    return copy_of(response.value);
}

/// EMSA-PKCS1-v1_5 of a SHA-256 digest for 2048 bits (RFC 8017, 9.2).
Bytes padded(BytesView digest) {
    const Bytes prefix = from_hex("3031300d060960864801650304020105000420").value();
    Bytes block{0x00, 0x01};
    block.resize(256 - 1 - prefix.size() - digest.size(), 0xFF);
    block.push_back(0x00);
    append(block, prefix);
    append(block, digest);
    return block;
}

crypto::PublicKey key_of(const PivKey& key) {
    return crypto::Certificate::from_der(key.certificate).value().public_key().value();
}

TEST_CASE("a card answers nothing of PIV before its application is selected") {
    Reader reader;
    CHECK(reader.ask(right_pin).status == 0x6D00);
    CHECK(reader.ask("00a4040009a00000039999001000").status == 0x6A82);
    CHECK(reader.ask(select).status >> 8U == 0x61);  // no Le: everything is to be fetched
    CHECK(reader.ask(right_pin).status == 0x9000);
    reader.card().reset();
    CHECK(reader.ask(right_pin).status == 0x6D00);
}

TEST_CASE("a short Le is honoured, and GET RESPONSE gives the rest") {
    Reader reader;
    reader.ask(select);
    const Reply probe = reader.ask("00cb3fff055c035fc10508");
    CHECK(probe.data.size() == 8);
    CHECK(probe.status == 0x6100);  // 256 or more follow
    CHECK(reader.ask("00c00000ff").data.size() == 255);
    CHECK(certificate_from(reader, "00cb3fff055c035fc10500") == rsa_key().certificate);
    CHECK(certificate_from(reader, "00cb3fff055c035fc10a00") == ec_key().certificate);
    CHECK(reader.ask("00c0000000").status == 0x6A86);  // nothing is left
}

TEST_CASE("objects that a card has are read, others are not found") {
    Reader reader;
    reader.ask(select);
    CHECK(to_hex(reader.ask("00cb3fff035c017e00").data) == "7e124f0ba0000003080000100001005f2f024000");
    CHECK(reader.ask("00cb3fff055c035fc10200").data.at(0) == 0x53);
    CHECK(reader.ask("00cb3fff055c035fc10700").data.at(0) == 0x53);
    CHECK(reader.ask("00cb3fff055c035fc10b00").status == 0x6A82);  // no key management key
    CHECK(reader.ask("00cb3fff045c035fc100").status == 0x6A80);    // its length runs past the end
}

TEST_CASE("a wrong PIN costs a try, a right one gives them back") {
    Reader reader;
    reader.ask(select);
    CHECK(reader.ask("00200080").status == 0x63C3);
    CHECK(reader.ask(wrong_pin).status == 0x63C2);
    CHECK(reader.ask("00200080").status == 0x63C2);
    CHECK(reader.ask("0020008003313233").status == 0x6A80);
    CHECK(reader.ask(right_pin).status == 0x9000);
    CHECK(reader.ask("00200080").status == 0x9000);
    CHECK(reader.ask("0020ff80").status == 0x9000);
    CHECK(reader.ask("00200080").status == 0x63C3);
    CHECK(reader.card().counters().pins_presented == 2);
}

TEST_CASE("a blocked PIN stays blocked until the PUK gives a new one") {
    Reader reader;
    reader.ask(select);
    for (const unsigned left : {2U, 1U, 0U}) CHECK(reader.ask(wrong_pin).status == (0x63C0 | left));
    CHECK(reader.ask(right_pin).status == 0x6983);
    CHECK(reader.ask("002c0080103030303030303030363534333231ffff").status == 0x63C2);
    CHECK(reader.ask("002c0080103132333435363738616263646566ffff").status == 0x6A80);
    CHECK(reader.ask("002c0080103132333435363738363534333231ffff").status == 0x9000);
    CHECK(reader.card().puk_tries_left() == 3);
    CHECK(reader.ask(right_pin).status == 0x63C2);
    CHECK(reader.ask("0020008008363534333231ffff").status == 0x9000);
}

TEST_CASE("the PIN is changed by whoever knows the old one") {
    Reader reader;
    reader.ask(select);
    CHECK(reader.ask("0024008010393939393939ffff363534333231ffff").status == 0x63C2);
    CHECK(reader.ask("0024008010313233343536ffff363534333231ffff").status == 0x9000);
    CHECK(reader.ask("0020008008363534333231ffff").status == 0x9000);
    CHECK(reader.ask(right_pin).status == 0x63C2);
}

TEST_CASE("an RSA key signs after the PIN, its block sent in a chain of commands") {
    Reader reader;
    reader.ask(select);
    const Bytes digest = crypto::digest_of(DigestAlgorithm::sha256, bytes_of("a document"));
    const Bytes data = challenge(padded(digest));
    const auto first = general_authenticate(0x10, 0x07, 0x9A, BytesView(data).first(200));
    const auto last = general_authenticate(0x00, 0x07, 0x9A, BytesView(data).subspan(200));

    REQUIRE(reader.ask(first).status == 0x9000);
    CHECK(reader.ask(last).status == 0x6982);
    reader.ask(right_pin);
    for (int again = 0; again < 2; ++again) {
        REQUIRE(reader.ask(first).status == 0x9000);
        const Bytes signature = signature_in(reader.ask_for_all(last));
        CHECK(ok(key_of(rsa_key()).verify(DigestAlgorithm::sha256, digest, signature)));
    }
    REQUIRE(reader.ask(first).status == 0x9000);
    CHECK(reader.ask("00200080").status == 0x6883);  // the chain was not ended
    CHECK(reader.card().counters().signatures == 2);
}

TEST_CASE("the signature key wants its PIN right before every use") {
    Reader reader;
    reader.ask(select);
    const Bytes digest = crypto::digest_of(DigestAlgorithm::sha256, bytes_of("a document"));
    const auto sign = general_authenticate(0x00, 0x11, 0x9C, challenge(digest));
    reader.ask(right_pin);
    CHECK(reader.card().answer(sign).size() > 64);
    CHECK(reader.ask(sign).status == 0x6982);
    reader.ask(right_pin);
    reader.ask("00cb3fff055c035fc10200");
    CHECK(reader.ask(sign).status == 0x6982);
    CHECK(reader.card().counters().signatures == 1);
}

TEST_CASE("a key is not used with another algorithm, nor on a block that is none of its own") {
    Reader reader;
    reader.ask(select);
    reader.ask(right_pin);
    CHECK(reader.ask(general_authenticate(0, 0x11, 0x9A, challenge(Bytes(32)))).status == 0x6A86);
    CHECK(reader.ask(general_authenticate(0, 0x07, 0x9A, challenge(Bytes(32)))).status == 0x6A80);
    CHECK(reader.ask(general_authenticate(0, 0x07, 0x9D, challenge(Bytes(32)))).status == 0x6A88);
    CHECK(reader.ask(general_authenticate(0, 0x07, 0x9A, from_hex("7c0482008105").value())).status == 0x6A80);
}

TEST_CASE("commands whose lengths do not add up, and those of the extended form, are refused") {
    Reader reader;
    for (const auto* command : {"", "00a404", "00a40400020a", "00a4040003a0000000ff", "00a40400000001ff"})
        CHECK(reader.ask(command).status == 0x6700);
    CHECK(reader.ask("80a40400").status == 0x6E00);
}

}  // namespace
}  // namespace qoltanba::test
