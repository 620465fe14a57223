// `const` values and `define`s, each checked once whether used or not.
#include <set>
#include <utility>

#include "compiler/sema/exprs.hpp"
#include "compiler/sema/fold.hpp"
#include "compiler/sema/policies.hpp"

namespace ordain::sema {

using typed::ExprId;
using Progress = ExprState::Progress;

namespace {

std::optional<Constant> folded(Checker& c, const Symbol& symbol) {
    const syntax::Const& decl = c.trees[symbol.tree].consts[symbol.decl];
    Scope scope;
    scope.code = &c.trees[symbol.tree];
    scope.tree = symbol.tree;
    scope.purpose = Purpose::constant;
    Exprs exprs(c, scope);
    const ExprId id = exprs.required(decl.value);
    if (!exprs.ok(id)) return std::nullopt;
    const Type type = exprs.type(id);
    const Span span = scope.code->exprs[decl.value.value].span;
    const Folded result = is_scalar(type.kind) ? fold(c.program, id) : Folded{};
    switch (result.state) {
        case Folded::State::value: return Constant{type, result.value};
        case Folded::State::overflow:
            c.diagnostics.report(DiagKind::constant_fault, span, "the value of `{}` becomes too large", symbol.name);
            return std::nullopt;
        case Folded::State::division_by_zero:
            c.diagnostics.report(DiagKind::constant_fault, span, "the value of `{}` divides by zero", symbol.name);
            return std::nullopt;
        case Folded::State::missing:
            c.diagnostics.report(DiagKind::not_constant, span, "`{}` has no value", symbol.name);
            return std::nullopt;
        case Folded::State::not_constant:
            c.diagnostics.report(DiagKind::not_constant, span, "the value of `{}` isn't a constant", symbol.name)
                .with_help("use a `define` for what depends on its arguments, a `let` for what depends on the event");
            return std::nullopt;
    }
    return std::nullopt;
}

/// The consts that a const's value names.
std::vector<const Symbol*> consts_read(Checker& c, const Symbol& symbol) {
    const syntax::Tree& tree = c.trees[symbol.tree];
    std::set<std::string_view> words;
    collect_words(tree, tree.consts[symbol.decl].value, words);
    std::vector<const Symbol*> read;
    for (std::string_view word : words)
        if (const Symbol* other = c.find(SymbolKind::constant, word, symbol.tree)) read.push_back(other);
    return read;
}

void report_circle(Checker& c, const Symbol& constant) {
    ExprState& st = sema::expr_state(c);
    c.diagnostics.report(DiagKind::needs_itself, constant.span, "the value of `{}` needs itself", constant.name);
    st.constants[&constant].first = Progress::bad;
}

}  // namespace

// Those that it reads are worked out before it, so that a long row of consts, each of the next, takes no recursion.
std::optional<Constant> Checker::constant_value(const Symbol& constant) {
    ExprState& st = sema::expr_state(*this);
    const auto known = st.constants.find(&constant);
    if (known != st.constants.end()) {
        if (known->second.first == Progress::good) return known->second.second;
        if (known->second.first == Progress::running) report_circle(*this, constant);
        return std::nullopt;
    }
    struct Open {
        const Symbol* symbol;
        std::vector<const Symbol*> reads;
    };
    std::vector<Open> open;
    const auto begin = [&](const Symbol& symbol) {
        st.constants[&symbol] = {Progress::running, {}};
        open.push_back({&symbol, consts_read(*this, symbol)});
    };
    begin(constant);
    while (!open.empty()) {
        Open& last = open.back();
        if (!last.reads.empty()) {
            const Symbol& next = *last.reads.back();
            last.reads.pop_back();
            if (st.constants.find(&next) == st.constants.end()) begin(next);
            continue;
        }
        const Symbol& symbol = *last.symbol;
        open.pop_back();
        const std::size_t mark = program.exprs.size();
        const unsigned depth = std::exchange(st.depth, 0);
        const std::optional<Constant> value = folded(*this, symbol);
        st.depth = depth;
        forget_exprs(*this, mark);
        auto& entry = st.constants[&symbol];
        const bool good = value && entry.first != Progress::bad;
        entry = {good ? Progress::good : Progress::bad, good ? *value : Constant{}};
    }
    const auto& entry = st.constants[&constant];
    return entry.first == Progress::good ? std::optional(entry.second) : std::nullopt;
}

void Checker::check_consts() {
    for (const Symbol& symbol : symbols)
        if (symbol.kind == SymbolKind::constant) static_cast<void>(constant_value(symbol));
}

// The body once with its parameters as they are declared, for the reports; uses build their own.
void Checker::check_defines() {
    ExprState& st = sema::expr_state(*this);
    for (const Symbol& symbol : symbols) {
        if (symbol.kind != SymbolKind::define) continue;
        const syntax::Define& define = trees[symbol.tree].defines[symbol.decl];
        const std::size_t mark = program.exprs.size();
        Scope scope;
        scope.code = &trees[symbol.tree];
        scope.tree = symbol.tree;
        scope.purpose = Purpose::definition;
        bool good = true;
        for (const syntax::Param& param : define.params) {
            const Type type = resolve_type(param.type, &param.mods, TypeUse::parameter, symbol.tree);
            for (const Binding& b : scope.bindings) {
                if (b.name != param.name.text) continue;
                diagnostics.report(DiagKind::duplicate_member, param.name.span, "`{}` has two parameters `{}`", symbol.name, b.name);
                good = false;
            }
            good = good && type.kind != TypeKind::error;
            scope.bindings.push_back({param.name.text, type, program.variables++, {}});
        }
        st.defines[&symbol] = Progress::running;
        Exprs exprs(*this, scope);
        good = exprs.ok(exprs.value(define.body)) && good;
        st.defines[&symbol] = good ? Progress::good : Progress::bad;
        forget_exprs(*this, mark);
    }
}

}  // namespace ordain::sema
