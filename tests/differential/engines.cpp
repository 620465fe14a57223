#include "tests/differential/engines.hpp"

#include <memory>

#include "compiler/driver/compile.hpp"
#include "ordain/ordain.hpp"
#include "runtime/program/bundle_file.hpp"

namespace ordain::differential {

namespace {

/// The bundle of a program, through its file's bytes.
Result<std::shared_ptr<const Bundle>> bundle_of(const typed::Program& program) {
    const auto image = driver::compile(program);
    if (!image) return image.error();
    return Bundle::from_bytes(program::serialize(*image));
}

Decide decide_by(const typed::Program& program) {
    const auto bundle = bundle_of(program);
    if (!bundle) return [message = bundle.error().message](std::string_view) { return "the bundle: " + message; };
    return [evaluator = std::make_shared<Evaluator>(*bundle)](std::string_view line) {
        std::string json;
        evaluator->decide(line).append_json(json);
        return json;
    };
}

bool still_stands(const typed::Program& program, std::string_view before, std::string_view after) {
    const auto bundle = bundle_of(program);
    return bundle && Evaluator(*bundle).still_stands(before, after);
}

}  // namespace

std::vector<Engine> engines() {
    return {{"runtime", decide_by, still_stands}};
}

}  // namespace ordain::differential
