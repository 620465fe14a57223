#include "runtime/vm/context.hpp"

#include "runtime/program/hash_keys.hpp"

namespace ordain::vm {
namespace {

std::uint64_t magnitude(std::int64_t v) {
    return v < 0 ? -static_cast<std::uint64_t>(v) : static_cast<std::uint64_t>(v);
}

bool key_matches(const program::DataKeyRec& cell, Type type, std::int64_t key) {
    if (cell.kind == 0) return true;
    if (type.kind == TypeKind::enumerated && key == unknown_ordinal) return false;
    return cell.kind == 1 ? key == cell.low : cell.low <= key && key <= cell.high;
}

bool row_matches(const program::Image& image, const program::DataRec& data, std::uint32_t row, const std::int64_t* keys) {
    const std::uint32_t count = data.keys.count;
    for (std::uint32_t k = 0; k < count; ++k) {
        const auto& cell = image.data_keys[data.first_key + std::size_t{row} * count + k];
        if (!key_matches(cell, image.data_key_types[data.keys.first + k], keys[k])) return false;
    }
    return true;
}

}  // namespace

bool Context::find_key(std::uint32_t list, std::uint32_t parent, std::int64_t key, std::uint32_t& row) const {
    const program::ListRec& l = image.lists[list];
    const Rows range = rows(list, parent);
    for (std::uint32_t i = range.first; i < range.end; ++i) {
        const std::int64_t candidate = cell(l.key_column, i);
        if (candidate == key || (l.key_is_text != 0 && same_text(candidate, key))) {
            row = i;
            return true;
        }
    }
    return false;
}

bool Context::find_data(const program::DataRec& data, const std::int64_t* keys, std::uint32_t& row) const {
    if (data.index == program::none) {
        for (std::uint32_t i = 0; i < data.rows; ++i) {
            if (row_matches(image, data, i, keys)) {
                row = i;
                return true;
            }
        }
        return false;
    }
    // all keys are exact; unknown names of enums equal none of them
    const std::uint32_t count = data.keys.count;
    const std::uint32_t* const index = image.data_index.data() + data.index;
    const program::DataKeyRec* const cells = image.data_keys.data() + data.first_key;
    const std::size_t mask = data.index_size - 1;
    std::size_t place = program::hash_keys({keys, count}) & mask;
    for (std::size_t probes = 0; probes <= mask && index[place] != 0; ++probes, place = (place + 1) & mask) {
        const program::DataKeyRec* const cell = cells + std::size_t{index[place] - 1} * count;
        std::uint32_t k = 0;
        while (k < count && cell[k].low == keys[k]) ++k;
        if (k == count) {
            row = index[place] - 1;
            return true;
        }
    }
    return false;
}

std::int64_t Context::data_cell(std::uint32_t column, std::uint32_t row) const {
    const program::DataColumnRec& c = image.data_columns[column];
    const program::DataRec& data = image.data[c.data];
    if (row >= data.rows) return 0;  // a table without rows
    return image.data_cells[data.first_cell + std::size_t{row} * data.columns.count + c.column];
}

bool Context::find_rung(const program::LadderRec& ladder, const std::int64_t* arguments, std::int64_t& rung) const {
    const std::uint64_t value = magnitude(arguments[0]);
    for (const auto& row : program::slice(image.ladder_rows, ladder.rows)) {
        if (row.any == 0 && (ladder.scoped == 0 || row.scope != arguments[1])) continue;
        const auto rungs = image.ladder_rungs.subspan(row.rungs, ladder.roles.count);
        for (std::size_t i = 0; i < rungs.size(); ++i) {
            if (rungs[i].absent != 0) continue;
            if (rungs[i].unlimited != 0 || (rungs[i].limit >= 0 && value <= static_cast<std::uint64_t>(rungs[i].limit))) {
                rung = static_cast<std::int64_t>(i);
                return true;
            }
        }
        return false;
    }
    return false;
}

}  // namespace ordain::vm
