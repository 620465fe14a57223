// A decision as the oracle sees it, and how the contributions of fired rules become one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "compiler/sema/typed.hpp"
#include "tests/oracle/event.hpp"
#include "tests/oracle/json.hpp"

namespace ordain::oracle {

enum class Verdict : std::uint8_t { release, require, hold, reject, fault };
[[nodiscard]] std::string verdict_text(Verdict v);

/// A need with ladders and scopes resolved.
struct Need {
    typed::NeedKind kind = typed::NeedKind::role;  // role, all, any_of or then
    typed::RoleId role;
    std::optional<std::string> scope;  // as JSON spells it
    std::uint32_t count = 1;           // role: people; any_of: how many
    std::vector<Need> children;
};
/// Whether two needs are the same, whatever the order under `and`, `or` and `any`.
[[nodiscard]] bool same_need(const Need& a, const Need& b);

using Ids = std::vector<std::string>;  // of rules, each once

struct Approval {
    Need need;
    std::optional<std::int64_t> due;  // ns UTC
    std::vector<std::string> never;
    Ids by;
};
struct Hold {
    std::string queue;
    Ids by;
};
struct Route {
    std::string queue;
    std::int64_t priority = 1;  // ordinal of Priority
    Ids by;
};
struct Action {
    std::string name;
    typed::When when{};
    Ids by;
};
struct Escalation {
    std::string chain;
    std::int64_t at = 0;
    std::string act;
    Ids by;
};
struct Notice {
    Json to;
    std::optional<std::string> text;
    Ids by;
};
struct Reason {
    std::string code, text;
    Ids by;
};
struct Output {
    std::string name;
    Json value;
};
struct Element {
    std::string at;
    std::optional<Verdict> verdict;
    std::vector<Output> outputs;
    Ids by;
};
struct Waived {
    std::string rule, approved_by;
    std::int32_t until = 0;
};
struct Advice {
    AdviceSeen seen;
    bool used = false;
    FaultCode fault = FaultCode::none;
};
struct Shadow {
    std::string policy;
    std::optional<Verdict> verdict;
    Ids rules;
    std::optional<Fault> fault;
};

struct Decision {
    std::optional<std::string> event, type;
    std::optional<std::int64_t> time;
    Verdict verdict = Verdict::release;
    std::vector<Approval> approvals;
    std::vector<Hold> holds;
    std::vector<Route> routes;
    std::vector<Action> actions;
    std::vector<Escalation> escalations;
    std::vector<Notice> notify;
    std::vector<Reason> reasons;
    std::vector<Output> outputs;
    std::vector<Element> elements;
    Ids rules;
    std::vector<Waived> waived;
    std::vector<Advice> advice;
    std::vector<Shadow> shadow;
    bool has_fingerprint = false;
    std::optional<Fault> fault;
};

/// The decision's JSON; `id`, `bundle` and a fingerprint are placeholders ("d:", "b:", "f:").
[[nodiscard]] Json to_json(const typed::Program& program, const Decision& decision);

/// What one fired rule (or default) contributes. `by` of its parts is not yet filled.
struct Fired {
    std::size_t policy = 0;    // place in decision order
    std::size_t element = 0;   // of an `each`
    std::size_t position = 0;  // of the rule in its policy; defaults come last
    std::string id;            // with @element
    bool listed = true;        // stands in `rules`
    std::optional<std::string> at;
    std::optional<Verdict> verdict;
    std::vector<Approval> approvals;
    std::vector<Hold> holds;
    std::vector<Route> routes;
    std::vector<Action> actions;
    std::vector<Escalation> escalations;
    std::vector<Notice> notify;
    std::vector<Reason> reasons;
    std::vector<Output> outputs;
    std::optional<Waived> waived;
};

/// Decision order.
[[nodiscard]] bool before(const Fired& a, const Fired& b);

/// Everything that fired in one pass, in decision order.
using Pass = std::vector<Fired>;

/// Merges the contributions of the pass without advice, and of that with it if there was one, into the lists of a decision.
void assemble(const Pass& without, const Pass* with, Decision& decision);

}  // namespace ordain::oracle
