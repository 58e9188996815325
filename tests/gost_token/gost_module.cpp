// A PKCS #11 module with one GOST key that signs: by nettle alone, nothing of the project's own arithmetic.
// What is on its token lies in ~/.gost_token (gost_token.hpp writes it): of our environment a module's
// process is given HOME and no variable of a test's.
#include "tokens/devices/pkcs11/cryptoki.hpp"

#include <nettle/ecc-curve.h>
#include <nettle/ecc.h>
#include <nettle/gostdsa.h>
#include <nettle/gosthash94.h>
#include <nettle/streebog.h>
#include <sys/random.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <span>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace qoltanba::tokens::cryptoki;
using Octets = std::vector<Byte>;

constexpr Ulong only_slot = 0;
constexpr Handle the_certificate = 1;
constexpr Handle the_key = 2;
constexpr Handle the_public_key = 3;  ///< of a pair that was made here
constexpr Ulong making = 0xD4321005;  // CKM_GOSTR3410_512_KEY_PAIR_GEN of technical committee 26
constexpr std::string_view the_pin = "123456";
constexpr int all_tries = 3;
constexpr ReturnValue data_length_range = 0x21;
constexpr ReturnValue mechanism_invalid = 0x70;
constexpr ReturnValue user_not_logged_in = 0x101;

bool logged_in = false;
Ulong mechanism_begun = 0;
Octets objects_to_find;

std::filesystem::path folder() {
    const char* home = std::getenv("HOME");
    return std::filesystem::path(home == nullptr ? "/nowhere" : home) / ".gost_token";
}

Octets content_of(const char* name) {
    std::ifstream file(folder() / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// Whether the token's settings hold this word.
bool is_set(std::string_view word) {
    const auto text = content_of("settings");
    std::istringstream words(std::string(text.begin(), text.end()));
    return std::find(std::istream_iterator<std::string>(words), {}, word) !=
           std::istream_iterator<std::string>();
}

int tries() {
    const auto text = content_of("tries");
    return text.empty() ? all_tries : text[0] - '0';
}

void write(const char* name, const Octets& content) {
    std::ofstream(folder() / name, std::ios::binary)
        .write(reinterpret_cast<const char*>(content.data()), static_cast<std::streamsize>(content.size()));
}

void set_tries(int left) {
    write("tries", {static_cast<Byte>('0' + left)});
}

/// GOST 34.310-2004, with 256 bits; else GOST 34.10-2015 with 512.
bool is_gost_2004() {
    return content_of("key").size() == 32;
}

struct Numbers {
    Ulong mechanism, key_type;
};

Numbers numbers() {
    const bool hashes = is_set("hashes");
    if (is_set("certex")) return {is_gost_2004() ? 0x8E00000C : 0x8E000013, 0x8E000001};
    if (is_gost_2004()) return {hashes ? 0x1202UL : 0x1201UL, key_gost_3410};
    return {hashes ? 0xD4321009 : 0xD4321006, 0xD4321003};
}

template <std::size_t size>
void pad_with_blanks(Byte (&field)[size], std::string_view text) {
    std::fill(std::begin(field), std::end(field), Byte{' '});
    std::copy(text.begin(), text.end(), std::begin(field));
}

Octets digest_of(const Octets& content) {
    if (is_gost_2004()) {
        gosthash94_ctx state;
        gosthash94_init(&state);
        gosthash94_update(&state, content.size(), content.data());
        Octets digest(GOSTHASH94_DIGEST_SIZE);
        gosthash94_digest(&state, digest.size(), digest.data());
        return digest;
    }
    streebog512_ctx state;
    streebog512_init(&state);
    streebog512_update(&state, content.size(), content.data());
    Octets digest(STREEBOG512_DIGEST_SIZE);
    streebog512_digest(&state, digest.size(), digest.data());
    return digest;
}

void draw(void*, std::size_t length, std::uint8_t* output) {
    if (::getrandom(output, length, 0) != static_cast<ssize_t>(length)) std::abort();
}

Octets little_endian(mpz_srcptr number, std::size_t size) {
    Octets octets(size);
    mpz_export(octets.data(), nullptr, -1, 1, 0, 0, number);
    return octets;
}

/// In the order of halves and octets that the settings name; r || s, each little-endian, by itself.
Octets laid_out(const dsa_signature& made, std::size_t half) {
    const bool big_endian = is_set("big-endian");
    const auto octets_of = [&](mpz_srcptr number) {
        auto octets = little_endian(number, half);
        if (big_endian) std::reverse(octets.begin(), octets.end());
        return octets;
    };
    auto signature = octets_of(is_set("s-first") ? made.s : made.r);
    const auto second = octets_of(is_set("s-first") ? made.r : made.s);
    signature.insert(signature.end(), second.begin(), second.end());
    return signature;
}

Octets sign_digest(const Octets& digest) {
    const auto key = content_of("key");
    ecc_scalar scalar;
    ecc_scalar_init(&scalar, key.size() == 32 ? nettle_get_gost_gc256b() : nettle_get_gost_gc512a());
    mpz_t number;
    mpz_init(number);
    mpz_import(number, key.size(), -1, 1, 0, 0, key.data());
    if (ecc_scalar_set(&scalar, number) == 0) std::abort();
    dsa_signature made;
    dsa_signature_init(&made);
    gostdsa_sign(&scalar, nullptr, draw, digest.size(), digest.data(), &made);
    auto signature = laid_out(made, key.size());
    dsa_signature_clear(&made);
    mpz_clear(number);
    ecc_scalar_clear(&scalar);
    return signature;
}

/// Keeps the number, and the point as x || y, each little-endian.
void make_key() {
    ecc_scalar scalar;
    ecc_point point;
    ecc_scalar_init(&scalar, nettle_get_gost_gc512a());
    ecc_point_init(&point, nettle_get_gost_gc512a());
    ecc_scalar_random(&scalar, nullptr, draw);
    ecc_point_mul_g(&point, &scalar);
    mpz_t x;
    mpz_t y;
    mpz_inits(x, y, nullptr);
    ecc_scalar_get(&scalar, x);
    write("key", little_endian(x, 64));
    ecc_point_get(&point, x, y);
    auto coordinates = little_endian(x, 64);
    const auto second = little_endian(y, 64);
    coordinates.insert(coordinates.end(), second.begin(), second.end());
    write("public_key", coordinates);
    mpz_clears(x, y, nullptr);
    ecc_point_clear(&point);
    ecc_scalar_clear(&scalar);
}

ReturnValue done(void*) {
    return ok;
}

ReturnValue get_slot_list(Byte, Ulong* slots, Ulong* count) {
    *count = std::filesystem::exists(folder() / "key") ? 1 : 0;
    if (slots != nullptr && *count == 1) slots[0] = only_slot;
    return ok;
}

ReturnValue get_slot_info(Ulong, SlotInfo* information) {
    pad_with_blanks(information->description, "");
    pad_with_blanks(information->manufacturer, "");
    return ok;
}

ReturnValue get_token_info(Ulong, TokenInfo* information) {
    *information = {};
    pad_with_blanks(information->label, "GOST");
    pad_with_blanks(information->manufacturer, "");
    pad_with_blanks(information->model, "KAZTOKEN");
    pad_with_blanks(information->serial, "0001");
    information->flags = token_initialized | login_required | user_pin_initialized;
    const int left = tries();
    if (left < all_tries) information->flags |= user_pin_count_low;
    if (left == 1) information->flags |= user_pin_final_try;
    if (left == 0) information->flags |= user_pin_locked;
    information->min_pin_length = 4;
    information->max_pin_length = 8;
    return ok;
}

ReturnValue get_mechanism_list(Ulong, Ulong* mechanisms, Ulong* count) {
    if (mechanisms != nullptr) std::ranges::copy(std::array{numbers().mechanism, making}, mechanisms);
    *count = 2;
    return ok;
}

ReturnValue open_session(Ulong, Ulong, void*, void*, Handle* session) {
    *session = 1;
    return ok;
}

ReturnValue close_session(Handle) {
    return ok;
}

ReturnValue login(Handle, Ulong, Byte* typed, Ulong length) {
    const int left = tries();
    if (left == 0) return pin_locked;
    if (std::string_view(reinterpret_cast<const char*>(typed), length) != the_pin) {
        set_tries(left - 1);
        return left == 1 ? pin_locked : pin_incorrect;
    }
    set_tries(all_tries);
    logged_in = true;
    return ok;
}

ReturnValue logout(Handle) {
    logged_in = false;
    return ok;
}

ReturnValue find_objects_init(Handle, Attribute* wanted, Ulong) {
    Ulong kind = 0;
    std::memcpy(&kind, wanted[0].value, sizeof kind);
    objects_to_find.clear();
    if (kind == class_certificate) objects_to_find = {the_certificate};
    if (kind == class_private_key && logged_in) objects_to_find = {the_key};
    if (kind == class_public_key && !content_of("public_key").empty()) objects_to_find = {the_public_key};
    return ok;
}

ReturnValue find_objects(Handle, Handle* objects, Ulong, Ulong* count) {
    *count = static_cast<Ulong>(objects_to_find.size());
    std::copy(objects_to_find.begin(), objects_to_find.end(), objects);
    objects_to_find.clear();
    return ok;
}

ReturnValue find_objects_final(Handle) {
    return ok;
}

ReturnValue get_attribute_value(Handle, Handle object, Attribute* attributes, Ulong) {
    auto& attribute = attributes[0];
    Octets value;
    if (attribute.type == attribute_id) value = {0x01};
    if (attribute.type == attribute_value && object == the_certificate) value = content_of("certificate.der");
    if (attribute.type == attribute_value && object == the_public_key) value = content_of("public_key");
    if (attribute.type == attribute_key_type && object != the_certificate) {
        const Ulong type = numbers().key_type;
        value.resize(sizeof type);
        std::memcpy(value.data(), &type, sizeof type);
    }
    if (value.empty()) {
        attribute.length = unavailable;
        return attribute_type_invalid;
    }
    if (attribute.value != nullptr) std::memcpy(attribute.value, value.data(), value.size());
    attribute.length = static_cast<Ulong>(value.size());
    return ok;
}

ReturnValue sign_init(Handle, Mechanism* mechanism, Handle) {
    if (!logged_in) return user_not_logged_in;
    if (mechanism->type != numbers().mechanism) return mechanism_invalid;
    mechanism_begun = mechanism->type;
    return ok;
}

ReturnValue sign(Handle, Byte* data, Ulong length, Byte* signature, Ulong* signature_length) {
    const Octets given(data, data + length);
    const bool hashes = mechanism_begun == 0x1202 || mechanism_begun == 0xD4321009;
    if (!hashes && given.size() != (is_gost_2004() ? 32 : 64)) return data_length_range;
    const auto made = sign_digest(hashes ? digest_of(given) : given);
    if (*signature_length < made.size()) return buffer_too_small;
    std::copy(made.begin(), made.end(), signature);
    *signature_length = static_cast<Ulong>(made.size());
    return ok;
}

Octets value_of(Ulong type, const Attribute* attributes, Ulong count) {
    for (const auto& one : std::span(attributes, count)) {
        const auto* octets = static_cast<const Byte*>(one.value);
        if (one.type == type) return {octets, octets + one.length};
    }
    return {};
}

/// Takes the place of the key that is there.
ReturnValue generate_key_pair(Handle, Mechanism* mechanism, Attribute* wanted, Ulong count, Attribute*, Ulong,
                              Handle* public_key, Handle* private_key) {
    if (!logged_in) return user_not_logged_in;
    if (mechanism->type != making) return mechanism_invalid;
    // id-tc26-gost-3410-12-512-paramSetA, 1.2.643.7.1.2.1.2.1: the curve of the national CA.
    const Octets curve{0x06, 0x09, 0x2A, 0x85, 0x03, 0x07, 0x01, 0x02, 0x01, 0x02, 0x01};
    if (value_of(attribute_gost_3410_params, wanted, count) != curve) return arguments_bad;
    make_key();
    *public_key = the_public_key;
    *private_key = the_key;
    return ok;
}

/// A certificate, in place of the one that is there.
ReturnValue create_object(Handle, Attribute* attributes, Ulong count, Handle* object) {
    if (!logged_in) return user_not_logged_in;
    write("certificate.der", value_of(attribute_value, attributes, count));
    *object = the_certificate;
    return ok;
}

ReturnValue wait_for_slot_event(Ulong, Ulong*, void*) {
    return function_not_supported;
}

FunctionList make_list() {
    FunctionList list{};
    list.version = {2, 40};
    list.C_Initialize = done;
    list.C_Finalize = done;
    list.C_GetSlotList = get_slot_list;
    list.C_GetSlotInfo = get_slot_info;
    list.C_GetTokenInfo = get_token_info;
    list.C_GetMechanismList = get_mechanism_list;
    list.C_OpenSession = open_session;
    list.C_CloseSession = close_session;
    list.C_Login = login;
    list.C_Logout = logout;
    list.C_CreateObject = create_object;
    list.C_GetAttributeValue = get_attribute_value;
    list.C_FindObjectsInit = find_objects_init;
    list.C_FindObjects = find_objects;
    list.C_FindObjectsFinal = find_objects_final;
    list.C_SignInit = sign_init;
    list.C_Sign = sign;
    list.C_GenerateKeyPair = generate_key_pair;
    list.C_WaitForSlotEvent = wait_for_slot_event;
    return list;
}

}  // namespace

extern "C" ReturnValue C_GetFunctionList(FunctionList** list) {
    static FunctionList functions = make_list();
    *list = &functions;
    return ok;
}
