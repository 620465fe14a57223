// Entry: check_names. Texts, enums and the organisation.
#include <bit>

#include "runtime/base/limits.hpp"
#include "runtime/program/table_check.hpp"

namespace ordain::program {
namespace {

/// An open addressing table: entries are number + 1, at least one is free, so that every search ends.
void check_hash_table(TableCheck& check, std::span<const std::uint32_t> table, std::size_t count, std::string_view what) {
    check.that(std::has_single_bit(table.size()), what);
    std::size_t free = 0;
    for (const std::uint32_t entry : table) {
        check.that(entry <= count, what);
        free += entry == 0 ? 1 : 0;
    }
    check.that(free != 0, what);
}

void check_enums(const Image& image, TableCheck& check) {
    for (std::size_t i = 0; i < image.enums.size(); ++i) {
        check.at("enums", i);
        check.text(image.enums[i].name, "the name");
        check.range(image.enums[i].values, image.enum_values.size(), "the range of values");
        check.range(image.enums[i].spellings, image.spellings.size(), "the range of spellings");
        if (!check.ok()) return;
        for (const auto& s : slice(image.spellings, image.enums[i].spellings))
            check.index(s.ordinal, image.enums[i].values.count, "an ordinal");
    }
    for (std::size_t i = 0; i < image.enum_values.size(); ++i) {
        check.at("enum_values", i);
        check.text(image.enum_values[i].name, "the name");
        check.text(image.enum_values[i].spelling, "the spelling");
    }
    for (std::size_t i = 0; i < image.spellings.size(); ++i) {
        check.at("spellings", i);
        check.text(image.spellings[i].spelling, "the spelling");
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
    for (std::size_t i = 0; i < image.escalations.size(); ++i) {
        check.at("escalations", i);
        check.text(image.escalations[i].name, "the name");
        check.range(image.escalations[i].steps, image.steps.size(), "the range of steps");
    }
    for (std::size_t i = 0; i < image.steps.size(); ++i) {
        check.at("steps", i);
        check.text(image.steps[i].text, "the text");
    }
}

void check_ladders(const Image& image, TableCheck& check) {
    for (std::size_t i = 0; i < image.ladder_roles.size(); ++i) {
        check.at("ladder_roles", i);
        check.index(image.ladder_roles[i], image.roles.size(), "the role");
    }
    for (std::size_t i = 0; i < image.ladders.size(); ++i) {
        check.at("ladders", i);
        const LadderRec& ladder = image.ladders[i];
        check.text(ladder.name, "the name");
        check.range(ladder.roles, image.ladder_roles.size(), "the range of roles");
        check.range(ladder.rows, image.ladder_rows.size(), "the range of rows");
        if (!check.ok()) return;
        for (const auto& row : slice(image.ladder_rows, ladder.rows))
            check.range({row.rungs, ladder.roles.count}, image.ladder_rungs.size(), "the rungs of a row");
    }
}

void check_calendars(const Image& image, TableCheck& check) {
    for (std::size_t i = 0; i < image.calendars.size(); ++i) {
        check.at("calendars", i);
        const CalendarRec& calendar = image.calendars[i];
        check.text(calendar.name, "the name");
        check.text(calendar.zone, "the zone");
        check.range(calendar.transitions, image.transitions.size(), "the range of transitions");
        check.range(calendar.openings, image.openings.size(), "the range of openings");
        check.range(calendar.days, image.days.size(), "the range of days");
        check.that(calendar.transitions.count != 0, "the first transition");
        if (!check.ok()) return;
        const auto transitions = slice(image.transitions, calendar.transitions);
        check.that(transitions.front().at == INT64_MIN, "the first transition");
        for (std::size_t t = 1; t < transitions.size(); ++t)
            check.that(transitions[t - 1].at < transitions[t].at, "the order of transitions");
        for (const auto& t : transitions) check.that(t.offset > -2 * ns_per_day && t.offset < 2 * ns_per_day, "the offset of a transition");
        std::int64_t last = INT64_MIN;
        for (const auto& opening : slice(image.openings, calendar.openings)) {
            check.that(last <= opening.open && opening.open < opening.close && opening.before >= 0, "the order of openings");
            last = opening.close;
        }
    }
}

void check_data(const Image& image, TableCheck& check) {
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
        check.range({data.index, data.index_size}, image.data_index.size(), "the index");
        if (!check.ok()) return;
        check_hash_table(check, image.data_index.subspan(data.index, data.index_size), data.rows, "the index");
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
    check.that(image.meta[0].fault_queue == none || image.meta[0].fault_queue < image.queues.size() || image.queues.empty(),
               "the fault queue");
    for (std::size_t i = 0; i < image.symbols.size(); ++i) {
        check.at("symbols", i);
        check.text(image.symbols[i], "the text");
    }
    check.at("symbol_index", 0);
    check_hash_table(check, image.symbol_index, image.symbols.size(), "the index");
    check_enums(image, check);
    check_roles(image, check);
    check_named(check, "queues", image.queues);
    check_named(check, "actions", image.actions);
    check_named(check, "channels", image.channels);
    check_named(check, "reasons", image.reasons);
    if (check.ok()) check_ladders(image, check);
    if (check.ok()) check_calendars(image, check);
    if (check.ok()) check_data(image, check);
}

}  // namespace ordain::program
