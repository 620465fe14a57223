// What a condition holds for, as a set of ranks and by the oracle; plans of whole policies, rule by rule; expressions that are the same.
#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "compiler/plan/same.hpp"
#include "compiler/plan/test_of_one.hpp"
#include "tests/differential/checked.hpp"
#include "tests/differential/events.hpp"
#include "tests/differential/generate.hpp"
#include "tests/plan/support.hpp"

using namespace ordain;
using namespace ordain::test;
using typed::ExprId;
using typed::Op;

namespace {

/// Policies (not those for each element) of random bundles, with events near what they compare, to which they apply.
template <class Visit>
void for_each_policy(std::uint64_t seeds, std::uint64_t events_each, const Visit& visit) {
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        const differential::Checked checked = differential::check_texts(texts_of(differential::generate_large(seed)));
        INFO("large bundle " << seed << checked.errors);
        REQUIRE(checked.errors.empty());
        const typed::Program& program = checked.program;
        differential::Random random(seed);
        differential::Events lines(program, random);
        std::vector<oracle::Event> events;
        for (std::uint64_t i = 0; i < events_each; ++i)
            if (oracle::Event event = oracle::read_event(program, lines.line_at(random.below(5'000))); !event.fault)
                events.push_back(std::move(event));
        for (const typed::Instance& instance : program.instances) {
            if (instance.each_list.valid()) continue;
            std::vector<oracle::Event> applied;
            for (const oracle::Event& event : events)
                if (!instance.applies.valid() || At(program, instance, event)(instance.applies).is_true()) applied.push_back(event);
            visit(program, instance, applied);
        }
    }
}

/// Everything below the conditions that needs no element.
void add_operands(const typed::Program& program, ExprId id, std::set<ExprId>& out) {
    if (!id.valid() || !out.insert(id).second) return;
    const typed::Expr& e = program[id];
    if (e.op >= Op::any) return;
    for (const ExprId operand : {e.a, e.b, e.c}) add_operands(program, operand, out);
    for (const ExprId operand : e.args) add_operands(program, operand, out);
}

}  // namespace

TEST_CASE("a condition of one value holds for the ranks that it holds for") {
    std::size_t compared = 0, missing = 0, held = 0;
    for_each_policy(60, 40, [&](const typed::Program& program, const typed::Instance& instance, const std::vector<oracle::Event>& events) {
        Symbols symbols;
        plan::Sameness same(program, instance);
        plan::TestOfOne tests(program, same, symbols);
        std::vector<At> at;
        for (const oracle::Event& event : events) at.emplace_back(program, instance, event);
        for (const typed::Rule& rule : instance.rules) {
            std::vector<ExprId> before;
            for (const ExprId condition : conjuncts(program, rule)) {
                const ExprId value = tests.value_of(condition);
                std::vector<std::int64_t> constants{-3, 17};  // of other rules
                tests.add_constants(condition, constants);
                std::sort(constants.begin(), constants.end());
                constants.erase(std::unique(constants.begin(), constants.end()), constants.end());
                const plan::RankSet set = tests.holds_for(condition, constants);
                for (At& one : at) {
                    if (!one.all_of(before).is_true()) continue;  // nobody would ask
                    const Evaluated found = one(value), expected = one(condition);
                    if (found.fault != FaultCode::none) continue;
                    INFO(rule.id << ", conjunct " << before.size() << ", value " << found.value.number << found.value.text);
                    REQUIRE(expected.fault == FaultCode::none);
                    REQUIRE(holds(set, program, value, found.value, constants, symbols) == expected.is_true());
                    ++compared, missing += found.value.missing ? 1 : 0, held += expected.is_true() ? 1 : 0;
                }
                before.push_back(condition);
            }
        }
    });
    CHECK(compared > 50'000);
    CHECK(missing > 1'000);
    CHECK(held > 10'000);
}

TEST_CASE("a plan leaves over the rules whose conditions hold, and their faults") {
    std::size_t applied = 0, refused = 0, faulted = 0;
    const std::uint32_t most_rows = GENERATE(4u, 7u, 256u);
    for_each_policy(25, 30, [&](const typed::Program& program, const typed::Instance& instance, const std::vector<oracle::Event>& events) {
        Symbols symbols;
        const plan::MatchPlan plan = plan::plan_match(program, instance, symbols, {.most_rows = most_rows});
        REQUIRE(plan.rules.size() == instance.rules.size());
        REQUIRE(plan.residues == std::any_of(plan.rules.begin(), plan.rules.end(), [](const auto& r) { return !r.residue.empty(); }));
        for (const oracle::Event& event : events) {
            At at(program, instance, event);
            std::vector<Evaluated> keys;
            for (const plan::MatchKey& key : plan.keys) keys.push_back(at(key.value));
            const bool keys_fault = std::any_of(keys.begin(), keys.end(), [](const auto& k) { return k.fault != FaultCode::none; });
            REQUIRE((!keys_fault || plan.may_fault));
            if (keys_fault) continue;  // then the rules are tried in turn
            for (std::size_t r = 0; r < plan.rules.size(); ++r) {
                const plan::MatchRule& rule = plan.rules[r];
                const bool left = std::all_of(rule.tests.begin(), rule.tests.end(), [&](const plan::MatchRule::Test& test) {
                    const plan::MatchKey& key = plan.keys[test.key];
                    REQUIRE((plan.exact(key) || test.holds.spans.size() <= 1));
                    return holds(test.holds, program, key.value, keys[test.key].value, key.constants, symbols);
                });
                const Evaluated found = left ? at.all_of(rule.residue) : Evaluated{FaultCode::none, oracle::Value::of(0)};
                const Evaluated expected = at.all_of(instance.rules[r].conditions);
                INFO(instance.rules[r].id << " left over: " << left);
                REQUIRE(same_outcome(found, expected));
                (found.fault != FaultCode::none ? faulted : found.is_true() ? applied : refused) += 1;
            }
        }
    });
    CHECK(applied > 1'000);
    CHECK(refused > 10'000);
    CHECK(faulted > 5);
}

TEST_CASE("expressions of one number have one value, and one fault") {
    std::size_t pairs = 0;
    for_each_policy(25, 15, [&](const typed::Program& program, const typed::Instance& instance, const std::vector<oracle::Event>& events) {
        plan::Sameness same(program, instance);
        std::set<ExprId> all;
        for (const typed::Rule& rule : instance.rules)
            for (const ExprId condition : rule.conditions) add_operands(program, condition, all);
        std::map<std::uint32_t, ExprId> first;
        for (const oracle::Event& event : events) {
            At at(program, instance, event);
            for (const ExprId id : all) {
                const TypeKind kind = program[id].type.kind;
                const auto [known, fresh] = first.try_emplace(same(id), id);
                if (known->second == id || kind == TypeKind::record || kind == TypeKind::list) continue;
                REQUIRE(program[id].type == program[known->second].type);
                REQUIRE(same_outcome(at(id), at(known->second)));
                ++pairs;
            }
        }
    });
    CHECK(pairs > 10'000);
}
