#include "tests/differential/campaign.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cstdlib>

#include "tests/differential/checked.hpp"
#include "tests/differential/compare.hpp"
#include "tests/differential/events.hpp"
#include "tests/oracle/decide.hpp"

namespace ordain::differential {

namespace {

using oracle::Json;

std::string shown(const Sources& sources) {
    std::string out;
    for (const SourceFile& f : sources) out += fmt::format("# {}\n{}\n", f.path, render(f.piece));
    return out;
}

/// What one engine made of one event, if it isn't what the oracle says.
struct Disagreement {
    std::string difference, expected, found;
};

std::optional<Disagreement> disagree(const typed::Program& program, const Decide& decide, std::string_view line) {
    const Json expected = to_json(program, oracle::decide(program, line));
    const std::string found = decide(line);
    if (auto difference = first_difference(expected, found)) return Disagreement{*difference, expected.dump(), found};
    return std::nullopt;
}

std::optional<Disagreement> disagree(const Sources& sources, const Engine& engine, std::string_view line) {
    const Checked checked = check_texts(texts_of(sources));
    if (!checked.errors.empty()) return std::nullopt;
    return disagree(checked.program, engine.prepare(checked.program), line);
}

// --- making the event smaller -------------------------------------------------------------------------------------

/// Removes members and elements of `line` as long as `still_fails`.
class EventShrinker {
public:
    explicit EventShrinker(std::function<bool(const std::string&)> still_fails) : still_fails_(std::move(still_fails)) {}

    std::string all(const std::string& line) {
        oracle::Parsed parsed = oracle::parse_json(line);
        if (parsed.fault != FaultCode::none || parsed.value.dump().empty()) return line;
        root_ = &parsed.value;
        if (!still_fails_(root_->dump())) return line;
        while (visit(*root_)) {
        }
        return root_->dump();
    }

private:
    template <class T>
    bool drop(std::vector<T>& list) {
        bool progress = false;
        for (std::size_t i = list.size(); i > 0; --i) {
            const std::vector<T> before = list;
            list.erase(list.begin() + static_cast<long>(i - 1));
            if (still_fails_(root_->dump()))
                progress = true;
            else
                list = before;
        }
        return progress;
    }

    bool visit(Json& j) {
        bool progress = drop(j.elements);
        progress = drop(j.members) || progress;
        for (Json& e : j.elements) progress = visit(e) || progress;
        for (Json::Member& m : j.members) progress = visit(m.value) || progress;
        return progress;
    }

    std::function<bool(const std::string&)> still_fails_;
    Json* root_ = nullptr;
};

// --- reports ------------------------------------------------------------------------------------------------------

std::string report_unchecked(Sources sources, const Checked& checked, std::uint64_t seed, int budget) {
    const std::string code = checked.codes.front();
    shrink(
        sources,
        [&](const Sources& smaller) {
            const Checked c = check_texts(texts_of(smaller));
            return c.codes.size() == 1 && c.codes.front() == code;
        },
        budget);
    return fmt::format("bundle {} should check, but doesn't\n\n{}\n{}", seed, shown(sources), check_texts(texts_of(sources)).errors);
}

std::string report_disagreement(Sources sources, const Engine& engine, std::string line, std::uint64_t seed, int budget) {
    shrink(
        sources, [&](const Sources& smaller) { return disagree(smaller, engine, line).has_value(); }, budget);
    const Checked checked = check_texts(texts_of(sources));
    const Decide decide = engine.prepare(checked.program);
    line = EventShrinker([&](const std::string& l) { return disagree(checked.program, decide, l).has_value(); }).all(line);
    shrink(
        sources, [&](const Sources& smaller) { return disagree(smaller, engine, line).has_value(); }, budget);
    const std::optional<Disagreement> d = disagree(sources, engine, line);
    return fmt::format(
        "engine `{}` disagrees with the oracle (bundle {})\n\n{}\nevent\n{}\n\nexpected\n{}\nfound\n{}\n\nfirst difference: {}\n",
        engine.name, seed, shown(sources), line, d ? d->expected : "", d ? d->found : "", d ? d->difference : "(lost while shrinking)");
}

void count(Tally& tally, oracle::Verdict verdict) {
    ++tally.cases;
    switch (verdict) {
        case oracle::Verdict::release: ++tally.released; return;
        case oracle::Verdict::require: ++tally.required; return;
        case oracle::Verdict::hold: ++tally.held; return;
        case oracle::Verdict::reject: ++tally.rejected; return;
        case oracle::Verdict::fault: ++tally.faulted; return;
    }
}

}  // namespace

Plan large(Plan plan) {
    plan.generate = generate_large;
    plan.boundaries = true;
    plan.stands = false;
    return plan;
}

Outcome run(const Plan& plan, const std::vector<Engine>& engines) {
    Outcome outcome;
    const auto begin = std::chrono::steady_clock::now();
    const auto more = [&] {
        if (plan.seconds <= 0) return outcome.tally.cases < plan.cases;
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count() < plan.seconds;
    };
    for (std::uint64_t seed = plan.seed; more(); ++seed) {
        const Sources sources = plan.generate(seed);
        const Checked checked = check_texts(texts_of(sources));
        if (!checked.errors.empty()) {
            outcome.failure = report_unchecked(sources, checked, seed, plan.shrink_budget);
            return outcome;
        }
        ++outcome.tally.bundles;
        std::vector<Decide> decides;
        for (const Engine& e : engines) decides.push_back(e.prepare(checked.program));
        std::vector<Stands> stands;
        for (const Engine& e : engines)
            if (plan.stands && e.prepare_stands) stands.push_back(e.prepare_stands(checked.program));
        std::string previous;
        Random random(seed ^ 0xE7E27);
        Events events(checked.program, random);
        for (std::uint64_t i = 0; i < plan.events; ++i) {
            const std::string line = plan.boundaries && i % 2 == 0 ? events.line_at(i / 2) : events.line();
            const oracle::Decision expected = oracle::decide(checked.program, line);
            count(outcome.tally, expected.verdict);
            const Json json = to_json(checked.program, expected);
            for (std::size_t e = 0; e < engines.size(); ++e) {
                if (!first_difference(json, decides[e](line))) continue;
                outcome.failure = report_disagreement(sources, engines[e], line, seed, plan.shrink_budget);
                return outcome;
            }
            if (plan.stands && i % 4 == 3) {
                const std::string after = edited(previous, line, random);
                const bool wanted = oracle::still_stands(checked.program, previous, after);
                outcome.tally.stood += wanted ? 1 : 0;
                for (const Stands& s : stands) {
                    if (s(previous, after) == wanted) continue;
                    outcome.failure = fmt::format("bundle {}\n\n{}\napproved\n{}\n\nedited\n{}\n\nthe approval {}, says the oracle\n", seed,
                                                  shown(sources), previous, after, wanted ? "still stands" : "lapses");
                    return outcome;
                }
            }
            previous = line;
        }
    }
    return outcome;
}

std::uint64_t from_environment(const char* name, std::uint64_t otherwise) {
    const char* text = std::getenv(name);
    return text != nullptr && *text != '\0' ? std::strtoull(text, nullptr, 10) : otherwise;
}

}  // namespace ordain::differential
