// Any bytes as a CSV file that is imported into the grids of a source: it is refused, or the source that comes out of it has its rows, laid
// out too, if it is a source at all.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

#include "compiler/format/format.hpp"
#include "compiler/schema/grid.hpp"
#include "compiler/syntax/parse.hpp"

namespace {

using namespace ordain;

constexpr const char* source = R"(module m
data floors key (category text, risk Risk) {
  floor percent
  note  text?

  # of chairs
  | category | risk || floor | note     |
  | -------- | ---- || ----- | -------- |
  | "chairs" | low  || 10%   | -        | # agreed
  # all others
  | -        | -    || 5%    | "a \"b\"" |
}
table lines each l in order.lines on order.created {
  match unique
  | rule | l.discount || decide         | notify            |
  | ---- | ---------- || -------------- | ----------------- |
  | deep | > 50%      || hold in checks | manager "{floor}" |
  | some | <= 50%     || release        | -                 |
}
ladder limits for text of money EUR {
  | scope  | manager   | finance   |
  | ------ | --------- | --------- |
  | "west" | 1_000 EUR | unlimited |
  | -      | 500 EUR   | unlimited |
}
)";

[[noreturn]] void broken(const std::string& text, const char* what) {
    std::fprintf(stderr, "%s\n%s\n", text.c_str(), what);
    std::abort();
}

/// The grid in a source; none if it has none, or is no source.
std::optional<schema::Grid> grid_of(const std::string& text, const char* name) {
    SourceSet sources;
    Diagnostics diagnostics;
    sources.add("m.ord", text);
    const std::vector<syntax::Tree> trees{syntax::parse(sources, 0, diagnostics)};
    if (diagnostics.has_errors()) return std::nullopt;
    const auto place = schema::find_grid(trees, sources, name);
    if (!place) return std::nullopt;
    auto grid = schema::read_grid(trees, sources, *place);
    return grid ? std::optional(std::move(*grid)) : std::nullopt;
}

std::optional<std::string> laid_out(const std::string& text) {
    SourceSet sources;
    Diagnostics diagnostics;
    sources.add("m.ord", text);
    return format::format(sources, 0, diagnostics);
}

/// The layout puts blanks between the words of a cell.
std::vector<std::string> without_blanks(const std::vector<std::string>& cells) {
    std::vector<std::string> out(cells.begin(), cells.end());
    for (std::string& cell : out) std::erase(cell, ' ');
    return out;
}

void import(const char* name, const sema::CsvTable& csv, const SourceSet& csv_source) {
    const auto grid = grid_of(source, name);
    if (!grid) broken(source, name);
    const auto made = schema::with_rows(*grid, csv, csv_source, "fuzz.csv");
    if (!made) return;
    const auto again = grid_of(made->text, name);
    if (!again) return;
    if (again->rows.size() != csv.rows.size()) broken(made->text, "other rows than those of the CSV file");
    const auto text = laid_out(made->text);
    const auto formatted = text ? grid_of(*text, name) : std::nullopt;
    if (!formatted || formatted->rows.size() != made->row_lines.size()) broken(made->text, "it can't be laid out");
    const auto whole = grid_of(schema::aligned(*made, *grid, *formatted), name);
    if (!whole || whole->rows.size() != csv.rows.size()) broken(made->text, "laid out, it has other rows");
    for (std::size_t i = 0; i < whole->rows.size(); ++i)
        if (without_blanks(whole->rows[i].cells) != without_blanks(again->rows[i].cells))
            broken(made->text, "laid out, it has other cells");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    SourceSet sources;
    sources.add("fuzz.csv", std::string(reinterpret_cast<const char*>(data), size));
    Diagnostics diagnostics;
    const auto csv = sema::read_csv(sources, 0, diagnostics);
    if (!csv || diagnostics.has_errors()) return 0;
    for (const char* name : {"floors", "lines", "limits"}) import(name, *csv, sources);
    return 0;
}
