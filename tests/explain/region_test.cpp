// Regions are sound: a value that moves within its item leaves the decision, but for times, texts and outputs, by the engine and by the
// oracle. And they are tight: just outside of an interval something that was considered changes.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <vector>

#include "compiler/driver/compile.hpp"
#include "compiler/driver/load.hpp"
#include "runtime/program/bundle_file.hpp"
#include "tests/explain/support.hpp"
#include "tests/oracle/decide.hpp"

using namespace ordain;
using namespace ordain::explain_tests;

namespace {

/// A decision without what a region leaves open. Lists as sets: what merges depends on texts and times.
Json kept(const std::string& text) {
    Json d = Json::parse(text);
    for (const char* key : {"id", "bundle", "event", "time", "fingerprint", "outputs"}) d.erase(key);
    for (Json& approval : d["approvals"]) approval.erase("due");
    const auto reduce = [&d](const char* list, const std::vector<const char*>& away) {
        std::vector<std::string> left;
        for (Json one : d[list]) {
            for (const char* key : away) one.erase(key);
            left.push_back(one.dump());
        }
        std::sort(left.begin(), left.end());
        left.erase(std::unique(left.begin(), left.end()), left.end());
        d[list] = left;
    };
    reduce("escalations", {"at", "by"});
    reduce("reasons", {"text", "by"});
    reduce("notify", {"text", "by"});
    for (Json& element : d["elements"]) element.erase("outputs");
    for (Json& advice : d["advice"]) advice.erase("confidence");
    return d;
}

std::string decided(Evaluator& evaluator, const std::string& line) {
    std::string json;
    evaluator.decide(line).append_json(json);
    return json;
}

/// Whether this library's JSON, whose numbers are doubles, holds the value to its last digit.
bool is_exact(const Json& value) {
    const Json& number = value.is_object() ? value["amount"] : value;
    return !number.is_number_float() || std::abs(number.get<double>()) < 1e11;
}

/// Values of an item that lie inside.
std::vector<Json> inside(const Json& item) {
    std::vector<Json> values{item["value"]};
    if (item["kind"] == "one of") values.insert(values.end(), item["values"].begin(), item["values"].end());
    if (item["kind"] == "none of") values.emplace_back("zzz-unheard-of");
    if (item["kind"] != "interval") return values;
    for (const char* bound : {"low", "high"})
        if (!item[bound].is_null() && item[std::string(bound) + "_open"] == false && is_exact(item[bound])) values.push_back(item[bound]);
    return values;
}

Json with_value(const Json& event, const std::string& field, const Json& value) {
    Json changed = event;
    changed[Json::json_pointer(field)] = value;
    return changed;
}

struct Campaign {
    const typed::Program& program;
    std::shared_ptr<const Bundle> bundle;
    std::size_t moved = 0, items = 0;

    void sound(const std::string& line) {
        const Json event = Json::parse(line);
        const Json explanation = json_of(bundle, line);
        Evaluator evaluator(bundle);
        const Json expected = kept(decided(evaluator, line));
        for (const Json& item : explanation["region"]) {
            const std::string kind = item["kind"];
            ++items;
            if (kind == "exactly" || kind == "missing" || kind == "present") continue;
            for (const Json& value : inside(item)) {
                const std::string changed = with_value(event, item["field"], value).dump();
                INFO(item.dump() << " with " << value.dump() << " in " << line);
                CHECK(kept(decided(evaluator, changed)) == expected);
                CHECK(kept(to_json(program, oracle::decide(program, changed)).dump()) == expected);
                ++moved;
            }
        }
    }
};

const Json& item_of(const Json& explanation, const std::string& name) {
    for (const Json& item : explanation["region"])
        if (item["name"] == name) return item;
    FAIL("no item " << name << " in " << explanation["region"].dump());
    return explanation;
}

}  // namespace

TEST_CASE("the region of a small decision is the one worked out by hand") {
    const auto bundle = loaded(compiled(checked(small_bundle())));
    const Json e = json_of(bundle, small_event());
    INFO(e["region"].dump(1));
    // 5 % < 1 - net / 50 000 <= 15 % and net < 50 000; the quotient is rounded half to even to 10⁻⁶, the exact .15 counts to the inside
    const Json& net = item_of(e, "order.net");
    CHECK(net["kind"] == "interval");
    CHECK(net["low"]["amount"] == 42'499.975);  // 0.8499995 rounds to the even 0.85
    CHECK(net["low_open"] == false);
    CHECK(net["high"]["amount"] == 47'499.975);  // 0.9499995 rounds to the even 0.95, a discount of 5 %
    CHECK(net["high_open"] == true);
    CHECK(item_of(e, "order.by")["kind"] == "exactly");
    CHECK(item_of(e, "order.rush")["values"] == Json::array({false}));
    for (const Json& item : e["region"]) CHECK(item["name"] != "order.region");  // it was not looked at
}

TEST_CASE("just outside of a bound another rule decides") {
    const auto bundle = loaded(compiled(checked(small_bundle())));
    Evaluator evaluator(bundle);
    const Json event = Json::parse(small_event());
    const auto rules = [&](double net) {
        return Json::parse(decided(evaluator, with_value(event, "/data/order/net", net).dump()))["rules"];
    };
    CHECK(rules(42'499.975) == Json::array({"discounts.medium"}));
    CHECK(rules(42'499.9749) == Json::array({"discounts.otherwise"}));
    CHECK(rules(47'499.9749) == Json::array({"discounts.medium"}));
    CHECK(rules(47'499.975) == Json::array({"discounts.small"}));
}

TEST_CASE("texts may be anything that is not compared") {
    Json event = Json::parse(small_event());
    event["data"]["order"]["rush"] = true;
    const Json e = json_of(loaded(compiled(checked(small_bundle()))), event.dump());
    const Json& region = item_of(e, "order.region");
    CHECK(region["kind"] == "none of");
    CHECK(region["values"] == Json::array({"north"}));
}

TEST_CASE("decisions of policies/superstore stay the same within their regions") {
    const auto bundle = driver::load_bundle(ORDAIN_SOURCE_DIR "/policies/superstore");
    REQUIRE(bundle);
    REQUIRE_FALSE((*bundle)->diagnostics.has_errors());
    auto image = driver::compile((*bundle)->program, {.sources = &(*bundle)->sources});
    REQUIRE(image);
    Campaign campaign{(*bundle)->program, loaded(*image)};
    std::ifstream events(ORDAIN_SOURCE_DIR "/policies/superstore/data/superstore-events.jsonl");
    std::size_t number = 0;
    for (std::string line; std::getline(events, line); ++number)
        if (number % 331 == 7) campaign.sound(line);
    CHECK(campaign.items > 100);
    CHECK(campaign.moved > 200);
}

TEST_CASE("lists within lists are explained") {
    const auto bundle =
        loaded(compiled(checked({{"bundle.ord",
                                  "bundle b { edition 1 default on * hold in q fault in q }\nqueue q\nrecord A { b list<B> max 9 }\n"
                                  "record B { x int }\nevent o.c { a list<A> max 9 }\n"
                                  "policy p on o.c { rule r when any x in a where any y in x.b where y.x > 5 then release }\n"}})));
    const Json e = json_of(
        bundle,
        R"({"specversion":"1.0","id":"a","source":"/","type":"o.c","time":"2026-11-23T08:15:30Z","data":{"a":[{"b":[{"x":1},{"x":7}]}]}})");
    INFO(e["region"].dump());
    REQUIRE(e["region"].size() == 2);
    CHECK(e["region"][0]["field"] == "/data/a/0/b/0/x");
    CHECK(e["region"][0]["high"] == 5);
    CHECK(e["region"][1]["field"] == "/data/a/0/b/1/x");
    CHECK(e["region"][1]["low"] == 6);
}
