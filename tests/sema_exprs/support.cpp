#include "support.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "compiler/diag/render.hpp"
#include "compiler/sema/check.hpp"
#include "compiler/syntax/parse.hpp"

namespace ordain::test {
namespace {

constexpr std::string_view schema = R"(module s
enum Risk { low, medium, high }
enum State open { draft, sent }
record Customer { id text  risk Risk  credit money EUR  region text? }
record Line { sku text  category text  quantity decimal  price money EUR  discount percent  note text? }
record Order {
  id text  customer Customer  parent Customer?
  lines list<Line> max 50  items list<Line> max 50 key sku  tags list<text> max 10
  count int  ratio decimal  discount percent  rush percent?  level int?
  net money EUR  usd money USD  amount money
  note text?  buyer text  approver text?  urgent bool  state State  risk Risk?
  placed timestamp  due date  ship_by date?
  score advice percent
}
record Shipment { id text  weight decimal }
event order.created { order Order }
event order.changed { order Order }
event shipment.sent { shipment Shipment  order_id text }
event shipment.late { shipment Shipment?  order_id int }

role boss
role chief above boss
role buyer for text
role planner for Risk
ladder limits { boss up to 1_000 EUR  chief unlimited }
ladder by_region for text of percent {
  | scope | boss | chief     |
  | ----- | ---- | --------- |
  | DACH  | 5%   | unlimited |
  | -     | 3%   | unlimited |
}
queue checks
action ship
channel ops
reason R1 "a plain reason"
output rate percent
output label text?
calendar work { zone "Europe/Berlin"  covers 2026..2027  hours mon..fri 08:00..17:00 }
escalation at_due { at due notify boss }
escalation later { after 2 hours notify boss }
escalation later_business { after 2 business hours notify boss }
escalation up { at due reassign to next }
escalation to_buyer { at due reassign to buyer }
data floors key (category text) {
  floor percent
  who text?

  | category || floor | who   |
  | -------- || ----- | ----- |
  | "a"      || 10%   | "u-1" |
  | -        || 5%    | -     |
}
)";

}  // namespace

Checked check(std::string_view text, bool with_calendar, std::string_view default_effects) {
    Checked result;
    result.sources = std::make_unique<SourceSet>();
    std::vector<syntax::Tree> trees;
    const auto add = [&](std::string path, std::string content) {
        const std::uint32_t file = result.sources->add(std::move(path), std::move(content));
        trees.push_back(syntax::parse(*result.sources, file, result.diagnostics));
    };
    add("m.ord", "module m use s " + std::string(text));
    add("s.ord", std::string(schema));
    add("bundle.ord", fmt::format("bundle b {{\n  edition 1 {}\n  default on * {}\n  fault in checks\n}}\n",
                                  with_calendar ? "calendar work" : "", default_effects));
    const sema::ReadFile none = [](const std::string&, const std::string& name) -> Result<std::string> {
        return Error{"there is no " + name};
    };
    result.program = sema::check(trees, *result.sources, none, result.diagnostics);
    result.diagnostics.sort();
    return result;
}

std::string rule(std::string_view condition) {
    return fmt::format("policy p {{ on order.created rule a when {} then release }}", condition);
}

std::vector<std::string> Checked::reports() const {
    std::vector<std::string> result;
    for (const Diagnostic& d : diagnostics.all())
        result.push_back(fmt::format("{} {}: {}", info(d.kind).name, sources->position(d.span.file, d.span.begin).line, d.message));
    return result;
}

std::string Checked::text() const {
    return render_text(diagnostics, *sources, false);
}

const typed::Instance& Checked::instance(std::string_view policy, std::string_view event) const {
    for (const typed::Instance& i : program.instances)
        if (program.policies[i.policy.value].name == policy && program.events[i.event.value].name == event) return i;
    FAIL("no instance of " << policy << " for " << event << "\n" << text());
    return program.instances.front();
}

namespace {

std::string_view name(typed::Op op) {
    constexpr std::string_view names[] = {"constant",
                                          "missing",
                                          "envelope",
                                          "root",
                                          "var",
                                          "let",
                                          "field",
                                          "confidence",
                                          "element",
                                          "data_row",
                                          "unwrap",
                                          "neg",
                                          "abs",
                                          "add",
                                          "sub",
                                          "mul",
                                          "div",
                                          "round",
                                          "widen",
                                          "min2",
                                          "max2",
                                          "convert_at",
                                          "convert_per",
                                          "eq",
                                          "ne",
                                          "lt",
                                          "le",
                                          "gt",
                                          "ge",
                                          "and",
                                          "or",
                                          "not",
                                          "if",
                                          "if_missing",
                                          "is_present",
                                          "is_missing",
                                          "is_unknown",
                                          "in_set",
                                          "in_range",
                                          "in_list",
                                          "starts_with",
                                          "ends_with",
                                          "contains",
                                          "same",
                                          "date_of",
                                          "time_of",
                                          "weekday",
                                          "days_between",
                                          "business_days_between",
                                          "business_hours_between",
                                          "any",
                                          "every",
                                          "count",
                                          "sum",
                                          "minimum",
                                          "maximum"};
    return names[static_cast<std::size_t>(op)];
}

std::string_view kind_name(const Type& t) {
    constexpr std::string_view names[] = {"error", "bool", "int",  "decimal",   "percent", "money",    "money_any", "text",
                                          "enum",  "date", "time", "timestamp", "elapsed", "business", "record",    "list"};
    return names[static_cast<std::size_t>(t.kind)];
}

}  // namespace

std::string Checked::show(typed::ExprId id) const {
    if (!id.valid()) return "-";
    const typed::Expr& e = program[id];
    switch (e.op) {
        case typed::Op::constant:
            return fmt::format("{}:{}", e.type.kind == TypeKind::text ? e.value.text : std::to_string(e.value.number), kind_name(e.type));
        case typed::Op::root: return "root";
        case typed::Op::field: return fmt::format("{}.{}", show(e.a), program.records[program[e.a].type.ref].fields[e.index].name);
        case typed::Op::let: return fmt::format("let{}:{}", e.index, kind_name(e.type));
        case typed::Op::unwrap: return fmt::format("{}!", show(e.a));
        case typed::Op::var: return fmt::format("var{}", e.index);
        default: break;
    }
    std::string text = fmt::format("({}", name(e.op));
    for (typed::ExprId operand : {e.a, e.b, e.c})
        if (operand.valid()) text += " " + show(operand);
    for (typed::ExprId operand : e.args) text += " " + show(operand);
    return text + ")";
}

}  // namespace ordain::test
