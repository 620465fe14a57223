// The lines of policies, tables, waivers, proofs and tests.
#include "compiler/format/marks.hpp"

namespace ordain::format {

using grammar::Sym;
using Under = Group::Under;

namespace {

constexpr std::uint32_t in_body = indent_step;
constexpr std::uint32_t in_rule = 2 * indent_step;

/// One head; its value stands under those of the others.
void head(Marks& m, Span value, std::uint32_t run) {
    m.line(m.before(value), in_body);
    m.column(m.first(value), run);
}

void heads(Marks& m, const syntax::Policy& policy, std::uint32_t open) {
    const std::uint32_t run = m.new_run();
    if (policy.owner.written()) head(m, policy.owner.span, run);
    if (!policy.from.text.empty()) head(m, policy.from.span, run);
    if (!policy.until.text.empty()) head(m, policy.until.span, run);
    if (policy.calendar.written()) head(m, policy.calendar.span, run);
    if (policy.mode_span.end != 0) head(m, policy.mode_span, run);
    if (policy.match_span.end != 0) head(m, policy.match_span, run);
    if (!policy.on.empty() && m.first(policy.on.front().span) > open) {
        head(m, policy.on.front().span, run);
        const std::uint32_t g = m.filled(m.first(policy.on.front().span), m.last(policy.on.back().span));
        for (const auto& event : policy.on) m.breaks_item(m.first(event.span), g);
    }
    if (policy.applies.valid()) {
        m.line(m.before(m.span(policy.applies), 2), in_body);
        mark_expression(m, policy.applies);
    }
}

void rule(Marks& m, const syntax::Rule& rule) {
    m.line(m.first(rule.span), in_body, Blank::always);
    const Span effects = rule.effects.front().span;
    if (rule.when.valid()) {
        m.line(m.before(m.span(rule.when)), in_rule);
        mark_expression(m, rule.when);
        m.line(m.before(effects), in_rule);
    } else {  // `otherwise`: its effects stand below it
        m.line(m.first(effects), in_rule);
    }
    mark_effects(m, rule.effects, true);
}

}  // namespace

bool mark_policy(Marks& m, const syntax::Policy& policy) {
    const std::uint32_t name = m.first(policy.name.span);
    const std::uint32_t close = m.last(policy.span);
    // the header has no braces of its own: an expression has none
    const std::uint32_t open = m.brace(name);
    if (policy.each) {
        const std::uint32_t g = m.group(name, open, Under::around);
        m.breaks(m.before(policy.each_var.span), g);
        if (policy.each_where.valid()) {
            m.breaks(m.before(m.span(policy.each_where)), g);
            mark_expression(m, policy.each_where, true);
        }
        if (!policy.on.empty() && m.first(policy.on.front().span) < open) m.breaks(m.before(policy.on.front().span), g);
    }
    heads(m, policy, open);
    std::uint32_t run = m.new_run();
    for (const syntax::Let& let : policy.lets) {
        const std::uint32_t begin = m.first(let.span);
        if (m.pieces.blank_before(begin)) run = m.new_run();
        m.line(begin, in_body);
        m.column(begin + 2, run);
        mark_expression(m, let.value);
    }
    for (const syntax::Rule& r : policy.rules) rule(m, r);
    if (policy.has_otherwise) rule(m, policy.otherwise);
    mark_grid(m, open, close, Blank::always);
    m.body(open, close, 0);
    return true;
}

bool mark_waive(Marks& m, const syntax::Waive& waive) {
    if (waive.when.valid()) {
        m.line(m.before(m.span(waive.when)), indent_step, Blank::none);
        mark_expression(m, waive.when);
    }
    const Span dates = waive.from.text.empty() ? waive.until.span : waive.from.span;
    m.line(m.before(dates), indent_step, Blank::none);
    const std::uint32_t approved = m.before(waive.by.span, 2);
    m.line(approved, indent_step, Blank::none);
    m.breaks(m.before(waive.because.span), m.group(approved, m.last(waive.because.span), Under::around));
    return true;
}

bool mark_prove(Marks& m, const syntax::Prove& prove) {
    const std::uint32_t run = m.new_run();
    const std::uint32_t on = m.first(prove.on.front().span);
    m.line(on - 1, indent_step, Blank::none);
    m.column(on, run);
    const Span end = prove.when.valid() ? m.span(prove.when) : prove.on.back().span;
    const std::uint32_t g = m.group(on, m.last(end), Under::first);
    const std::uint32_t events = m.filled(on, m.last(prove.on.back().span));
    for (const auto& pattern : prove.on) m.breaks_item(m.first(pattern.span), events);
    if (prove.when.valid()) {
        m.breaks(m.before(m.span(prove.when)), g);
        mark_expression(m, prove.when, true);
    }
    m.line(m.before(m.span(prove.holds)), indent_step, Blank::none);
    m.column(m.first(m.span(prove.holds)), run);
    mark_expression(m, prove.holds);
    return true;
}

bool mark_test(Marks& m, const syntax::Test& test) {
    const std::uint32_t run = m.new_run();
    const std::uint32_t given = m.before(test.given.span);
    m.line(given, in_body);
    m.column(given + 1, run);
    mark_source(m, test.given, given, in_body);
    for (const syntax::Expect& expect : test.expects) {
        const std::uint32_t begin = m.first(expect.span);
        m.line(begin, in_body);
        m.column(begin + 1, run);
        mark_effects(m, expect.effects_list, false);
        if (!expect.by.empty()) {
            const std::uint32_t g = m.group(begin + 1, m.last(expect.span), Under::around);
            m.breaks(m.before(expect.by.front().span), g);
        }
    }
    const std::uint32_t open = m.brace(m.last(test.title.span)), close = m.last(test.span);
    if (test.has_table) mark_grid(m, open, close, Blank::always);
    m.body(open, close, 0);
    return true;
}

bool mark_fixture(Marks& m, const syntax::Fixture& fixture) {
    const std::uint32_t start = m.before(fixture.name.span);
    mark_source(m, fixture.source, start, 0);
    const std::uint32_t close = m.last(fixture.source.span);
    return m.piece(close).is(Sym::rbrace) && m.out.places[close].line;
}

}  // namespace ordain::format
