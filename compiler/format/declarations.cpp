// The lines of everything but policies.
#include "compiler/format/marks.hpp"

namespace ordain::format {

using grammar::Sym;
using Under = Group::Under;

namespace {

/// `lint { deny a  allow b }`, whose brace is piece `open`. Returns the closing one.
std::uint32_t lint(Marks& m, std::uint32_t open, std::uint32_t run) {
    std::uint32_t close = open + 1;
    for (; !m.piece(close).is(Sym::rbrace); close += 2) m.out.places[close].space = close == open + 1 ? 1 : 2;
    m.line(open - 1, indent_step);
    m.column(open, run);
    if (m.on_one_line(open - 1, open, close, indent_step)) return close;
    for (std::uint32_t level = open + 1; level < close; level += 2) m.line(level, 2 * indent_step);
    m.body(open, close, indent_step);
    return close;
}

}  // namespace

bool mark_bundle(Marks& m, const syntax::Bundle& bundle) {
    const std::uint32_t run = m.new_run();
    const auto item = [&](Span value) {
        m.line(m.before(value), indent_step);
        m.column(m.first(value), run);
    };
    if (!bundle.edition.text.empty()) item(bundle.edition.span);
    if (bundle.calendar.written()) item(bundle.calendar.span);
    const std::uint32_t open = m.brace(m.first(bundle.name.span));
    const std::uint32_t close = m.last(bundle.span);
    for (std::uint32_t i = open + 1; i < close; ++i) {
        if (m.piece(i).is(Sym::lbrace)) i = lint(m, i, run);
    }
    const std::uint32_t defaults = m.new_run();
    for (const auto& d : bundle.defaults) {
        m.line(m.first(d.span), indent_step);
        for (std::uint32_t i = 0; i < d.effects.size(); ++i) m.column(m.first(d.effects[i].span), defaults, i);
        mark_effects(m, d.effects, false);
    }
    if (bundle.fault_queue.written()) m.line(m.before(bundle.fault_queue.span, 2), indent_step);
    m.body(open, close, 0);
    return true;
}

namespace {

/// `hours` and `closed`: lists of days and times.
void days(Marks& m, std::uint32_t word, std::uint32_t to, const std::vector<std::uint32_t>& items, std::uint32_t run) {
    m.line(word, indent_step);
    m.column(word + 1, run);
    const std::uint32_t g = m.filled(word + 1, to);
    for (const std::uint32_t item : items) {
        if (item > word + 1) m.breaks(item, g);
    }
}

}  // namespace

bool mark_calendar(Marks& m, const syntax::Calendar& calendar) {
    const std::uint32_t run = m.new_run();
    const auto item = [&](Span value) {
        m.line(m.before(value), indent_step);
        m.column(m.first(value), run);
    };
    if (calendar.zone.written()) item(calendar.zone.span);
    if (!calendar.covers_from.text.empty()) item(calendar.covers_from.span);
    for (const auto& hours : calendar.hours) {
        std::vector<std::uint32_t> items;
        for (const auto& d : hours.days) items.push_back(m.first(d.span));
        for (const auto& t : hours.times) items.push_back(m.first(t.from.span));
        days(m, m.first(hours.span), m.last(hours.span), items, run);
    }
    for (std::size_t i = 0; i < calendar.closed.size();) {
        std::vector<std::uint32_t> items;
        std::size_t next = i;
        do {
            items.push_back(m.first(calendar.closed[next++].span));
        } while (next < calendar.closed.size() && m.piece(m.before(calendar.closed[next].span)).is(Sym::comma));
        days(m, items.front() - 1, m.last(calendar.closed[next - 1].span), items, run);
        i = next;
    }
    m.body(m.brace(m.first(calendar.name.span)), m.last(calendar.span), 0);
    return true;
}

bool mark_escalation(Marks& m, const syntax::Escalation& escalation) {
    std::uint32_t run = m.new_run();
    for (const auto& s : escalation.steps) {
        const std::uint32_t begin = m.first(s.span);
        if (m.pieces.blank_before(begin)) run = m.new_run();
        m.line(begin, indent_step);
        if (s.acts.empty()) continue;
        const std::uint32_t act = m.first(s.acts.front().span);
        m.column(act, run);
        const std::uint32_t g = m.group(act, m.last(s.span), Under::first);
        m.out.groups[g].always = true;
        for (const auto& a : s.acts) {
            if (&a != &s.acts.front()) m.breaks(m.first(a.span), g);
        }
    }
    m.body(m.brace(m.first(escalation.name.span)), m.last(escalation.span), 0);
    return true;
}

bool mark_ladder(Marks& m, const syntax::Ladder& ladder) {
    if (ladder.from.written()) return false;
    const std::uint32_t start = m.before(ladder.name.span), open = m.brace(start), close = m.last(ladder.span);
    if (ladder.rungs.empty()) {
        mark_grid(m, open, close, Blank::none);
        m.body(open, close, 0);
        return true;
    }
    for (const auto& rung : ladder.rungs) m.apart(m.first(rung.span));
    const bool one_line = m.on_one_line(start, open, close, 0);
    std::uint32_t run = m.new_run();
    for (const auto& rung : ladder.rungs) {
        if (one_line) break;
        const std::uint32_t begin = m.first(rung.span);
        if (m.pieces.blank_before(begin)) run = m.new_run();
        m.line(begin, indent_step);
        m.column(begin + 1, run);
    }
    if (!one_line) m.body(open, close, 0);
    return !one_line;
}

bool mark_enum(Marks& m, const syntax::Enum& e) {
    const std::uint32_t start = m.before(e.name.span), open = m.brace(start), close = m.last(e.span);
    if (m.on_one_line(start, open, close, 0)) return false;
    std::uint32_t run = m.new_run();
    for (const auto& value : e.values) {
        const std::uint32_t begin = m.first(value.name.span);
        if (m.pieces.blank_before(begin)) run = m.new_run();
        m.line(begin, indent_step);
        if (!value.spellings.empty()) m.column(begin + 1, run);
    }
    m.body(open, close, 0);
    return true;
}

namespace {

/// One a line.
void field_lines(Marks& m, const std::vector<syntax::Field>& list) {
    std::uint32_t run = m.new_run();
    for (const auto& field : list) {
        const std::uint32_t begin = m.first(field.span);
        if (m.pieces.blank_before(begin)) run = m.new_run();
        m.line(begin, indent_step);
        m.column(m.first(field.type.span), run);
    }
}

void fields_apart(Marks& m, const std::vector<syntax::Field>& list) {
    for (const auto& field : list) m.apart(m.first(field.span));
}

/// Parameters between parentheses.
void parameters(Marks& m, std::uint32_t close, const std::vector<Span>& names) {
    if (names.empty()) return;
    const std::uint32_t g = m.filled(m.first(names.front()), close - 1);
    for (std::size_t i = 1; i < names.size(); ++i) m.breaks_item(m.first(names[i]), g);
}

}  // namespace

bool mark_record(Marks& m, const syntax::Record& record) {
    const std::uint32_t start = m.before(record.name.span), open = m.brace(start), close = m.last(record.span);
    fields_apart(m, record.fields);
    if (m.on_one_line(start, open, close, 0)) return false;
    field_lines(m, record.fields);
    m.body(open, close, 0);
    return true;
}

bool mark_event(Marks& m, const syntax::Event& event) {
    const std::uint32_t start = m.before(event.name.span), open = m.brace(start), close = m.last(event.span);
    std::vector<std::uint32_t> clauses;  // their words
    if (event.subject.written()) clauses.push_back(m.before(event.subject.span));
    for (std::size_t i = 0; i < event.binds.size();) {
        const std::uint32_t begin = m.first(event.binds[i].span);
        clauses.push_back(begin - 1);
        std::size_t next = i + 1;
        while (next < event.binds.size() && m.piece(m.before(event.binds[next].span)).is(Sym::comma)) ++next;
        const std::uint32_t g = m.filled(begin, m.last(event.binds[next - 1].span));
        for (++i; i < next; ++i) m.breaks_item(m.first(event.binds[i].span), g);
    }
    fields_apart(m, event.fields);
    for (const std::uint32_t word : clauses) m.apart(word);
    if (m.on_one_line(start, open, close, 0)) return false;
    field_lines(m, event.fields);
    const std::uint32_t run = m.new_run();
    for (const std::uint32_t word : clauses) {
        m.line(word, indent_step);
        m.column(word + 1, run);
    }
    m.body(open, close, 0);
    return true;
}

bool mark_data(Marks& m, const syntax::Data& data) {
    const std::uint32_t start = m.before(data.name.span), open = m.brace(start);
    std::vector<Span> keys;
    for (const auto& key : data.keys) keys.push_back(key.span);
    std::uint32_t close = open + 1;
    while (!m.piece(close).is(Sym::rbrace)) ++close;  // nothing in it has braces
    parameters(m, open - 1, keys);
    fields_apart(m, data.columns);
    if (!data.has_grid && m.on_one_line(start, open, m.last(data.span), 0)) return false;
    field_lines(m, data.columns);
    mark_grid(m, open, close, Blank::always);
    m.body(open, close, 0);
    return true;
}

bool mark_define(Marks& m, const syntax::Define& define) {
    std::uint32_t close = m.first(define.name.span);
    while (!m.piece(close).is(Sym::rparen) || !m.piece(close + 1).is(Sym::eq)) ++close;
    std::vector<Span> names;
    for (const auto& param : define.params) names.push_back(param.name.span);
    parameters(m, close, names);
    mark_expression(m, define.body);
    return false;
}

void mark_grid(Marks& m, std::uint32_t open, std::uint32_t close, Blank before) {
    const std::uint32_t run = m.new_run();
    bool heading = true;
    for (std::uint32_t i = open + 1; i < close; ++i) {
        const Piece& piece = m.piece(i);
        if (!piece.is(Sym::bar) || !piece.fresh_line) continue;
        m.line(i, indent_step, heading && i > open + 1 ? before : Blank::keep);
        heading = false;
        std::uint32_t column = 0;
        for (++i; i < close && !m.piece(i).fresh_line; ++i) {
            if (m.piece(i).is(Sym::bar) || m.piece(i).is(Sym::bars)) m.column(i, run, column++);
        }
        --i;
    }
}

}  // namespace ordain::format
