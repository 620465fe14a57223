// A source as the formatter sees it: its tokens, each with the comments that belong to it. Nothing of a file is lost here but white space.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/syntax/tree.hpp"
#include "grammar/scanner.hpp"

namespace ordain::format {

/// A comment from its `#` to the end of its line, without the white space at its end.
struct Comment {
    std::string_view text;
    bool blank = false;  // a blank line stands before it
};

inline constexpr std::uint32_t nowhere = UINT32_MAX;

/// A token. Its place in the source is kept, so that the nodes of a tree can be found by their spans.
struct Piece {
    std::string_view text;           // as it is to be written
    std::uint32_t begin = 0;         // bytes of the source
    std::uint32_t end = 0;           //
    std::uint32_t width = 0;         // code points of `text`
    std::uint32_t above = 0;         // comments on lines of their own directly before it: the first one …
    std::uint32_t above_end = 0;     // … and the one behind the last
    std::uint32_t beside = nowhere;  // the comment behind it on its line
    grammar::Sym sym = grammar::Sym::end;
    grammar::Lit lit = grammar::Lit::integer;
    grammar::Keyword keyword = grammar::Keyword::none;
    bool fresh_line = false;  // the first token of its line
    bool blank = false;       // a blank line stands directly before it
    bool plain = false;       // a number that has no unit, whatever stands behind it
    bool dashes = false;      // `---` of a grid, however long

    [[nodiscard]] bool commented() const { return above != above_end; }
    [[nodiscard]] bool is(grammar::Sym s) const { return sym == s; }
    [[nodiscard]] bool is(grammar::Keyword k) const { return keyword == k; }
};

/// The tokens of one source, in order; the last is the end of the file.
struct Pieces {
    std::vector<Piece> list;
    std::vector<Comment> comments;      // in order
    std::deque<std::string> rewritten;  // texts that differ from the source, such as `4 hours` that stood there with a tab

    /// The first token that begins at byte `offset` of the source or behind it. Logarithmic.
    [[nodiscard]] std::uint32_t at(std::uint32_t offset) const;
    /// Whether a blank line stands before the token and its comments.
    [[nodiscard]] bool blank_before(std::uint32_t i) const { return list[i].commented() ? comments[list[i].above].blank : list[i].blank; }
    /// Takes tokens out. Their comments go to the neighbours, in the same order.
    void remove(const std::vector<std::uint32_t>& sorted);
};

/// Code points of UTF-8: what a text takes of a line's width.
[[nodiscard]] std::uint32_t width_of(std::string_view text);

/// Where numbers of `tree` begin that have no unit, whatever stands behind them; and other places, where no number begins. Sorted.
[[nodiscard]] std::vector<std::uint32_t> plain_numbers(const syntax::Tree& tree);

/// Cuts `text`, the source of `tree`, which has no errors, into its tokens. It may begin with a byte order mark; `text` outlives the
/// result. Linear.
[[nodiscard]] Pieces cut(std::string_view text, const syntax::Tree& tree);

}  // namespace ordain::format
