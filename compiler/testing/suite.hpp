// Runs the `test` declarations of a bundle: compiled once, decided in process.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/driver/load.hpp"
#include "compiler/testing/decided.hpp"
#include "compiler/testing/given.hpp"
#include "compiler/testing/match.hpp"
#include "compiler/testing/wanted.hpp"

namespace ordain::testing {

/// An expectation that was not met.
struct Failure {
    Span span;                       // of the expectation
    std::string text;                // as written
    std::string why;                 // one line, where there is nothing to compare; else empty
    std::vector<Compared> compared;  // all parts, also those that agree
};

struct TestResult {
    std::string title, module;
    Span span;
    std::string broken;  // why the test could not be run; empty: it was
    std::vector<Failure> failures;
    std::string decision;            // the line; empty if broken
    std::vector<std::string> rules;  // that fired, as in the decision
    double seconds = 0;

    [[nodiscard]] bool passed() const { return broken.empty() && failures.empty(); }
};

struct SuiteResult {
    std::vector<TestResult> tests;
    std::size_t left_out = 0;  // by the filter
    double seconds = 0;        // of running, without compiling

    [[nodiscard]] std::size_t failed() const;
};

/// Sees every event that tests decide.
class Observer {
public:
    virtual ~Observer() = default;
    /// `decided` has just decided the event of the test with this number.
    virtual void saw(std::size_t test, Decided& decided) = 0;
};

/// Borrows the bundle, which has no errors.
class Suite {
public:
    /// `folder`: where the bundle was loaded from. Errors: as driver::compile.
    [[nodiscard]] static Result<std::unique_ptr<Suite>> make(const driver::Loaded& bundle, const std::string& folder);

    /// Runs all tests whose title or module contains `filter`, in decision order of their modules. `observer` may be null.
    [[nodiscard]] SuiteResult run(std::string_view filter, Observer* observer);

    [[nodiscard]] Decided& decided() { return decided_; }
    [[nodiscard]] GivenEvents& events() { return events_; }

private:
    Suite(const driver::Loaded& bundle, const std::string& folder, std::shared_ptr<const Bundle> compiled, std::unique_ptr<Wanted> wanted);

    const driver::Loaded& bundle_;
    Decided decided_;
    std::unique_ptr<Wanted> wanted_;
    GivenEvents events_;

    void run_one(std::size_t number, Observer* observer, TestResult& result);
    [[nodiscard]] std::optional<Failure> check(std::size_t test, std::size_t number, std::string_view line);
    void compare_parts(const typed::Expectation& expectation, const Json& wanted, std::string_view line, Failure& failure);
};

}  // namespace ordain::testing
