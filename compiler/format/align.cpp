// Pieces of several lines under each other: names and types of fields, the bars of tables. Entry: align().
#include <algorithm>
#include <tuple>

#include "compiler/format/places.hpp"

namespace ordain::format {
namespace {

/// A piece that stands in a column.
struct Entry {
    std::uint32_t run, column, line, piece;  // line: its first piece
};

/// How far a line has been laid out: `piece` stands at `at`.
struct Reached {
    std::uint32_t piece = 0, at = 0;
};

/// Every piece with a column that a line reaches without being torn.
std::vector<Entry> entries_of(const Pieces& pieces, const std::vector<Place>& places) {
    std::vector<Entry> entries;
    std::uint32_t line = nowhere;
    for (std::uint32_t i = 0; i < places.size(); ++i) {
        if (places[i].line) {
            line = i;
        } else if (i > 0 && torn(pieces, i)) {
            line = nowhere;
        } else if (places[i].run != nowhere && line != nowhere) {
            entries.push_back({places[i].run, places[i].column, line, i});
        }
    }
    return entries;
}

}  // namespace

void align(const Pieces& pieces, std::vector<Place>& places) {
    std::vector<Entry> entries = entries_of(pieces, places);
    const auto place = [](const Entry& e) { return std::tuple(e.run, e.column, e.piece); };
    std::sort(entries.begin(), entries.end(), [&](const Entry& a, const Entry& b) { return place(a) < place(b); });
    std::vector<Reached> reached(places.size());
    for (std::uint32_t i = 0; i < places.size(); ++i) {
        if (places[i].line) reached[i] = {i, places[i].indent};
    }
    for (std::size_t i = 0; i < entries.size();) {
        std::size_t next = i;
        std::uint32_t target = 0;
        for (; next < entries.size() && entries[next].run == entries[i].run && entries[next].column == entries[i].column; ++next) {
            Entry& e = entries[next];
            Reached& r = reached[e.line];
            for (; r.piece < e.piece; ++r.piece) r.at += pieces.list[r.piece].width + places[r.piece + 1].space;
            target = std::max(target, r.at);
        }
        for (; i < next; ++i) {
            const std::uint32_t piece = entries[i].piece;
            std::uint32_t& at = reached[entries[i].line].at;
            (pieces.list[piece - 1].dashes ? places[piece - 1].stretch : places[piece].space) += target - at;
            at = target;
        }
    }
}

}  // namespace ordain::format
