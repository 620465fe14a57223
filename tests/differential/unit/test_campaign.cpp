// The test-bed itself: it finds an engine that is wrong, and shows it small.
#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/differential/campaign.hpp"
#include "tests/differential/checked.hpp"
#include "tests/differential/compare.hpp"
#include "tests/differential/events.hpp"
#include "tests/differential/generate.hpp"
#include "tests/oracle/decide.hpp"

using namespace ordain;
using namespace ordain::differential;

namespace {

/// The oracle, with one mistake.
Engine mistaken(const std::string& name, void (*mistake)(oracle::Decision&)) {
    return {name, [mistake](const typed::Program& program) -> Decide {
                return [&program, mistake](std::string_view line) {
                    oracle::Decision d = oracle::decide(program, line);
                    mistake(d);
                    return to_json(program, d).dump();
                };
            }};
}

std::size_t lines_of(const std::string& text) {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

TEST_CASE("a wrong engine is found, and its mistake shown small") {
    Plan plan;
    plan.cases = 20'000;
    plan.shrink_budget = 1'500;
    const auto mistake = GENERATE(
        table<std::string, void (*)(oracle::Decision&)>({
            {"forgets routes", [](oracle::Decision& d) { d.routes.clear(); }},
            {"is late", [](oracle::Decision& d) { for (auto& a : d.approvals) if (a.due) *a.due += 1; }},
            {"keeps nobody out", [](oracle::Decision& d) { for (auto& a : d.approvals) a.never.clear(); }},
            {"swaps faults", [](oracle::Decision& d) { if (d.fault && d.fault->code == FaultCode::OVERFLOW) d.fault->code = FaultCode::DIVISION_BY_ZERO; }},
        }));
    const Outcome outcome = run(plan, {mistaken(std::get<0>(mistake), std::get<1>(mistake))});
    INFO(std::get<0>(mistake));
    REQUIRE(outcome.failure.has_value());
    INFO(*outcome.failure);
    CHECK(outcome.failure->find("first difference: /") != std::string::npos);
    CHECK(lines_of(*outcome.failure) < 70);
}

TEST_CASE("the oracle agrees with itself") {
    Plan plan;
    plan.cases = 500;
    CHECK_FALSE(run(plan, {mistaken("none", [](oracle::Decision&) {})}).failure.has_value());
}

TEST_CASE("hashes and the words of an invalid event do not count, everything else does") {
    const auto expected =
        oracle::parse_json(
            R"({"id":"d:","verdict":"fault","fingerprint":null,"fault":{"code":"MISSING_FIELD","field":"/id","detail":"a"}})")
            .value;
    const auto differs = [&](const char* found) { return first_difference(expected, found).has_value(); };
    CHECK_FALSE(differs(
        R"({"id":"d:0123456789abcdef","verdict":"fault","fingerprint":null,"fault":{"code":"MISSING_FIELD","field":"/id","detail":"b"}})"));
    CHECK(differs(R"({"id":"d:XYZ","verdict":"fault","fingerprint":null,"fault":{"code":"MISSING_FIELD","field":"/id","detail":"b"}})"));
    CHECK(differs(
        R"({"id":"d:0123456789abcdef","verdict":"fault","fingerprint":"f:0123456789abcdef","fault":{"code":"MISSING_FIELD","field":"/id","detail":"b"}})"));
    CHECK(differs(
        R"({"id":"d:0123456789abcdef","verdict":"fault","fingerprint":null,"fault":{"code":"MISSING_FIELD","field":"/ids","detail":"b"}})"));
    CHECK(differs(
        R"({"id":"d:0123456789abcdef","verdict":"fault","fingerprint":null,"fault":{"code":"MISSING_FIELD","field":"/id","detail":""}})"));
    CHECK(differs(
        R"({"id":"d:0123456789abcdef","fingerprint":null,"verdict":"fault","fault":{"code":"MISSING_FIELD","field":"/id","detail":"b"}})"));
    CHECK(differs("nonsense"));
}

namespace {

/// The same event with every advice taken away.
void drop_advice(const typed::Program& program, const typed::Record& record, oracle::Json& object) {
    for (const typed::Field& f : record.fields) {
        oracle::Json* at = &object;
        for (const std::string& token : f.pointer) {
            oracle::Json* next = nullptr;
            for (oracle::Json::Member& m : at->members)
                if (m.key == token) next = &m.value;
            if (at->is(oracle::Json::Kind::array) && std::stoul(token) < at->elements.size()) next = &at->elements[std::stoul(token)];
            at = next;
            if (at == nullptr) break;
        }
        if (at == nullptr) continue;
        if (f.advice) *at = oracle::Json::null();
        if (f.type.kind == TypeKind::record) drop_advice(program, program.records[f.type.ref], *at);
        if (f.type.kind != TypeKind::list) continue;
        const Type element = program.lists[f.type.ref].element;
        if (element.kind == TypeKind::record)
            for (oracle::Json& e : at->elements) drop_advice(program, program.records[element.ref], e);
    }
}

}  // namespace

TEST_CASE("advice only tightens") {
    int compared = 0;
    for (std::uint64_t seed = 1; seed <= 400; ++seed) {
        const Checked checked = check_texts(texts_of(generate_bundle(seed)));
        REQUIRE(checked.errors.empty());
        Random random(seed);
        Events events(checked.program, random);
        for (int i = 0; i < 20; ++i) {
            const std::string line = events.line();
            const oracle::Decision with = oracle::decide(checked.program, line);
            if (with.fault || with.advice.empty()) continue;
            oracle::Json bare = oracle::parse_json(line).value;
            for (oracle::Json::Member& m : bare.members) {
                if (m.key != "data") continue;
                const oracle::Event read = oracle::read_event(checked.program, line);
                drop_advice(checked.program, checked.program.records[checked.program.events[read.schema.value].root.value], m.value);
            }
            const oracle::Decision without = oracle::decide(checked.program, bare.dump());
            INFO("bundle " << seed << "\n" << line);
            REQUIRE_FALSE(without.fault.has_value());
            CHECK(without.advice.empty());
            CHECK(at_most_as_strict(checked.program, without, with));
            ++compared;
        }
    }
    CHECK(compared > 200);
}
