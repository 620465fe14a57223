// Entry: plan_match.
#include "compiler/plan/match_plan.hpp"

#include <algorithm>
#include <unordered_map>

#include "compiler/plan/effort.hpp"
#include "compiler/plan/places.hpp"
#include "compiler/plan/same.hpp"
#include "compiler/plan/test_of_one.hpp"
#include "runtime/base/limits.hpp"

namespace ordain::plan {

using typed::ExprId;
using typed::Match;
using typed::Op;

namespace {

class Planner {
public:
    Planner(const typed::Program& program, const typed::Instance& instance, Symbols& symbols, const MatchShape& shape)
        : program_(program), instance_(instance), same_(program, instance), efforts_(program, instance), tests_(program, same_, symbols) {
        plan_.shape = shape;
    }

    MatchPlan run() {
        gather();
        choose();
        for (MatchKey& key : plan_.keys) {
            std::sort(key.constants.begin(), key.constants.end());
            key.constants.erase(std::unique(key.constants.begin(), key.constants.end()), key.constants.end());
        }
        for (const std::vector<Conjunct>& conjuncts : rules_) plan_.rules.push_back(rule(conjuncts));
        plan_.in_turn = why_in_turn();
        return std::move(plan_);
    }

private:
    struct Conjunct {
        ExprId condition;
        std::uint32_t candidate = 0;
    };
    /// A value that may become a key.
    struct Candidate {
        ExprId value;
        std::size_t uses = 0, first_rule = 0;
        bool always = false;  // rules tried in turn would evaluate it for every event
        std::uint32_t key = none;
    };
    static constexpr std::uint32_t none = UINT32_MAX;

    const typed::Program& program_;
    const typed::Instance& instance_;
    Sameness same_;
    Efforts efforts_;
    TestOfOne tests_;
    MatchPlan plan_;
    std::vector<std::vector<Conjunct>> rules_;
    std::vector<Candidate> candidates_;
    std::size_t conjuncts_ = 0;

    /// The operands of the `and`s at the top, in order.
    void split(ExprId condition, std::vector<ExprId>& out) const {
        std::vector<ExprId> open{condition};
        while (!open.empty()) {
            const ExprId id = open.back();
            open.pop_back();
            if (program_[id].op == Op::and_) {
                open.push_back(program_[id].b);
                open.push_back(program_[id].a);
            } else {
                out.push_back(id);
            }
        }
    }

    void gather() {
        std::unordered_map<std::uint32_t, std::uint32_t> by_number;
        const bool all_are_tried = program_.policies[instance_.policy.value].match != Match::first;
        for (std::size_t r = 0; r < instance_.rules.size(); ++r) {
            std::vector<ExprId> conditions;
            for (const ExprId condition : instance_.rules[r].conditions) split(condition, conditions);
            std::vector<Conjunct>& conjuncts = rules_.emplace_back();
            for (const ExprId condition : conditions) {
                const ExprId value = tests_.value_of(condition);
                const auto [at, fresh] = by_number.try_emplace(same_(value), static_cast<std::uint32_t>(candidates_.size()));
                if (fresh) candidates_.push_back({value, 0, r, false, none});
                Candidate& candidate = candidates_[at->second];
                ++candidate.uses;
                candidate.always = candidate.always || (conjuncts.empty() && (r == 0 || all_are_tried));
                conjuncts.push_back({condition, at->second});
            }
            conjuncts_ += conjuncts.size();
        }
    }

    /// A key is computed for every event, so that it has to be cheap, or asked for anyway.
    [[nodiscard]] bool suits(const Candidate& candidate) {
        if (candidate.always || candidate.uses * 2 >= rules_.size()) return true;
        const Effort effort = efforts_(candidate.value);
        return !effort.heavy && (candidate.uses > 1 || !effort.may_fault);
    }

    void choose() {
        std::vector<std::uint32_t> order(candidates_.size());
        for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
        std::stable_sort(order.begin(), order.end(),
                         [this](std::uint32_t a, std::uint32_t b) { return candidates_[a].uses > candidates_[b].uses; });
        for (const std::uint32_t i : order) {
            Candidate& candidate = candidates_[i];
            if (plan_.keys.size() == limits::match_keys || !suits(candidate)) continue;
            candidate.key = static_cast<std::uint32_t>(plan_.keys.size());
            plan_.keys.push_back({candidate.value, {}, program_[candidate.value].type.optional != 0});
            plan_.may_fault = plan_.may_fault || efforts_(candidate.value).may_fault;
        }
        for (const std::vector<Conjunct>& conjuncts : rules_)
            for (const Conjunct& c : conjuncts)
                if (const std::uint32_t key = candidates_[c.candidate].key; key != none)
                    tests_.add_constants(c.condition, plan_.keys[key].constants);
    }

    /// Behind a residue that may fault everything is residue: it is not evaluated unless the fault did not come.
    MatchRule rule(const std::vector<Conjunct>& conjuncts) {
        MatchRule result;
        bool only_residue = false;
        for (const Conjunct& c : conjuncts) {
            const std::uint32_t key = candidates_[c.candidate].key;
            if (key == none || only_residue) {
                result.residue.push_back(c.condition);
                only_residue = only_residue || efforts_(c.condition).may_fault;
                plan_.residues = true;
                continue;
            }
            RankSet holds = tests_.holds_for(c.condition, plan_.keys[key].constants);
            const auto known = std::find_if(result.tests.begin(), result.tests.end(), [&](const auto& t) { return t.key == key; });
            if (known == result.tests.end())
                result.tests.push_back({key, std::move(holds), {c.condition}});
            else
                known->holds = known->holds.intersected(holds), known->conditions.push_back(c.condition);
        }
        for (MatchRule::Test& test : result.tests) test.holds = of_values(test.holds, plan_.keys[test.key].constants);
        keep_spans(result);
        return result;
    }

    /// Where neighbours share a row of masks, a rule's ranks have to be one span.
    void keep_spans(MatchRule& rule) {
        const auto scattered = [this](const MatchRule::Test& test) {
            const MatchKey& key = plan_.keys[test.key];
            if (plan_.exact(key) || test.holds.empty()) return false;
            const auto& spans = test.holds.spans;
            if (!test.holds.missing || !key.optional) return spans.size() > 1;
            return spans.size() > 1 || (spans.size() == 1 && spans[0].second + 2 != key.ranks());
        };
        std::vector<ExprId> moved;
        for (const MatchRule::Test& test : rule.tests)
            if (scattered(test)) moved.insert(moved.end(), test.conditions.begin(), test.conditions.end());
        std::erase_if(rule.tests, scattered);
        plan_.residues = plan_.residues || !moved.empty();
        rule.residue.insert(rule.residue.begin(), moved.begin(), moved.end());
    }

    /// Conjuncts that rules tried in turn evaluate, against keys to be ranked: one takes about as long as the other.
    [[nodiscard]] std::string why_in_turn() const {
        if (plan_.rules.size() < 2) return "there are no rules to choose from";
        if (plan_.keys.empty()) return "no value is compared with constants by several rules";
        std::size_t tested = 0;
        for (const MatchRule& rule : plan_.rules) tested += rule.tests.empty() ? 0 : 1;
        if (tested * 2 < plan_.rules.size()) return "most rules do not depend on values that others compare, too";
        const bool first = program_.policies[instance_.policy.value].match == Match::first;
        const std::size_t evaluated = first ? (conjuncts_ + 1) / 2 : conjuncts_;
        if (evaluated < plan_.keys.size()) return "the rules are few";
        return {};
    }
};

}  // namespace

MatchPlan plan_match(const typed::Program& program, const typed::Instance& instance, Symbols& symbols, const MatchShape& shape) {
    return Planner(program, instance, symbols, shape).run();
}

}  // namespace ordain::plan
