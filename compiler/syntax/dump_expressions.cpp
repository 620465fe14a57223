#include "compiler/syntax/dump_expressions.hpp"

#include <fmt/format.h>

namespace ordain::syntax {
namespace {

/// How a kind of expression is called; `if_` and those with parts of their own are written by dump_expr.
std::string_view word(ExprKind kind) {
    switch (kind) {
        case ExprKind::neg: return "-";
        case ExprKind::not_: return "not";
        case ExprKind::add: return "+";
        case ExprKind::sub: return "-";
        case ExprKind::mul: return "*";
        case ExprKind::div: return "/";
        case ExprKind::eq: return "=";
        case ExprKind::ne: return "!=";
        case ExprKind::lt: return "<";
        case ExprKind::le: return "<=";
        case ExprKind::gt: return ">";
        case ExprKind::ge: return ">=";
        case ExprKind::and_: return "and";
        case ExprKind::or_: return "or";
        case ExprKind::if_: return "if";
        case ExprKind::if_missing: return "if-missing";
        case ExprKind::convert_at: return "in-at";
        case ExprKind::convert_per: return "in-per";
        case ExprKind::in_set: return "in-set";
        case ExprKind::in_range: return "in";
        case ExprKind::in_list: return "in-list";
        case ExprKind::is_present: return "present";
        case ExprKind::is_missing: return "missing";
        case ExprKind::is_unknown: return "unknown";
        case ExprKind::starts_with: return "starts-with";
        case ExprKind::ends_with: return "ends-with";
        case ExprKind::contains: return "contains";
        case ExprKind::include: return "include";
        case ExprKind::any: return "any";
        case ExprKind::every: return "every";
        case ExprKind::count: return "count";
        case ExprKind::sum: return "sum";
        case ExprKind::min: return "min";
        case ExprKind::max: return "max";
        case ExprKind::days_between: return "days-between";
        case ExprKind::business_days_between: return "business-days-between";
        case ExprKind::business_hours_between: return "business-hours-between";
        case ExprKind::index: return "index";
        case ExprKind::member: return "member";
        case ExprKind::call: return "call";
        case ExprKind::literal:
        case ExprKind::path: break;
    }
    return "?";
}

}  // namespace

std::string dump_expr(const Tree& tree, ExprId id) {
    if (!id.valid()) return "none";
    const Expr& e = tree[id];
    if (e.kind == ExprKind::literal) return std::string(e.literal.text);
    if (e.kind == ExprKind::path) return e.path.text();
    std::string out = fmt::format("({}", word(e.kind));
    if (e.name.written()) out += fmt::format(" {}", e.name.text);
    for (const ExprId part : {e.a, e.b, e.c}) {
        if (!part.valid()) continue;
        if (e.kind == ExprKind::in_range && part == e.b)
            out += e.low_open ? " (" : " [";
        else if (e.kind == ExprKind::in_range && part == e.c)
            out += " .. ";
        else
            out += ' ';
        out += dump_expr(tree, part);
    }
    if (e.kind == ExprKind::in_range) out += e.high_open ? ')' : ']';
    for (const ExprId arg : e.args) out += ' ' + dump_expr(tree, arg);
    if (e.need.valid()) out += ' ' + dump_need(tree, e.need);
    return out + ')';
}

std::string dump_need(const Tree& tree, NeedId id) {
    if (!id.valid()) return "none";
    const Need& need = tree[id];
    if (need.kind == NeedKind::role) {
        std::string out = need.count == 1 ? "" : fmt::format("{} ", need.count);
        out += need.name.text;
        if (need.scope.valid()) out += " for " + dump_expr(tree, need.scope);
        if (need.covering.valid()) out += " covering " + dump_expr(tree, need.covering);
        return out;
    }
    std::string out = need.kind == NeedKind::all ? "(all" : need.kind == NeedKind::then ? "(then" : fmt::format("(any {}", need.count);
    for (const NeedId child : need.children) out += fmt::format(" [{}]", dump_need(tree, child));
    return out + ')';
}

std::string dump_value(const Tree& tree, ValueId id) {
    if (!id.valid()) return "none";
    const Value& value = tree[id];
    if (value.kind == Value::Kind::missing) return "missing";
    if (value.kind == Value::Kind::expr) return dump_expr(tree, value.expr_id);
    const bool list = value.kind == Value::Kind::list;
    std::string out = list ? "[" : "{";
    for (std::size_t i = 0; i < value.items.size(); ++i) {
        if (i > 0) out += ", ";
        if (!list) out += fmt::format("{} = ", value.names[i].text);
        out += dump_value(tree, value.items[i]);
    }
    return out + (list ? ']' : '}');
}

std::string dump_effect(const Tree& tree, const Effect& e) {
    constexpr std::string_view words[] = {"require", "escalate", "release", "reject", "hold", "route", "do", "notify", "reason", "set"};
    std::string out = e.when == When::refused ? "once refused " : e.when == When::now ? "at once " : "";
    out += words[static_cast<std::size_t>(e.kind)];
    if (e.need.valid()) out += ' ' + dump_need(tree, e.need);
    if (!e.within.text.empty()) out += fmt::format(" within {}", e.within.text);
    if (e.within_path.written()) out += " within " + e.within_path.text();
    if (e.of.written()) out += " of " + e.of.text();
    if (e.on_calendar.written()) out += fmt::format(" on {}", e.on_calendar.text);
    for (const Path& path : e.never) out += " never " + path.text();
    if (e.never_if_missing_nobody) out += " if missing nobody";
    if (e.kind == EffectKind::require && e.escalation.written()) out += " escalate";
    if (e.escalation.written()) out += fmt::format(" {}", e.escalation.text);
    if (e.notify_person) out += " person " + e.person.text();
    if (e.name.written()) out += fmt::format(" {}", e.name.text);
    if (e.scope.valid()) out += " for " + dump_expr(tree, e.scope);
    if (e.expr.valid()) out += (e.kind == EffectKind::route ? " priority " : " = ") + dump_expr(tree, e.expr);
    if (e.text.written()) out += fmt::format(" {}", e.text.raw);
    return out;
}

std::string dump_type(const TypeRef& type) {
    constexpr std::string_view words[] = {"bool",        "int",  "decimal", "percent",   "money", "text",
                                          "text or int", "date", "time",    "timestamp", "list",  ""};
    std::string out = type.advice ? "advice " : "";
    out += words[static_cast<std::size_t>(type.base)];
    if (type.base == BaseType::named) out += type.name.text();
    if (type.currency.written()) out += fmt::format(" {}", type.currency.text);
    for (const TypeRef& element : type.element) out += fmt::format("<{}>", dump_type(element));
    return out + (type.optional ? "?" : "");
}

std::string dump_modifiers(const Modifiers& mods) {
    std::string out;
    if (mods.points) out += " points";
    if (mods.zone.written()) out += fmt::format(" zone {}", mods.zone.raw);
    if (!mods.max.text.empty()) out += fmt::format(" max {}", mods.max.text);
    if (mods.key.written()) out += fmt::format(" key {}", mods.key.text);
    if (mods.has_range) out += " in " + dump_range(mods.range);
    if (mods.rounded) out += " rounded";
    if (mods.false_as_missing) out += " false as missing";
    if (mods.currency.written()) out += fmt::format(" currency {}", mods.currency.raw);
    if (mods.from.written()) out += fmt::format(" from {}", mods.from.raw);
    return out;
}

std::string dump_slit(const SignedLiteral& value) {
    if (value.is_name) return value.name.text();
    return fmt::format("{}{}", value.negative ? "-" : "", value.literal.text);
}

std::string dump_range(const LiteralRange& range) {
    return fmt::format("{}{} .. {}{}", range.low_open ? '(' : '[', dump_slit(range.low), dump_slit(range.high),
                       range.high_open ? ')' : ']');
}

std::string dump_cell(const Cell& cell) {
    const auto listed = [&] {
        std::string out;
        for (const SignedLiteral& value : cell.values) out += (out.empty() ? "" : ", ") + dump_slit(value);
        return out;
    };
    switch (cell.kind) {
        case CellKind::any: return "-";
        case CellKind::compare: return fmt::format("{} {}", word(cell.op), listed());
        case CellKind::not_compare: return fmt::format("not ({} {})", word(cell.op), listed());
        case CellKind::range: return dump_range(cell.range);
        case CellKind::not_range: return fmt::format("not {}", dump_range(cell.range));
        case CellKind::list: return listed();
        case CellKind::not_list: return fmt::format("not ({})", listed());
        case CellKind::present: return "present";
        case CellKind::missing: return "missing";
        case CellKind::unknown: return "unknown";
    }
    return "?";
}

}  // namespace ordain::syntax
