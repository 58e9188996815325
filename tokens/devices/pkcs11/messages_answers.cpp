// The answers of a module's child: written there, read by the agent.
#include "tokens/devices/pkcs11/messages.hpp"
#include "tokens/devices/pkcs11/return_values.hpp"
#include "tokens/devices/pkcs11/wire.hpp"

#include <functional>

namespace qoltanba::tokens {
namespace {

using wire::Reader;
using wire::Writer;

constexpr std::size_t longest_text = 256;
constexpr std::size_t longest_detail = 1024;
constexpr std::size_t longest_id = 256;
constexpr std::size_t longest_certificate = 64 << 10;
constexpr std::size_t longest_signature = 4096;
constexpr std::size_t longest_public_part = 4096;
constexpr std::size_t most_public_parts = 2;

enum : std::uint64_t { succeeded, failed };

template <typename Element>
void write_list(Writer& to, const std::vector<Element>& list,
                const std::function<void(const Element&)>& one) {
    to.number(list.size());
    for (const auto& element : list) one(element);
}

void write_certificates(Writer& to, const std::vector<CertificateObject>& certificates) {
    write_list<CertificateObject>(
        to, certificates, [&](const auto& one) { to.octets(one.id).text(one.label).octets(one.der); });
}

void write_key(Writer& to, const KeyObject& key) {
    to.number(key.handle).number(key.type).number(key.always_authenticate ? 1 : 0);
    to.octets(key.id).text(key.label);
}

void write_numbers(Writer& to, const std::vector<std::uint64_t>& numbers) {
    write_list<std::uint64_t>(to, numbers, [&](auto number) { to.number(number); });
}

void write_parts(Writer& to, const std::vector<Bytes>& parts) {
    write_list<Bytes>(to, parts, [&](const auto& part) { to.octets(part); });
}

/// Reads a list with `one`, which reads its element.
template <typename Element>
Result<std::vector<Element>> read_list(Reader& from, Result<Element> (*one)(Reader&)) {
    QOLTANBA_TRY(const auto count, from.number_up_to(wire::longest_list));
    std::vector<Element> list;
    for (std::uint64_t i = 0; i < count; ++i) {
        QOLTANBA_TRY(auto element, one(from));
        list.push_back(std::move(element));
    }
    return list;
}

Result<std::uint64_t> read_number(Reader& from) {
    return from.number();
}

Result<std::vector<Bytes>> read_parts(Reader& from) {
    std::vector<Bytes> parts;
    QOLTANBA_TRY(const auto count, from.number_up_to(most_public_parts));
    for (std::uint64_t i = 0; i < count; ++i) {
        QOLTANBA_TRY(const auto part, from.octets(longest_public_part));
        parts.push_back(copy_of(part));
    }
    return parts;
}

Result<TokenFacts> read_token(Reader& from) {
    TokenFacts token;
    QOLTANBA_TRY(token.slot, from.number());
    QOLTANBA_TRY(token.flags, from.number());
    QOLTANBA_TRY(token.min_pin_length, from.number());
    QOLTANBA_TRY(token.max_pin_length, from.number());
    for (auto* text : {&token.label, &token.manufacturer, &token.model, &token.serial, &token.reader}) {
        QOLTANBA_TRY(*text, from.text(longest_text));
    }
    QOLTANBA_TRY(token.mechanisms, read_list(from, read_number));
    return token;
}

Result<CertificateObject> read_certificate(Reader& from) {
    CertificateObject certificate;
    QOLTANBA_TRY(const auto id, from.octets(longest_id));
    certificate.id = copy_of(id);
    QOLTANBA_TRY(certificate.label, from.text(longest_text));
    QOLTANBA_TRY(const auto der, from.octets(longest_certificate));
    certificate.der = copy_of(der);
    return certificate;
}

Result<KeyObject> read_key(Reader& from) {
    KeyObject key;
    QOLTANBA_TRY(key.handle, from.number());
    QOLTANBA_TRY(key.type, from.number());
    QOLTANBA_TRY(key.always_authenticate, from.number_up_to(1));
    QOLTANBA_TRY(const auto id, from.octets(longest_id));
    key.id = copy_of(id);
    QOLTANBA_TRY(key.label, from.text(longest_text));
    return key;
}

Result<PublicKeyObject> read_public_key(Reader& from) {
    PublicKeyObject key;
    QOLTANBA_TRY(key.type, from.number());
    QOLTANBA_TRY(key.parts, read_parts(from));
    return key;
}

/// Where the answer says that it succeeded, what follows is left to the caller.
Result<void> read_status(Reader& from) {
    QOLTANBA_TRY(const auto status, from.number_up_to(failed));
    if (status == succeeded) return {};
    QOLTANBA_TRY(const auto name, from.text(longest_text));
    QOLTANBA_TRY(auto detail, from.text(longest_detail));
    QOLTANBA_CHECK(from.finish());
    return fail(code_by_name(name), std::move(detail));
}

Writer success() {
    Writer to;
    to.number(succeeded);
    return to;
}

}  // namespace

Bytes write_answer(const std::vector<TokenFacts>& tokens) {
    auto to = success();
    write_list<TokenFacts>(to, tokens, [&](const auto& token) {
        to.number(token.slot).number(token.flags).number(token.min_pin_length).number(token.max_pin_length);
        to.text(token.label).text(token.manufacturer).text(token.model).text(token.serial).text(token.reader);
        write_numbers(to, token.mechanisms);
    });
    return to.take();
}

Bytes write_answer(bool changed) {
    return success().number(changed ? 1 : 0).take();
}

Bytes write_answer(const std::vector<CertificateObject>& certificates) {
    auto to = success();
    write_certificates(to, certificates);
    return to.take();
}

Bytes write_answer(const OpenedToken& opened) {
    auto to = success();
    write_list<KeyObject>(to, opened.keys, [&](const auto& key) { write_key(to, key); });
    write_certificates(to, opened.certificates);
    write_numbers(to, opened.mechanisms);
    return to.take();
}

Bytes write_answer(BytesView signature) {
    return success().octets(signature).take();
}

Bytes write_answer(const MadeKey& made) {
    auto to = success();
    write_key(to, made.key);
    write_parts(to, made.public_parts);
    write_numbers(to, made.mechanisms);
    return to.take();
}

Bytes write_answer(const std::vector<PublicKeyObject>& keys) {
    auto to = success();
    write_list<PublicKeyObject>(to, keys,
                                [&](const auto& key) { write_parts(to.number(key.type), key.parts); });
    return to.take();
}

Bytes write_success() {
    return success().take();
}

Bytes write_failure(const Error& error) {
    return Writer()
        .number(failed)
        .text(name_of(error.code))
        .text(error.detail.substr(0, longest_detail))
        .take();
}

Result<std::vector<TokenFacts>> read_tokens(BytesView answer) {
    Reader from(answer);
    QOLTANBA_CHECK(read_status(from));
    QOLTANBA_TRY(auto tokens, read_list(from, read_token));
    QOLTANBA_CHECK(from.finish());
    return tokens;
}

Result<bool> read_change(BytesView answer) {
    Reader from(answer);
    QOLTANBA_CHECK(read_status(from));
    QOLTANBA_TRY(const auto changed, from.number_up_to(1));
    QOLTANBA_CHECK(from.finish());
    return changed != 0;
}

Result<std::vector<CertificateObject>> read_certificates(BytesView answer) {
    Reader from(answer);
    QOLTANBA_CHECK(read_status(from));
    QOLTANBA_TRY(auto certificates, read_list(from, read_certificate));
    QOLTANBA_CHECK(from.finish());
    return certificates;
}

Result<OpenedToken> read_opened(BytesView answer) {
    Reader from(answer);
    QOLTANBA_CHECK(read_status(from));
    OpenedToken opened;
    QOLTANBA_TRY(opened.keys, read_list(from, read_key));
    QOLTANBA_TRY(opened.certificates, read_list(from, read_certificate));
    QOLTANBA_TRY(opened.mechanisms, read_list(from, read_number));
    QOLTANBA_CHECK(from.finish());
    return opened;
}

Result<Bytes> read_signature(BytesView answer) {
    Reader from(answer);
    QOLTANBA_CHECK(read_status(from));
    QOLTANBA_TRY(const auto signature, from.octets(longest_signature));
    QOLTANBA_CHECK(from.finish());
    return copy_of(signature);
}

Result<MadeKey> read_made_key(BytesView answer) {
    Reader from(answer);
    QOLTANBA_CHECK(read_status(from));
    MadeKey made;
    QOLTANBA_TRY(made.key, read_key(from));
    QOLTANBA_TRY(made.public_parts, read_parts(from));
    QOLTANBA_TRY(made.mechanisms, read_list(from, read_number));
    QOLTANBA_CHECK(from.finish());
    return made;
}

Result<std::vector<PublicKeyObject>> read_public_keys(BytesView answer) {
    Reader from(answer);
    QOLTANBA_CHECK(read_status(from));
    QOLTANBA_TRY(auto keys, read_list(from, read_public_key));
    QOLTANBA_CHECK(from.finish());
    return keys;
}

Result<void> read_success(BytesView answer) {
    Reader from(answer);
    QOLTANBA_CHECK(read_status(from));
    return from.finish();
}

}  // namespace qoltanba::tokens
