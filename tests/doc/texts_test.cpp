// Whatever stands in a bundle's texts is shown as text; what its declarations say is shown in words.
#include <catch2/catch.hpp>
#include <map>
#include <string>

#include "compiler/docs/docs.hpp"
#include "compiler/docs/html.hpp"
#include "compiler/driver/load.hpp"
#include "tests/doc/markup.hpp"

using namespace ordain;

namespace {

/// tests/doc/bundle: hostile texts in every place that takes one, and one of each declaration.
const std::map<std::string, std::string>& pages() {
    static const auto made = [] {
        auto loaded = driver::load_bundle(ORDAIN_SOURCE_DIR "/tests/doc/bundle");
        std::map<std::string, std::string> found;
        if (!loaded || (*loaded)->diagnostics.has_errors()) return found;
        for (docs::Page& page : docs::pages((*loaded)->program, (*loaded)->trees, (*loaded)->sources))
            found[page.name] = std::move(page.bytes);
        return found;
    }();
    REQUIRE(!made.empty());
    return made;
}

std::string text_of(const std::string& page) {
    return testing::read_markup(pages().at(page)).text;
}

void says(const std::string& page, const std::string& words) {
    INFO(page << ": " << words << "\n" << text_of(page));
    CHECK(text_of(page).find(words) != std::string::npos);
}

}  // namespace

TEST_CASE("hostile texts are text") {
    std::size_t met = 0;
    for (const auto& [name, bytes] : pages()) {
        INFO(name);
        CHECK(bytes.find("<script>alert") == std::string::npos);
        CHECK(bytes.find("<img") == std::string::npos);
        for (std::size_t at = bytes.find("&lt;script&gt;alert"); at != std::string::npos; at = bytes.find("&lt;script&gt;alert", at + 1))
            ++met;
    }
    CHECK(met >= 12);  // titles, reasons, owners, waivers, tests, proofs, descriptions, data
}

TEST_CASE("texts are escaped") {
    CHECK(docs::text("a<b>&\"c'").bytes() == "a&lt;b&gt;&amp;&quot;c&#39;");
    CHECK(docs::text(std::string_view("\x01\x7f\t\n", 4)).bytes() == "\xEF\xBF\xBD\xEF\xBF\xBD\t\n");
    CHECK(docs::element("a", {{"href", "\"><script>"}}, docs::text("x")).bytes() == "<a href=\"&quot;&gt;&lt;script&gt;\">x</a>");
    CHECK(docs::prose("use `a<b` or ` alone").bytes() == "use <code>a&lt;b</code> or ` alone");
}

TEST_CASE("a policy says who owns it, when it is in force, and what it does") {
    says("module-shop.orders.html", "pricing@shop.example");
    says("module-shop.orders.html", "from 2026-01-01 until 2026-12-31");
    says("module-shop.orders.html", "order.total > 10\u202f000\u00a0EUR");
    says("module-shop.orders.html", "order.discount ≥ 20%");
    says("module-shop.orders.html", "require manager and 2 × clerk for order.region");
    says("module-shop.orders.html", "within 1 business day");
    says("module-shop.orders.html", "never by order.asked_by");
    says("module-shop.orders.html", "if nobody answers: silent");
    says("module-shop.orders.html", "shadow: watched, not enforced");
    says("module-shop.orders.html", "until 2026-06-30, approved by");
    says("module-shop.orders.html", "Watched first.Allowed: policy_without_owner “nobody has taken it");
}

TEST_CASE("what is declared is shown resolved") {
    says("people.html", "up to 5\u202f000 EUR");
    says("people.html", "every other");
    says("people.html", "every 1 business day past due, 2 times");
    says("calendars.html", "Europe/Berlin");
    says("calendars.html", "Mon–Fri 08:00–17:00");
    says("calendars.html", "Fri 25 Dec");
    says("calendars.html", "Thu 24 Dec 08:00–12:00");
    says("data.html", "from 10");
    says("schema.html", "total");
    says("work.html", "Too much");
    says("tests.html", "a large order");
    says("index.html", "until 2026-06-30");
    says("index.html", "nothing large goes out by itself");
}

TEST_CASE("a policy that is declared again has a place of its own") {
    const auto ids = testing::read_markup(pages().at("module-shop.orders.html")).ids;
    for (const char* id : {"policy-size", "policy-size-2", "rule-size.large", "rule-size-2.large"}) {
        INFO(id);
        CHECK(std::count(ids.begin(), ids.end(), id) == 1);
    }
}
