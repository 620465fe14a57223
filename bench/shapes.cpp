// Whatever the shape of the rules, finding them as the compiler chooses is never slower than trying them in turn: decoded events, the same
// rules compiled both ways, the same rules fire.
#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <random>

#include "bench/common/bundle.hpp"
#include "bench/common/report.hpp"
#include "runtime/vm/evaluator_state.hpp"

namespace ordain::bench {
namespace {

using Random = std::mt19937_64;

std::uint64_t below(Random& random, std::uint64_t end) {
    return random() % end;
}

/// A rule's condition; `n` rules in all.
struct Shape {
    const char* name;
    const char* match;  // first, all
    std::string (*condition)(Random&, std::uint64_t n, std::uint64_t i);
};

constexpr std::uint64_t amounts = 1'000'000;

const Shape shapes[] = {
    {"one value", "first", [](Random&, std::uint64_t, std::uint64_t i) { return fmt::format("region = {}", i); }},
    {"thresholds", "first",
     [](Random&, std::uint64_t n, std::uint64_t i) { return fmt::format("amount >= {}", (n - i) * amounts / (n + 1)); }},
    {"value and range", "first",
     [](Random& random, std::uint64_t n, std::uint64_t i) {
         const std::uint64_t low = i / 10 * 10 * amounts / (n + 10);
         return fmt::format("region = {} and amount >= {} and amount < {}", i % 10, low, low + 1 + below(random, 20 * amounts / n));
     }},
    {"wide ranges", "first",
     [](Random& random, std::uint64_t, std::uint64_t) {
         const std::uint64_t a = below(random, amounts), b = below(random, amounts), c = below(random, amounts);
         return fmt::format("amount in {}..{} and other in {}..{} and third in {}..{}", a, a + amounts / 4, b, b + amounts / 4, c,
                            c + amounts / 8);
     }},
    {"sets and flags", "first",
     [](Random& random, std::uint64_t, std::uint64_t) {
         return fmt::format("region in ({}, {}, {}) and {}flag and tier != t{}", below(random, 100), below(random, 100), below(random, 100),
                            random() % 2 == 0 ? "not " : "", below(random, 4));
     }},
    {"missing values", "first",
     [](Random& random, std::uint64_t, std::uint64_t i) {
         return i % 3 == 0 ? fmt::format("note is missing and region = {}", below(random, 100))
                           : fmt::format("note if missing \"\" = \"n{}\"", below(random, 200));
     }},
    {"a value of its own", "first",
     [](Random& random, std::uint64_t, std::uint64_t) { return fmt::format("amount + {} < other", below(random, amounts)); }},
    {"all that hold", "all",
     [](Random& random, std::uint64_t n, std::uint64_t) {
         const std::uint64_t low = below(random, amounts);
         return fmt::format("amount in {}..{} and tier = t{}", low, low + 1 + 8 * amounts / (n + 8), below(random, 4));
     }},
};

std::string source(const Shape& shape, std::uint64_t rules) {
    Random random(rules);
    std::string text =
        "module bench.shapes\nbundle shapes { edition 1  default on * hold in other  fault in other }\nqueue other\nrole boss\n"
        "enum Tier { t0, t1, t2, t3 }\nevent order.created { amount int in 0..1_000_000  other int in 0..1_000_000  third int in "
        "0..1_000_000\n"
        "region int in 0..1_000  flag bool  tier Tier  note text? }\n";
    text += fmt::format("policy p on order.created {{\nmatch {}\n", shape.match);
    for (std::uint64_t i = 0; i < rules; ++i)
        text += fmt::format("rule r{} when {} then require boss\n", i, shape.condition(random, rules, i));
    return text + "}\n";
}

std::string event(Random& random, std::uint64_t rules) {
    const std::string note = random() % 3 == 0 ? "" : fmt::format(R"(,"note":"n{}")", below(random, 200));
    return fmt::format(R"({{"specversion":"1.0","id":"1","source":"s","type":"order.created","time":"2026-01-01T00:00:00Z","data":)"
                       R"({{"amount":{},"other":{},"third":{},"region":{},"flag":{},"tier":"t{}"{}}}}})",
                       below(random, amounts), below(random, amounts), below(random, amounts),
                       below(random, std::min<std::uint64_t>(1'000, rules + rules / 4 + 1)), random() % 2 == 0 ? "true" : "false",
                       below(random, 4), note);
}

double seconds() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

/// One way of finding the rules, with all events decoded.
struct Way {
    std::shared_ptr<const Bundle> bundle;
    std::vector<EventStore> events;
    Machine machine;
    Contributions out;

    Way(const std::string& text, codegen::Options options, const std::vector<std::string>& lines)
        : bundle(load(compile_text(text, options))), events(lines.size()), machine(bundle->loaded().image()) {
        Decoder decoder(bundle->loaded().image());
        for (std::size_t i = 0; i < lines.size(); ++i) {
            Decoder::reserve(bundle->loaded().image(), events[i]);
            decoder.decode(lines[i], events[i]);
            if (events[i].fault != FaultCode::none) refuse("an event is invalid: " + lines[i]);
        }
    }
    std::vector<std::uint32_t> fired(std::size_t event) {
        machine.run(events[event], out, false);
        std::vector<std::uint32_t> rules;
        for (const auto& f : out.fired) rules.push_back(f.rule);
        return rules;
    }
    /// Nanoseconds an event.
    double round() {
        const double begin = seconds();
        for (EventStore& store : events) machine.run(store, out, false);
        return (seconds() - begin) * 1e9 / static_cast<double>(events.size());
    }
};

void compare(const Shape& shape, std::uint64_t rules) {
    Random random(1);
    std::vector<std::string> lines;
    for (int i = 0; i < 2'000; ++i) lines.push_back(event(random, rules));
    const std::string text = source(shape, rules);
    Way chosen(text, {}, lines), in_turn(text, {.matching = codegen::Matching::in_turn}, lines);
    for (std::size_t i = 0; i < lines.size(); ++i)
        if (chosen.fired(i) != in_turn.fired(i)) refuse(fmt::format("{}, {} rules: other rules fire for {}", shape.name, rules, lines[i]));
    std::vector<double> a, b;
    for (int round = 0; round < 15; ++round) a.push_back(chosen.round()), b.push_back(in_turn.round());
    std::sort(a.begin(), a.end()), std::sort(b.begin(), b.end());
    const double mine = a[a.size() / 2], turn = b[b.size() / 2];
    fmt::print("{:<20}{:>7}{:>12.1f}{:>12.1f}{:>10.2f}{}\n", shape.name, rules, mine, turn, mine / turn,
               mine > 1.1 * turn ? "  slower" : "");
}

}  // namespace
}  // namespace ordain::bench

int main() {
    fmt::print("{:<20}{:>7}{:>12}{:>12}{:>10}\n", "rules look at", "rules", "chosen, ns", "in turn, ns", "ratio");
    for (const auto& shape : ordain::bench::shapes)
        for (const std::uint64_t rules : {1, 2, 3, 4, 8, 16, 64, 256, 1'000}) ordain::bench::compare(shape, rules);
}
