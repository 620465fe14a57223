#include "compiler/testing/wanted.hpp"

#include <utility>

#include "compiler/driver/compile.hpp"
#include "runtime/vm/decision_json.hpp"

namespace ordain::testing {

namespace {

/// The program with an expectation in place of each policy.
typed::Program program_of_expectations(const typed::Program& program) {
    typed::Program result = program;
    result.exprs.insert(result.exprs.end(), program.test_exprs.begin(), program.test_exprs.end());
    result.needs.insert(result.needs.end(), program.test_needs.begin(), program.test_needs.end());
    result.policies.clear();
    result.instances.clear();
    for (const typed::Test& test : program.tests) {
        for (const typed::Expectation& expectation : test.expects) {
            typed::Policy policy;
            policy.name = "expect";
            policy.calendar = program.calendar;
            typed::Instance instance;
            instance.policy = {static_cast<std::uint32_t>(result.policies.size())};
            instance.event = test.given.event;
            instance.rules.emplace_back();
            instance.rules.back().id = "expect";
            instance.rules.back().effects = expectation.effects;
            result.policies.push_back(std::move(policy));
            result.instances.push_back(std::move(instance));
        }
    }
    return result;
}

}  // namespace

Result<std::unique_ptr<Wanted>> Wanted::make(const typed::Program& program) {
    const auto image = driver::compile(program_of_expectations(program));
    if (!image) return image.error();
    auto bundle = Bundle::from_bytes(program::serialize(*image));
    if (!bundle) return bundle.error();
    std::unique_ptr<Wanted> wanted(new Wanted(std::move(*bundle)));
    std::vector<std::uint32_t> chunk_of(image->policies.size());
    for (std::uint32_t i = 0; i < image->chunks.size(); ++i) chunk_of[image->chunks[i].policy] = i;
    std::size_t policy = 0;
    for (const typed::Test& test : program.tests) {
        auto& chunks = wanted->chunks_.emplace_back();
        for (std::size_t i = 0; i < test.expects.size(); ++i) chunks.push_back(chunk_of[policy++]);
    }
    return wanted;
}

void Wanted::decode(std::string_view line) {
    line_ = line;
    state_.decoder.decode(line_, state_.store);
}

Json Wanted::decide(std::size_t test, std::size_t expectation) {
    state_.without.clear();
    if (state_.store.fault == FaultCode::none) state_.machine.run_only(state_.store, chunks_[test][expectation], state_.without);
    state_.composer.compose(state_.store, state_.without, nullptr, state_.model);
    state_.identity.begin(line_, state_.store, state_.model);
    std::string text;
    append_decision(text, state_.image(), state_.bundle->loaded().phrases, state_.store, state_.model);
    auto json = Json::parse(text);
    return json ? std::move(*json) : Json();
}

}  // namespace ordain::testing
