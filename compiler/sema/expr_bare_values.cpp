// `risk = low or medium`: values where conditions stand, as one says it aloud. Reports what was meant.
#include <algorithm>

#include "compiler/sema/exprs.hpp"

namespace ordain::sema {

using syntax::ExprKind;
using typed::ExprId;
using typed::Op;

namespace {

bool is_connective(ExprKind kind) {
    return kind == ExprKind::and_ || kind == ExprKind::or_;
}

bool is_comparison(Op op) {
    return op == Op::eq || op == Op::ne || op == Op::lt || op == Op::le || op == Op::gt || op == Op::ge;
}

/// What stands between the `and`s and `or`s at the top of an expression, from left to right. The parser bounds how deep it is.
void operands(const syntax::Tree& tree, syntax::ExprId id, std::vector<syntax::ExprId>& list) {
    if (!id.valid() || !is_connective(tree[id].kind)) return list.push_back(id);
    operands(tree, tree[id].a, list);
    operands(tree, tree[id].b, list);
}

/// The comparison at the right end of a condition.
ExprId last_comparison(const typed::Program& program, ExprId id) {
    while (program[id].op == Op::and_ || program[id].op == Op::or_) id = program[id].b;
    return is_comparison(program[id].op) ? id : ExprId{};
}

std::string_view sign(Op op) {
    return op == Op::lt ? "<" : op == Op::le ? "<=" : op == Op::gt ? ">" : op == Op::ge ? ">=" : op == Op::ne ? "!=" : "=";
}

}  // namespace

bool Exprs::is_bare_value(syntax::ExprId id, Type type) const {
    if (!id.valid()) return false;
    const syntax::Expr& e = (*s_.code)[id];
    if (e.kind == ExprKind::literal) {
        const bool truth = e.literal.kind == syntax::LiteralKind::true_ || e.literal.kind == syntax::LiteralKind::false_;
        return type.kind != TypeKind::enumerated && !truth;
    }
    if (e.kind != ExprKind::path || type.kind != TypeKind::enumerated) return false;
    const std::vector<syntax::Name>& words = e.path.words;
    const bool written_out = words.size() == 2 && words[0].text == c_.program.enums[type.ref].name;
    if (!written_out && (words.size() != 1 || !wants_hint(id))) return false;
    return c_.find_enumerator({type.ref}, words.back().text).has_value();
}

std::size_t Exprs::bare_values(const std::vector<syntax::ExprId>& chain, std::size_t at, ExprId before, bool conjunction) {
    const ExprId comparison = ok(before) ? last_comparison(c_.program, before) : ExprId{};
    if (!comparison.valid()) return 0;
    const Op op = c_.program[comparison].op;
    ExprId left = c_.program[comparison].a, right = c_.program[comparison].b;
    if (c_.program[left].op == Op::constant) std::swap(left, right);
    const Type t = type(left);

    std::string values = text_of(right);
    const auto take = [&](syntax::ExprId id) { values += fmt::format(", {}", c_.source_text((*s_.code)[id].span)); };
    std::size_t n = 0;
    syntax::ExprId first;
    for (; n <= at && is_bare_value(chain[at - n], t); ++n) {
        if (n == 0) first = chain[at];
        take(chain[at - n]);
    }
    std::vector<syntax::ExprId> rest;  // `low or medium and …`: the next part begins with one
    if (n <= at && chain[at - n].valid() && is_connective((*s_.code)[chain[at - n]].kind)) {
        operands(*s_.code, chain[at - n], rest);
        std::size_t more = 0;
        while (more < rest.size() && is_bare_value(rest[more], t)) take(rest[more++]);
        if (more > 0) {
            if (n++ == 0) first = rest[0];
        }
        rest.erase(rest.begin(), more > 0 ? rest.begin() + static_cast<std::ptrdiff_t>(more) : rest.end());
    }
    if (n == 0) return 0;

    const Span span = (*s_.code)[first].span;
    const std::string_view value = c_.source_text(span), word = conjunction ? "`and`" : "`or`";
    auto& report = c_.diagnostics.report(DiagKind::not_a_condition, span, "{} joins conditions, and `{}` is a value", word, value);
    report.with_other(c_.program[comparison].span, "the comparison is complete here");
    if (op == Op::eq || op == Op::ne)
        report.with_help(fmt::format("write `{}{} in ({})`", op == Op::ne ? "not " : "", text_of(left), values));
    else
        report.with_help(fmt::format("say again what is compared: `{} {} {}`", text_of(left), sign(op), value));
    s_.blind = true;  // what the chain says about presence isn't known
    for (const syntax::ExprId other : rest) static_cast<void>(condition(other, word));
    return n;
}

bool Exprs::compared_with_values(const syntax::Expr& e) {
    if (!e.b.valid() || !is_connective((*s_.code)[e.b].kind)) return false;
    const ExprId left = value(e.a);
    if (!ok(left)) return false;
    std::vector<syntax::ExprId> values;
    operands(*s_.code, e.b, values);
    std::string list;
    for (const syntax::ExprId id : values) {
        if (!is_bare_value(id, type(left))) return false;
        list += fmt::format("{}{}", list.empty() ? "" : ", ", c_.source_text((*s_.code)[id].span));
    }
    const std::string_view word = (*s_.code)[e.b].kind == ExprKind::and_ ? "`and`" : "`or`";
    auto& report = c_.diagnostics.report(DiagKind::not_a_condition, (*s_.code)[e.b].span, "{} joins conditions, not values", word);
    if (e.kind == ExprKind::eq || e.kind == ExprKind::ne)
        report.with_help(fmt::format("write `{}{} in ({})`", e.kind == ExprKind::ne ? "not " : "", text_of(left), list));
    else
        report.with_help("write a comparison for each value");
    return true;
}

}  // namespace ordain::sema
