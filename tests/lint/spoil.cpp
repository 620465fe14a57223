// Entry: spoiled.
#include "tests/lint/spoil.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>

namespace ordain::lint_test {

namespace {

using syntax::Expr;
using syntax::ExprId;
using syntax::ExprKind;

class Spoiler {
public:
    explicit Spoiler(const Read& bundle) : bundle_(bundle), edits_(bundle.sources.size()) {
        for (const typed::Expr& e : bundle.program.exprs)
            if (e.type.kind == TypeKind::boolean && e.type.optional == 0) truths_.insert(key(e.span));
    }

    EditsByFile run(const std::string& rule) {
        for (const syntax::Tree& tree : bundle_.trees) {
            tree_ = &tree;
            if (rule == "unused_import" && tree.module.written()) insert(tree.module.span.end, "\nuse spoiled.spare");
            for (const syntax::Policy& policy : tree.policies) {
                if (rule == "unused_allowance") insert(policy.span.begin, "allow huge_list because \"it has none\"\n");
                if (rule == "unused_let") unused_let(policy);
                for (const syntax::Let& let : policy.lets) each_expr(let.value, rule);
                for (const syntax::Rule& r : policy.rules) each_expr(r.when, rule);
                if (policy.applies.valid()) each_expr(policy.applies, rule);
            }
        }
        return std::move(edits_);
    }

private:
    using Key = std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>;
    static Key key(Span s) { return {s.file, s.begin, s.end}; }

    const Read& bundle_;
    const syntax::Tree* tree_ = nullptr;
    std::set<Key> truths_;  // where expressions stand that are true or false
    EditsByFile edits_;
    int made_ = 0;

    void replace(Span span, std::string text) { edits_[span.file].push_back({span, std::move(text)}); }
    void insert(std::uint32_t at, std::string text) { replace({tree_->file, at, at}, std::move(text)); }
    [[nodiscard]] std::string_view text(ExprId id) const { return bundle_.sources.text((*tree_)[id].span); }

    void unused_let(const syntax::Policy& policy) {
        if (policy.lets.empty()) return;
        for (const syntax::Let& let : policy.lets) insert(let.span.begin, fmt::format("let spoiled_{} = {}\n", made_++, text(let.value)));
    }

    /// The expression and its operands; those within one that was replaced are left as they are.
    void each_expr(ExprId id, const std::string& rule) {
        if (!id.valid() || spoil(id, rule)) return;
        const Expr& e = (*tree_)[id];
        for (const ExprId operand : {e.a, e.b, e.c}) each_expr(operand, rule);
        for (const ExprId operand : e.args) each_expr(operand, rule);
    }

    bool spoil(ExprId id, const std::string& rule) {
        if (rule == "number_grouping") return ungroup(id);
        if (rule == "boolean_compared") return compare(id);
        if (rule == "double_negation") return negate(id);
        if (rule == "comparison_could_be_range") return split(id);
        return false;
    }

    /// 50_000 EUR → 50000 EUR
    bool ungroup(ExprId id) {
        const Expr& e = (*tree_)[id];
        using syntax::LiteralKind;
        const LiteralKind kind = e.literal.kind;
        if (e.kind != ExprKind::literal || (kind != LiteralKind::integer && kind != LiteralKind::decimal && kind != LiteralKind::money))
            return false;
        std::string digits(e.literal.text);
        std::erase(digits, '_');
        replace(e.literal.span, digits);
        return true;
    }

    /// order.rush → (order.rush = true)
    bool compare(ExprId id) {
        const Expr& e = (*tree_)[id];
        if (e.kind != ExprKind::path || !truths_.contains(key(e.span))) return false;
        replace(e.span, fmt::format("({} = true)", bundle_.sources.text(e.span)));
        return true;
    }

    /// a or b → not not (a or b), but where `is present` has to be seen
    bool negate(ExprId id) {
        const Expr& e = (*tree_)[id];
        if (!truths_.contains(key(e.span)) || text(id).find(" is ") != std::string_view::npos) return false;
        const bool loose = e.kind == ExprKind::and_ || e.kind == ExprKind::or_ || e.kind == ExprKind::if_;
        replace(e.span, loose && !e.parenthesised ? fmt::format("(not not ({}))", text(id)) : fmt::format("(not not {})", text(id)));
        return true;
    }

    /// x in 1..5 → (x >= 1 and x <= 5)
    bool split(ExprId id) {
        const Expr& e = (*tree_)[id];
        if (e.kind != ExprKind::in_range || (e.low_open && e.high_open)) return false;
        if ((*tree_)[e.b].kind != ExprKind::literal || (*tree_)[e.c].kind != ExprKind::literal) return false;
        replace(e.span, fmt::format("({0} {1} {2} and {0} {3} {4})", text(e.a), e.low_open ? ">" : ">=", text(e.b),
                                    e.high_open ? "<" : "<=", text(e.c)));
        return true;
    }
};

}  // namespace

Texts spoiled(const Texts& texts, const Read& bundle, const std::string& rule) {
    Texts result = edited(texts, bundle.sources, Spoiler(bundle).run(rule));
    if (rule == "unused_import") result.emplace_back("spoiled_spare.ord", "module spoiled.spare\nconst spoiled_spare = 1\n");
    return result;
}

}  // namespace ordain::lint_test
