#include "tests/conformance/run_case.hpp"

#include <fmt/format.h>

#include <sstream>

#include "tests/conformance/bundle.hpp"
#include "tests/conformance/subset.hpp"
#include "tests/differential/compare.hpp"
#include "tests/oracle/decide.hpp"

namespace ordain::conformance {

namespace {

using differential::Decide;
using differential::Engine;
using oracle::Json;

class CaseRun {
public:
    CaseRun(const Case& c, const std::vector<Engine>& engines) : case_(c), engines_(engines) {}

    std::vector<std::string> all() {
        const Bundle bundle = check_files(case_.files);
        if (!case_.errors.empty()) return unexpected_errors(bundle, case_.errors);
        if (!bundle.good()) return {"does not compile:\n" + bundle.rendered()};
        program_ = &bundle.program;
        const Decide oracle = [&](std::string_view line) { return to_json(*program_, oracle::decide(*program_, line)).dump(); };
        run("oracle", oracle, nullptr);
        for (const Engine& e : engines_) run(e.name, e.prepare(*program_), &e);
        if (!case_.same.empty()) same();
        for (const std::string& line : case_.compare) compare_by_oracle(line);
        return failures_;
    }

private:
    void fail(const std::string& who, std::size_t line, const std::string& what) {
        failures_.push_back(fmt::format("{}:{} [{}] {}", case_.file, line, who, what));
    }

    static std::optional<Json> parsed(const std::string& text) {
        oracle::Parsed p = oracle::parse_json(text);
        if (p.fault != FaultCode::none) return std::nullopt;
        return p.value;
    }

    void expect(const std::string& who, std::size_t line, const std::string& expected, const std::string& found) {
        const auto e = parsed(expected);
        const auto f = parsed(found);
        if (!e) return fail(who, line, "the case's decision is not JSON: " + expected);
        if (!f) return fail(who, line, "the decision is not JSON: " + found);
        if (const auto mismatch = first_mismatch(*e, *f)) fail(who, line, *mismatch + "\n    " + found);
    }

    /// Every event of the case, and what its text says about bytes and ids.
    void run(const std::string& who, const Decide& decide, const Engine* engine) {
        std::vector<std::string> found;
        for (const Expectation& e : case_.events) {
            found.push_back(decide(e.event));
            if (!e.decision.empty()) expect(who, e.line, e.decision, found.back());
            if (engine == nullptr) continue;
            const Json oracle = to_json(*program_, oracle::decide(*program_, e.event));
            if (const auto d = differential::first_difference(oracle, found.back())) fail(who, e.line, "unlike the oracle: " + *d);
        }
        for (const auto& [number, text] : case_.bytes) {
            // the oracle has no hashes: what a text says of them is for the engines
            if (number > found.size() || (found[number - 1].find(text) == std::string::npos))
                fail(who, case_.line,
                     fmt::format("decision {} does not contain {}\n    {}", number, text, number > found.size() ? "" : found[number - 1]));
        }
        std::vector<std::string> lines;
        std::istringstream input(case_.input);
        for (std::string line; std::getline(input, line);) lines.push_back(line);
        if (!case_.decisions.empty() && lines.size() != case_.decisions.size())
            fail(who, case_.line, "another number of lines than of decisions");
        for (std::size_t i = 0; i < lines.size() && i < case_.decisions.size(); ++i)
            expect(who, case_.line, case_.decisions[i], decide(lines[i]));
        if (engine != nullptr)
            for (const std::string& line : case_.compare) compare_hashes(who, line, found);
    }

    static std::string member(const std::string& decision, const std::string& key) {
        const auto j = parsed(decision);
        const Json* m = j ? j->find(key) : nullptr;
        return m != nullptr ? m->dump() : "";
    }

    /// "fingerprint 1 = 2", "id 1 != 2"
    void compare_hashes(const std::string& who, const std::string& line, const std::vector<std::string>& found) {
        std::istringstream words(line);
        std::string key, relation;
        std::size_t a = 0, b = 0;
        words >> key >> a >> relation >> b;
        if (key != "fingerprint" && key != "id") return;
        const bool equal = member(found.at(a - 1), key) == member(found.at(b - 1), key);
        if (equal != (relation == "=")) fail(who, case_.line, "not so: " + line);
    }

    /// "approval 1 stands for 2", "approval 1 lapses for 3", "order 1 <= 2", "order 2 !<= 1"
    void compare_by_oracle(const std::string& line) {
        std::istringstream words(line);
        std::string key, relation, preposition;
        std::size_t a = 0, b = 0;
        words >> key >> a >> relation;
        if (key == "approval") {
            words >> preposition >> b;
            const std::string& before = case_.events.at(a - 1).event;
            const std::string& after = case_.events.at(b - 1).event;
            const bool wanted = relation == "stands";
            if (oracle::still_stands(*program_, before, after) != wanted) fail("oracle", case_.line, "not so: " + line);
            for (const Engine& e : engines_)
                if (e.prepare_stands && e.prepare_stands(*program_)(before, after) != wanted) fail(e.name, case_.line, "not so: " + line);
        } else if (key == "order") {
            words >> b;
            const oracle::Decision d = oracle::decide(*program_, case_.events.at(a - 1).event);
            const oracle::Decision other = oracle::decide(*program_, case_.events.at(b - 1).event);
            if (oracle::at_most_as_strict(*program_, d, other) != (relation == "<=")) fail("oracle", case_.line, "not so: " + line);
        }
    }

    /// Other texts, the same meaning: the same decisions, and the same bytes of every engine.
    void same() {
        Files files = case_.files;
        for (const auto& [path, text] : case_.same) files[path] = text;
        const Bundle other = check_files(files);
        if (!other.good()) return fail("same", case_.line, "does not compile:\n" + other.rendered());
        for (const Expectation& e : case_.events) {
            const Json a = to_json(*program_, oracle::decide(*program_, e.event));
            const Json b = to_json(other.program, oracle::decide(other.program, e.event));
            if (!(a == b)) fail("oracle", e.line, "another text decides otherwise: " + b.dump());
        }
        for (const Engine& engine : engines_) {
            const Decide a = engine.prepare(*program_);
            const Decide b = engine.prepare(other.program);
            for (const Expectation& e : case_.events)
                if (a(e.event) != b(e.event)) fail(engine.name, e.line, "another text decides otherwise, or has another id: " + b(e.event));
        }
    }

    const Case& case_;
    const std::vector<Engine>& engines_;
    const typed::Program* program_ = nullptr;
    std::vector<std::string> failures_;
};

}  // namespace

std::vector<std::string> run_case(const Case& c, const std::vector<Engine>& engines) {
    return CaseRun(c, engines).all();
}

}  // namespace ordain::conformance
