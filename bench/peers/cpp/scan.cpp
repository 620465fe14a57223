// The rules in a flat table of conditions, each an interval of one field, tried
// in turn. The reference: the others' answers are compared with these.
#include <limits>

#include "bench/peers/harness.hpp"

namespace {

struct Interval {
    std::int64_t low, high;
    std::uint32_t field;
    bool last;  // of its rule
};

Interval interval_of(const peers::Condition& c, bool last) {
    Interval made{std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max(), static_cast<std::uint32_t>(c.field),
                  last};
    if (c.op == "=" || c.op == ">=") made.low = c.value;
    if (c.op == "=" || c.op == "<=") made.high = c.value;
    if (c.op == ">") made.low = c.value + 1;
    if (c.op == "<") made.high = c.value - 1;
    return made;
}

std::uint32_t first(const std::vector<Interval>& table, const std::int64_t* event) {
    std::uint32_t rule = 0;
    for (const Interval *at = table.data(), *end = at + table.size(); at != end; ++at, ++rule) {
        while (event[at->field] >= at->low && event[at->field] <= at->high) {
            if (at->last) return rule;
            ++at;
        }
        while (!at->last) ++at;
    }
    return rule;
}

std::uint32_t every(const std::vector<Interval>& table, const std::int64_t* event) {
    std::uint32_t rule = 0, found = 0;
    for (const Interval *at = table.data(), *end = at + table.size(); at != end; ++at, ++rule) {
        bool holds = true;
        for (;; ++at) {
            holds = holds && event[at->field] >= at->low && event[at->field] <= at->high;
            if (at->last || !holds) break;
        }
        if (holds) found += peers::mixed(rule);
        while (!at->last) ++at;
    }
    return found;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4) return 2;
    const peers::Workload work = peers::read_workload(argv[1]);
    const double begin = peers::processor_seconds();
    std::vector<Interval> table;
    for (const auto& rule : work.rules)
        for (std::size_t c = 0; c < rule.size(); ++c) table.push_back(interval_of(rule[c], c + 1 == rule.size()));
    const double prepared = peers::processor_seconds() - begin;
    peers::measure(work.events(), argv[2], std::atof(argv[3]), prepared,
                   [&](std::size_t i) { return work.every ? every(table, work.event(i)) : first(table, work.event(i)); });
}
