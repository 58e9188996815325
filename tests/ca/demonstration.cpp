#include "ca/demonstration.hpp"

#include "tokens/files/new_key_file.hpp"
#include "tokens/files/pkcs12_writer.hpp"

#include <nlohmann/json.hpp>

#include <fstream>
#include <stdexcept>

namespace qoltanba::test {
namespace {

namespace fs = std::filesystem;
using std::chrono::days;

const Subject person{
    .common_name = "ТЕСТОВ ТЕСТ", .surname = "ТЕСТОВ", .iin = "123456789011", .patronymic = "ТЕСТОВИЧ"};
const Subject head{.common_name = "ТЕСТОВ ТЕСТ",
                   .surname = "ТЕСТОВ",
                   .iin = "123456789011",
                   .organisation = "АО \"ТЕСТ\"",
                   .bin = "123456789021",
                   .patronymic = "ТЕСТОВИЧ"};
const Subject employee{.common_name = "ТЕСТТОВ ТЕСТТ",
                       .surname = "ТЕСТТОВ",
                       .iin = "123456789012",
                       .organisation = "АО \"ТЕСТ\"",
                       .bin = "123456789021",
                       .patronymic = "ТЕСТТОВИЧ"};

struct Part {
    std::string name, remark;
    const Subject& subject;
    Usage usage;
    std::vector<std::string> roles;
    days from, to;  ///< relative to now
};

std::vector<Part> cast() {
    const std::vector<std::string> individual{role::individual};
    const std::vector<std::string> of_head{role::organisation, role::head};
    const std::vector<std::string> of_employee{role::organisation, role::employee};
    const days yesterday{-1}, next_year{364}, long_ago{-400}, a_month_ago{-35};
    return {
        {"person_authentication_rsa", "a person, to log in", person, Usage::authentication, individual,
         yesterday, next_year},
        {"person_signature_rsa", "a person, to sign", person, Usage::signature, individual, yesterday,
         next_year},
        {"person_gost", "a person, to log in and sign", person, Usage::single, individual, yesterday,
         next_year},
        {"head_authentication_rsa", "the head of an organisation, to log in", head, Usage::authentication,
         of_head, yesterday, next_year},
        {"head_signature_rsa", "the head of an organisation, to sign", head, Usage::signature, of_head,
         yesterday, next_year},
        {"head_gost", "the head of an organisation, to log in and sign", head, Usage::single, of_head,
         yesterday, next_year},
        {"employee_gost", "an employee of the organisation, without the right to sign for it", employee,
         Usage::single, of_employee, yesterday, next_year},
        {"expired_person_gost", "a person; EXPIRED, and so refused", person, Usage::single, individual,
         long_ago, a_month_ago},
    };
}

void write(const fs::path& path, BytesView content) {
    std::ofstream out(path, std::ios::binary);
    out.write(reinterpret_cast<const char*>(content.data()), static_cast<std::streamsize>(content.size()));
    if (!out.flush()) throw std::runtime_error("cannot write " + path.string());
}

std::string as_json(const Demonstration& demonstration) {
    auto list = nlohmann::ordered_json::array();
    for (const auto& key : demonstration.keys)
        list.push_back({{"name", key.name},
                        {"file", "keys/" + key.file},
                        {"remark", key.remark},
                        {"subject", key.certificate.subject().text()},
                        {"notBefore", to_iso(key.certificate.not_before())},
                        {"notAfter", to_iso(key.certificate.not_after())}});
    return list.dump(2) + "\n";
}

std::string as_readme(const Demonstration& demonstration, std::string_view password) {
    std::string text =
        "Keys of a demonstration certification authority. They prove nothing about anybody: the names are\n"
        "invented, and anyone can make such keys. The programs trust them only when\n"
        "started with --anchors naming the folder \"anchors\".\n\n"
        "Password of every key: ";
    text += password;
    text += "\n\n";
    for (const auto& key : demonstration.keys) text += "keys/" + key.file + "\n    " + key.remark + "\n";
    return text;
}

}  // namespace

Demonstration make_demonstration(std::string_view password, Time now, const std::string& base_url) {
    // The authorities must be older than the expired certificate that they gave.
    Demonstration made{Authority(crypto::KeyFamily::gost_2015_512, now - days{500}, base_url),
                       Authority(crypto::KeyFamily::rsa, now - days{500}, base_url),
                       {}};
    for (const auto& part : cast()) {
        const Authority& authority = part.usage == Usage::single ? made.gost : made.rsa;
        const Issued issued = authority.issue({.subject = part.subject,
                                               .usage = part.usage,
                                               .roles = part.roles,
                                               .not_before = now + part.from,
                                               .not_after = now + part.to});
        auto content = tokens::write_pkcs12(issued.pkcs8, issued.certificate, SecretBytes::copy_of(password),
                                            tokens::KeyFileLayout::national);
        made.keys.push_back({part.name, tokens::key_file_name(issued.certificate).value(), part.remark,
                             issued.certificate, std::move(content).value()});
    }
    return made;
}

void write_demonstration(const Demonstration& demonstration, std::string_view password,
                         const fs::path& folder) {
    fs::create_directories(folder / "anchors");
    fs::create_directories(folder / "keys");
    write(folder / "anchors/root_gost_demo.cer", demonstration.gost.root().der());
    write(folder / "anchors/nca_gost_demo.cer", demonstration.gost.intermediate().der());
    write(folder / "anchors/root_rsa_demo.cer", demonstration.rsa.root().der());
    write(folder / "anchors/nca_rsa_demo.cer", demonstration.rsa.intermediate().der());
    for (const auto& key : demonstration.keys) write(folder / "keys" / key.file, key.content);
    write(folder / "keys.json", bytes_of(as_json(demonstration)));
    write(folder / "README.txt", bytes_of(as_readme(demonstration, password)));
}

fs::path write_issued(const Demonstration& demonstration, const fs::path& request, Time now,
                      const fs::path& folder) {
    std::ifstream in(request, std::ios::binary);
    const Bytes content{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    const auto read = crypto::read_certificate_request_file(content);
    if (read.has_error()) throw std::runtime_error(request.string() + ": " + describe(read.error()));
    const bool is_gost = read->key.family() == crypto::KeyFamily::gost_2015_512;
    const auto certificate = (is_gost ? demonstration.gost : demonstration.rsa).certify(*read, now);
    fs::create_directories(folder / "issued");
    const auto issued = folder / "issued" / request.stem().concat(".cer");
    write(issued, certificate.der());
    return issued;
}

}  // namespace qoltanba::test
