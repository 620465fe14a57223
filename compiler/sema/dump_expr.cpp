#include "compiler/sema/dump_expr.hpp"

#include <fmt/format.h>

#include "compiler/sema/describe.hpp"
#include "runtime/base/limits.hpp"

namespace ordain::sema {

namespace {

using typed::Op;

std::string_view name(Op op) {
    switch (op) {
        case Op::constant: return "constant";
        case Op::missing: return "missing";
        case Op::envelope: return "envelope";
        case Op::root: return "root";
        case Op::var: return "var";
        case Op::let: return "let";
        case Op::field: return "field";
        case Op::confidence: return "confidence";
        case Op::element: return "element";
        case Op::data_row: return "row";
        case Op::unwrap: return "unwrap";
        case Op::neg: return "neg";
        case Op::abs: return "abs";
        case Op::add: return "add";
        case Op::sub: return "sub";
        case Op::mul: return "mul";
        case Op::div: return "div";
        case Op::round: return "round";
        case Op::widen: return "widen";
        case Op::min2: return "min";
        case Op::max2: return "max";
        case Op::convert_at: return "at";
        case Op::convert_per: return "per";
        case Op::eq: return "eq";
        case Op::ne: return "ne";
        case Op::lt: return "lt";
        case Op::le: return "le";
        case Op::gt: return "gt";
        case Op::ge: return "ge";
        case Op::and_: return "and";
        case Op::or_: return "or";
        case Op::not_: return "not";
        case Op::if_: return "if";
        case Op::if_missing: return "if_missing";
        case Op::is_present: return "is_present";
        case Op::is_missing: return "is_missing";
        case Op::is_unknown: return "is_unknown";
        case Op::in_set: return "in_set";
        case Op::in_range: return "in_range";
        case Op::in_list: return "in_list";
        case Op::starts_with: return "starts_with";
        case Op::ends_with: return "ends_with";
        case Op::contains: return "contains";
        case Op::same: return "same";
        case Op::date_of: return "date";
        case Op::time_of: return "time";
        case Op::weekday: return "weekday";
        case Op::days_between: return "days_between";
        case Op::business_days_between: return "business_days_between";
        case Op::business_hours_between: return "business_hours_between";
        case Op::any: return "any";
        case Op::every: return "every";
        case Op::count: return "count";
        case Op::sum: return "sum";
        case Op::minimum: return "minimum";
        case Op::maximum: return "maximum";
    }
    return "?";
}

std::string role_name(const typed::Program& p, typed::RoleId id) {
    return id.valid() ? p.roles[id.value].name : "?";
}

}  // namespace

std::string ExprPrinter::expr(typed::ExprId id, unsigned depth) const {
    if (!id.valid()) return "-";
    if (depth > limits::nesting) return fmt::format("#{}", id.value);
    const typed::Expr& e = p_[id];
    switch (e.op) {
        case Op::constant: return describe(p_, e.type, e.value);
        case Op::missing: return "missing";
        case Op::envelope: {
            constexpr std::string_view names[] = {"event.id", "event.source", "event.type", "event.time"};
            return std::string(names[e.index & 3]);
        }
        case Op::root: return "$";
        case Op::var: return fmt::format("v{}", e.index);
        case Op::let: return instance_ && e.index < instance_->lets.size() ? instance_->lets[e.index].name : fmt::format("let{}", e.index);
        case Op::field: {
            const typed::Record& record = p_.records[p_[e.a].type.ref];
            return expr(e.a, depth + 1) + "." + (e.index < record.fields.size() ? record.fields[e.index].name : "?");
        }
        default: return fmt::format("({}{})", name(e.op), operands(e, depth + 1));
    }
}

std::string ExprPrinter::operands(const typed::Expr& e, unsigned depth) const {
    std::string text;
    switch (e.op) {
        case Op::data_row: text += " " + p_.data[e.index].name; break;
        case Op::round: text += fmt::format(" {}", e.index); break;
        case Op::any:
        case Op::every:
        case Op::count:
        case Op::sum:
        case Op::minimum:
        case Op::maximum: text += fmt::format(" v{}", e.index); break;
        case Op::in_range: text += fmt::format(" {}{}", e.low_open ? '(' : '[', e.high_open ? ')' : ']'); break;
        default: break;
    }
    if (e.calendar.valid()) text += " @" + p_.calendars[e.calendar.value].name;
    const unsigned last = e.c.valid() ? 3 : e.b.valid() ? 2 : e.a.valid() ? 1 : 0;
    const typed::ExprId ids[] = {e.a, e.b, e.c};
    for (unsigned i = 0; i < last; ++i) text += " " + expr(ids[i], depth);
    for (const typed::ExprId a : e.args) text += " " + expr(a, depth);
    return text;
}

std::string ExprPrinter::need(typed::NeedId id, unsigned depth) const {
    if (!id.valid() || depth > limits::nesting) return "?";
    const typed::Need& n = p_[id];
    std::string text;
    switch (n.kind) {
        case typed::NeedKind::role:
            text = role_name(p_, n.role);
            if (n.count > 1) text = fmt::format("{} {}", n.count, text);
            break;
        case typed::NeedKind::ladder: text = n.ladder.valid() ? p_.ladders[n.ladder.value].name : "?"; break;
        case typed::NeedKind::all: text = "(all"; break;
        case typed::NeedKind::any_of: text = fmt::format("(any {} of", n.count); break;
        case typed::NeedKind::then: text = "(then"; break;
    }
    if (n.scope.valid()) text += " for " + expr(n.scope);
    if (n.covering.valid()) text += " covering " + expr(n.covering);
    for (const typed::NeedId c : n.children) text += " [" + need(c, depth + 1) + "]";
    return n.kind == typed::NeedKind::role || n.kind == typed::NeedKind::ladder ? text : text + ")";
}

std::string ExprPrinter::text(const typed::Template& parts) const {
    if (parts.empty()) return {};
    std::string made = " \"";
    for (const typed::TextPart& part : parts) made += part.expr.valid() ? "{" + expr(part.expr) + "}" : part.text;
    return made + "\"";
}

std::string ExprPrinter::require(const typed::Effect& e) const {
    std::string made = "require " + need(e.need);
    if (e.within.valid()) made += " within " + expr(e.within);
    if (e.start.valid()) made += " of " + expr(e.start);
    if (e.due_calendar.valid()) made += " on " + p_.calendars[e.due_calendar.value].name;
    for (const typed::ExprId n : e.never) made += " never " + expr(n);
    if (e.escalation.valid()) made += " escalate " + p_.escalations[e.escalation.value].name;
    return made;
}

std::string ExprPrinter::effect(const typed::Effect& e) const {
    using Kind = typed::EffectKind;
    const auto named = [](const auto& list, auto id) { return id.valid() ? list[id.value].name : std::string("?"); };
    const auto scope = [&] { return e.scope.valid() ? " for " + expr(e.scope) : std::string(); };
    switch (e.kind) {
        case Kind::release: return "release";
        case Kind::require: return require(e);
        case Kind::hold: return "hold in " + named(p_.queues, e.queue);
        case Kind::reject: return "reject";
        case Kind::route: return "route to " + named(p_.queues, e.queue) + (e.value.valid() ? " priority " + expr(e.value) : "");
        case Kind::do_: {
            constexpr std::string_view when[] = {"cleared", "refused", "now"};
            return fmt::format("do {} when {}", named(p_.actions, e.action), when[static_cast<std::size_t>(e.when)]);
        }
        case Kind::notify_role: return "notify " + role_name(p_, e.role) + scope() + text(e.text);
        case Kind::notify_channel: return "notify " + named(p_.channels, e.channel) + text(e.text);
        case Kind::notify_person: return "notify person " + expr(e.person) + text(e.text);
        case Kind::reason: return "reason " + (e.reason.valid() ? p_.reasons[e.reason.value].code : "?") + text(e.text);
        case Kind::set: return "set " + named(p_.outputs, e.output) + " = " + expr(e.value);
        case Kind::escalate: return "escalate " + named(p_.escalations, e.escalation);
    }
    return "?";
}

}  // namespace ordain::sema
