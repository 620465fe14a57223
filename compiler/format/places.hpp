// Where each piece is to stand: what the layout says and the printer does.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "compiler/format/pieces.hpp"
#include "compiler/syntax/tree.hpp"

namespace ordain::format {

/// Columns of a line, in code points. Lines are broken where they can be to stay below it; tables and texts are never broken.
inline constexpr std::uint32_t line_width = 120;
inline constexpr std::uint32_t indent_step = 2;

/// Blank lines before a piece that begins a line.
enum class Blank : std::uint8_t { none, keep, always };

struct Place {
    bool line = false;               // begins a line, `indent` from the margin
    bool closes = false;             // a brace: comments before it stand one step deeper
    Blank blank = Blank::none;       // of a line
    std::uint32_t indent = 0;        // of a line
    std::uint32_t breaks = nowhere;  // begins a line if this group is broken
    std::uint32_t run = nowhere;     // stands under the pieces with this run and `column`
    std::uint32_t column = 0;        // 0, 1, … along a line
    std::uint32_t space = 0;         // spaces before it on a line
    std::uint32_t stretch = 0;       // dashes more than three
};

/// Pieces that stand on one line if they fit, and otherwise are broken at the places that name the group. Groups nest or are disjoint.
struct Group {
    enum class Under : std::uint8_t {
        step,    // broken lines stand one step deeper than the group around it
        around,  // as deep as it
        first,   // under the first piece
    };
    std::uint32_t first = 0, last = 0;
    Under under = Under::step;
    bool filled = false;  // breaks only where the line is full
    bool always = false;  // breaks even if it fits
};

/// For each piece its place, and the groups; of two with the same pieces the one around comes first.
struct Layout {
    std::vector<Place> places;
    std::vector<Group> groups;
    std::uint32_t runs = 0;
};

/// Whether a newline has to stand before piece i > 0, whatever the layout: there is a comment, or two tokens would become one.
[[nodiscard]] bool torn(const Pieces& pieces, std::uint32_t i);

/// Sets `space` of every place to 0 or 1. `places` are as many as the pieces. Linear.
void set_spaces(const Pieces& pieces, const syntax::Tree& tree, std::vector<Place>& places);

/// Says where each piece of `tree`'s source stands.
[[nodiscard]] Layout lay_out(const Pieces& pieces, const syntax::Tree& tree);

/// Widens `space` of pieces that stand under each other, and stretches dashes.
void align(const Pieces& pieces, std::vector<Place>& places);

/// The text: lines broken where they have to be, comments at their pieces.
[[nodiscard]] std::string print(const Pieces& pieces, const Layout& layout);

}  // namespace ordain::format
