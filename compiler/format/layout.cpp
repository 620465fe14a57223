// The lines of a file. Entry: lay_out().
#include "compiler/format/marks.hpp"

namespace ordain::format {

using syntax::DeclKind;

namespace {

/// The lines of one declaration. Whether it takes more than one.
bool mark_declaration(Marks& m, syntax::DeclRef ref) {
    const syntax::Tree& t = m.tree;
    switch (ref.kind) {
        case DeclKind::bundle: return mark_bundle(m, t.bundles[ref.index]);
        case DeclKind::calendar: return mark_calendar(m, t.calendars[ref.index]);
        case DeclKind::escalation: return mark_escalation(m, t.escalations[ref.index]);
        case DeclKind::ladder: return mark_ladder(m, t.ladders[ref.index]);
        case DeclKind::enumeration: return mark_enum(m, t.enums[ref.index]);
        case DeclKind::record: return mark_record(m, t.records[ref.index]);
        case DeclKind::event: return mark_event(m, t.events[ref.index]);
        case DeclKind::define: return mark_define(m, t.defines[ref.index]);
        case DeclKind::data: return mark_data(m, t.data[ref.index]);
        case DeclKind::policy: return mark_policy(m, t.policies[ref.index]);
        case DeclKind::waive: return mark_waive(m, t.waives[ref.index]);
        case DeclKind::prove: return mark_prove(m, t.proofs[ref.index]);
        case DeclKind::test: return mark_test(m, t.tests[ref.index]);
        case DeclKind::fixture: return mark_fixture(m, t.fixtures[ref.index]);
        case DeclKind::constant: mark_expression(m, t.consts[ref.index].value); return false;
        case DeclKind::role: {
            const auto& above = t.roles[ref.index].above;
            if (above.empty()) return false;
            const std::uint32_t g = m.filled(m.first(above.front().span), m.last(above.back().span));
            for (const auto& role : above) m.breaks_item(m.first(role.span), g);
            return false;
        }
        default: return false;
    }
}

/// What stands under its like in declarations of one line that follow each other directly.
void mark_columns(Marks& m, syntax::DeclRef ref, std::uint32_t run) {
    const syntax::Tree& t = m.tree;
    switch (ref.kind) {
        case DeclKind::reason: return m.column(m.first(t.reasons[ref.index].text.span), run);
        case DeclKind::output: return m.column(m.first(t.outputs[ref.index].type.span), run);
        case DeclKind::constant: return m.column(m.first(t.consts[ref.index].name.span) + 1, run);
        case DeclKind::enumeration: return m.column(m.brace(m.first(t.enums[ref.index].span)), run);
        case DeclKind::record: return m.column(m.brace(m.first(t.records[ref.index].span)), run);
        case DeclKind::event: return m.column(m.brace(m.first(t.events[ref.index].span)), run);
        case DeclKind::fixture: {
            const auto& fixture = t.fixtures[ref.index];
            m.column(m.first(fixture.name.span) + 1, run);
            if (fixture.source.from.written()) m.column(m.before(fixture.source.from.span), run, 1);
            return;
        }
        default: return;
    }
}

}  // namespace

Layout lay_out(const Pieces& pieces, const syntax::Tree& tree) {
    Marks m(pieces, tree);
    bool first = true, tall_before = false;
    std::uint32_t run = m.new_run();
    DeclKind kind_before = DeclKind::use;
    bool allowed = false;  // `allow` lines stand directly before what they speak of
    const auto declaration = [&](std::uint32_t begin, bool tall, bool allow = false) {
        const bool apart = tall || tall_before || allow;
        m.line(begin, 0, first || allowed ? Blank::none : apart ? Blank::always : Blank::keep);
        first = false;
        allowed = allow;
        tall_before = tall;
    };
    if (tree.module.written()) declaration(m.before(tree.module.span), false);
    for (const syntax::DeclRef ref : tree.order) {
        const std::uint32_t begin = m.first(span_of(tree, ref));
        if (ref.kind != kind_before || tall_before || pieces.blank_before(begin)) run = m.new_run();
        kind_before = ref.kind;
        const bool tall = mark_declaration(m, ref);
        if (!tall) mark_columns(m, ref, run);
        declaration(begin, tall, ref.kind == DeclKind::allow);
    }
    const auto end = static_cast<std::uint32_t>(pieces.list.size() - 1);
    m.line(end, 0, Blank::keep);
    return std::move(m.out);
}

}  // namespace ordain::format
