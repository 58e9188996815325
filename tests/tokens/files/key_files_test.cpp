#include "tokens/files/key_files.hpp"

#include "support/catch.hpp"
#include "support/fixtures.hpp"
#include "tokens/files/pfx_builder.hpp"

#include <fstream>

namespace qoltanba::test {
namespace {

namespace fs = std::filesystem;
using namespace tokens;

/// What is_pkcs12 takes for a key file; a number makes files differ.
Bytes empty_key_file(std::size_t size = 0) {
    return pfx::plain_file({pfx::bag(5, crypto::der::octet_string(Bytes(size)))});
}

void write(const fs::path& path, BytesView content) {
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary)
        .write(reinterpret_cast<const char*>(content.data()), static_cast<std::streamsize>(content.size()));
    REQUIRE(fs::file_size(path) == content.size());
}

std::vector<std::string> names(const std::vector<KeyFile>& files) {
    std::vector<std::string> all;
    for (const auto& file : files) all.push_back(file.path.filename().string());
    return all;
}

}  // namespace

TEST_CASE("the CA's file names tell the kind of key") {
    CHECK(kind_from_name("/k/AUTH_RSA256_d7dd2b8b.p12") == KeyFileKind::rsa_authentication);
    CHECK(kind_from_name("RSA256_2a0e.p12") == KeyFileKind::rsa_signature);
    CHECK(kind_from_name("GOSTKNCA_c372.p12") == KeyFileKind::gost_2004);
    CHECK(kind_from_name("GOST512_02c7.p12") == KeyFileKind::gost_2015);
    CHECK(kind_from_name("gost512_02c7 (1).P12") == KeyFileKind::gost_2015);
    CHECK(kind_from_name("my key.p12") == KeyFileKind::other);
    CHECK(kind_from_name("") == KeyFileKind::other);
}

TEST_CASE("key files are found in a folder and one level below, newest first") {
    const TemporaryFolder folder;
    const fs::path root = folder.path();
    write(root / "GOST512_a.p12", empty_key_file());
    write(root / "sub/RSA256_b.PFX", empty_key_file());
    write(root / "sub/deeper/RSA256_c.p12", empty_key_file());
    write(root / "нет.txt", empty_key_file());
    write(root / "a text.p12", bytes_of("not a key file"));
    write(root / "empty.p12", {});
    fs::create_directories(root / "folder.p12");
    const auto now = fs::file_time_type::clock::now();
    fs::last_write_time(root / "GOST512_a.p12", now - std::chrono::hours{1});
    fs::last_write_time(root / "sub/RSA256_b.PFX", now);
    CHECK(names(find_key_files({root})) == std::vector<std::string>{"RSA256_b.PFX", "GOST512_a.p12"});
    CHECK(find_key_files({root}).front().kind == KeyFileKind::rsa_signature);
    CHECK(find_key_files({root}).front().size == empty_key_file().size());
}

TEST_CASE("a key file is listed once, however often it is reached") {
    const TemporaryFolder folder;
    write(folder.path() / "keys/a.p12", empty_key_file());
    std::error_code error;
    fs::create_symlink(folder.path() / "keys/a.p12", folder.path() / "keys/b.p12", error);
    CHECK(find_key_files({folder.path(), folder.path() / "keys", folder.path() / "keys/../keys"}).size() ==
          1);
}

TEST_CASE("missing folders, loops of links and dangling links are passed over") {
    const TemporaryFolder folder;
    write(folder.path() / "a.p12", empty_key_file());
    fs::create_directory_symlink(folder.path(), folder.path() / "loop");
    fs::create_symlink(folder.path() / "nowhere", folder.path() / "dangling.p12");
    CHECK(find_key_files({"/nonexistent", folder.path()}).size() == 1);
    CHECK(find_key_files({folder.path() / "a.p12"}).empty());
    CHECK(find_key_files({}).empty());
}

TEST_CASE("no more than 500 files are looked at") {
    const TemporaryFolder folder;
    for (int i = 0; i < 510; ++i) write(folder.path() / (std::to_string(i) + ".p12"), empty_key_file());
    CHECK(find_key_files({folder.path()}).size() == 500);
}

TEST_CASE("one file is looked at for what it is") {
    const TemporaryFolder folder;
    write(folder.path() / "key", empty_key_file());
    write(folder.path() / "text.p12", bytes_of("-----BEGIN PRIVATE KEY-----"));
    CHECK(ok(look_at_key_file(folder.path() / "key")));
    CHECK(error_code(look_at_key_file(folder.path() / "text.p12")) == ErrorCode::unsupported_key_file);
    CHECK(error_code(look_at_key_file(folder.path() / "none.p12")) == ErrorCode::file_not_found);
    CHECK(error_code(look_at_key_file(folder.path())) == ErrorCode::input_output_failure);
    CHECK(ok(look_at_key_file(fixture_path("kz/p12/gost2015/2026_valid_individual.p12"))));
}

TEST_CASE("a key file is a token that opens with its password and is read anew each time") {
    const TemporaryFolder folder;
    const fs::path path = folder.path() / u8"ключ.p12";
    write(path, fixture("kz/p12/gost2015/2026_valid_individual.p12"));
    const auto file = look_at_key_file(path);
    REQUIRE(ok(file));
    const auto token = token_of(*file, {});
    CHECK(token->storage() == "PKCS12");
    CHECK(token->name() == "ключ.p12");
    const auto keys = token->unlock(SecretBytes::copy_of("Qwerty12"));
    REQUIRE(ok(keys));
    CHECK(keys->size() == 1);
    CHECK(error_code(token->unlock(SecretBytes::copy_of("qwerty12"))) == ErrorCode::wrong_password);
    fs::remove(path);
    CHECK(error_code(token->unlock(SecretBytes::copy_of("Qwerty12"))) == ErrorCode::file_not_found);
}

TEST_CASE("a file of endless size is refused without being read whole") {
    const TemporaryFolder folder;
    const fs::path path = folder.path() / "large.p12";
    write(path, empty_key_file(100));
    // Mostly a hole, but Windows makes none that its disk has no room for.
    fs::resize_file(path, std::uintmax_t{1} << 30U);
    const auto file = look_at_key_file(path);
    REQUIRE(ok(file));
    CHECK(error_code(token_of(*file, {})->unlock(SecretBytes())) == ErrorCode::unsupported_key_file);
}

TEST_CASE("key stores are found beside PKCS#12 files and belong to the storage JKS") {
    const TemporaryFolder folder;
    write(folder.path() / "mine.jks", test_data("java_key_stores/rsa.jks"));
    write(folder.path() / "mine.p12", fixture("kz/p12/rsa/ncanode_individual_sign.p12"));
    write(folder.path() / "not_one.jks", Bytes{1, 2, 3, 4, 5});
    const auto files = tokens::find_key_files({folder.path()});
    REQUIRE(files.size() == 2);
    for (const auto& file : files) {
        const bool is_store = file.path.extension() == ".jks";
        CHECK(file.storage == (is_store ? "JKS" : "PKCS12"));
        const auto token = tokens::token_of(file, {});
        CHECK(token->storage() == file.storage);
        CHECK(ok(token->unlock(SecretBytes::copy_of(is_store ? "Secret-1" : "Qwerty12"))));
    }
}

}  // namespace qoltanba::test
