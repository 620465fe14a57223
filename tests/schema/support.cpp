#include "tests/schema/support.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "compiler/diag/render.hpp"
#include "compiler/driver/compile.hpp"
#include "compiler/schema/infer.hpp"
#include "compiler/sema/check.hpp"
#include "compiler/syntax/parse.hpp"
#include "runtime/program/bundle_file.hpp"

namespace ordain::test {

namespace {

constexpr const char* releasing = R"(bundle proposed {
  edition 1
  default on * release
  fault in faults
}
queue faults
)";

Result<std::string> propose(const std::string& text, const std::string& type) {
    schema::Samples samples(type);
    if (const auto added = samples.add("samples", text); !added) return added.error();
    return schema::infer(samples, "proposed", {});
}

}  // namespace

std::string proposed(const std::string& samples, const std::string& type) {
    const auto module = propose(samples, type);
    INFO(samples.substr(0, 2000));
    if (!module) FAIL(module.error().message);
    return *module;
}

std::string refused(const std::string& samples, const std::string& type) {
    const auto module = propose(samples, type);
    REQUIRE_FALSE(module);
    return module.error().message;
}

std::shared_ptr<const Bundle> bundle_of(const std::string& module) {
    SourceSet sources;
    sources.add("bundle.ord", releasing);
    sources.add("proposed.ord", module);
    Diagnostics diagnostics;
    std::vector<syntax::Tree> trees;
    for (std::uint32_t i = 0; i < 2; ++i) trees.push_back(syntax::parse(sources, i, diagnostics));
    typed::Program program;
    if (!diagnostics.has_errors()) program = sema::check(trees, sources, {}, diagnostics);
    INFO(module);
    if (!diagnostics.all().empty()) FAIL(render_text(diagnostics, sources, false));
    const auto image = driver::compile(program);
    REQUIRE(image);
    const auto bundle = Bundle::from_bytes(program::serialize(*image));
    REQUIRE(bundle);
    return *bundle;
}

void must_decide(const std::shared_ptr<const Bundle>& bundle, const std::vector<std::string>& lines, const std::string& module) {
    Evaluator evaluator(bundle);
    for (const std::string& line : lines) {
        const Decision& decision = evaluator.decide(line);
        if (decision.verdict() == Verdict::release) continue;
        std::string json;
        decision.append_json(json);
        FAIL(json << "\n" << line << "\n" << module);
    }
}

std::string envelope(const std::string& type, const std::string& data) {
    return fmt::format(R"({{"specversion":"1.0","id":"1","source":"/t","type":"{}","time":"2026-11-23T08:15:30Z","data":{}}})", type, data);
}

std::string file(const std::string& name) {
    std::ifstream in(ORDAIN_SOURCE_DIR "/tests/schema/" + name, std::ios::binary);
    REQUIRE(in);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace ordain::test
