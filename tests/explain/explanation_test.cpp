// Explanations of a small bundle. What is expected was worked out by hand from the bundle's text.
#include <catch2/catch.hpp>

#include "runtime/program/bundle_file.hpp"
#include "tests/explain/support.hpp"

using namespace ordain;
using namespace ordain::explain_tests;

namespace {

const Json& policy(const Json& explanation, const std::string& name) {
    for (const Json& one : explanation["policies"])
        if (one["policy"] == name) return one;
    FAIL("no policy " << name);
    return explanation;
}

const Json& rule(const Json& policy, const std::string& id) {
    for (const Json& one : policy["matches"][0]["rules"])
        if (one["rule"] == id) return one;
    FAIL("no rule " << id);
    return policy;
}

}  // namespace

namespace {

/// The small bundle with deadlines that go on for long.
conformance::Files patient_bundle(const std::string& within, const std::string& steps) {
    conformance::Files files = small_bundle();
    std::string& sales = files["sales.ord"];
    const std::string old = "within 4 business hours";
    sales.replace(sales.find(old), old.size(), within + " escalate patience");
    sales += "escalation patience {\n" + steps + "}\n";
    return files;
}

}  // namespace

TEST_CASE("a deadline beyond the calendar is named") {
    const auto bundle = loaded(compiled(checked(patient_bundle("within 400 business days", "  at due notify director\n"))));
    const std::string text = text_of(bundle, small_event());
    INFO(text);
    CHECK(text.find("\n  discounts.medium (sales.ord:23): within 400 business days, counted from 2026-11-23T16:30:00Z, ends beyond the "
                    "calendar office\n") != std::string::npos);
    const Json seen = policy(json_of(bundle, small_event()), "discounts")["beyond"];
    CHECK(seen == Json::parse(R"({"rule":"discounts.medium","escalation":null,"deadline":"within 400 business days",
        "from":"2026-11-23T16:30:00Z","calendar":"office"})"));
}

TEST_CASE("a step of an escalation beyond the calendar is named") {
    const auto [steps, wanted, from] = GENERATE(table<std::string, std::string, std::string>({
        {"  1 business day past due notify director\n  300 business days past due reject\n", "300 business days past due",
         "2026-11-24T10:30:00Z"},
        {"  after 300 business days notify manager\n", "after 300 business days", "2026-11-23T16:30:00Z"},
    }));
    const auto bundle = loaded(compiled(checked(patient_bundle("within 4 business hours", steps))));
    const std::string text = text_of(bundle, small_event());
    INFO(text);
    CHECK(text.find("discounts.medium (sales.ord:23): " + wanted + " of the escalation patience, counted from " + from +
                    ", ends beyond the calendar office\n") != std::string::npos);
    const Json seen = policy(json_of(bundle, small_event()), "discounts")["beyond"];
    CHECK(seen["escalation"] == "patience");
    CHECK(seen["deadline"] == wanted);
    CHECK(seen["from"] == from);
}

TEST_CASE("what ends otherwise names no deadline") {
    const auto bundle = loaded(compiled(checked(small_bundle())));
    CHECK(policy(json_of(bundle, small_event()), "discounts")["beyond"].is_null());
}

TEST_CASE("the text says what was decided, and why, policy by policy") {
    const std::string text = text_of(loaded(compiled(checked(small_bundle()))), small_event());
    const std::string why = R"(policy discounts (sales.ord:16): applies
  discounts.small (sales.ord:19): does not hold - The desk decides on small discounts
    no  discount <= 5%
      discount is 12%
        1 - order.net / order.list is 0.12
          order.net / order.list is 0.88   (order.net is 44000 EUR, order.list is 50000 EUR)
  discounts.medium (sales.ord:23): holds - A manager decides
    yes discount <= 15% and order.net < 50_000 EUR
      yes discount <= 15%
        discount is 12%   (1 - order.net / order.list is 0.12)
      yes order.net < 50_000 EUR   (order.net is 44000 EUR)
    with
      order.by is "u-7"
      discount is 12%   (1 - order.net / order.list is 0.12)
    due within 4 business hours
      4 business hours from Mon 2026-11-23 17:30 Europe/Berlin
      30 min from Mon 2026-11-23 17:30 to 18:00 (closing)
      3 h 30 min from Tue 2026-11-24 08:00 to 11:30
      due Tue 2026-11-24 11:30 Europe/Berlin
  not evaluated: otherwise

policy rushed (sales.ord:31): does not apply, its `applies when` is false
  applies when
    no  order.rush

policy later (sales.ord:36): does not apply, it is in force only from 2026-12-31T23:00:00Z
)";
    INFO(text);
    CHECK(
        text.find(
            "verdict: require\n  require manager, due 2026-11-24T10:30:00Z  [discounts.medium]\n    may be approved by manager, or above: "
            "director\n    never approved by u-7\n") != std::string::npos);
    CHECK(text.find(why) != std::string::npos);
    CHECK(text.find("order.net (/data/order/net) in ") != std::string::npos);
}

TEST_CASE("the JSON holds the same") {
    const Json e = json_of(loaded(compiled(checked(small_bundle()))), small_event());
    CHECK(e["decision"]["verdict"] == "require");
    const Json& discounts = policy(e, "discounts");
    CHECK(discounts["state"] == "applies");
    CHECK(discounts["at"] == "sales.ord:16");
    const Json& medium = rule(discounts, "discounts.medium");
    CHECK(medium["state"] == "fired");
    CHECK(medium["conditions"][0]["value"] == true);
    CHECK(medium["conditions"][0]["operands"][0]["text"] == "discount <= 15%");
    CHECK(medium["deadlines"][0]["due"] == "2026-11-24T10:30:00Z");
    CHECK(rule(discounts, "discounts.small")["state"] == "not met");
    CHECK(rule(discounts, "discounts.otherwise")["state"] == "not reached");
    CHECK(policy(e, "rushed")["state"] == "applies when is false");
    CHECK(policy(e, "later")["state"] == "not yet in force");
}

TEST_CASE("operands that were not needed are shown as such") {
    Json event = Json::parse(small_event());
    event["data"]["order"]["net"] = 40'000;  // 20 %
    const Json e = json_of(loaded(compiled(checked(small_bundle()))), event.dump());
    const Json& medium = rule(policy(e, "discounts"), "discounts.medium");
    CHECK(medium["state"] == "not met");
    CHECK(medium["conditions"][0]["value"] == false);
    CHECK(medium["conditions"][0]["operands"][0]["value"] == false);
    CHECK(medium["conditions"][0]["operands"][1]["state"] == "not evaluated");
    CHECK(rule(policy(e, "discounts"), "discounts.otherwise")["state"] == "fired");
}

TEST_CASE("a fault is shown where it arose") {
    Json event = Json::parse(small_event());
    event["data"]["order"]["list"] = 0;
    const auto bundle = loaded(compiled(checked(small_bundle())));
    const Json e = json_of(bundle, event.dump());
    CHECK(e["decision"]["fault"]["code"] == "DIVISION_BY_ZERO");
    const Json& discounts = policy(e, "discounts");
    CHECK(discounts["fault"] == "DIVISION_BY_ZERO");
    CHECK(rule(discounts, "discounts.small")["state"] == "fault");
    CHECK(policy(e, "rushed")["state"] == "not evaluated");
    CHECK_FALSE(text_of(bundle, event.dump()).empty());
}

TEST_CASE("what is no event is explained, too") {
    const auto bundle = loaded(compiled(checked(small_bundle())));
    for (const std::string_view line :
         {"", "{", "{}", "[1]", "{\"specversion\":\"1.0\",\"id\":\"x\",\"source\":\"s\",\"type\":\"order\"}"}) {
        const Json e = json_of(bundle, line);
        CHECK(e["decision"]["verdict"] == "fault");
        CHECK(e["policies"].empty());
        CHECK(e["region"].empty());
        CHECK_FALSE(text_of(bundle, line).empty());
    }
}

TEST_CASE("a bundle has the same id with and without what explains it") {
    const conformance::Bundle bundle = checked(small_bundle());
    const program::ImageData with = compiled(bundle), without = compiled(bundle, false);
    CHECK(with.notes.size() > 0);
    CHECK(without.notes.empty());
    CHECK(program::content_id(with.view()) == program::content_id(without.view()));
    CHECK_FALSE(can_explain(*loaded(without)));
}
