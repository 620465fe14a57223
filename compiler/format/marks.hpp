// What the layout of a source is written down with: pieces found by their spans, lines, columns, groups.
#pragma once

#include "compiler/format/places.hpp"

namespace ordain::format {

class Marks {
public:
    Marks(const Pieces& p, const syntax::Tree& t) : pieces(p), tree(t) {
        out.places.resize(pieces.list.size());
        set_spaces(pieces, tree, out.places);
    }

    const Pieces& pieces;
    const syntax::Tree& tree;
    Layout out;

    [[nodiscard]] const Piece& piece(std::uint32_t i) const { return pieces.list[i]; }
    [[nodiscard]] std::uint32_t first(Span s) const { return pieces.at(s.begin); }
    [[nodiscard]] std::uint32_t last(Span s) const { return pieces.at(s.end) - 1; }
    /// The piece before the first of `s`: the word of a clause that is found by its value.
    [[nodiscard]] std::uint32_t before(Span s, std::uint32_t words = 1) const { return first(s) - words; }
    [[nodiscard]] Span span(syntax::ExprId id) const { return tree[id].span; }

    /// Piece i begins a line.
    void line(std::uint32_t i, std::uint32_t indent, Blank blank = Blank::keep) {
        out.places[i].line = true;
        out.places[i].indent = indent;
        out.places[i].blank = blank;
    }
    /// The first and the closing line of a body between braces; its lines are marked before.
    void body(std::uint32_t open, std::uint32_t close, std::uint32_t indent) {
        line(close, indent, Blank::none);
        out.places[close].closes = true;
        out.places[open + 1].blank = Blank::none;
    }
    /// Piece i begins an item of a body that may stay on one line: two spaces before it, one behind the brace.
    void apart(std::uint32_t i) { out.places[i].space = piece(i - 1).is(grammar::Sym::lbrace) ? 1 : 2; }
    [[nodiscard]] std::uint32_t new_run() { return out.runs++; }
    void column(std::uint32_t i, std::uint32_t run, std::uint32_t column = 0) {
        out.places[i].run = run;
        out.places[i].column = column;
    }
    /// Groups are made from the outside to the inside.
    std::uint32_t group(std::uint32_t from, std::uint32_t to, Group::Under under) {
        out.groups.push_back({from, to, under});
        return static_cast<std::uint32_t>(out.groups.size() - 1);
    }
    /// Piece i, a word or sign of the language, begins a line if the group is broken.
    void breaks(std::uint32_t i, std::uint32_t group) { out.places[i].breaks = group; }
    /// The same for an item of a list. A name that could be read as the beginning of a clause stays behind the one before it.
    void breaks_item(std::uint32_t i, std::uint32_t group) {
        if (piece(i).keyword == grammar::Keyword::none) breaks(i, group);
    }
    /// A list whose lines are filled and stand under its first item.
    std::uint32_t filled(std::uint32_t from, std::uint32_t to) {
        const std::uint32_t g = group(from, to, Group::Under::first);
        out.groups[g].filled = true;
        return g;
    }

    /// Whether [from, to], beginning at column `at`, stays on one line: it fits, and no comment stands in it.
    [[nodiscard]] bool fits(std::uint32_t from, std::uint32_t to, std::uint32_t at) const {
        std::uint32_t end = at;
        for (std::uint32_t i = from; i <= to; ++i) {
            if (i > from && torn(pieces, i)) return false;
            end += (i > from ? out.places[i].space : 0) + piece(i).width;
            if (end > line_width) return false;
        }
        return true;
    }
    /// Whether a body may stand on the line of its brace, which begins at `start` with `indent`: its author did not begin a new line,
    /// and it fits up to `close`.
    [[nodiscard]] bool on_one_line(std::uint32_t start, std::uint32_t open, std::uint32_t close, std::uint32_t indent) const {
        return !piece(open + 1).fresh_line && fits(start, close, indent);
    }
    /// The next `{` at or after piece i.
    [[nodiscard]] std::uint32_t brace(std::uint32_t i) const {
        while (!piece(i).is(grammar::Sym::lbrace)) ++i;
        return i;
    }
};

/// How expressions, needs and effects may be broken. `inner`: within another group, so that its lines stand deeper.
void mark_expression(Marks& marks, syntax::ExprId id, bool inner = false);
void mark_need(Marks& marks, syntax::NeedId id, bool inner = false);
/// An effect; its `escalate` begins a line of `lines`, if that is a group and it comes last.
void mark_effect(Marks& marks, const syntax::Effect& effect, std::uint32_t lines);
/// `lines`: on one line each, under the first; else behind each other, as far as they fit.
void mark_effects(Marks& marks, const std::vector<syntax::Effect>& effects, bool lines);
/// `EVENT from "FILE" with { … }` on a line that begins with piece `start`.
void mark_source(Marks& marks, const syntax::GivenSource& source, std::uint32_t start, std::uint32_t indent);

/// The lines of declarations; each returns whether it takes more than one.
bool mark_policy(Marks& marks, const syntax::Policy& policy);
bool mark_waive(Marks& marks, const syntax::Waive& waive);
bool mark_prove(Marks& marks, const syntax::Prove& prove);
bool mark_test(Marks& marks, const syntax::Test& test);
bool mark_bundle(Marks& marks, const syntax::Bundle& bundle);
bool mark_calendar(Marks& marks, const syntax::Calendar& calendar);
bool mark_escalation(Marks& marks, const syntax::Escalation& escalation);
bool mark_ladder(Marks& marks, const syntax::Ladder& ladder);
bool mark_enum(Marks& marks, const syntax::Enum& e);
bool mark_record(Marks& marks, const syntax::Record& record);
bool mark_event(Marks& marks, const syntax::Event& event);
bool mark_data(Marks& marks, const syntax::Data& data);
bool mark_define(Marks& marks, const syntax::Define& define);
bool mark_fixture(Marks& marks, const syntax::Fixture& fixture);

/// The rows of the grid between the braces, if there is one.
void mark_grid(Marks& marks, std::uint32_t open, std::uint32_t close, Blank before);

}  // namespace ordain::format
