// Reference data: keys as closed ranges, cells as words.
#include <algorithm>
#include <bit>

#include "compiler/codegen/organisation.hpp"
#include "runtime/program/hash_keys.hpp"

namespace ordain::codegen {

namespace {

constexpr std::uint32_t any_key = 0, exact_key = 1, range_key = 2;  // DataKeyRec::kind

program::DataKeyRec key_record(const typed::DataKey& key, const Type& type, Symbols& symbols) {
    constexpr program::DataKeyRec nothing{1, 0, range_key, 0};
    switch (key.kind) {
        case typed::DataKey::Kind::any: return {0, 0, any_key, 0};
        case typed::DataKey::Kind::exact: {
            const std::int64_t value = word(key.value, type, symbols);
            return {value, value, exact_key, 0};
        }
        case typed::DataKey::Kind::range: break;
    }
    const typed::Range& range = key.range;
    if ((range.low_open && range.low == INT64_MAX) || (range.high_open && range.high == INT64_MIN)) return nothing;
    std::int64_t low = range.low + (range.low_open ? 1 : 0);
    const std::int64_t high = range.high - (range.high_open ? 1 : 0);
    if (type.kind == TypeKind::enumerated) low = std::max<std::int64_t>(low, 0);  // an unknown name lies in no range
    return low <= high ? program::DataKeyRec{low, high, range_key, 0} : nothing;
}

/// The words of one row: a value, and after an optional one whether it is there.
void emit_row(const typed::DataRow& row, const typed::Record& record, program::ImageData& image, Symbols& symbols) {
    for (std::size_t i = 0; i < record.fields.size(); ++i) {
        const typed::DataCell& cell = row.cells[i];
        const Type& type = record.fields[i].type;
        image.data_cells.push_back(cell.missing ? 0 : word(cell.value, type, symbols));
        if (type.optional) image.data_cells.push_back(cell.missing ? 0 : 1);
    }
}

void emit_columns(const typed::Record& record, std::uint32_t data, program::ImageData& image, Strings& strings) {
    std::uint32_t column = 0;
    for (const typed::Field& field : record.fields) {
        image.data_columns.push_back({data, column++, field.type, strings.add(field.name)});
        if (field.type.optional) image.data_columns.push_back({data, column++, Type{TypeKind::boolean, 0, 0, 0}, {}});
    }
}

/// A hash table of the rows, if there is something to gain and each key of each row is exact.
void emit_index(program::DataRec& data, program::ImageData& image) {
    const std::size_t keys = data.keys.count;
    const std::span all = std::span<const program::DataKeyRec>(image.data_keys).subspan(data.first_key);
    if (data.rows < 8 || keys == 0) return;
    if (!std::all_of(all.begin(), all.end(), [](const program::DataKeyRec& key) { return key.kind == exact_key; })) return;
    std::vector<std::uint32_t> index(std::bit_ceil(std::size_t{data.rows} * 2), 0);
    std::vector<std::int64_t> row(keys);
    for (std::uint32_t r = 0; r < data.rows; ++r) {
        for (std::size_t k = 0; k < keys; ++k) row[k] = all[r * keys + k].low;
        std::size_t place = program::hash_keys(row) & (index.size() - 1);
        const auto same = [](std::int64_t key, const program::DataKeyRec& cell) { return cell.low == key; };
        const auto found = [&] {
            return std::equal(row.begin(), row.end(), all.begin() + static_cast<std::ptrdiff_t>((index[place] - 1) * keys), same);
        };
        while (index[place] != 0 && !found()) place = (place + 1) & (index.size() - 1);
        if (index[place] == 0) index[place] = r + 1;  // of rows with the same keys the first counts
    }
    data.index = size32(image.data_index);
    data.index_size = size32(index);
    image.data_index.insert(image.data_index.end(), index.begin(), index.end());
}

}  // namespace

void emit_data(const typed::Program& program, program::ImageData& image, Strings& strings, Symbols& symbols) {
    for (const typed::Data& data : program.data) {
        const typed::Record& record = program.records[data.row.value];
        program::DataRec made;
        made.name = strings.add(data.name);
        made.keys = {size32(image.data_key_types), size32(data.key_types)};
        made.rows = size32(data.rows);
        made.first_key = size32(image.data_keys);
        made.columns.first = size32(image.data_columns);
        made.first_cell = size32(image.data_cells);
        image.data_key_types.insert(image.data_key_types.end(), data.key_types.begin(), data.key_types.end());
        emit_columns(record, size32(image.data), image, strings);
        made.columns.count = size32(image.data_columns) - made.columns.first;
        for (const typed::DataRow& row : data.rows) {
            for (std::size_t k = 0; k < row.keys.size(); ++k)
                image.data_keys.push_back(key_record(row.keys[k], data.key_types[k], symbols));
            emit_row(row, record, image, symbols);
        }
        emit_index(made, image);
        image.data.push_back(made);
    }
}

}  // namespace ordain::codegen
