// Any bytes as a file of samples: it is refused, or the schema that is proposed for it checks, compiles, and finds the samples valid.
#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/driver/compile.hpp"
#include "compiler/schema/infer.hpp"
#include "compiler/schema/json.hpp"
#include "ordain/ordain.hpp"
#include "runtime/program/bundle_file.hpp"
#include "tests/differential/checked.hpp"

namespace {

using namespace ordain;

constexpr const char* releasing = "bundle proposed {\n  edition 1\n  default on * release\n  fault in faults\n}\nqueue faults\n";

[[noreturn]] void broken(const std::string& module, std::string_view what) {
    fmt::print(stderr, "{}\n{}\n", module, what);
    std::abort();
}

/// The payloads of a file that has one on each line; none if it is of another form.
std::vector<std::string_view> payloads(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
        const auto value = schema::parse_json(line);
        if (!value || !value->is(schema::Json::Kind::object)) return {};
        lines.push_back(line);
    }
    return lines;
}

/// Proposes a schema and checks it. `type`: as in schema::Samples.
std::shared_ptr<const Bundle> proposed(std::string_view text, const std::string& type, std::string& module) {
    schema::Samples samples(type);
    if (!samples.add("samples", text)) return nullptr;
    const auto made = schema::infer(samples, "proposed", {});
    if (!made) return nullptr;
    module = *made;
    const auto checked = differential::check_texts({{"bundle.ord", releasing}, {"proposed.ord", module}});
    if (!checked.errors.empty()) broken(module, checked.errors);
    const auto image = driver::compile(checked.program);
    if (!image) return nullptr;  // a decision would cost too much
    const auto bundle = Bundle::from_bytes(program::serialize(*image));
    if (!bundle) broken(module, bundle.error().message);
    return *bundle;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    std::string module;
    (void)proposed(text, "", module);
    const auto bundle = proposed(text, "t", module);
    if (bundle == nullptr) return 0;
    Evaluator evaluator(bundle);
    for (const std::string_view payload : payloads(text)) {
        const auto line =
            fmt::format(R"({{"specversion":"1.0","id":"1","source":"/t","type":"t","time":"2026-11-23T08:15:30Z","data":{}}})", payload);
        const Decision& decision = evaluator.decide(line);
        if (decision.verdict() == Verdict::release) continue;
        std::string json;
        decision.append_json(json);
        broken(module, line + "\n" + json);
    }
    return 0;
}
