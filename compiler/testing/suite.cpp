#include "compiler/testing/suite.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "compiler/driver/compile.hpp"

namespace ordain::testing {

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

bool agree(const std::vector<Compared>& parts) {
    return std::all_of(parts.begin(), parts.end(), [](const Compared& c) { return c.agrees; });
}

}  // namespace

std::size_t SuiteResult::failed() const {
    return static_cast<std::size_t>(std::count_if(tests.begin(), tests.end(), [](const TestResult& t) { return !t.passed(); }));
}

Result<std::unique_ptr<Suite>> Suite::make(const driver::Loaded& bundle, const std::string& folder) {
    codegen::Options options;
    options.sources = &bundle.sources;  // coverage reads the notes that are for explanations
    const auto image = driver::compile(bundle.program, options);
    if (!image) return image.error();
    auto compiled = Bundle::from_bytes(program::serialize(*image));
    if (!compiled) return compiled.error();
    auto wanted = Wanted::make(bundle.program);
    if (!wanted) return wanted.error();
    return std::unique_ptr<Suite>(new Suite(bundle, folder, std::move(*compiled), std::move(*wanted)));
}

Suite::Suite(const driver::Loaded& bundle, const std::string& folder, std::shared_ptr<const Bundle> compiled,
             std::unique_ptr<Wanted> wanted)
    : bundle_(bundle), decided_(std::move(compiled)), wanted_(std::move(wanted)), events_(bundle.program, bundle.sources, folder) {}

SuiteResult Suite::run(std::string_view filter, Observer* observer) {
    SuiteResult result;
    const auto start = Clock::now();
    const auto& tests = bundle_.program.tests;
    for (std::size_t i = 0; i < tests.size(); ++i) {
        if (tests[i].title.find(filter) == std::string::npos && tests[i].module.find(filter) == std::string::npos) {
            ++result.left_out;
            continue;
        }
        const auto begin = Clock::now();
        TestResult& test = result.tests.emplace_back();
        test.title = tests[i].title;
        test.module = tests[i].module;
        test.span = tests[i].span;
        run_one(i, observer, test);
        test.seconds = seconds_since(begin);
    }
    result.seconds = seconds_since(start);
    return result;
}

void Suite::run_one(std::size_t number, Observer* observer, TestResult& result) {
    const typed::Test& test = bundle_.program.tests[number];
    const auto line = events_.line(test.given);
    if (!line) {
        result.broken = line.error().message;
        return;
    }
    const Json& decision = decided_.decide(*line);
    result.decision = decision.dump();
    for (const Json& rule : decision.at("rules").items) result.rules.push_back(rule.text);
    wanted_->decode(*line);
    for (std::size_t i = 0; i < test.expects.size(); ++i)
        if (auto failure = check(number, i, *line)) result.failures.push_back(std::move(*failure));
    if (observer != nullptr) observer->saw(number, decided_);
}

void Suite::compare_parts(const typed::Expectation& e, const Json& wanted, std::string_view line, Failure& failure) {
    const typed::Program& program = bundle_.program;
    if (e.by.empty()) {
        failure.compared = compare(program, e, wanted, decided_.whole(), true, std::nullopt);
        return;
    }
    std::optional<std::string> element;
    if (e.at) {
        auto pointer = pointer_to(program, *e.at, line);
        if (!pointer) {
            failure.why = pointer.error().message;
            return;
        }
        element = std::move(*pointer);
    }
    for (const std::string& rule : e.by) {
        const OwnPart own = decided_.part(rule, element);
        if (!own.fired) {
            failure.why = element ? fmt::format("`{}` did not fire for {}", rule, *element) : fmt::format("`{}` did not fire", rule);
            return;
        }
        for (Compared& part : compare(program, e, wanted, own.decision, own.states, element)) {
            part.what = fmt::format("{} by {}", part.what, rule);
            failure.compared.push_back(std::move(part));
        }
    }
}

std::optional<Failure> Suite::check(std::size_t test, std::size_t number, std::string_view line) {
    const typed::Expectation& e = bundle_.program.tests[test].expects[number];
    Failure failure{e.span, std::string(bundle_.sources.text(e.span)), {}, {}};
    const Json& fault = decided_.whole().at("fault");
    if (e.kind == typed::Expectation::Kind::fault) {
        bool holds = decided_.faulted() && (e.fault.empty() || fault.at("code").text == e.fault);
        for (const std::string& rule : e.by) holds = holds && decided_.fault_of(rule);
        const std::string code = decided_.faulted() ? fault.at("code").text + ": " + fault.at("detail").text : "none";
        failure.compared.push_back({"fault", e.fault.empty() ? "any" : e.fault, code, holds != e.negated});
        return holds == e.negated ? std::optional(std::move(failure)) : std::nullopt;
    }
    if (decided_.faulted()) {
        failure.why = fmt::format("the decision is a fault, {}: {}", fault.at("code").text, fault.at("detail").text);
        return e.negated ? std::nullopt : std::optional(std::move(failure));
    }
    const Json wanted = wanted_->decide(test, number);
    if (wanted.at("verdict").text == "fault") {
        failure.why = fmt::format("what is expected can't be worked out: {}", wanted.at("fault").at("code").text);
        return failure;
    }
    compare_parts(e, wanted, line, failure);
    const bool holds = failure.why.empty() && agree(failure.compared);
    if (holds != e.negated) return std::nullopt;
    return failure;
}

}  // namespace ordain::testing
