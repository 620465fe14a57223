// Coverable: conditions and thresholds found in the typed program.
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "compiler/sema/describe.hpp"
#include "compiler/sema/fold.hpp"
#include "compiler/testing/bounds.hpp"
#include "compiler/testing/measure.hpp"
#include "compiler/testing/writing.hpp"
#include "runtime/base/arith.hpp"

namespace ordain::testing {

namespace {

using typed::ExprId;
using typed::Op;

class Finder {
public:
    Finder(const typed::Program& program, const SourceSet& sources, Coverable& out) : program_(program), sources_(sources), out_(out) {}

    void all() {
        for (const typed::Instance& instance : program_.instances) {
            instance_ = &instance;
            visited_.clear();
            for (const typed::Rule& r : instance.rules) rule(r, program_.policies[instance.policy.value].is_table);
            if (instance.otherwise) rule(*instance.otherwise, false);
            condition(instance.applies);
            condition(instance.each_where);
            for (const typed::Rule& r : instance.rules) conditions(r);
        }
    }

private:
    const typed::Program& program_;
    const SourceSet& sources_;
    Coverable& out_;
    const typed::Instance* instance_ = nullptr;
    std::set<ExprId> visited_;
    Span cell_;
    std::string heading_;  // of the column that `cell_` tests; empty: no cell is looked at
    std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t, Op>, std::size_t> conditions_;  // by place and operator
    std::map<std::tuple<std::uint32_t, std::string, std::int64_t>, std::size_t> edges_;              // by policy, value, constant

    [[nodiscard]] const std::string& policy() const { return program_.policies[instance_->policy.value].name; }
    [[nodiscard]] std::string text(Span span) const { return on_one_line(sources_.text(span)); }

    void rule(const typed::Rule& r, bool is_row) {
        const auto [at, fresh] = out_.rules.try_emplace({instance_->policy.value, r.id}, out_.coverage.rules.size());
        if (fresh) out_.coverage.rules.push_back({r.id, is_row, r.span, 0});
    }

    void conditions(const typed::Rule& r) {
        for (std::size_t i = 0; i < r.conditions.size(); ++i) {
            if (i < r.columns.size()) {
                cell_ = program_[r.conditions[i]].span;
                heading_ = program_.policies[instance_->policy.value].column_names[r.columns[i]] + ": ";
            }
            condition(r.conditions[i]);
            heading_.clear();
        }
    }

    Coverable::Uses& uses(const typed::Expr& e) {
        const bool is_cell = !heading_.empty() && e.span == cell_;
        const std::uint32_t line = sources_.position(e.span.file, e.span.begin).line;
        return out_.uses[Coverable::key(instance_->policy.value, e.span.file, line, e.type.kind, is_comparison(e.op),
                                        is_cell ? heading_ + text(e.span) : text(e.span))];
    }
    static bool is_comparison(Op op) { return op == Op::in_set || op == Op::in_range || (op >= Op::eq && op <= Op::ge); }

    // What decides whether it is true: conditions without `and`, `or`, `not`, wherever they stand.
    void condition(ExprId id) {
        if (!id.valid() || !visited_.insert(id).second) return;
        const typed::Expr& e = program_[id];
        switch (e.op) {
            case Op::constant: return;
            case Op::and_:
            case Op::or_: condition(e.a), condition(e.b); return;
            case Op::not_:
            case Op::unwrap: condition(e.a); return;
            case Op::let: part(instance_->lets[e.index].value); return;
            case Op::if_: condition(e.a), part(e.b), part(e.c); return;
            default: break;
        }
        if (e.op == Op::is_present && e.span == program_[e.a].span) return part(e.a);  // nobody wrote it: a cell needs a value
        atom(e);
        if (e.op == Op::any || e.op == Op::every) {
            condition(e.b);
            return;
        }
        for (const ExprId operand : {e.a, e.b, e.c}) part(operand);
        for (const ExprId operand : e.args) part(operand);
    }

    // A value: conditions may stand within.
    void part(ExprId id) {
        if (!id.valid() || visited_.contains(id)) return;
        const typed::Expr& e = program_[id];
        if (e.type.kind == TypeKind::boolean && e.op != Op::field && e.op != Op::if_missing) return condition(id);
        visited_.insert(id);
        switch (e.op) {
            case Op::let: part(instance_->lets[e.index].value); return;
            case Op::if_: condition(e.a), part(e.b), part(e.c); return;
            case Op::count:
            case Op::sum:
            case Op::minimum:
            case Op::maximum: condition(e.b), part(e.c); return;
            default: break;
        }
        for (const ExprId operand : {e.a, e.b, e.c}) part(operand);
        for (const ExprId operand : e.args) part(operand);
    }

    void atom(const typed::Expr& e) {
        const auto [at, fresh] = conditions_.try_emplace({e.span.file, e.span.begin, e.span.end, e.op}, out_.coverage.conditions.size());
        if (fresh)
            out_.coverage.conditions.push_back(
                {policy(), heading_.empty() || e.span != cell_ ? text(e.span) : heading_ + text(e.span), e.span, 0, 0});
        uses(e).condition = static_cast<std::int64_t>(at->second);
        switch (e.op) {
            case Op::eq:
            case Op::ne:
            case Op::lt:
            case Op::le:
            case Op::gt:
            case Op::ge:
                edge(e, e.a, e.b);
                edge(e, e.b, e.a);
                return;
            case Op::in_range:
                edge(e, e.a, e.b);
                edge(e, e.a, e.c);
                return;
            default: return;
        }
    }

    static bool has_edges(TypeKind kind) {
        switch (kind) {
            case TypeKind::integer:
            case TypeKind::decimal:
            case TypeKind::percent:
            case TypeKind::money:
            case TypeKind::date:
            case TypeKind::time:
            case TypeKind::timestamp:
            case TypeKind::elapsed: return true;
            default: return false;
        }
    }

    void edge(const typed::Expr& comparison, ExprId value, ExprId constant) {
        const sema::Folded limit = sema::fold(program_, constant);
        if (limit.state != sema::Folded::State::value || !has_edges(program_[constant].type.kind)) return;
        if (sema::fold(program_, value).state != sema::Folded::State::not_constant) return;
        const Interval room = bounds(program_, *instance_, value);
        std::int64_t scale = 1;
        while (program_[value].op == Op::widen || program_[value].op == Op::unwrap) {
            if (program_[value].op == Op::widen) scale = decimal_scale;
            value = program_[value].a;
        }
        const std::int64_t c = limit.value.number;
        const std::string shown = text(program_[value].span);
        const auto [at, fresh] = edges_.try_emplace({instance_->policy.value, shown, c}, out_.coverage.edges.size());
        if (fresh) {
            EdgeCoverage edge;
            edge.policy = policy();
            edge.value = shown;
            edge.constant = sema::describe(program_, program_[constant].type, limit.value);
            edge.span = comparison.span;
            out_.coverage.edges.push_back(std::move(edge));
            out_.limits.emplace_back(c, scale);
        }
        auto& possible = out_.coverage.edges[at->second].possible;
        possible[0] = possible[0] || room.low < c;
        possible[1] = possible[1] || (room.low <= c && c <= room.high && c % scale == 0);
        possible[2] = possible[2] || room.high > c;
        auto& edges = uses(program_[value]).edges;
        const auto same = [edge = at->second](const Coverable::EdgeUse& u) { return u.edge == edge; };
        if (std::none_of(edges.begin(), edges.end(), same)) edges.push_back({static_cast<std::uint32_t>(at->second), c, scale});
    }
};

}  // namespace

std::string Coverable::key(std::uint32_t policy, std::uint32_t file, std::uint32_t line, TypeKind type, bool comparison,
                           std::string_view text) {
    return fmt::format("{}|{}:{}|{}{}{}", policy, file, line, static_cast<unsigned>(type), comparison ? '=' : ' ', text);
}

Coverable::Coverable(const typed::Program& program, const SourceSet& sources) {
    Finder(program, sources, *this).all();
}

}  // namespace ordain::testing
