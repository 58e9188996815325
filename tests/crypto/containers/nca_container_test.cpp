// The national CA's ZIP container, judged and made.
#include "crypto/containers/nca_container.hpp"

#include "crypto/base/base64.hpp"
#include "crypto/containers/nca_manifest.hpp"
#include "crypto/containers/zip.hpp"
#include "crypto/signatures/cms.hpp"
#include "crypto/signatures/identities.hpp"
#include "crypto/signatures/intact.hpp"
#include "crypto/signatures/openssl_tool.hpp"

#include <deque>
#include <functional>
#include <map>

using namespace qoltanba;
using namespace qoltanba::crypto;
using namespace qoltanba::test;

namespace {

const Time moment = *time_from_iso("2026-07-20T09:15:00Z");

Bytes made_by(KeyFamily family) {
    const std::vector<ContainerFile> files{{"келісім.txt", bytes_of("a contract")},
                                           {"annex/a & \"b\".txt", bytes_of("an annex")}};
    auto made = create_nca_container(signer_of(family), files, moment);
    REQUIRE(ok(made));
    return *made;
}

/// The container with its files changed by `change`.
Bytes changed(BytesView container, const std::function<void(std::map<std::string, std::string>&)>& change) {
    std::map<std::string, std::string> files;
    const auto members = read_zip(container).value();
    for (const auto& member : members) {
        files[member.name] = std::string(text_of(unpack(member, 1 << 20).value()));
    }
    change(files);
    std::deque<Bytes> storage;
    std::vector<ZipMember> packed;
    for (const auto& [name, content] : files) {
        packed.push_back(pack(name, bytes_of(content), storage.emplace_back()).value());
    }
    return write_zip(packed, moment).value();
}

std::vector<std::optional<ErrorCode>> faults(const NcaContainer& container) {
    std::vector<std::optional<ErrorCode>> codes;
    for (const auto& member : container.members) {
        codes.push_back(member.fault ? std::optional(member.fault->code) : std::nullopt);
    }
    return codes;
}

const std::string manifest_name(nca_manifest_name);

}  // namespace

TEST_CASE("The original's container: every file is as its manifest says, and the manifest is signed") {
    const auto container = open_nca_container(fixture("kz/zip/zip_signed_files.zip"));
    REQUIRE(ok(container));
    CHECK(faults(*container) == std::vector<std::optional<ErrorCode>>(4));
    CHECK(container->members.front().name == "wsse.txt");
    CHECK(container->members.front().size == 3699);
    CHECK(container->members.front().digest == DigestAlgorithm::gost_34311);
    const auto report = verify_cms(container->signature, BytesView(container->manifest));
    REQUIRE(ok(report));
    CHECK(intact(*report));
    CHECK(report->signatures.size() == 1);
}

TEST_CASE("A container made here is right, for every family that signs") {
    for (const auto family : {KeyFamily::gost_2015_512, KeyFamily::rsa}) {
        const auto container = open_nca_container(made_by(family));
        REQUIRE(ok(container));
        CHECK(faults(*container) == std::vector<std::optional<ErrorCode>>(2));
        CHECK(container->members.front().name == "келісім.txt");
        CHECK(container->members.back().name == "annex/a & \"b\".txt");
        CHECK(container->members.front().digest == suite_of(family).digest);
        const auto report = verify_cms(container->signature, BytesView(container->manifest));
        REQUIRE(ok(report));
        CHECK(intact(*report));
    }
}

TEST_CASE("openssl and Python find a container of ours right", "[linux]") {
    const TemporaryFolder folder;
    write_file(folder.path() / "c.zip", made_by(KeyFamily::rsa));
    REQUIRE(run_in(folder, "python3 -m zipfile -e c.zip out").status == 0);
    const auto digest = openssl(folder, "dgst -sha256 -binary -out digest out/келісім.txt");
    REQUIRE(digest.status == 0);
    const auto manifest = read_text(folder.path() / "out" / "META-INF" / "NCAManifest.xml");
    CHECK(manifest.find(to_base64(read_file(folder.path() / "digest"))) != std::string::npos);
    const auto at = manifest.find("META-INF/signature-");
    REQUIRE(at != std::string::npos);
    const auto signature = manifest.substr(at, manifest.find('"', at) - at);
    CHECK(openssl(folder, "cms -verify -noverify -binary -inform DER -in out/" + signature +
                              " -content out/META-INF/NCAManifest.xml -out checked")
              .status == 0);
}

TEST_CASE("Another signer joins the one CMS, and files and manifest stay") {
    const auto first = made_by(KeyFamily::gost_2015_512);
    const auto both = add_nca_container_signer(signer_of(KeyFamily::rsa), first, moment);
    REQUIRE(ok(both));
    const auto before = open_nca_container(first).value(), after = open_nca_container(*both).value();
    CHECK(before.manifest == after.manifest);
    CHECK(faults(after) == std::vector<std::optional<ErrorCode>>(2));
    const auto report = verify_cms(after.signature, BytesView(after.manifest));
    REQUIRE(ok(report));
    CHECK(intact(*report));
    CHECK(report->signatures.size() == 2);
    const auto original =
        add_nca_container_signer(signer_of(KeyFamily::rsa), fixture("kz/zip/zip_signed_files.zip"), moment);
    REQUIRE(ok(original));
    CHECK(open_nca_container(*original).value().members.size() == 4);
}

TEST_CASE("A changed, missing or added file is told by its name") {
    using Codes = std::vector<std::optional<ErrorCode>>;
    const auto container = made_by(KeyFamily::rsa);
    const auto judged = [&](const std::function<void(std::map<std::string, std::string>&)>& change) {
        const auto opened = open_nca_container(changed(container, change));
        REQUIRE(ok(opened));
        return *opened;
    };
    CHECK(faults(judged([](auto&) {})) == Codes(2));
    const auto other = judged([](auto& files) { files["келісім.txt"] = "a Contract"; });
    CHECK(faults(other) == Codes{ErrorCode::digest_mismatch, std::nullopt});
    CHECK(other.members.front().fault->detail == "келісім.txt");
    const auto missing = judged([](auto& files) { files.erase("келісім.txt"); });
    CHECK(faults(missing) == Codes{ErrorCode::content_missing, std::nullopt});
    const auto added = judged([](auto& files) { files["more.txt"] = "more"; });
    CHECK(faults(added) == Codes{std::nullopt, std::nullopt, ErrorCode::only_part_signed});
    CHECK(added.members.back().name == "more.txt");
    CHECK_FALSE(added.members.back().digest);
    const auto signed_again =
        add_nca_container_signer(signer_of(KeyFamily::rsa),
                                 changed(container, [](auto& files) { files["more.txt"] = "more"; }), moment);
    CHECK(error_code(signed_again) == ErrorCode::only_part_signed);
}

TEST_CASE("A file whose octets cannot be unpacked is told, the others are judged") {
    auto container = made_by(KeyFamily::rsa);
    const auto at = text_of(container).find("a contract");  // too short to deflate: stored
    REQUIRE(at != std::string_view::npos);
    container[at] ^= 1;
    const auto opened = open_nca_container(container);
    REQUIRE(ok(opened));
    CHECK(faults(*opened) ==
          std::vector<std::optional<ErrorCode>>{ErrorCode::malformed_container, std::nullopt});
}

TEST_CASE("An archive that is no container of the national CA is refused") {
    const auto container = made_by(KeyFamily::rsa);
    const auto refused = [&](const std::function<void(std::map<std::string, std::string>&)>& change) {
        return error_code(open_nca_container(changed(container, change)));
    };
    CHECK(refused([](auto& files) { files.erase(manifest_name); }) == ErrorCode::malformed_container);
    CHECK(refused([](auto& files) {
              std::erase_if(files, [](const auto& file) { return file.first.ends_with(".cms"); });
          }) == ErrorCode::malformed_container);
    CHECK(refused([](auto& files) { files[manifest_name] = "<NCAManifest/>"; }) ==
          ErrorCode::malformed_container);
}

TEST_CASE("A manifest is read strictly") {
    const std::string digest = to_base64(Bytes(32, 7));
    const std::string one =
        "<DataObjectReference URI=\"a\"><DigestMethod "
        "Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/><DigestValue>" +
        digest + "</DigestValue></DataObjectReference>";
    const std::string signature = "<SigReference URI=\"META-INF/s.cms\"/>";
    const auto read = [](const std::string& inside) {
        return read_nca_manifest(bytes_of("<NCAManifest>" + inside + "</NCAManifest>"));
    };
    REQUIRE(ok(read(signature + one)));
    CHECK(read(signature + one)->references.front().digest == Bytes(32, 7));

    const auto replaced = [&](std::string_view from, std::string_view to) {
        auto text = signature + one;
        const auto at = text.find(from);
        REQUIRE(at != std::string::npos);
        return error_code(read(text.replace(at, from.size(), to)));
    };
    CHECK(error_code(read(one)) == ErrorCode::malformed_container);
    CHECK(error_code(read(signature)) == ErrorCode::malformed_container);
    CHECK(error_code(read(signature + one + one)) == ErrorCode::malformed_container);
    CHECK(error_code(read(signature + signature + one)) == ErrorCode::malformed_container);
    CHECK(error_code(read(signature + one + "<Other/>")) == ErrorCode::malformed_container);
    CHECK(replaced("URI=\"a\"", "URI=\"a\" URI2=\"b\"") == ErrorCode::malformed_container);
    CHECK(replaced("URI=\"a\"", "URI=\"META-INF/s.cms\"") == ErrorCode::malformed_container);
    CHECK(replaced("URI=\"a\"", "URI=\"META-INF/NCAManifest.xml\"") == ErrorCode::malformed_container);
    CHECK(replaced("xmlenc#sha256", "xmlenc#sha512") == ErrorCode::malformed_container);  // another length
    CHECK(replaced("xmlenc#sha256", "xmldsig#md5") == ErrorCode::unsupported_algorithm);
    CHECK(replaced(digest, "=") == ErrorCode::malformed_container);
    CHECK(replaced("<DigestValue>", "<DigestValue><b/>") == ErrorCode::malformed_container);
    CHECK(error_code(read_nca_manifest(bytes_of("<!DOCTYPE a><NCAManifest/>"))) ==
          ErrorCode::malformed_container);
    CHECK(error_code(read_nca_manifest(bytes_of("<NCAManifest xmlns=\"x\">" + signature + one +
                                                "</NCAManifest>"))) == ErrorCode::malformed_container);
}

TEST_CASE("Nothing, unsafe names and one name twice are not signed") {
    auto& signer = signer_of(KeyFamily::rsa);
    const auto code = [&](const std::vector<ContainerFile>& files) {
        return error_code(create_nca_container(signer, files, moment));
    };
    CHECK(code({}) == ErrorCode::nothing_to_sign);
    CHECK(code({{"../a", bytes_of("1")}}) == ErrorCode::malformed_container);
    CHECK(code({{"a", bytes_of("1")}, {"a", bytes_of("2")}}) == ErrorCode::malformed_container);
    CHECK(code({{"a", bytes_of("1")}, {"A", bytes_of("2")}}) == ErrorCode::malformed_container);
    CHECK(code({{manifest_name, bytes_of("1")}}) == ErrorCode::malformed_container);
}
