// The events of tests: files, fixtures, values put in. What must be in the line is worked out from LANGUAGE.md's JSON forms.
#include <catch2/catch.hpp>
#include <string>

#include "compiler/testing/given.hpp"
#include "tests/testing/support.hpp"

namespace {

using namespace ordain;

/// `data` of the event that a test gives.
std::string data(const std::string& given, const std::map<std::string, std::string>& files = {}) {
    test::BundleFolder bundle("test \"t\" { given " + given + " expect not fault OVERFLOW }", files);
    const auto line = bundle.suite().events().line(bundle.loaded().program.tests.front().given);
    if (!line) return "error: " + line.error().message;
    const auto json = testing::Json::parse(*line);
    REQUIRE(json);
    return json.value().at("data").dump();
}
std::string order(const std::string& with) {
    return data("order.created with { " + with + " }");
}

}  // namespace

TEST_CASE("values stand in the event as it carries them") {
    CHECK(order("order.total = 44_000.5 EUR") == R"({"order":{"total":44000.5}})");
    CHECK(order("order.share = 12.5%") == R"({"order":{"share":"12.5%"}})");
    CHECK(order("order.rate = 0.000001") == R"({"order":{"rate":0.000001}})");
    CHECK(order("order.rate = 2") == R"({"order":{"rate":2}})");
    CHECK(order("order.risk = high") == R"({"order":{"risk":"H"}})");
    CHECK(order("order.due = 2026-02-28") == R"({"order":{"due":"2026-02-28"}})");
    CHECK(order("order.fee = 3 USD") == R"({"order":{"fee":{"amount":3,"currency":"USD"}}})");
    CHECK(order("order.by = \"a \\\"b\\\"\"") == R"({"order":{"by":"a \"b\""}})");
    CHECK(order("order.tags = [\"x\", \"y\"]") == R"({"order":{"tags":["x","y"]}})");
    CHECK(order("order.partner = \"p\"") == R"({"order":{"partner":[null,"p"]}})");
    CHECK(order("order.guess = 30%") == R"({"order":{"guess":{"value":"30%","confidence":1}}})");
    CHECK(order("order.guess = { value = 30%, confidence = 80% }") == R"({"order":{"guess":{"value":"30%","confidence":0.8}}})");
    CHECK(order("order.guess = 30%, order.guess.confidence = 50%") == R"({"order":{"guess":{"value":"30%","confidence":0.5}}})");
    CHECK(order("order.due = 2026-02-28, order.due = missing") == R"({"order":{}})");
}

TEST_CASE("an event that names no file") {
    test::BundleFolder bundle("test \"t\" { given order.created with { event.id = \"e-9\" } expect fault }");
    const auto line = bundle.suite().events().line(bundle.loaded().program.tests.front().given);
    REQUIRE(line);
    CHECK(*line == R"({"specversion":"1.0","id":"e-9","source":"/test","type":"order.created","time":"2026-01-05T12:00:00Z","data":{}})");
}

TEST_CASE("files") {
    const std::string type = R"({"specversion":"1.0","id":"1","source":"/s","type":"order.created","time":"2026-01-05T12:00:00Z",)";
    const std::map<std::string, std::string> files{
        {"f/a.json", type + R"("data":{"order":{"total":1.10,"x":12345678901234567890.10,"lines":[{"sku":"a"},{"sku":"b","price":1}]}}})"},
        {"broken.json", "{"},
        {"list.json", "[]"},
    };
    const auto from = [&](const std::string& rest) { return data("order.created from " + rest, files); };
    // what is not touched stays as it was written, digit for digit
    CHECK(from(R"("f/a.json" with { order.lines["b"].price = 2.5 EUR })") ==
          R"({"order":{"total":1.10,"x":12345678901234567890.10,"lines":[{"sku":"a"},{"sku":"b","price":2.5}]}})");
    CHECK(from(R"("f/a.json" with { order.lines["a"] = missing, order.total = missing })") ==
          R"({"order":{"x":12345678901234567890.10,"lines":[{"sku":"b","price":1}]}})");
    CHECK(from(R"("f/a.json" with { order.lines["c"].price = 2 EUR })") ==
          R"(error: `order.lines["c"].price = 2 EUR`: there is no element with the key "c")");
    CHECK(from(R"("f/none.json")").starts_with("error: cannot read"));
    CHECK(from(R"("broken.json" with { order.total = 1 EUR })").starts_with("error: `broken.json` is not JSON"));
    CHECK(from(R"("list.json" with { order.total = 1 EUR })") == "error: `list.json` is not a JSON object");
    CHECK(data(R"(order.changed from "f/a.json")", files) ==
          "error: `f/a.json` holds an event of the type `order.created`, not `order.changed`");
}

TEST_CASE("a file that nothing is put into is decided as it is") {
    const auto result =
        test::run_one(R"(test "t" { given order.created from "broken.json" expect fault INVALID_JSON })", {{"broken.json", "{"}});
    CHECK(result.passed());
}

TEST_CASE("fixtures build on fixtures") {
    const auto result = test::run_one(R"(
fixture more = small with { order.total = 300 EUR, order.by = "u2" }
fixture most = more with { order.total = 400 EUR }
policy p on order.created { rule r when order.total = 400 EUR and order.by = "u2" and order.id = "o1" then reject }
test "t" { given most with { event.time = 2026-02-02T00:00:00Z } expect reject })");
    CHECK(result.passed());
}

TEST_CASE("a fixture that can't be read breaks the test, not the run") {
    test::BundleFolder bundle(
        R"(test "a" { given order.created from "none.json" expect release } test "b" { given small expect release })");
    const auto result = bundle.run();
    REQUIRE(result.tests.size() == 2);
    CHECK_FALSE(result.tests[0].passed());
    CHECK(result.tests[0].broken.find("none.json") != std::string::npos);
    CHECK(result.tests[1].passed());
    CHECK(result.failed() == 1);
}

TEST_CASE("each row of a table is a test, with its name, its place and its event") {
    test::BundleFolder bundle(R"(
policy p on order.created { rule big when order.total >= 500 EUR then require boss reason LARGE set hint = order.total }
test "size" {
  given  small with { order.total = 300 EUR, order.by = "u2" }
  expect not hold in desk
  | case         | order.total | event.time           || expect              | reason | output hint |
  | ------------ | ----------- | -------------------- || ------------------- | ------ | ----------- |
  | "as given"   | -           | -                    || release             | -      | missing     |
  | "the limit"  | 500 EUR     | 2026-02-02T00:00:00Z || require boss by p.big | LARGE | 500 EUR    |
  | "wrong"      | 499 EUR     | -                    || release             | LARGE  | -           |
})");
    const auto result = bundle.run();
    REQUIRE(result.tests.size() == 3);
    CHECK(result.tests[0].title == "size: as given");
    CHECK(result.tests[0].passed());
    CHECK(result.tests[1].title == "size: the limit");
    CHECK(result.tests[1].passed());
    CHECK(result.tests[1].rules == std::vector<std::string>{"p.big"});
    CHECK(result.tests[1].decision.find("2026-02-02T00:00:00Z") != std::string::npos);
    CHECK_FALSE(result.tests[2].passed());
    REQUIRE(result.tests[2].failures.size() == 1);
    CHECK(result.tests[2].failures[0].text == "LARGE");
    const SourceSet& sources = bundle.loaded().sources;
    CHECK(sources.text(result.tests[2].span) == "\"wrong\"");
    CHECK(sources.position(result.tests[2].span.file, result.tests[2].span.begin).line == 10);
    CHECK(bundle.run("size: the").tests.size() == 1);
}

TEST_CASE("the filter chooses by title and module") {
    test::BundleFolder bundle(R"(test "alpha" { given small expect release } test "beta" { given small expect release })");
    CHECK(bundle.run("alp").tests.size() == 1);
    CHECK(bundle.run("alp").left_out == 1);
    CHECK(bundle.run("m").tests.size() == 2);
    CHECK(bundle.run("gamma").tests.empty());
}
