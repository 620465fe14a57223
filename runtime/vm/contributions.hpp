// What the evaluator's loop leaves behind for the decision to be composed from: who fired, with which effects and arguments.
#pragma once

#include <cstdint>
#include <vector>

#include "runtime/base/fault.hpp"
#include "runtime/vm/pool.hpp"

namespace ordain {

/// Storage is reserved once, from the bundle's static bounds; clear() keeps it.
struct Contributions {
    struct Fired {
        std::uint32_t rule = 0;
        std::uint32_t chunk = 0;
        std::int64_t element = -1;  // row within the chunk's each_list (global row of that list), or -1
        std::uint32_t waiver = UINT32_MAX;
        std::uint32_t first_emitted = 0;  // its effects: [first_emitted, next Fired's first_emitted)
    };
    struct Emitted {
        std::uint32_t effect = 0;
        std::uint32_t first_arg = 0;  // its arguments, as EffectOp says
    };
    /// A fault while deciding. NOT_UNIQUE names both rules.
    struct Fault {
        FaultCode code = FaultCode::none;
        std::uint32_t chunk = 0;
        std::uint32_t rule_a = UINT32_MAX, rule_b = UINT32_MAX;
    };

    Pool<Fired> fired;
    Pool<Emitted> emitted;
    Pool<std::int64_t> args;
    /// The first fault of an enforced policy (then everything after it is missing), code none if there was none.
    Fault fault;
    /// Faults of shadow policies: at most one a chunk. What such a chunk had contributed before its fault has been taken back.
    std::vector<Fault> shadow_faults;
    /// Chunks (of any mode) whose policy was in force and applied: `from`/`until` hold and `applies when` was true or faulted.
    Pool<std::uint32_t> applied;

    void clear() {
        fired.clear();
        emitted.clear();
        args.clear();
        shadow_faults.clear();
        applied.clear();
        fault = {};
    }
};

}  // namespace ordain
