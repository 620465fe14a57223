// What the instructions of a chunk work on, and the instructions that are more than a line.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "runtime/base/limits.hpp"
#include "runtime/calendar/business.hpp"
#include "runtime/decode/event_store.hpp"
#include "runtime/program/image.hpp"
#include "runtime/vm/match.hpp"

namespace ordain::vm {

/// Rows of a list: [first, end).
struct Rows {
    std::uint32_t first = 0, end = 0;
};

/// The index registers: rows, and where the loops over them end. Kept between events, since clearing all would cost more than most
/// policies; the verifier proves that none is read before the chunk has written it.
struct IndexRegisters {
    std::array<std::uint32_t, limits::index_registers> row{}, end{};
};

/// Borrows everything. `r` is the frame, `columns` the event's column store.
struct Context {
    const program::Image& image;
    std::span<const CalendarView> calendars;
    const EventStore& store;
    std::int64_t* r = nullptr;
    const std::int64_t* columns = nullptr;
    std::size_t constants = 0;
    IndexRegisters& indices;
    Matches& matches;  // of the EVERY that encloses the instruction

    [[nodiscard]] std::int64_t cell(std::uint32_t column, std::uint32_t row) const { return columns[image.columns[column].offset + row]; }

    /// Rows of a list below row `parent` of the list that holds it (ignored for outermost lists).
    [[nodiscard]] Rows rows(std::uint32_t list, std::uint32_t parent) const {
        const program::ListRec& l = image.lists[list];
        const bool outermost = l.parent == program::none;
        const std::int64_t first = outermost ? 0 : cell(l.start, parent);
        const std::int64_t count = outermost ? r[constants + l.count] : cell(l.count, parent);
        // true of every list a decoder has filled; so that no bundle whatever can read beyond its columns
        if (first < 0 || count <= 0 || first > l.rows || count > l.rows - first) return {};
        return {static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(first + count)};
    }

    /// The bytes of a symbol. One that is neither interned nor the event's (of a missing value) is empty.
    [[nodiscard]] std::string_view text(std::int64_t symbol) const {
        const auto number = static_cast<std::uint64_t>(symbol);
        const std::size_t known = image.symbols.size();
        if (number < known) return image.str(image.symbols[number]);
        return number - known < store.texts.size() ? store.texts[number - known] : std::string_view{};
    }
    /// Interned texts are distinct, and differ from all that are not interned.
    [[nodiscard]] bool same_text(std::int64_t a, std::int64_t b) const {
        if (a == b) return true;
        const auto known = static_cast<std::uint64_t>(image.symbols.size());
        if (static_cast<std::uint64_t>(a) < known || static_cast<std::uint64_t>(b) < known) return false;
        return text(a) == text(b);
    }

    /// The row of a list whose key is `key`; false if there is none. Cost: the rows.
    [[nodiscard]] bool find_key(std::uint32_t list, std::uint32_t parent, std::int64_t key, std::uint32_t& row) const;
    /// The first row of a data table that matches the keys. Cost: constant with an index, else the rows.
    [[nodiscard]] bool find_data(const program::DataRec& data, const std::int64_t* keys, std::uint32_t& row) const;
    [[nodiscard]] std::int64_t data_cell(std::uint32_t column, std::uint32_t row) const;
    /// The lowest rung that covers the value, in the row for the scope; false if there is none.
    [[nodiscard]] bool find_rung(const program::LadderRec& ladder, const std::int64_t* arguments, std::int64_t& rung) const;
};

}  // namespace ordain::vm
