// A container of the national CA judged as a whole: its signature and every file in it.
#include "agent/verification/judging.hpp"
#include "crypto/containers/zip.hpp"
#include "crypto/signatures/identities.hpp"

#include <deque>
#include <map>

using namespace qoltanba;
using namespace qoltanba::test;

namespace {

Bytes container() {
    const std::vector<crypto::ContainerFile> files{{"a.txt", bytes_of("first")},
                                                   {"b.txt", bytes_of("second")}};
    return crypto::create_nca_container(signer_of(crypto::KeyFamily::rsa), files, now()).value();
}

agent::JudgedFile judge(BytesView file, crypto::Coverage coverage = crypto::Coverage::whole_document) {
    crypto::Anchors own;
    own.add(signer_of(crypto::KeyFamily::rsa).certificate());
    return agent::judge_file({.file = file}, {.anchors = own, .at = now(), .coverage = coverage});
}

/// With one file set to this text, or taken away where there is none.
Bytes with(const std::string& name, const std::optional<std::string>& text) {
    std::map<std::string, Bytes> files;
    const auto archive = container();
    for (const auto& member : crypto::read_zip(archive).value())
        files[member.name] = crypto::unpack(member, 1 << 20).value();
    files.erase(name);
    if (text) files[name] = copy_of(bytes_of(*text));
    std::deque<Bytes> storage;
    std::vector<crypto::ZipMember> members;
    for (const auto& [file, content] : files)
        members.push_back(crypto::pack(file, content, storage.emplace_back()).value());
    return crypto::write_zip(members, now()).value();
}

}  // namespace

TEST_CASE("A container passes where its signature and all its files are right") {
    const auto judged = judge(container());
    CHECK(said(judged.conclusion) == "TOTAL-PASSED");
    CHECK(judged.kind == agent::FileKind::container);
    CHECK(judged.members.size() == 2);
    REQUIRE(judged.report.signers.size() == 1);
}

TEST_CASE("Each way a container can be other than it was signed has its own indication") {
    CHECK(said(judge(with("a.txt", "First")).conclusion) == "TOTAL-FAILED HASH_FAILURE");
    CHECK(said(judge(with("a.txt", std::nullopt)).conclusion) == "INDETERMINATE SIGNED_DATA_NOT_FOUND");
    CHECK(said(judge(with("c.txt", "third")).conclusion) == "INDETERMINATE SIG_CONSTRAINTS_FAILURE");
    CHECK(said(judge(with("c.txt", "third"), crypto::Coverage::part_suffices).conclusion) == "TOTAL-PASSED");
    CHECK(said(judge(with("META-INF/NCAManifest.xml", "<NCAManifest/>")).conclusion) ==
          "TOTAL-FAILED FORMAT_FAILURE");
    auto cut = container();
    cut.pop_back();
    CHECK(said(judge(cut).conclusion) == "TOTAL-FAILED FORMAT_FAILURE");
}

TEST_CASE("A changed manifest breaks the signature, though it agrees with the files") {
    const auto archive = container();
    for (const auto& member : crypto::read_zip(archive).value()) {
        if (!member.name.ends_with(".xml")) continue;
        auto text = std::string(text_of(crypto::unpack(member, 1 << 20).value()));
        text.insert(text.find("<NCAManifest>"), " ");
        CHECK(said(judge(with(member.name, text)).conclusion) == "TOTAL-FAILED HASH_FAILURE");
    }
}

TEST_CASE("What is nothing that is known here is judged as a signature that cannot be read") {
    for (const std::string_view text : {"", "hello", "<a/>", "<a", "MTEK", "PK", "PK\x03\x04",
                                        "-----BEGIN CMS-----\n-----END CMS-----\n", "0", "0\x03\x0A\x01"}) {
        INFO(text);
        const auto judged = judge(bytes_of(text));
        CHECK(said(judged.conclusion) == "TOTAL-FAILED FORMAT_FAILURE");
        CHECK_FALSE(judged.conclusion.reasons.empty());
    }
}

TEST_CASE("The exit status follows the indication") {
    CHECK(agent::exit_status(crypto::Indication::total_passed) == 0);
    CHECK(agent::exit_status(crypto::Indication::total_failed) == 1);
    CHECK(agent::exit_status(crypto::Indication::indeterminate) == 2);
}
