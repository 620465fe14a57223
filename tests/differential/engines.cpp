#include "tests/differential/engines.hpp"

#include <memory>

#include "compiler/driver/compile.hpp"
#include "ordain/ordain.hpp"
#include "runtime/program/bundle_file.hpp"

namespace ordain::differential {

namespace {

/// The bundle of a program, through its file's bytes.
Result<std::shared_ptr<const Bundle>> bundle_of(const typed::Program& program, codegen::Options options) {
    const auto image = driver::compile(program, options);
    if (!image) return image.error();
    return Bundle::from_bytes(program::serialize(*image));
}

Decide decide_by(const typed::Program& program, codegen::Options options) {
    const auto bundle = bundle_of(program, options);
    if (!bundle) return [message = bundle.error().message](std::string_view) { return "the bundle: " + message; };
    return [evaluator = std::make_shared<Evaluator>(*bundle)](std::string_view line) {
        std::string json;
        evaluator->decide(line).append_json(json);
        return json;
    };
}

Engine runtime(std::string name, codegen::Options options) {
    Engine engine;
    engine.name = std::move(name);
    engine.prepare = [options](const typed::Program& program) { return decide_by(program, options); };
    engine.prepare_stands = [options](const typed::Program& program) -> Stands {
        const auto bundle = bundle_of(program, options);
        if (!bundle) return [](std::string_view, std::string_view) { return false; };
        return [evaluator = std::make_shared<Evaluator>(*bundle)](std::string_view before, std::string_view after) {
            return evaluator->still_stands(before, after);
        };
    };
    return engine;
}

}  // namespace

std::vector<Engine> engines() {
    return {
        runtime("runtime", {}),
        runtime("runtime, nothing reused", {.reuse = false}),
        runtime("runtime, lets first", {.lets_first = true}),
        runtime("runtime, rules in turn", {.matching = codegen::Matching::in_turn}),
        runtime("runtime, rules by ranks", {.matching = codegen::Matching::by_ranks}),
        runtime("runtime, rules by shared ranks", {.lets_first = true, .matching = codegen::Matching::by_ranks, .shape = {.most_rows = 4}}),
        runtime("runtime, rules by trees", {.matching = codegen::Matching::by_ranks, .shape = {.split_above = 2, .most_tests = 2}}),
        runtime("runtime, rules by tests", {.matching = codegen::Matching::by_ranks, .shape = {.split_above = 1, .most_tests = 100}})};
}

}  // namespace ordain::differential
