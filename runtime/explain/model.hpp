// An explanation before it becomes text or JSON.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/fault.hpp"
#include "runtime/program/image.hpp"

namespace ordain::explain {

/// What became of an expression.
enum class State : std::uint8_t { not_evaluated, known, missing, faulted };

struct Seen;

/// One element that a quantifier or an aggregate looked at.
struct Round {
    std::string at;  // JSON pointer
    std::vector<Seen> operands;
};

/// An expression and what came of it. Texts are views into the bundle.
struct Seen {
    program::NoteOp op{};
    State state = State::not_evaluated;
    Type type;
    std::string_view text;  // as written
    std::int64_t value = 0;
    std::string shown;  // the value as people read it; empty unless known
    std::string json;   // the value as JSON; empty unless known
    bool constant = false;
    std::vector<Seen> operands;
    std::vector<Round> rounds;  // at most `most_rounds`
    std::size_t round_count = 0;
};
inline constexpr std::size_t most_rounds = 20;

[[nodiscard]] inline bool is_true(const Seen& seen) {
    return seen.state == State::known && seen.value != 0;
}

/// How a due time came about.
struct Deadline {
    std::string_view text;   // as written
    std::string duration;    // "4 business hours"
    std::string start, due;  // UTC
    std::vector<std::string> steps;
};

enum class RuleState : std::uint8_t { fired, not_met, not_reached, faulted };

struct RuleSeen {
    std::uint32_t rule = 0;
    RuleState state = RuleState::not_reached;
    std::uint32_t waiver = program::none;
    std::vector<Seen> conditions;  // all have to hold
    std::vector<Seen> waiver_conditions;
    std::vector<Seen> values;  // that its effects took from the event
    std::vector<Deadline> deadlines;
};

/// The rules of a policy, for an element perhaps.
struct Match {
    std::string at;        // JSON pointer of the element; empty: the policy is for the whole event
    bool selected = true;  // `where` holds
    std::vector<Seen> where;
    std::vector<Seen> lets;  // where a policy computes its lets before its rules
    std::vector<RuleSeen> rules;
};

enum class PolicyState : std::uint8_t { applies, not_yet, no_longer, applies_when_false, no_element, faulted, not_evaluated };

/// A deadline, or a step of an escalation, that ends beyond the years of its calendar.
struct Beyond {
    std::uint32_t rule = program::none;
    std::uint32_t escalation = program::none;  // none: the deadline itself
    std::uint32_t calendar = 0;
    std::string text;  // "within 4 business hours", "3 business days past due"
    std::string from;  // UTC
};

struct PolicySeen {
    std::uint32_t chunk = 0;
    PolicyState state = PolicyState::applies;
    bool with_advice = false;  // seen in the pass that knows the advice
    bool cut_short = false;    // the run was too long to be shown whole
    std::vector<Seen> applies;
    std::vector<Seen> lets;  // as in Match: those that know no element
    std::vector<Match> matches;
    FaultCode fault = FaultCode::none;
    std::optional<Beyond> beyond;  // where the fault is BEYOND_CALENDAR of a deadline
};

}  // namespace ordain::explain
