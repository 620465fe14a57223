#include "compiler/format/pieces.hpp"

#include <algorithm>

#include "compiler/syntax/check_text.hpp"

namespace ordain::format {

using grammar::Sym;

namespace {

std::string_view without_end(std::string_view comment) {
    while (!comment.empty() && (comment.back() == ' ' || comment.back() == '\t' || comment.back() == '\r')) comment.remove_suffix(1);
    return comment;
}

/// `4  business	hours` with one space at each place. Whether it was written otherwise.
bool spaced_once(std::string_view literal, std::string& out) {
    bool other = false;
    for (const char c : literal) {
        const bool blank = c == ' ' || c == '\t';
        if (blank && !out.empty() && out.back() == ' ') {
            other = true;
        } else {
            out += blank ? ' ' : c;
            other |= c == '\t';
        }
    }
    return other;
}

class Cutter {
public:
    Cutter(std::string_view text, const syntax::Tree& tree)
        : plain_(plain_numbers(tree)),
          start_(text.data()),
          scanner_(text.data() + syntax::byte_order_mark(text), text.data() + text.size()) {}

    Pieces run() {
        for (const char* p = scanner_.begin();;) {
            grammar::Token token = scanner_.at(p);
            Piece piece;
            if (token.sym == Sym::literal && plain(static_cast<std::uint32_t>(token.begin - start_))) {
                piece.plain = true;
                token.lit = grammar::Lit::integer;
                token.end = token.begin + std::min(token.view().find_first_not_of("0123456789_"), token.view().size());
            }
            gap(token.from, token.begin, piece);
            put(token, piece);
            if (token.sym == Sym::end) break;
            p = token.end;
        }
        find_dashes();
        return std::move(out_);
    }

private:
    /// White space and comments between two tokens.
    void gap(const char* p, const char* end, Piece& next) {
        unsigned newlines = out_.list.empty() ? 1 : 0;
        next.above = static_cast<std::uint32_t>(out_.comments.size());
        next.fresh_line = newlines > 0;
        for (; p < end; ++p) {
            if (*p == '\n') {
                ++newlines;
                next.fresh_line = true;
            } else if (*p == '#') {
                const char* stop = std::find(p, end, '\n');
                const std::string_view text = without_end({p, static_cast<std::size_t>(stop - p)});
                out_.comments.push_back({text, newlines > 1});
                if (newlines == 0) {
                    out_.list.back().beside = next.above++;
                }
                newlines = 0;
                p = stop - 1;
            }
        }
        next.above_end = static_cast<std::uint32_t>(out_.comments.size());
        next.blank = newlines > 1;
    }

    void put(const grammar::Token& token, Piece& piece) {
        piece.text = token.view();
        piece.begin = static_cast<std::uint32_t>(token.begin - start_);
        piece.end = static_cast<std::uint32_t>(token.end - start_);
        piece.sym = token.sym;
        piece.lit = token.lit;
        piece.keyword = token.keyword;
        if (token.sym == Sym::literal) {
            std::string text;
            if (spaced_once(piece.text, text)) piece.text = out_.rewritten.emplace_back(std::move(text));
        }
        piece.width = width_of(piece.text);
        out_.list.push_back(piece);
    }

    /// Dashes that fill a cell become one piece.
    void find_dashes() {
        auto& list = out_.list;
        const auto bar = [&](std::size_t i) { return list[i].is(Sym::bar) || list[i].is(Sym::bars); };
        std::size_t to = 0;
        for (std::size_t i = 0; i < list.size(); ++to) {
            std::size_t stop = i;
            if (i > 0 && list[i].is(Sym::minus) && bar(i - 1)) {
                while (list[stop].is(Sym::minus)) ++stop;
            }
            const bool dashes = stop >= i + 3 && bar(stop);
            list[to] = list[i];
            if (dashes) {
                list[to].end = list[stop - 1].end;
                list[to].text = "---";
                list[to].width = 3;
                list[to].dashes = true;
            }
            i = dashes ? stop : i + 1;
        }
        list.resize(to);
    }

    /// Whether the number that begins at `begin` has no unit.
    [[nodiscard]] bool plain(std::uint32_t begin) const {
        const bool counts = !out_.list.empty() && out_.list.back().is(grammar::Keyword::any);  // `any 2 of`
        return counts || std::binary_search(plain_.begin(), plain_.end(), begin);
    }

    std::vector<std::uint32_t> plain_;
    const char* start_;
    grammar::Scanner scanner_;
    Pieces out_;
};

}  // namespace

std::uint32_t width_of(std::string_view text) {
    return static_cast<std::uint32_t>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::uint32_t Pieces::at(std::uint32_t offset) const {
    const auto found = std::lower_bound(list.begin(), list.end(), offset, [](const Piece& p, std::uint32_t o) { return p.begin < o; });
    return static_cast<std::uint32_t>(found - list.begin());
}

void Pieces::remove(const std::vector<std::uint32_t>& sorted) {
    auto next = sorted.begin();
    std::size_t to = 0;
    for (std::size_t i = 0; i < list.size(); ++i) {
        const Piece gone = list[i];
        if (next == sorted.end() || *next != i) {
            list[to++] = gone;
            continue;
        }
        ++next;
        Piece& before = list[to - 1];  // what goes is a comma: something stands before it, and behind it
        Piece& behind = list[i + 1];
        behind.fresh_line |= gone.fresh_line;
        if (!gone.commented() && before.beside == nowhere) {
            before.beside = gone.beside;
        } else {
            behind.above = gone.above;
        }
    }
    list.resize(to);
}

Pieces cut(std::string_view text, const syntax::Tree& tree) {
    return Cutter(text, tree).run();
}

}  // namespace ordain::format
