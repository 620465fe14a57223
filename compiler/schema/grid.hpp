// The rows of a table, of `data` or of a ladder as comma-separated values, out of a source and into it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/diag/source.hpp"
#include "compiler/sema/csv.hpp"
#include "compiler/syntax/tree.hpp"
#include "runtime/base/result.hpp"

namespace ordain::schema {

/// Where a grid is declared.
struct GridPlace {
    std::uint32_t tree = 0;
    syntax::DeclKind kind{};  // policy (a table), data or ladder
    std::uint32_t index = 0;  // into the tree's vector of the kind
    std::string from;         // the CSV file that holds the rows; empty: they stand in the source
};

/// The table, data or ladder of that name, `MODULE.NAME` where a name alone means several. Errors: there is none, there are several, it is
/// a ladder without a grid.
[[nodiscard]] Result<GridPlace> find_grid(const std::vector<syntax::Tree>& trees, const SourceSet& sources, std::string_view name);

/// A row of a grid as it stands in its source.
struct GridRow {
    std::vector<std::string> cells;
    std::size_t line = 0;  // from 0
};

/// A grid in its file.
struct Grid {
    std::vector<std::string> lines;    // the whole file, without LF
    std::vector<std::string> columns;  // as the heading says them
    std::size_t conditions = 0;        // columns left of `||`; all, if there is none
    std::size_t heading = 0;           // number of its line, from 0
    std::size_t body = 0;              // the line after the heading and its dashes
    std::vector<bool> texts;           // columns of data, and scopes of ladders, that are texts
    bool names_rows = false;           // the first column is `rule`
    std::vector<GridRow> rows;
};

/// Reads the grid at `place`. Errors: its rows don't stand on lines of their own.
[[nodiscard]] Result<Grid> read_grid(const std::vector<syntax::Tree>& trees, const SourceSet& sources, const GridPlace& place);

/// The grid with a heading line; cells as they are written in the source.
[[nodiscard]] std::string to_csv(const Grid& grid);

/// The grid's file with the rows of `csv` instead: every other line stays, comments stay with rows of the same name or with the same cells.
struct Rewritten {
    std::string text;
    std::vector<std::size_t> row_lines;  // of each row of `csv`, its line in `text`, from 0
    std::vector<std::string> lost;       // comments of rows that are no more
};
/// Errors name the CSV file's line and column: other columns than the grid's, a cell with a line break. `name`: of the CSV file, for
/// messages.
[[nodiscard]] Result<Rewritten> with_rows(const Grid& grid, const sema::CsvTable& csv, const SourceSet& csv_source,
                                          const std::string& name);

/// The column that stands at byte `offset` of a row's line; nothing at its borders.
[[nodiscard]] std::optional<std::size_t> column_at(std::string_view line, std::size_t offset);

/// `rewritten` with the lines of its grid as `formatted`, the same source in the one layout, has them. `heading`: of the grid in
/// `rewritten`.
[[nodiscard]] std::string aligned(const Rewritten& rewritten, const Grid& grid, const Grid& formatted);

}  // namespace ordain::schema
