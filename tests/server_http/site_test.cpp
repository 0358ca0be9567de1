// SPDX-License-Identifier: Apache-2.0
// Who asked before a proxy passed it on, and what is said to somebody who forgot the s of https.
#include <gmock/gmock.h>

#include "platform/server/site.hpp"
#include "platform/server/stray.hpp"

namespace anju::server {
namespace {

using testing::HasSubstr;

Request from(std::string address, std::vector<Header> headers) {
    Request request;
    request.address = std::move(address);
    request.headers = std::move(headers);
    return request;
}

Request unwrapped(const Site& site, Request request) {
    site.unwrap(request);
    return request;
}

Site behind(std::string proxy) {
    Site site;
    site.public_url = "https://anju.example";
    site.proxies = {std::move(proxy)};
    return site;
}

TEST(Proxy, IsBelievedAboutTheAddressThatItSaw) {
    const auto request = unwrapped(behind("10.0.0.1"), from("10.0.0.1", {{"X-Forwarded-For", "6.6.6.6, 203.0.113.7"}, {"X-Forwarded-Proto", "https"}}));
    EXPECT_EQ(request.address, "203.0.113.7");
    EXPECT_TRUE(request.secure);
}

TEST(Proxy, ThatIsNotOursIsNotBelieved) {
    const auto request = unwrapped(behind("10.0.0.1"), from("198.51.100.9", {{"X-Forwarded-For", "203.0.113.7"}, {"X-Forwarded-Proto", "http"}}));
    EXPECT_EQ(request.address, "198.51.100.9");
}

TEST(Proxy, SaysWhenItWasPlainHttp) {
    EXPECT_FALSE(unwrapped(behind("::1"), from("::1", {{"X-Forwarded-Proto", "http"}})).secure);
}

TEST(Proxy, ThatNamesNobodyLeavesItsOwnAddress) {
    EXPECT_EQ(unwrapped(behind("::1"), from("::1", {})).address, "::1");
    EXPECT_EQ(unwrapped(behind("::1"), from("::1", {{"X-Forwarded-For", std::string(300, '9')}})).address, "::1");
}

TEST(Proxy, WithoutAnyHeaderThePublicAddressDecides) {
    Site site;
    site.public_url = "https://anju.example";
    EXPECT_TRUE(unwrapped(site, from("10.0.0.1", {})).secure);
    site.own_tls = true;  // then only what came by TLS is secure
    EXPECT_FALSE(unwrapped(site, from("127.0.0.1", {})).secure);
}

class Strays : public testing::Test {
  protected:
    Strays() {
        site.pages.add("/lan/", "text/html; charset=utf-8", "two steps");
        site.pages.add("/shared/base.css", "text/css", "body{}");
        site.pages.add("/family/", "text/html; charset=utf-8", "the family page");
    }
    Response ask(std::string target, std::vector<Header> headers, std::string method = "GET") {
        Request request;
        request.method = std::move(method);
        request.target = std::move(target);
        request.headers = std::move(headers);
        return answer_stray(request, site);
    }
    Site site;
};

TEST_F(Strays, WithABrowserSeeTheTwoStepsAndNeverThePage) {
    for (const char* target : {"/", "/family/", "/visit/", "/anything"}) {
        const auto shown = ask(target, {{"Host", "192.168.1.5:8443"}, {"Accept", "text/html,*/*"}});
        EXPECT_EQ(shown.status, 200) << target;
        EXPECT_EQ(shown.body, "two steps") << target;
    }
    EXPECT_EQ(ask("/shared/base.css", {{"Host", "h"}}).body, "body{}");
}

TEST_F(Strays, OfProgramsAreSentToHttps) {
    const auto sent = ask("/v1/family/home?x=1", {{"Host", "192.168.1.5:8443"}});
    EXPECT_EQ(sent.status, 308);
    EXPECT_EQ(sent.header("Location"), "https://192.168.1.5:8443/v1/family/home?x=1");
    EXPECT_EQ(ask("/v1/staff/session", {{"Host", "h"}, {"Accept", "text/html"}}, "POST").status, 308);
}

TEST_F(Strays, WithAHostileHostGetNoAddress) {
    for (const char* host : {"", "evil example", "a\r\nSet-Cookie: x=1", "h/../", "user@h"}) {
        EXPECT_EQ(ask("/x", {{"Host", host}}).header("Location"), "") << host;
    }
}

}  // namespace
}  // namespace anju::server
