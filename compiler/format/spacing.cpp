// What stands between two tokens of one line. Entries: torn(), set_spaces().
#include <algorithm>
#include <array>

#include "compiler/format/places.hpp"

namespace ordain::format {

using grammar::Keyword;
using grammar::Lit;
using grammar::Sym;
using syntax::ExprKind;

namespace {

/// A word that, behind a number on one line, would become its unit.
bool unit_word(const Piece& piece) {
    constexpr std::array<std::string_view, 9> units{"minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "business"};
    if (!piece.is(Sym::word)) return false;
    const bool capitals =
        piece.text.size() == 3 && std::all_of(piece.text.begin(), piece.text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    return capitals || std::find(units.begin(), units.end(), piece.text) != units.end();
}

class Spaces {
public:
    Spaces(const Pieces& pieces, const syntax::Tree& tree, std::vector<Place>& places) : pieces_(pieces), tree_(tree), places_(places) {}

    void run() {
        signs_.assign(pieces_.list.size(), false);
        glued_.assign(pieces_.list.size(), false);
        for (const syntax::Expr& e : tree_.exprs) expression(e);
        for (const syntax::Define& d : tree_.defines) glued_[pieces_.at(d.name.span.end)] = true;
        types();
        for (std::uint32_t i = 1; i < pieces_.list.size(); ++i) {
            bracket(i - 1);
            places_[i].space = tight(i) ? 0 : 1;
        }
    }

private:
    [[nodiscard]] const Piece& piece(std::uint32_t i) const { return pieces_.list[i]; }

    /// The signs that only the tree tells from operators, and the brackets that belong to the word before them.
    void expression(const syntax::Expr& e) {
        switch (e.kind) {
            case ExprKind::neg: signs_[pieces_.at(tree_[e.a].span.begin) - 1] = true; break;
            case ExprKind::index: glued_[pieces_.at(tree_[e.a].span.end)] = true; break;
            case ExprKind::call: glued_[pieces_.at(e.name.span.end)] = true; break;
            case ExprKind::count:
            case ExprKind::sum:
            case ExprKind::min:
            case ExprKind::max: call_over_list(e); break;
            default: break;
        }
    }
    /// `count(l in …)`, `sum(x for l in …)`: the bracket stands before the element, or before the value.
    void call_over_list(const syntax::Expr& e) {
        const std::uint32_t inner = e.c.valid() ? tree_[e.c].span.begin : e.name.span.begin;
        glued_[pieces_.at(inner) - 1] = true;
    }

    void types() {
        for (const auto& r : tree_.roles) type(r.scope);
        for (const auto& l : tree_.ladders) type(l.scope), type(l.of);
        for (const auto& r : tree_.records) fields(r.fields);
        for (const auto& e : tree_.events) fields(e.fields);
        for (const auto& d : tree_.data) fields(d.keys), fields(d.columns);
        for (const auto& d : tree_.defines) {
            for (const auto& p : d.params) type(p.type);
        }
        for (const auto& o : tree_.outputs) type(o.type);
    }
    void fields(const std::vector<syntax::Field>& list) {
        for (const syntax::Field& f : list) type(f.type);
    }
    /// The angles of `list<list<T>>`.
    void type(const syntax::TypeRef& outer) {
        for (const syntax::TypeRef* t = &outer; !t->element.empty(); t = &t->element.front()) {
            const std::uint32_t open = pieces_.at(t->element.front().span.begin) - 1;
            glued_[open] = glued_[open + 1] = true;
            glued_[pieces_.at(t->element.front().span.end)] = true;
        }
    }

    /// Whether `..` between these brackets has spaces: `[1 .. 5)`, but `(x in 1..5)`.
    [[nodiscard]] bool opens_range(std::uint32_t i) const {
        if (i == 0) return false;
        const Piece& before = piece(i - 1);
        if (before.is(Keyword::in) || before.is(Sym::bar) || before.is(Sym::bars)) return true;
        return before.is(Sym::lparen) && i > 2 && piece(i - 2).is(Keyword::not_) &&
               (piece(i - 3).is(Sym::bar) || piece(i - 3).is(Sym::bars));
    }
    void bracket(std::uint32_t i) {
        const Piece& p = piece(i);
        if (p.is(Sym::lparen) || p.is(Sym::lbracket)) ranges_.push_back(opens_range(i));
        if ((p.is(Sym::rparen) || p.is(Sym::rbracket)) && !ranges_.empty()) ranges_.pop_back();
    }

    /// Whether piece i is a sign, not an operator between two operands.
    [[nodiscard]] bool sign(std::uint32_t i) const {
        if (!piece(i).is(Sym::minus)) return false;
        if (signs_[i] || i == 0) return true;
        const Piece& before = piece(i - 1);
        if (before.is(Keyword::to) && i > 1 && piece(i - 2).is(Keyword::up)) return true;  // of a ladder
        if (before.is(Sym::word)) {
            const bool reserved = grammar::class_of(before.keyword) == grammar::WordClass::reserved;
            return reserved && !before.is(Keyword::true_) && !before.is(Keyword::false_);
        }
        return !before.is(Sym::literal) && !before.is(Sym::text) && !before.is(Sym::rparen) && !before.is(Sym::rbracket);
    }

    /// Whether nothing stands between piece i and the one before.
    [[nodiscard]] bool tight(std::uint32_t i) const {
        const Piece& left = piece(i - 1);
        const Piece& right = piece(i);
        if (glued_[i]) return true;
        switch (right.sym) {
            case Sym::comma:
            case Sym::rparen:
            case Sym::rbracket:
            case Sym::question:
            case Sym::dot:
            case Sym::dot_star: return true;
            case Sym::range: return ranges_.empty() || !ranges_.back();
            case Sym::rbrace: return left.is(Sym::lbrace);
            default: break;
        }
        switch (left.sym) {
            case Sym::lparen:
            case Sym::lbracket:
            case Sym::dot: return true;
            case Sym::range: return ranges_.empty() || !ranges_.back();
            case Sym::minus: return sign(i - 1) && !bar(right);
            default: return false;
        }
    }
    [[nodiscard]] static bool bar(const Piece& p) { return p.is(Sym::bar) || p.is(Sym::bars); }

    const Pieces& pieces_;
    const syntax::Tree& tree_;
    std::vector<Place>& places_;
    std::vector<bool> signs_;   // minuses that are signs
    std::vector<bool> glued_;   // pieces that stand directly behind the one before
    std::vector<bool> ranges_;  // of the brackets that are open: whether they hold a range
};

}  // namespace

bool torn(const Pieces& pieces, std::uint32_t i) {
    const Piece& left = pieces.list[i - 1];
    const Piece& right = pieces.list[i];
    if (left.beside != nowhere || right.commented()) return true;
    const bool number = left.is(Sym::literal) && !left.plain && (left.lit == Lit::integer || left.lit == Lit::decimal);
    return number && unit_word(right);
}

void set_spaces(const Pieces& pieces, const syntax::Tree& tree, std::vector<Place>& places) {
    Spaces(pieces, tree, places).run();
}

}  // namespace ordain::format
