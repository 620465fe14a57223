// The examples in LANGUAGE.md and README.md: bundles that must compile, events and their decisions, fragments, mistakes.
#include <catch2/catch.hpp>

#include <filesystem>

#include "tests/conformance/bundle.hpp"
#include "tests/conformance/markdown.hpp"
#include "tests/differential/compare.hpp"
#include "tests/differential/engines.hpp"
#include "tests/oracle/decide.hpp"

using namespace ordain;
using namespace ordain::conformance;

namespace {

struct Example {
    Files files;
    std::map<std::string, std::string> events, decisions;
};

/// One line of JSON from an example that is spread over several.
oracle::Json on_one_line(const std::string& text) {
    oracle::Parsed p = oracle::parse_json(text);
    REQUIRE(p.fault == FaultCode::none);
    return p.value;
}

/// An example shortens hashes; of ours only what they begin with counts.
void shorten(oracle::Json& decision) {
    for (oracle::Json::Member& m : decision.members)
        if ((m.key == "id" || m.key == "bundle" || m.key == "fingerprint") && m.value.is(oracle::Json::Kind::string))
            m.value.text.resize(2);
}

void run(const std::string& name, const Example& example) {
    INFO("bundle " << name);
    const Bundle bundle = check_files(example.files);
    INFO(bundle.rendered());
    REQUIRE(bundle.good());
    for (const auto& [event, text] : example.decisions) {
        INFO("event " << event);
        oracle::Json expected = on_one_line(text);
        shorten(expected);
        const std::string line = on_one_line(example.events.at(event)).dump();
        CHECK(to_json(bundle.program, oracle::decide(bundle.program, line)).dump() == expected.dump());
        for (const differential::Engine& e : differential::engines()) {
            INFO("engine " << e.name);
            CHECK(differential::first_difference(expected, e.prepare(bundle.program)(line)).value_or("") == "");
        }
    }
}

void fragment(const Block& block) {
    Files files = read_prelude(ORDAIN_SOURCE_DIR "/tests/conformance/cases", "base");
    files["rules.ord"] = as_rules(block.text);
    const Bundle bundle = check_files(files);
    INFO(bundle.rendered());
    const auto error = block.attributes.find("error");
    if (error == block.attributes.end()) {
        CHECK(bundle.good());
    } else {
        CHECK_FALSE(bundle.good());
        CHECK(bundle.rendered().find(error->second) != std::string::npos);
    }
}

std::size_t document(const std::string& path) {
    std::map<std::string, Example> bundles;
    std::size_t count = 0;
    for (const Block& block : fenced_blocks(read_file(path))) {
        INFO(path << ":" << block.line);
        const auto bundle = block.attributes.find("bundle");
        if (bundle == block.attributes.end()) {
            if (block.language == "ord") fragment(block), ++count;
            continue;
        }
        Example& example = bundles[bundle->second];
        const auto attribute = [&](const char* key) {
            const auto found = block.attributes.find(key);
            return found == block.attributes.end() ? "" : found->second;
        };
        if (block.language == "ord") example.files[attribute("file")] = block.text;
        if (block.language == "json" && !attribute("event").empty()) example.events[attribute("event")] = block.text;
        if (block.language == "json" && !attribute("decision").empty()) example.decisions[attribute("decision")] = block.text;
        ++count;
    }
    for (const auto& [name, example] : bundles) run(name, example);
    return count;
}

}  // namespace

TEST_CASE("the examples of LANGUAGE.md are right") {
    CHECK(document(ORDAIN_SOURCE_DIR "/grammar/LANGUAGE.md") > 4);
}

TEST_CASE("the examples of README.md are right") {
    const std::string path = ORDAIN_SOURCE_DIR "/README.md";
    if (std::filesystem::exists(path)) document(path);
}
