// Entry: check_names. Texts, enums and the organisation.
#include <algorithm>
#include <bit>
#include <vector>

#include "runtime/program/hash_keys.hpp"
#include "runtime/program/hash_text.hpp"
#include "runtime/program/step_act.hpp"
#include "runtime/program/table_check.hpp"

namespace ordain::program {
namespace {

/// Longest way that a search in a hash table may take. Tables that are at most half full, of a hash that spreads, stay far below it.
constexpr std::size_t longest_probe = 512;

/// An open addressing table: entries are number + 1, at least one is free and none is far from a free one, so that every search ends soon.
void check_hash_table(TableCheck& check, std::span<const std::uint32_t> table, std::size_t count, std::string_view what) {
    check.that(std::has_single_bit(table.size()), what);
    std::size_t free = 0, run = 0, longest = 0, first_run = table.size();
    for (std::size_t i = 0; i < table.size(); ++i) {
        check.that(table[i] <= count, what);
        run = table[i] == 0 ? 0 : run + 1;
        longest = std::max(longest, run);
        if (table[i] != 0) continue;
        if (free++ == 0) first_run = i;
    }
    check.that(free != 0 && std::max(longest, run + first_run) <= longest_probe, what);
}

/// Each text is interned once, and found.
void check_symbols(const Image& image, TableCheck& check) {
    for (std::size_t i = 0; i < image.symbols.size(); ++i) {
        check.at("symbols", i);
        check.text(image.symbols[i], "the text");
    }
    check.at("symbol_index", 0);
    check_hash_table(check, image.symbol_index, image.symbols.size(), "the index");
    const std::size_t mask = image.symbol_index.size() - 1;
    for (std::size_t i = 0; i < image.symbols.size() && check.ok(); ++i) {
        const std::string_view text = image.str(image.symbols[i]);
        std::size_t place = hash_text(text) & mask;
        while (image.symbol_index[place] != 0 && image.str(image.symbols[image.symbol_index[place] - 1]) != text)
            place = (place + 1) & mask;
        check.at("symbols", i);
        check.that(image.symbol_index[place] == i + 1, "the place in the index");
    }
}

void check_enums(const Image& image, TableCheck& check) {
    std::uint64_t end = 0;
    for (std::size_t i = 0; i < image.enums.size(); ++i) {
        check.at("enums", i);
        check.text(image.enums[i].name, "the name");
        check.range(image.enums[i].values, image.enum_values.size(), "the range of values");
        check.next_range(image.enums[i].spellings, image.spellings.size(), end, "the range of spellings");
        if (!check.ok()) return;
        const auto spellings = slice(image.spellings, image.enums[i].spellings);
        for (std::size_t s = 0; s < spellings.size() && check.ok(); ++s) {
            check.index(spellings[s].ordinal, image.enums[i].values.count, "an ordinal");
            check.text(spellings[s].spelling, "a spelling");
            if (check.ok() && s > 0)
                check.that(image.str(spellings[s - 1].spelling) < image.str(spellings[s].spelling), "the order of spellings");
        }
    }
    for (std::size_t i = 0; i < image.enum_values.size(); ++i) {
        check.at("enum_values", i);
        check.text(image.enum_values[i].name, "the name");
        check.text(image.enum_values[i].spelling, "the spelling");
    }
}

void check_named(TableCheck& check, std::string_view section, std::span<const NameRec> names) {
    for (std::size_t i = 0; i < names.size(); ++i) {
        check.at(section, i);
        check.text(names[i].name, "the name");
        check.text(names[i].text, "the text");
    }
}

void check_roles(const Image& image, TableCheck& check) {
    for (std::size_t i = 0; i < image.roles.size(); ++i) {
        check.at("roles", i);
        const RoleRec& role = image.roles[i];
        check.text(role.name, "the name");
        check.text(role.title, "the title");
        check.range(role.above, image.role_above.size(), "the roles below it");
        if (role.scoped != 0) check.type(role.scope, "the scope");
    }
    for (std::size_t i = 0; i < image.role_above.size(); ++i) {
        check.at("role_above", i);
        check.index(image.role_above[i], image.roles.size(), "the role");
    }
    for (std::size_t i = 0; i < image.outputs.size(); ++i) {
        check.at("outputs", i);
        check.text(image.outputs[i].name, "the name");
        check.type(image.outputs[i].type, "the type");
    }
    std::uint64_t end = 0;
    for (std::size_t i = 0; i < image.escalations.size(); ++i) {
        check.at("escalations", i);
        check.text(image.escalations[i].name, "the name");
        check.next_range(image.escalations[i].steps, image.steps.size(), end, "the range of steps");
    }
}

void check_steps(const Image& image, TableCheck& check) {
    for (std::size_t i = 0; i < image.steps.size(); ++i) {
        const StepRec& step = image.steps[i];
        check.at("steps", i);
        check.text(step.text, "the text");
        check.that(step.act <= static_cast<std::uint32_t>(StepAct::reject), "the act");
        switch (static_cast<StepAct>(step.act)) {
            case StepAct::notify_role:
            case StepAct::reassign: check.index(step.target, image.roles.size(), "the role"); break;
            case StepAct::notify_channel: check.index(step.target, image.channels.size(), "the channel"); break;
            case StepAct::hold: check.index(step.target, image.queues.size(), "the queue"); break;
            default: break;
        }
    }
}

void check_ladders(const Image& image, TableCheck& check) {
    for (std::size_t i = 0; i < image.ladder_roles.size(); ++i) {
        check.at("ladder_roles", i);
        check.index(image.ladder_roles[i], image.roles.size(), "the role");
    }
    std::uint64_t end = 0;
    for (std::size_t i = 0; i < image.ladders.size(); ++i) {
        check.at("ladders", i);
        const LadderRec& ladder = image.ladders[i];
        check.text(ladder.name, "the name");
        if (ladder.scoped != 0) check.type(ladder.scope, "the scope");
        check.range(ladder.roles, image.ladder_roles.size(), "the range of roles");
        check.next_range(ladder.rows, image.ladder_rows.size(), end, "the range of rows");
        if (!check.ok()) return;
        for (const auto& row : slice(image.ladder_rows, ladder.rows))
            check.range({row.rungs, ladder.roles.count}, image.ladder_rungs.size(), "the rungs of a row");
    }
}

/// Each row is found by its keys, or one before it that has the same: so an index finds what going through the rows finds.
void check_data_index(const Image& image, TableCheck& check, const DataRec& data) {
    const auto index = image.data_index.subspan(data.index, data.index_size);
    check_hash_table(check, index, data.rows, "the index");
    const std::size_t keys = data.keys.count, mask = index.size() - 1;
    const auto of_row = [&](std::size_t row) { return image.data_keys.subspan(data.first_key + row * keys, keys); };
    const auto same = [](const DataKeyRec& a, const DataKeyRec& b) { return a.low == b.low; };
    std::vector<std::int64_t> wanted(keys);
    for (std::size_t row = 0; row < data.rows && check.ok(); ++row) {
        const auto cells = of_row(row);
        for (std::size_t k = 0; k < keys; ++k) {
            check.that(cells[k].kind == 1 && cells[k].low == cells[k].high, "a key of the index");
            wanted[k] = cells[k].low;
        }
        std::size_t place = hash_keys(wanted) & mask;
        const auto found = [&] { return std::equal(cells.begin(), cells.end(), of_row(index[place] - 1).begin(), same); };
        while (index[place] != 0 && !found()) place = (place + 1) & mask;
        check.that(index[place] != 0 && index[place] - 1 <= row, "the place of a row in the index");
    }
}

void check_data(const Image& image, TableCheck& check) {
    std::uint64_t end = 0;
    for (std::size_t i = 0; i < image.data.size(); ++i) {
        check.at("data", i);
        const DataRec& data = image.data[i];
        check.text(data.name, "the name");
        check.range(data.keys, image.data_key_types.size(), "the range of keys");
        check.range(data.columns, image.data_columns.size(), "the range of columns");
        const std::uint64_t keys = std::uint64_t{data.rows} * data.keys.count, cells = std::uint64_t{data.rows} * data.columns.count;
        check.that(data.first_key <= image.data_keys.size() && keys <= image.data_keys.size() - data.first_key, "the range of key cells");
        check.that(data.first_cell <= image.data_cells.size() && cells <= image.data_cells.size() - data.first_cell, "the range of cells");
        if (!check.ok()) return;
        if (data.index == none) continue;
        check.next_range({data.index, data.index_size}, image.data_index.size(), end, "the index");
        if (!check.ok()) return;
        check_data_index(image, check, data);
    }
    for (std::size_t i = 0; i < image.data_key_types.size(); ++i) {
        check.at("data_key_types", i);
        check.type(image.data_key_types[i], "the type");
    }
    for (std::size_t i = 0; i < image.data_columns.size(); ++i) {
        check.at("data_columns", i);
        const DataColumnRec& column = image.data_columns[i];
        check.text(column.name, "the name");
        check.type(column.type, "the type");
        check.index(column.data, image.data.size(), "the data");
        if (!check.ok()) return;
        check.index(column.column, image.data[column.data].columns.count, "the column");
    }
}

}  // namespace

void check_names(const Image& image, TableCheck& check) {
    check.at("meta", 0);
    check.that(image.meta.size() == 1, "the number of records");
    if (!check.ok()) return;
    check.text(image.meta[0].name, "the name");
    check.that(image.meta[0].edition == 1, "the edition");
    check.index(image.meta[0].fault_queue, image.queues.size(), "the fault queue");
    check_symbols(image, check);
    check_enums(image, check);
    check_roles(image, check);
    check_named(check, "queues", image.queues);
    check_named(check, "actions", image.actions);
    check_named(check, "channels", image.channels);
    check_named(check, "reasons", image.reasons);
    check_steps(image, check);
    if (check.ok()) check_ladders(image, check);
    if (check.ok()) check_calendars(image, check);
    if (check.ok()) check_data(image, check);
}

}  // namespace ordain::program
