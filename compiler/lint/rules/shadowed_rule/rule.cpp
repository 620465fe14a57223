#include <algorithm>
#include <cstdlib>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "compiler/lint/rule.hpp"

namespace ordain::lint {

using syntax::Cell;
using syntax::CellKind;
using syntax::Expr;
using syntax::ExprKind;

namespace {

/// A comparison with a number: `OP 1_000 EUR`. Of two with one unit and direction, one holds wherever the other does.
struct Bound {
    std::string_view unit;
    bool up = false;        // `>` or `>=`
    double reach = 0;       // the number, negative if `up`: the larger, the more values
    bool inclusive = true;  // `<=` or `>=`

    /// Whether it holds wherever `other` of the same unit and direction does.
    [[nodiscard]] bool covers(const Bound& other) const { return std::pair(reach, inclusive) >= std::pair(other.reach, other.inclusive); }
};

std::optional<Bound> bound(ExprKind op, std::string_view literal) {
    const bool up = op == ExprKind::gt || op == ExprKind::ge, down = op == ExprKind::lt || op == ExprKind::le;
    if ((!up && !down) || literal.empty()) return std::nullopt;
    const std::size_t end = std::min(literal.find_first_not_of("0123456789._"), literal.size());
    std::string digits(literal.substr(0, end));
    std::erase(digits, '_');
    const double number = std::strtod(digits.c_str(), nullptr);
    return Bound{literal.substr(end), up, up ? -number : number, op == ExprKind::le || op == ExprKind::ge};
}

/// Whether `a OP x` holds wherever `b OP y` does: both compare one value with a literal of one unit.
bool covers(ExprKind a, std::string_view x, ExprKind b, std::string_view y) {
    const auto first = bound(a, x), later = bound(b, y);
    return first && later && first->unit == later->unit && first->up == later->up && first->covers(*later);
}

bool covers(const Subject& subject, const Cell& first, const Cell& later) {
    if (first.kind == CellKind::any || subject.sources.text(first.span) == subject.sources.text(later.span)) return true;
    if (first.kind == CellKind::list && (later.kind == CellKind::list || (later.kind == CellKind::compare && later.op == ExprKind::eq))) {
        for (const syntax::SignedLiteral& value : later.values) {
            bool there = false;
            for (const syntax::SignedLiteral& known : first.values)
                there = there || subject.sources.text(known.span) == subject.sources.text(value.span);
            if (!there) return false;
        }
        return true;
    }
    if (first.kind != CellKind::compare || later.kind != CellKind::compare) return false;
    const syntax::SignedLiteral &x = first.values[0], &y = later.values[0];
    return !x.is_name && !y.is_name && !x.negative && !y.negative && covers(first.op, x.literal.text, later.op, y.literal.text);
}

void rows(const Subject& subject, const syntax::Policy& table, Findings& findings) {
    constexpr std::size_t most = 500;  // rows: each is compared with all before it
    for (std::size_t i = 1; i < table.rows.size() && i < most; ++i)
        for (std::size_t k = 0; k < i; ++k) {
            const syntax::Row &first = table.rows[k], &later = table.rows[i];
            bool all = first.cells.size() == later.cells.size(), only_any = true;
            for (std::size_t c = 0; all && c < later.cells.size(); ++c) {
                all = covers(subject, first.cells[c], later.cells[c]);
                only_any = only_any && first.cells[c].kind == CellKind::any;
            }
            if (!all || only_any) continue;  // a row of `-` alone is what after_always speaks of
            findings.report(later.span, "this row never applies").with_other(first.span, "whatever it means, this row takes first");
            break;
        }
}

/// The rules of a policy so far, for finding the first that holds wherever another one does.
class Earlier {
public:
    Earlier(const Subject& subject, const syntax::Tree& tree) : sources_(subject.sources), tree_(tree) {}

    /// The first rule that takes everything which `rule` would; null: none. Then `rule` is one of them. Cost: logarithmic.
    const syntax::Rule* taken_by(const syntax::Rule& rule) {
        if (!rule.when.valid()) return nullptr;
        const Expr& when = tree_[rule.when];
        const auto [same, fresh] = by_text_.try_emplace(sources_.text(when.span), &rule);
        const syntax::Rule* first = fresh ? nullptr : same->second;
        if (!when.a.valid() || !when.b.valid() || tree_[when.b].kind != ExprKind::literal) return first;
        const auto limit = bound(when.kind, tree_[when.b].literal.text);
        if (!limit) return first;
        std::vector<Widest>& known = by_value_[{sources_.text(tree_[when.a].span), limit->unit, limit->up}];
        const auto covers = [&](const Widest& w) { return w.bound.covers(*limit); };
        const auto at = std::partition_point(known.begin(), known.end(), std::not_fn(covers));
        if (at == known.end())
            known.push_back({*limit, &rule});
        else if (first == nullptr || at->rule < first)
            first = at->rule;
        return first;
    }

private:
    struct Widest {
        Bound bound;
        const syntax::Rule* rule;
    };
    const SourceSet& sources_;
    const syntax::Tree& tree_;
    std::unordered_map<std::string_view, const syntax::Rule*> by_text_;
    std::map<std::tuple<std::string_view, std::string_view, bool>, std::vector<Widest>> by_value_;  // each wider than those before it
};

}  // namespace

void check_shadowed_rule(const Subject& subject, Findings& findings) {
    for (const syntax::Tree& tree : subject.trees)
        for (const syntax::Policy& policy : tree.policies) {
            if (policy.match != syntax::Match::first) continue;
            rows(subject, policy, findings);
            Earlier earlier(subject, tree);
            for (const syntax::Rule& later : policy.rules)
                if (const syntax::Rule* first = earlier.taken_by(later))
                    findings.report(tree[later.when].span, "`{}` never applies", later.name.text)
                        .with_other(tree[first->when].span, fmt::format("`{}` takes it first", first->name.text));
        }
}

}  // namespace ordain::lint
