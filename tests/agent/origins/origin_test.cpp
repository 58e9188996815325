#include "agent/origins/origin.hpp"

#include "support/catch.hpp"

namespace qoltanba::test {
namespace {

using agent::canonical_origin;

TEST_CASE("origins are brought to one form") {
    CHECK(canonical_origin("https://egov.kz") == "https://egov.kz");
    CHECK(canonical_origin("http://intranet") == "http://intranet");
    CHECK(canonical_origin("HTTPS://eGov.KZ") == "https://egov.kz");
    CHECK(canonical_origin("https://egov.kz:443") == "https://egov.kz");
    CHECK(canonical_origin("http://egov.kz:80") == "http://egov.kz");
    CHECK(canonical_origin("http://egov.kz:443") == "http://egov.kz:443");
    CHECK(canonical_origin("https://xn--80ak6aa92e.kz:8443") == "https://xn--80ak6aa92e.kz:8443");
    CHECK(canonical_origin("http://[2001:db8::1]:8080") == "http://[2001:db8::1]:8080");
    CHECK(canonical_origin("chrome-extension://abcdefghijklmnopabcdefghijklmnop") ==
          "chrome-extension://abcdefghijklmnopabcdefghijklmnop");
    CHECK(canonical_origin("moz-extension://0f6cf3b5-1d1b-4d5c-9d0f-000000000000") ==
          "moz-extension://0f6cf3b5-1d1b-4d5c-9d0f-000000000000");
}

TEST_CASE("what is not the origin of one site is none") {
    for (const std::string text : {"",
                                   "null",
                                   "egov.kz",
                                   "https:",
                                   "https://",
                                   "https:///",
                                   "://egov.kz",
                                   "file://",
                                   "file:///etc/passwd",
                                   "data://x",
                                   "javascript://x",
                                   "ws://egov.kz",
                                   "https://egov.kz/",
                                   "https://egov.kz/path",
                                   "https://egov.kz?x",
                                   "https://egov.kz#x",
                                   "https://user@egov.kz",
                                   "https://egov.kz https://evil.kz",
                                   "https://egov.kz,https://evil.kz",
                                   " https://egov.kz",
                                   "https://egov.kz ",
                                   "https://egov.kz:",
                                   "https://egov.kz:0",
                                   "https://egov.kz:65536",
                                   "https://egov.kz:+443",
                                   "https://egov.kz:0443",
                                   "https://egov.kz:443:443",
                                   "https://[::1",
                                   "https://::1",
                                   "https://[]",
                                   "https://[egov.kz]x",
                                   "https://[zz]",
                                   "https://егов.кз",
                                   "https://egov.kz\xe2\x80\xae",
                                   "https://egov\tkz",
                                   "https://eg%6fv.kz"}) {
        CAPTURE(text);
        CHECK_FALSE(canonical_origin(text));
    }
    CHECK_FALSE(canonical_origin(std::string("https://egov.kz\0.evil.kz", 24)));
    CHECK_FALSE(canonical_origin("https://" + std::string(1000, 'a')));
}

}  // namespace
}  // namespace qoltanba::test
