// Breaks lines that are too long, and writes pieces and comments. Entry: print().
#include <algorithm>
#include <numeric>

#include "compiler/format/places.hpp"

namespace ordain::format {
namespace {

constexpr std::uint32_t before_comment = 2;  // spaces
constexpr std::uint32_t uneven = 40;         // columns: comments of lines that differ by more stand each at its own line's end

/// A line to be written.
struct Line {
    std::string text;  // with its indentation; empty: a comment alone
    std::string_view comment;
    std::uint32_t indent = 0;
    std::uint32_t width = 0;  // of `text`
    bool blank = false;       // a blank line before it
};

/// A group that the piece being written stands in.
struct Open {
    std::uint32_t group = 0;
    std::uint32_t indent = 0;
    bool broken = false;
};

class Printer {
public:
    Printer(const Pieces& pieces, const Layout& layout) : pieces_(pieces), places_(layout.places), groups_(layout.groups) {}

    std::vector<Line> run() {
        measure();
        std::vector<std::uint32_t> order(groups_.size());
        std::iota(order.begin(), order.end(), 0);
        std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
            return groups_[a].first != groups_[b].first ? groups_[a].first < groups_[b].first : groups_[a].last > groups_[b].last;
        });
        auto next = order.begin();
        for (std::uint32_t i = 0; i < places_.size(); ++i) {
            while (!open_.empty() && groups_[open_.back().group].last < i) open_.pop_back();
            const bool fresh = i == 0 || places_[i].line || torn_[i] != torn_[i - 1] || breaks(i);
            if (fresh) {
                begin_line(i);
            } else {
                lines_.back().text.append(places_[i].space, ' ');
                lines_.back().width += places_[i].space;
            }
            for (; next != order.end() && groups_[*next].first == i; ++next) open(*next);
            write(i);
        }
        if (lines_.back().text.empty() && lines_.back().comment.empty()) lines_.pop_back();  // the end of the file
        return std::move(lines_);
    }

private:
    [[nodiscard]] std::uint32_t width(std::uint32_t i) const { return pieces_.list[i].width + places_[i].stretch; }
    /// Columns of pieces from to to, on one line.
    [[nodiscard]] std::uint64_t flat(std::uint32_t from, std::uint32_t to) const { return ends_[to] - ends_[from] + width(from); }

    void measure() {
        ends_.resize(places_.size());
        torn_.resize(places_.size());
        std::uint64_t end = 0;
        std::uint32_t tears = 0;
        for (std::uint32_t i = 0; i < places_.size(); ++i) {
            end += places_[i].space + width(i);
            if (i > 0 && torn(pieces_, i)) ++tears;
            ends_[i] = end;
            torn_[i] = tears;
        }
    }

    /// Columns that what stands behind piece i takes up to the next place where the line may be broken.
    [[nodiscard]] std::uint64_t tail(std::uint32_t i) const {
        std::uint64_t sum = 0;
        for (++i; i < places_.size() && sum <= line_width; ++i) {
            const Place& p = places_[i];
            if (p.line || p.breaks != nowhere || torn_[i] != torn_[i - 1]) break;
            sum += p.space + width(i);
        }
        return sum;
    }

    [[nodiscard]] const Open* find(std::uint32_t group) const {
        for (auto o = open_.rbegin(); o != open_.rend(); ++o) {
            if (o->group == group) return &*o;
        }
        return nullptr;
    }

    /// Whether its group wants a newline before piece i.
    [[nodiscard]] bool breaks(std::uint32_t i) const {
        const Open* open = places_[i].breaks == nowhere ? nullptr : find(places_[i].breaks);
        if (open == nullptr || !open->broken) return false;
        if (!groups_[open->group].filled) return true;
        std::uint32_t last = i;  // of the item
        const std::uint32_t end = groups_[open->group].last;
        while (last < end && places_[last + 1].breaks != open->group && flat(i, last) <= line_width) ++last;
        const std::uint64_t behind = last == end ? tail(last) : 0;
        return lines_.back().width + places_[i].space + flat(i, last) + behind > line_width;
    }

    void open(std::uint32_t group) {
        const Group& g = groups_[group];
        const std::uint32_t column = lines_.back().width;
        const std::uint32_t around = open_.empty() ? line_indent_ + indent_step : open_.back().indent;
        Open open{group, around, false};
        if (g.under == Group::Under::first) open.indent = column;
        if (g.under == Group::Under::step) open.indent = around + indent_step;
        const bool may = open_.empty() || open_.back().broken;
        open.broken = may && (g.always || torn_[g.last] != torn_[g.first] || column + flat(g.first, g.last) + tail(g.last) > line_width);
        open_.push_back(open);
    }

    void begin_line(std::uint32_t i) {
        const Place& place = places_[i];
        std::uint32_t indent = open_.empty() ? line_indent_ + indent_step : open_.back().indent;
        if (place.line) {
            indent = line_indent_ = place.indent;
        } else if (const Open* open = place.breaks == nowhere ? nullptr : find(place.breaks); open != nullptr) {
            indent = open->indent;
        }
        const Piece& piece = pieces_.list[i];
        bool blank = blank_before(i);
        for (std::uint32_t c = piece.above; c < piece.above_end; ++c) {
            Line& line = lines_.emplace_back();
            line.comment = pieces_.comments[c].text;
            line.indent = indent + (place.closes ? indent_step : 0);
            line.blank = c == piece.above ? blank : pieces_.comments[c].blank;
        }
        if (piece.commented()) blank = piece.blank && place.line && !place.closes;
        Line& line = lines_.emplace_back();
        line.indent = line.width = indent;
        line.blank = blank;
        if (!piece.is(grammar::Sym::end)) line.text.assign(indent, ' ');
    }

    /// Whether a blank line stands before piece i, a line's first, and its comments.
    [[nodiscard]] bool blank_before(std::uint32_t i) const {
        const Place& place = places_[i];
        const bool written = pieces_.blank_before(i);
        if (i == 0 || !place.line) return false;
        if (place.closes) return written && pieces_.list[i].commented() && !pieces_.list[i - 1].is(grammar::Sym::lbrace);
        if (place.blank == Blank::keep) return written;
        if (place.blank == Blank::none) return false;
        // `##` at the end of the line above describes what follows, unless a blank line is between
        const std::uint32_t beside = pieces_.list[i - 1].beside;
        return written || beside == nowhere || !pieces_.comments[beside].text.starts_with("##");
    }

    void write(std::uint32_t i) {
        const Piece& piece = pieces_.list[i];
        Line& line = lines_.back();
        line.text += piece.text;
        line.text.append(places_[i].stretch, '-');
        line.width += width(i);
        if (piece.beside != nowhere) line.comment = pieces_.comments[piece.beside].text;
    }

    const Pieces& pieces_;
    const std::vector<Place>& places_;
    const std::vector<Group>& groups_;
    std::vector<std::uint64_t> ends_;  // columns from the first piece to the end of each, all on one line
    std::vector<std::uint32_t> torn_;  // how many pieces up to each have to begin a line
    std::vector<Open> open_;           // from the outside to the inside
    std::vector<Line> lines_;
    std::uint32_t line_indent_ = 0;  // of the line that the layout began
};

/// Comments at the ends of lines that follow each other directly stand under each other.
void write_comments(std::vector<Line>& lines) {
    for (std::size_t i = 0; i < lines.size();) {
        std::size_t next = i;
        std::uint32_t widest = 0, narrowest = UINT32_MAX;
        do {
            if (!lines[next].comment.empty() && !lines[next].text.empty()) {
                widest = std::max(widest, lines[next].width);
                narrowest = std::min(narrowest, lines[next].width);
            }
            ++next;
        } while (next < lines.size() && !lines[next].blank && !lines[next].text.empty() && lines[next].indent == lines[i].indent);
        for (; i < next; ++i) {
            Line& line = lines[i];
            if (line.comment.empty()) continue;
            const std::uint32_t column = widest - narrowest > uneven ? line.width : widest;
            line.text.append(line.text.empty() ? line.indent : column - line.width + before_comment, ' ');
            line.text += line.comment;
        }
    }
}

}  // namespace

std::string print(const Pieces& pieces, const Layout& layout) {
    std::vector<Line> lines = Printer(pieces, layout).run();
    write_comments(lines);
    std::string text;
    for (const Line& line : lines) {
        if (line.blank && !text.empty()) text += '\n';
        text += line.text;
        text += '\n';
    }
    return text;
}

}  // namespace ordain::format
