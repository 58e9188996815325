// The part of Cryptoki that is used here: its types and numbers as OASIS PKCS #11 v2.40 gives them (base
// specification, sections 3 to 5; mechanisms of RSA, ECDSA and GOST from the current-mechanisms document).
// One structure of the standard is one structure here, under the same field order; only C_Initialize to
// C_Sign and what else is called have types.
#pragma once

#include <cstdint>

// The standard packs its structures on Windows to the octet (2.40, "Platform- and Compiler-Dependent
// Directives"); everywhere else they lie as the compiler lays them.
#ifdef _WIN32
#pragma pack(push, 1)
#endif

namespace qoltanba::tokens::cryptoki {

using Ulong = unsigned long;  ///< 4 octets on Windows, 8 elsewhere
using Byte = unsigned char;
using Handle = Ulong;
using ReturnValue = Ulong;

inline constexpr Ulong unavailable = ~Ulong{0};  ///< CK_UNAVAILABLE_INFORMATION, also for attributes

struct Version {
    Byte major;
    Byte minor;
};

struct SlotInfo {
    Byte description[64];  // padded with blanks, as all texts here
    Byte manufacturer[32];
    Ulong flags;
    Version hardware;
    Version firmware;
};

struct TokenInfo {
    Byte label[32];
    Byte manufacturer[32];
    Byte model[16];
    Byte serial[16];
    Ulong flags;
    Ulong max_session_count;
    Ulong session_count;
    Ulong max_rw_session_count;
    Ulong rw_session_count;
    Ulong max_pin_length;
    Ulong min_pin_length;
    Ulong total_public_memory;
    Ulong free_public_memory;
    Ulong total_private_memory;
    Ulong free_private_memory;
    Version hardware;
    Version firmware;
    Byte time[16];
};

struct Attribute {
    Ulong type;
    void* value;
    Ulong length;
};

struct Mechanism {
    Ulong type;
    void* parameter;
    Ulong parameter_length;
};

struct InitializeArguments {
    void* create_mutex;
    void* destroy_mutex;
    void* lock_mutex;
    void* unlock_mutex;
    Ulong flags;
    void* reserved;
};

/// CK_FUNCTION_LIST: 68 functions in the standard's order. Those that nobody calls here are unused pointers.
struct FunctionList {
    using Unused = void (*)();

    Version version;
    ReturnValue (*C_Initialize)(void* arguments);
    ReturnValue (*C_Finalize)(void* reserved);
    Unused C_GetInfo;
    Unused C_GetFunctionList;
    ReturnValue (*C_GetSlotList)(Byte token_present, Ulong* slots, Ulong* count);
    ReturnValue (*C_GetSlotInfo)(Ulong slot, SlotInfo* information);
    ReturnValue (*C_GetTokenInfo)(Ulong slot, TokenInfo* information);
    ReturnValue (*C_GetMechanismList)(Ulong slot, Ulong* mechanisms, Ulong* count);
    Unused C_GetMechanismInfo;
    Unused C_InitToken;
    ReturnValue (*C_InitPIN)(Handle session, Byte* pin, Ulong length);
    ReturnValue (*C_SetPIN)(Handle session, Byte* old_pin, Ulong old_length, Byte* pin, Ulong length);
    ReturnValue (*C_OpenSession)(Ulong slot, Ulong flags, void* application, void* notify, Handle* session);
    ReturnValue (*C_CloseSession)(Handle session);
    ReturnValue (*C_CloseAllSessions)(Ulong slot);
    Unused C_GetSessionInfo;
    Unused C_GetOperationState;
    Unused C_SetOperationState;
    ReturnValue (*C_Login)(Handle session, Ulong user, Byte* pin, Ulong length);
    ReturnValue (*C_Logout)(Handle session);
    ReturnValue (*C_CreateObject)(Handle session, Attribute* attributes, Ulong count, Handle* object);
    Unused C_CopyObject;
    ReturnValue (*C_DestroyObject)(Handle session, Handle object);
    Unused C_GetObjectSize;
    ReturnValue (*C_GetAttributeValue)(Handle session, Handle object, Attribute* attributes, Ulong count);
    Unused C_SetAttributeValue;
    ReturnValue (*C_FindObjectsInit)(Handle session, Attribute* attributes, Ulong count);
    ReturnValue (*C_FindObjects)(Handle session, Handle* objects, Ulong room, Ulong* count);
    ReturnValue (*C_FindObjectsFinal)(Handle session);
    Unused encryption_and_digests[13];  // C_EncryptInit to C_DigestFinal
    ReturnValue (*C_SignInit)(Handle session, Mechanism* mechanism, Handle key);
    ReturnValue (*C_Sign)(Handle session, Byte* data, Ulong length, Byte* signature, Ulong* signature_length);
    Unused signing_to_key[15];  // C_SignUpdate to C_GenerateKey
    ReturnValue (*C_GenerateKeyPair)(Handle session, Mechanism* mechanism, Attribute* public_key,
                                     Ulong public_count, Attribute* private_key, Ulong private_count,
                                     Handle* public_handle, Handle* private_handle);
    Unused wrapping_to_random[5];  // C_WrapKey to C_GenerateRandom
    Unused C_GetFunctionStatus;
    Unused C_CancelFunction;
    ReturnValue (*C_WaitForSlotEvent)(Ulong flags, Ulong* slot, void* reserved);
};

using GetFunctionList = ReturnValue (*)(FunctionList** list);

}  // namespace qoltanba::tokens::cryptoki

#ifdef _WIN32
#pragma pack(pop)
#endif

namespace qoltanba::tokens::cryptoki {

static_assert(sizeof(FunctionList) > 68 * sizeof(FunctionList::Unused) &&
                  sizeof(FunctionList) <= 69 * sizeof(FunctionList::Unused),
              "68 functions follow the version");

// Flags of C_Initialize, of slots, sessions and waiting.
inline constexpr Ulong os_locking_ok = 0x2;
inline constexpr Ulong rw_session = 0x2;
inline constexpr Ulong serial_session = 0x4;
inline constexpr Ulong dont_block = 0x1;

// Flags of tokens (CKF_*).
inline constexpr Ulong write_protected = 0x2;
inline constexpr Ulong login_required = 0x4;
inline constexpr Ulong user_pin_initialized = 0x8;
inline constexpr Ulong protected_authentication_path = 0x100;
inline constexpr Ulong token_initialized = 0x400;
inline constexpr Ulong user_pin_count_low = 0x10000;
inline constexpr Ulong user_pin_final_try = 0x20000;
inline constexpr Ulong user_pin_locked = 0x40000;
inline constexpr Ulong user_pin_to_be_changed = 0x80000;
inline constexpr Ulong so_pin_count_low = 0x100000;
inline constexpr Ulong so_pin_final_try = 0x200000;
inline constexpr Ulong so_pin_locked = 0x400000;

// Users of C_Login.
inline constexpr Ulong security_officer = 0;
inline constexpr Ulong user = 1;
inline constexpr Ulong context_specific = 2;

// Classes, kinds of certificates and of keys.
inline constexpr Ulong class_certificate = 1;
inline constexpr Ulong class_public_key = 2;
inline constexpr Ulong class_private_key = 3;
inline constexpr Ulong certificate_x509 = 0;
inline constexpr Ulong key_rsa = 0x00;
inline constexpr Ulong key_ec = 0x03;
inline constexpr Ulong key_gost_3410 = 0x30;

// Attributes (CKA_*).
inline constexpr Ulong attribute_class = 0x00;
inline constexpr Ulong attribute_token = 0x01;
inline constexpr Ulong attribute_private = 0x02;
inline constexpr Ulong attribute_label = 0x03;
inline constexpr Ulong attribute_value = 0x11;
inline constexpr Ulong attribute_certificate_type = 0x80;
inline constexpr Ulong attribute_issuer = 0x81;
inline constexpr Ulong attribute_serial_number = 0x82;
inline constexpr Ulong attribute_key_type = 0x100;
inline constexpr Ulong attribute_subject = 0x101;
inline constexpr Ulong attribute_id = 0x102;
inline constexpr Ulong attribute_is_sensitive = 0x103;
inline constexpr Ulong attribute_sign = 0x108;
inline constexpr Ulong attribute_verify = 0x10A;
inline constexpr Ulong attribute_modulus = 0x120;
inline constexpr Ulong attribute_modulus_bits = 0x121;
inline constexpr Ulong attribute_public_exponent = 0x122;
inline constexpr Ulong attribute_extractable = 0x162;
inline constexpr Ulong attribute_ec_params = 0x180;
inline constexpr Ulong attribute_ec_point = 0x181;
inline constexpr Ulong attribute_always_authenticate = 0x202;
inline constexpr Ulong attribute_gost_3410_params = 0x250;
inline constexpr Ulong attribute_gost_3411_params = 0x251;

// Return values that the program acts on; return_values.cpp names the others.
inline constexpr ReturnValue ok = 0x00;
inline constexpr ReturnValue host_memory = 0x02;
inline constexpr ReturnValue general_error = 0x05;
inline constexpr ReturnValue arguments_bad = 0x07;
inline constexpr ReturnValue no_event = 0x08;
inline constexpr ReturnValue attribute_sensitive = 0x11;
inline constexpr ReturnValue attribute_type_invalid = 0x12;
inline constexpr ReturnValue function_not_supported = 0x54;
inline constexpr ReturnValue pin_incorrect = 0xA0;
inline constexpr ReturnValue pin_locked = 0xA4;
inline constexpr ReturnValue token_not_present = 0xE0;
inline constexpr ReturnValue user_already_logged_in = 0x100;
inline constexpr ReturnValue user_pin_not_initialized = 0x102;
inline constexpr ReturnValue buffer_too_small = 0x150;
inline constexpr ReturnValue cryptoki_already_initialized = 0x191;

}  // namespace qoltanba::tokens::cryptoki
