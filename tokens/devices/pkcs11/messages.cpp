// The requests to a module's child: written by the agent, read there.
#include "tokens/devices/pkcs11/messages.hpp"

#include "tokens/devices/pkcs11/wire.hpp"

#include <algorithm>

namespace qoltanba::tokens {
namespace {

using wire::Reader;
using wire::SecretWriter;

constexpr std::size_t number_size = SecretWriter::number_size;
constexpr std::size_t longest_pin = 255;
constexpr std::size_t longest_text = 256;
constexpr std::size_t longest_id = 256;
constexpr std::size_t longest_certificate = 64 << 10;
constexpr std::size_t longest_name = 16 << 10;
constexpr std::size_t longest_parameter = 64;
constexpr std::size_t most_parameters = 4;

enum : std::uint64_t {
    list_tokens,
    await_change,
    read_public,
    open,
    sign,
    change_pin,
    unblock_pin,
    generate_key_pair,
    write_certificate,
    remove_made_key,
    read_public_keys_of,
};

template <typename... Cases>
struct Overloaded : Cases... {
    using Cases::operator()...;
};
template <typename... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;  // clang 16 does not deduce it

std::size_t size_of(const request::Whom& whom) {
    return 2 * number_size + SecretWriter::size_of(bytes_of(whom.serial));
}

void write(SecretWriter& to, const request::Whom& whom) {
    to.number(whom.slot).text(whom.serial).number(whom.last_try_confirmed ? 1 : 0);
}

Result<request::Whom> read_whom(Reader& from) {
    request::Whom whom;
    QOLTANBA_TRY(whom.slot, from.number());
    QOLTANBA_TRY(whom.serial, from.text(longest_text));
    QOLTANBA_TRY(whom.last_try_confirmed, from.number_up_to(1));
    return whom;
}

Result<SecretBytes> read_pin(Reader& from) {
    QOLTANBA_TRY(const auto pin, from.octets(longest_pin));
    return SecretBytes::copy_of(pin);
}

SecretBytes write_two_pins(std::uint64_t kind, const request::Whom& whom, const SecretBytes& first,
                           const SecretBytes& second) {
    SecretWriter to(number_size + size_of(whom) + SecretWriter::size_of(first.view()) +
                    SecretWriter::size_of(second.view()));
    write(to.number(kind), whom);
    return to.octets(first.view()).octets(second.view()).take();
}

std::size_t size_of(const KeyOrder& order) {
    auto size =
        4 * number_size + SecretWriter::size_of(order.id) + SecretWriter::size_of(bytes_of(order.label));
    for (const auto& parameter : order.parameters)
        size += number_size + SecretWriter::size_of(parameter.value);
    return size;
}

void write(SecretWriter& to, const KeyOrder& order) {
    to.number(order.mechanism).number(order.type).number(order.bits).number(order.parameters.size());
    for (const auto& parameter : order.parameters) to.number(parameter.attribute).octets(parameter.value);
    to.octets(order.id).text(order.label);
}

Result<KeyOrder> read_order(Reader& from) {
    KeyOrder order;
    QOLTANBA_TRY(order.mechanism, from.number());
    QOLTANBA_TRY(order.type, from.number());
    QOLTANBA_TRY(order.bits, from.number());
    QOLTANBA_TRY(const auto count, from.number_up_to(most_parameters));
    for (std::uint64_t i = 0; i < count; ++i) {
        QOLTANBA_TRY(const auto attribute, from.number());
        QOLTANBA_TRY(const auto value, from.octets(longest_parameter));
        order.parameters.push_back({attribute, copy_of(value)});
    }
    QOLTANBA_TRY(const auto id, from.octets(longest_id));
    order.id = copy_of(id);
    QOLTANBA_TRY(order.label, from.text(longest_text));
    return order;
}

Result<Bytes> read_octets(Reader& from, std::size_t largest) {
    QOLTANBA_TRY(const auto octets, from.octets(largest));
    return copy_of(octets);
}

Result<CertificateToWrite> read_certificate_to_write(Reader& from) {
    CertificateToWrite certificate;
    QOLTANBA_TRY(certificate.der, read_octets(from, longest_certificate));
    QOLTANBA_TRY(certificate.subject, read_octets(from, longest_name));
    QOLTANBA_TRY(certificate.issuer, read_octets(from, longest_name));
    QOLTANBA_TRY(certificate.serial_number, read_octets(from, longest_id));
    QOLTANBA_TRY(certificate.label, from.text(longest_text));
    return certificate;
}

SecretBytes write_certificate_request_of(const request::WriteCertificate& asked) {
    const auto& certificate = asked.certificate;
    SecretWriter to(2 * number_size + SecretWriter::size_of(certificate.der) +
                    SecretWriter::size_of(certificate.subject) + SecretWriter::size_of(certificate.issuer) +
                    SecretWriter::size_of(certificate.serial_number) +
                    SecretWriter::size_of(bytes_of(certificate.label)));
    to.number(write_certificate).number(asked.key).octets(certificate.der).octets(certificate.subject);
    return to.octets(certificate.issuer).octets(certificate.serial_number).text(certificate.label).take();
}

Result<request::Any> read_body(std::uint64_t kind, Reader& from) {
    switch (kind) {
        case list_tokens:
            return request::ListTokens{};
        case await_change: {
            QOLTANBA_TRY(const auto milliseconds, from.number_up_to(60'000));
            return request::AwaitChange{milliseconds};
        }
        case read_public: {
            QOLTANBA_TRY(const auto slot, from.number());
            return request::ReadCertificates{slot};
        }
        case open: {
            QOLTANBA_TRY(auto whom, read_whom(from));
            QOLTANBA_TRY(auto pin, read_pin(from));
            return request::Open{std::move(whom), std::move(pin)};
        }
        case sign: {
            QOLTANBA_TRY(const auto key, from.number());
            QOLTANBA_TRY(const auto mechanism, from.number());
            QOLTANBA_TRY(const auto data, from.octets(wire::largest_message));
            return request::Sign{key, mechanism, copy_of(data)};
        }
        case change_pin:
        case unblock_pin: {
            QOLTANBA_TRY(auto whom, read_whom(from));
            QOLTANBA_TRY(auto first, read_pin(from));
            QOLTANBA_TRY(auto second, read_pin(from));
            if (kind == change_pin)
                return request::ChangePin{std::move(whom), std::move(first), std::move(second)};
            return request::UnblockPin{std::move(whom), std::move(first), std::move(second)};
        }
        case generate_key_pair: {
            QOLTANBA_TRY(auto pin, read_pin(from));
            QOLTANBA_TRY(auto order, read_order(from));
            return request::GenerateKeyPair{std::move(pin), std::move(order)};
        }
        case remove_made_key:
            return request::RemoveMadeKey{};
        case read_public_keys_of: {
            QOLTANBA_TRY(auto whom, read_whom(from));
            return request::ReadPublicKeys{std::move(whom)};
        }
        case write_certificate: {
            QOLTANBA_TRY(const auto key, from.number());
            QOLTANBA_TRY(auto certificate, read_certificate_to_write(from));
            return request::WriteCertificate{key, std::move(certificate)};
        }
        default:
            return fail(ErrorCode::device_module_failed, "a request that nobody knows");
    }
}

}  // namespace

Bytes write_greeting() {
    auto greeting = copy_of(bytes_of("qoltanba"));
    append(greeting, wire::Writer().number(wire::version).take());
    return greeting;
}

Result<void> check_greeting(BytesView message) {
    if (std::ranges::equal(message, write_greeting())) return {};
    return fail(ErrorCode::program_updated,
                "the token module's process is not of wire version " + std::to_string(wire::version));
}

SecretBytes write_request(const request::Any& any) {
    return std::visit(
        Overloaded{
            [](const request::ListTokens&) { return SecretWriter(number_size).number(list_tokens).take(); },
            [](const request::AwaitChange& asked) {
                return SecretWriter(2 * number_size).number(await_change).number(asked.milliseconds).take();
            },
            [](const request::ReadCertificates& asked) {
                return SecretWriter(2 * number_size).number(read_public).number(asked.slot).take();
            },
            [](const request::Open& asked) {
                SecretWriter to(number_size + size_of(asked.whom) + SecretWriter::size_of(asked.pin.view()));
                write(to.number(open), asked.whom);
                return to.octets(asked.pin.view()).take();
            },
            [](const request::Sign& asked) {
                SecretWriter to(3 * number_size + SecretWriter::size_of(asked.data));
                return to.number(sign).number(asked.key).number(asked.mechanism).octets(asked.data).take();
            },
            [](const request::ChangePin& asked) {
                return write_two_pins(change_pin, asked.whom, asked.pin, asked.new_pin);
            },
            [](const request::UnblockPin& asked) {
                return write_two_pins(unblock_pin, asked.whom, asked.puk, asked.new_pin);
            },
            [](const request::GenerateKeyPair& asked) {
                SecretWriter to(number_size + SecretWriter::size_of(asked.pin.view()) + size_of(asked.order));
                write(to.number(generate_key_pair).octets(asked.pin.view()), asked.order);
                return to.take();
            },
            [](const request::WriteCertificate& asked) { return write_certificate_request_of(asked); },
            [](const request::RemoveMadeKey&) {
                return SecretWriter(number_size).number(remove_made_key).take();
            },
            [](const request::ReadPublicKeys& asked) {
                SecretWriter to(number_size + size_of(asked.whom));
                write(to.number(read_public_keys_of), asked.whom);
                return to.take();
            },
        },
        any);
}

Result<request::Any> read_request(BytesView message) {
    Reader from(message);
    QOLTANBA_TRY(const auto kind, from.number());
    QOLTANBA_TRY(auto request, read_body(kind, from));
    QOLTANBA_CHECK(from.finish());
    return request;
}

}  // namespace qoltanba::tokens
