// One policy or table, for one event.
#pragma once

#include <cstddef>
#include <optional>

#include "compiler/sema/typed.hpp"
#include "tests/oracle/decision.hpp"
#include "tests/oracle/evaluate.hpp"

namespace ordain::oracle {

struct PolicyResult {
    bool applies = false;
    Pass fired;
    std::optional<Fault> fault;
};

/// Whether the policy is in force at the event's time.
[[nodiscard]] bool in_force(const typed::Program& program, const typed::Policy& policy, std::int64_t time);

/// `place`: of the instance in decision order. The policy is in force.
[[nodiscard]] PolicyResult evaluate_policy(Evaluation& evaluate, const typed::Instance& instance, std::size_t place);

/// The bundle's default for the event, contributed under `id`.
[[nodiscard]] Fired default_contribution(Evaluation& evaluate, typed::EventId event, std::string id);

}  // namespace ordain::oracle
