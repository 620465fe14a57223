// Comma-separated values (RFC 4180): a file of reference rows, every cell with its place.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/diag/diagnostic.hpp"

namespace ordain::sema {

struct CsvCell {
    std::string text;  // without quotes; `""` inside them is `"`
    Span span;         // as it stands in the file, with quotes
};
struct CsvRow {
    std::vector<CsvCell> cells;
    Span span;
};
struct CsvTable {
    CsvRow header;
    std::vector<CsvRow> rows;  // every row has as many cells as the header
};

/// Reads file `file` of `sources`: UTF-8 with or without byte order mark, LF or CR LF; empty lines are skipped. Reports every
/// independent mistake; rows with one are left out. nullopt: not a CSV file at all (reported). Cost: linear.
[[nodiscard]] std::optional<CsvTable> read_csv(const SourceSet& sources, std::uint32_t file, Diagnostics& diagnostics);

}  // namespace ordain::sema
