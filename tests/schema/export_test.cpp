// JSON Schemas of bundles against the reference evaluator: what is valid is accepted, what is of a wrong form is refused.
#include <catch2/catch.hpp>
#include <fstream>
#include <set>

#include "compiler/driver/load.hpp"
#include "compiler/schema/export.hpp"
#include "tests/differential/events.hpp"
#include "tests/oracle/decide.hpp"
#include "tests/schema/support.hpp"
#include "tests/schema/validate.hpp"

using namespace ordain;
using namespace ordain::test;
using nlohmann::json;

namespace {

/// What a schema has words for.
const std::set<std::string> refused_forms{"MISSING_FIELD", "WRONG_TYPE", "UNKNOWN_NAME", "LIST_TOO_LONG", "UNKNOWN_EVENT_TYPE"};
/// What makes an event invalid, whether or not a schema can say it.
const std::set<std::string> other_troubles{"INVALID_JSON",  "INVALID_UTF8",      "TOO_DEEP",         "EVENT_TOO_LONG",
                                           "DUPLICATE_KEY", "TOO_MANY_DIGITS",   "NUMBER_TOO_LARGE", "OUT_OF_RANGE",
                                           "TEXT_TOO_LONG", "DUPLICATE_ELEMENT", "INVALID_TIME",     "WRONG_CURRENCY"};

class Compared {
public:
    explicit Compared(const std::string& folder) {
        auto loaded = driver::load_bundle(folder);
        REQUIRE(loaded);
        REQUIRE_FALSE((*loaded)->diagnostics.has_errors());
        loaded_ = std::move(*loaded);
        schema_ = json::parse(schema::json_schema(loaded_->program));
    }

    void line(const std::string& line) {
        const json event = json::parse(line, nullptr, false);
        if (event.is_discarded()) return;
        const oracle::Json decision = to_json(loaded_->program, oracle::decide(loaded_->program, line));
        const oracle::Json* fault = decision.find("fault");
        const std::string code = fault->is(oracle::Json::Kind::object) ? fault->find("code")->text : "";
        INFO(code << " " << line);
        if (refused_forms.contains(code)) {
            ++refused_;
            CHECK_FALSE(valid(schema_, event));
        } else if (!other_troubles.contains(code)) {
            ++accepted_;
            CHECK(valid(schema_, event));
        }
    }

    const typed::Program& program() const { return loaded_->program; }
    std::size_t accepted() const { return accepted_; }
    std::size_t refused() const { return refused_; }

private:
    std::unique_ptr<driver::Loaded> loaded_;
    json schema_;
    std::size_t accepted_ = 0, refused_ = 0;
};

}  // namespace

TEST_CASE("the schema of the policy library agrees with the decoder on its samples and on random events") {
    Compared library(ORDAIN_SOURCE_DIR "/policies/distribution");
    std::ifstream in(ORDAIN_SOURCE_DIR "/policies/distribution/samples/events.jsonl");
    for (std::string line; std::getline(in, line);) library.line(line);
    CHECK(library.accepted() > 40);
    differential::Random random(11);
    differential::Events events(library.program(), random);
    for (int i = 0; i < 1'500; ++i) library.line(events.line());
    CHECK(library.accepted() > 1'000);
    CHECK(library.refused() > 5);
}

TEST_CASE("the schema of a payload, and of one event") {
    auto loaded = driver::load_bundle(ORDAIN_SOURCE_DIR "/tests/schema/bundle");
    REQUIRE(loaded);
    REQUIRE_FALSE((*loaded)->diagnostics.has_errors());
    const typed::Program& program = (*loaded)->program;
    const json payload = json::parse(schema::json_schema(program, {0}, schema::Part::payload));
    const json good = json::parse(
        R"({"order":{"id":7,"partner_id":[17,"Acme"],"total":"12.5","discount":50,"kind":"EDI","due":false,"at":"2026-11-23 08:15:30","lines":[{"sku":"A"}],
                                      "price":1,"cur":"EUR"}})");
    CHECK(valid(payload, good));
    const auto refused = [&](const char* place, const char* value) {
        json changed = good;
        changed[json::json_pointer(place)] = json::parse(value);
        return !valid(payload, changed);
    };
    CHECK_FALSE(refused("/order/id", "\"SO-7\""));
    CHECK(refused("/order/id", "7.5"));
    CHECK_FALSE(refused("/order/partner_id", "null"));
    CHECK_FALSE(refused("/order/partner_id", "false"));
    CHECK_FALSE(refused("/order/partner_id", "[]"));
    CHECK(refused("/order/partner_id", "[\"x\"]"));
    CHECK(refused("/order/partner_id", "17"));
    CHECK(refused("/order/total", "\"12,5\""));
    CHECK(refused("/order/total", "1000000.5"));
    CHECK_FALSE(refused("/order/total", R"({"amount":5,"currency":"EUR"})"));
    CHECK(refused("/order/total", R"({"amount":5,"currency":"USD"})"));
    CHECK(refused("/order/discount", "101"));
    CHECK(refused("/order/kind", "\"edi\""));
    CHECK(refused("/order/due", "0"));
    CHECK(refused("/order/at", "\"2026-11-23\""));
    CHECK(refused("/order/lines", R"([{"sku":"A"},{"sku":"B"},{"sku":"C"}])"));
    CHECK(refused("/order/lines", "[{}]"));
    CHECK(refused("/order/lines", "[null]"));
    CHECK(refused("/order/cur", "null"));
    CHECK(refused("/order/cur", "\"eur\""));
    CHECK(refused("/order", "null"));
    const json whole = json::parse(schema::json_schema(program, {0}, schema::Part::event));
    const json event = json::parse(envelope("order.created", good.dump()));
    CHECK(valid(whole, event));
    json other = event;
    other["type"] = "order.changed";
    CHECK_FALSE(valid(whole, other));
}
