// What the effects of expectations come to for an event: they are compiled and run like those of a rule that always fires.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "compiler/sema/typed.hpp"
#include "compiler/testing/json.hpp"
#include "runtime/base/result.hpp"
#include "runtime/vm/evaluator_state.hpp"

namespace ordain::testing {

/// The effects of all tests of a bundle, as one bundle of their own. Not thread-safe.
class Wanted {
public:
    /// Cost: about that of compiling the bundle. Errors: as driver::compile.
    [[nodiscard]] static Result<std::unique_ptr<Wanted>> make(const typed::Program& program);

    /// The event that is meant from now on.
    void decode(std::string_view line);
    /// The decision that this expectation's effects alone would make for the event: `expectation` of `test`, both by number. A fault of
    /// theirs is a decision, too.
    [[nodiscard]] Json decide(std::size_t test, std::size_t expectation);

private:
    explicit Wanted(std::shared_ptr<const Bundle> bundle) : state_(std::move(bundle)) {}

    detail::EvaluatorState state_;
    std::vector<std::vector<std::uint32_t>> chunks_;  // by test, by expectation
    std::string line_;
};

}  // namespace ordain::testing
