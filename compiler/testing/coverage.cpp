#include "compiler/testing/coverage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "compiler/testing/writing.hpp"

namespace ordain::testing {

namespace {

std::uint32_t line_of(const SourceSet& sources, Span span) {
    return sources.position(span.file, span.begin).line;
}

struct Gap {
    Span span;
    std::string what;
};

/// What is not covered, in the order of the sources.
std::vector<Gap> gaps(const Coverage& coverage) {
    std::vector<Gap> found;
    for (const RuleCoverage& rule : coverage.rules)
        if (rule.fired == 0) found.push_back({rule.span, fmt::format("{} `{}` never fires", rule.is_row ? "row" : "rule", rule.id)});
    for (const ConditionCoverage& c : coverage.conditions) {
        if (c.held == 0 && c.failed == 0) {
            found.push_back({c.span, fmt::format("in {}, `{}` is never asked", c.policy, c.text)});
            continue;
        }
        if (c.held == 0) found.push_back({c.span, fmt::format("in {}, `{}` is never true", c.policy, c.text)});
        if (c.failed == 0) found.push_back({c.span, fmt::format("in {}, `{}` is never false", c.policy, c.text)});
    }
    for (const EdgeCoverage& e : coverage.edges) {
        std::string sides;
        for (std::size_t side = 0; side < 3; ++side)
            if (e.possible[side] && e.seen[side] == 0) sides += (sides.empty() ? "" : ", ") + std::string(side_names[side]);
        if (!sides.empty()) found.push_back({e.span, fmt::format("in {}, `{}` is never {} {}", e.policy, e.value, sides, e.constant)});
    }
    std::stable_sort(found.begin(), found.end(), [](const Gap& a, const Gap& b) {
        return a.span.file != b.span.file ? a.span.file < b.span.file : a.span.begin < b.span.begin;
    });
    return found;
}

void share(std::string& out, std::string_view name, Share s) {
    append_key(out, name);
    out += fmt::format("{{\"covered\":{},\"all\":{}}}", s.covered, s.all);
}
void place(std::string& out, const SourceSet& sources, Span span) {
    append_member(out, "file", sources.file(span.file).path);
    append_key(out, "line"), out += std::to_string(line_of(sources, span));
}
template <class T, class Body>
void list(std::string& out, std::string_view name, const std::vector<T>& items, Body body) {
    append_key(out, name);
    out += '[';
    for (const T& item : items) {
        out += out.back() == '[' ? "{" : ",{";
        body(item);
        out += '}';
    }
    out += ']';
}

}  // namespace

Share Coverage::rule_share(bool rows) const {
    Share s;
    for (const RuleCoverage& rule : rules)
        if (rule.is_row == rows) ++s.all, s.covered += rule.fired != 0 ? 1 : 0;
    return s;
}
Share Coverage::condition_share() const {
    Share s{0, 2 * conditions.size()};
    for (const ConditionCoverage& c : conditions) s.covered += (c.held != 0 ? 1 : 0) + (c.failed != 0 ? 1 : 0);
    return s;
}
Share Coverage::edge_share() const {
    Share s;
    for (const EdgeCoverage& e : edges)
        for (std::size_t side = 0; side < 3; ++side)
            if (e.possible[side]) ++s.all, s.covered += e.seen[side] != 0 ? 1 : 0;
    return s;
}
std::size_t Coverage::covered() const {
    return rule_share(false).covered + rule_share(true).covered + condition_share().covered + edge_share().covered;
}
bool Coverage::complete() const {
    const Share c = condition_share();
    return least() >= 100 && c.covered == c.all;
}
double Coverage::least() const {
    return std::min({rule_share(false).percent(), rule_share(true).percent(), edge_share().percent()});
}

std::string coverage_text(const Coverage& coverage, const SourceSet& sources) {
    std::string out;
    const auto line = [&](std::string_view what, Share s) {
        out += fmt::format("{:<11}{:>6} of {:<6}{:>6.1f} %\n", what, s.covered, s.all, s.percent());
    };
    line("rules", coverage.rule_share(false));
    line("rows", coverage.rule_share(true));
    line("conditions", coverage.condition_share());
    line("edges", coverage.edge_share());
    for (const Gap& gap : gaps(coverage))
        out += fmt::format("{}:{}: {}\n", sources.file(gap.span.file).path, line_of(sources, gap.span), gap.what);
    return out;
}

std::string coverage_json(const Coverage& coverage, const SourceSet& sources) {
    std::string out = "{";
    append_key(out, "summary"), out += '{';
    share(out, "rules", coverage.rule_share(false)), share(out, "rows", coverage.rule_share(true));
    share(out, "conditions", coverage.condition_share()), share(out, "edges", coverage.edge_share());
    out += '}';
    list(out, "rules", coverage.rules, [&](const RuleCoverage& r) {
        append_member(out, "rule", r.id), place(out, sources, r.span);
        append_key(out, "row"), out += r.is_row ? "true" : "false";
        append_key(out, "fired"), out += std::to_string(r.fired);
    });
    list(out, "conditions", coverage.conditions, [&](const ConditionCoverage& c) {
        append_member(out, "policy", c.policy), append_member(out, "condition", c.text), place(out, sources, c.span);
        append_key(out, "held"), out += std::to_string(c.held);
        append_key(out, "failed"), out += std::to_string(c.failed);
    });
    list(out, "edges", coverage.edges, [&](const EdgeCoverage& e) {
        append_member(out, "policy", e.policy), append_member(out, "value", e.value), append_member(out, "constant", e.constant);
        place(out, sources, e.span);
        for (std::size_t side = 0; side < 3; ++side)
            append_key(out, side_names[side]), out += e.possible[side] ? std::to_string(e.seen[side]) : "null";
    });
    return out + "}\n";
}

std::string coverage_lcov(const Coverage& coverage, const SourceSet& sources, const std::string& folder) {
    struct File {
        std::string functions, counts, branches;
        std::size_t rules = 0, fired = 0, sides = 0, taken = 0, block = 0;
        std::map<std::uint32_t, std::size_t> lines;
    };
    std::map<std::uint32_t, File> files;
    for (const RuleCoverage& r : coverage.rules) {
        File& f = files[r.span.file];
        const std::uint32_t line = line_of(sources, r.span);
        f.functions += fmt::format("FN:{},{}\n", line, r.id);
        f.counts += fmt::format("FNDA:{},{}\n", r.fired, r.id);
        ++f.rules, f.fired += r.fired != 0 ? 1 : 0;
        f.lines[line] += r.fired;
    }
    const auto branches = [&](Span span, const std::vector<std::size_t>& taken) {
        File& f = files[span.file];
        const std::uint32_t line = line_of(sources, span);
        const bool asked = std::any_of(taken.begin(), taken.end(), [](std::size_t t) { return t != 0; });
        for (std::size_t i = 0; i < taken.size(); ++i)
            f.branches += fmt::format("BRDA:{},{},{},{}\n", line, f.block, i, asked ? std::to_string(taken[i]) : "-");
        f.sides += taken.size(), ++f.block;
        f.taken += static_cast<std::size_t>(std::count_if(taken.begin(), taken.end(), [](std::size_t t) { return t != 0; }));
    };
    for (const ConditionCoverage& c : coverage.conditions) branches(c.span, {c.held, c.failed});
    for (const EdgeCoverage& e : coverage.edges) {
        std::vector<std::size_t> taken;
        for (std::size_t side = 0; side < 3; ++side)
            if (e.possible[side]) taken.push_back(e.seen[side]);
        branches(e.span, taken);
    }
    std::string out = "TN:ordain\n";
    for (const auto& [number, f] : files) {
        out += fmt::format("SF:{}\n", (std::filesystem::path(folder) / sources.file(number).path).generic_string());
        out += fmt::format("{}{}FNF:{}\nFNH:{}\n{}BRF:{}\nBRH:{}\n", f.functions, f.counts, f.rules, f.fired, f.branches, f.sides, f.taken);
        std::size_t hit = 0;
        for (const auto& [line, count] : f.lines) {
            out += fmt::format("DA:{},{}\n", line, count);
            hit += count != 0 ? 1 : 0;
        }
        out += fmt::format("LF:{}\nLH:{}\nend_of_record\n", f.lines.size(), hit);
    }
    return out;
}

}  // namespace ordain::testing
