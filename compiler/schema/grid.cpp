#include "compiler/schema/grid.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <unordered_map>

namespace ordain::schema {

namespace {

std::string_view trimmed(std::string_view s) {
    const std::size_t begin = s.find_first_not_of(" \t\r");
    return begin == std::string_view::npos ? std::string_view{} : s.substr(begin, s.find_last_not_of(" \t\r") - begin + 1);
}
bool is_grid_line(std::string_view line) {
    return trimmed(line).starts_with('|');
}

/// A line of a grid, taken apart.
struct Cells {
    std::vector<std::string> cells;
    std::vector<std::size_t> begins;  // of each cell in the line, after its bar
    std::size_t conditions = 0;       // cells left of `||`; 0: there is none
    std::string comment;              // with its `#`
};

Cells split(std::string_view line) {
    Cells found;
    std::size_t begin = std::string_view::npos;
    bool in_text = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (in_text) {
            if (line[i] == '\\')
                ++i;
            else if (line[i] == '"')
                in_text = false;
            continue;
        }
        if (line[i] == '"' && begin != std::string_view::npos) in_text = true;
        if (line[i] == '#' && begin != std::string_view::npos && trimmed(line.substr(begin, i - begin)).empty()) {
            found.comment = trimmed(line.substr(i));
            break;
        }
        if (line[i] != '|') continue;
        if (begin != std::string_view::npos) {
            found.cells.emplace_back(trimmed(line.substr(begin, i - begin)));
            found.begins.push_back(begin);
        }
        if (i + 1 < line.size() && line[i + 1] == '|') {
            found.conditions = found.cells.size();
            ++i;
        }
        begin = i + 1;
    }
    return found;
}

bool is_dashes(std::string_view line) {
    return is_grid_line(line) && line.find("---") != std::string_view::npos &&
           trimmed(line).find_first_not_of("-| \t") == std::string_view::npos;
}

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        lines.emplace_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return lines;
}

std::string joined(const std::vector<std::string>& lines) {
    return fmt::format("{}", fmt::join(lines, "\n"));
}

std::string csv_cell(const std::string& cell) {
    if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
    std::string out = "\"";
    for (const char c : cell) out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + '"';
}
std::string csv_line(const std::vector<std::string>& cells) {
    std::string out;
    for (std::size_t i = 0; i < cells.size(); ++i) out += (i == 0 ? "" : ",") + csv_cell(cells[i]);
    return out + "\n";
}

/// How a row is known again: by its name, else by all its cells.
std::string identity(const std::vector<std::string>& cells, bool named) {
    return named && cells[0] != "-" ? cells[0] : fmt::format("{}", fmt::join(cells, "\n"));
}

std::string row_line(const std::vector<std::string>& cells, const Grid& grid, const std::string& indent, const std::string& end) {
    std::string line = indent + "|";
    for (std::size_t i = 0; i < cells.size(); ++i) {
        line += " " + cells[i] + " |";
        if (i + 1 == grid.conditions && i + 1 < cells.size()) line += "|";
    }
    return line + end;
}

std::string_view indent_of(std::string_view line) {
    return line.substr(0, line.find_first_not_of(" \t"));
}

std::string file_of(const syntax::String& from) {
    return from.written() ? syntax::unescape(from.raw) : std::string{};
}

Span span_of(const syntax::Tree& tree, const GridPlace& place) {
    switch (place.kind) {
        case syntax::DeclKind::policy: return tree.policies[place.index].span;
        case syntax::DeclKind::data: return tree.data[place.index].span;
        default: return tree.ladders[place.index].span;
    }
}

}  // namespace

Result<GridPlace> find_grid(const std::vector<syntax::Tree>& trees, const SourceSet& sources, std::string_view name) {
    std::vector<GridPlace> found;
    bool plain_ladder = false;
    for (std::uint32_t t = 0; t < trees.size(); ++t) {
        const syntax::Tree& tree = trees[t];
        const auto is_named = [&](std::string_view local) {
            return local == name || fmt::format("{}.{}", sources.text(tree.module.span), local) == name;
        };
        for (std::uint32_t i = 0; i < tree.policies.size(); ++i)
            if (tree.policies[i].is_table && is_named(tree.policies[i].name.text)) found.push_back({t, syntax::DeclKind::policy, i, ""});
        for (std::uint32_t i = 0; i < tree.data.size(); ++i)
            if (is_named(tree.data[i].name.text)) found.push_back({t, syntax::DeclKind::data, i, file_of(tree.data[i].from)});
        for (std::uint32_t i = 0; i < tree.ladders.size(); ++i) {
            const syntax::Ladder& ladder = tree.ladders[i];
            if (!is_named(ladder.name.text)) continue;
            plain_ladder = plain_ladder || !ladder.rungs.empty();
            if (ladder.rungs.empty()) found.push_back({t, syntax::DeclKind::ladder, i, file_of(ladder.from)});
        }
    }
    if (found.size() == 1) return found[0];
    if (found.empty() && plain_ladder)
        return Error{fmt::format("the ladder `{}` has no rows: its rungs are the same for every scope", name)};
    if (found.empty()) return Error{fmt::format("the bundle has no table, data or ladder `{}`", name)};
    std::string places;
    for (const GridPlace& place : found) {
        const Span span = span_of(trees[place.tree], place);
        places +=
            fmt::format("{}{}:{}", places.empty() ? "" : ", ", sources.file(span.file).path, sources.position(span.file, span.begin).line);
    }
    return Error{fmt::format("`{}` is declared {} times ({}); say MODULE.NAME", name, found.size(), places)};
}

Result<Grid> read_grid(const std::vector<syntax::Tree>& trees, const SourceSet& sources, const GridPlace& place) {
    const syntax::Tree& tree = trees[place.tree];
    const Span span = span_of(tree, place);
    Grid grid;
    grid.lines = lines_of(sources.file(span.file).text);
    const std::size_t first = sources.position(span.file, span.begin).line - 1, last = sources.position(span.file, span.end).line - 1;
    std::size_t at = first;
    while (at <= last && !is_grid_line(grid.lines[at])) ++at;
    if (at > last) return Error{"it has no grid on lines of its own; `ordain fmt` gives it one"};
    grid.heading = at;
    const Cells heading = split(grid.lines[at]);
    grid.columns = heading.cells;
    grid.conditions = heading.conditions == 0 ? heading.cells.size() : heading.conditions;
    grid.names_rows = place.kind == syntax::DeclKind::policy && tree.policies[place.index].named_rows;
    grid.body = at + 1;
    for (std::size_t i = at + 1; i <= last; ++i) {
        if (!is_grid_line(grid.lines[i])) continue;
        if (grid.rows.empty() && is_dashes(grid.lines[i])) {
            grid.body = i + 1;
            continue;
        }
        grid.rows.push_back({split(grid.lines[i]).cells, i});
        if (grid.rows.back().cells.size() != grid.columns.size()) return Error{fmt::format("line {} can't be taken apart", i + 1)};
    }
    grid.texts.resize(grid.columns.size());
    if (place.kind == syntax::DeclKind::ladder) grid.texts[0] = tree.ladders[place.index].scope.base == syntax::BaseType::text;
    if (place.kind != syntax::DeclKind::data) return grid;
    const syntax::Data& data = tree.data[place.index];
    for (std::size_t i = 0; i < grid.columns.size(); ++i) {
        for (const auto* fields : {&data.keys, &data.columns})
            for (const syntax::Field& f : *fields)
                if (f.name.text == grid.columns[i]) grid.texts[i] = f.type.base == syntax::BaseType::text;
    }
    return grid;
}

std::string to_csv(const Grid& grid) {
    std::string out = csv_line(grid.columns);
    for (const GridRow& row : grid.rows) out += csv_line(row.cells);
    return out;
}

namespace {

/// For each column of the grid, that of the file.
Result<std::vector<std::size_t>> match_columns(const Grid& grid, const sema::CsvTable& csv, const std::string& name) {
    std::vector<std::string> names;
    for (const sema::CsvCell& cell : csv.header.cells) names.emplace_back(trimmed(cell.text));
    std::vector<std::size_t> from;
    std::vector<bool> used(names.size());
    for (const std::string& column : grid.columns) {
        std::size_t at = 0;
        while (at < names.size() && (used[at] || names[at] != column)) ++at;
        if (at == names.size()) return Error{fmt::format("{}:1: there is no column `{}`", name, column)};
        used[at] = true;
        from.push_back(at);
    }
    for (std::size_t i = 0; i < names.size(); ++i)
        if (!used[i])
            return Error{fmt::format("{}:1: the grid has no column `{}`; it has {}", name, names[i], fmt::join(grid.columns, ", "))};
    return from;
}

/// A cell as the source writes it: texts of data may come without quotes.
std::string source_cell(const std::string& text, bool is_text) {
    std::string cell(trimmed(text));
    if (cell.empty()) return "-";
    const bool plain =
        is_text && cell != "-" && cell[0] != '"' && !cell.starts_with("not ") && !cell.starts_with("!=") && !cell.starts_with("=");
    if (!plain) return cell;
    std::string quoted = "\"";
    for (const char c : cell) {
        if (c == '"' || c == '\\') quoted += '\\';
        quoted += c;
    }
    return quoted + '"';
}

}  // namespace

Result<Rewritten> with_rows(const Grid& grid, const sema::CsvTable& csv, const SourceSet& csv_source, const std::string& name) {
    const auto from = match_columns(grid, csv, name);
    if (!from) return from.error();
    struct Old {
        std::size_t begin, end;  // lines: those above it, then its own
        bool used = false;
    };
    std::vector<Old> olds;
    std::unordered_map<std::string, std::deque<std::size_t>> unused;  // numbers of old rows by identity, ascending
    std::size_t begin = grid.body;
    for (const GridRow& row : grid.rows) {
        unused[identity(row.cells, grid.names_rows)].push_back(olds.size());
        olds.push_back({begin, row.line});
        begin = row.line + 1;
    }
    Rewritten made;
    std::vector<std::string> lines(grid.lines.begin(), grid.lines.begin() + static_cast<std::ptrdiff_t>(grid.body));
    const std::string indent(indent_of(grid.lines[grid.heading]));
    const std::string end = grid.lines[grid.heading].ends_with('\r') ? "\r" : "";
    for (const sema::CsvRow& row : csv.rows) {
        std::vector<std::string> cells;
        for (std::size_t c = 0; c < from->size(); ++c) {
            const sema::CsvCell& cell = row.cells[(*from)[c]];
            cells.push_back(source_cell(cell.text, grid.texts[c]));
            if (cells.back().find_first_of("\r\n") != std::string::npos)
                return Error{fmt::format("{}:{}: column `{}`: a cell stands on one line", name,
                                         csv_source.position(cell.span.file, cell.span.begin).line, grid.columns[c])};
        }
        std::string comment;
        if (const auto known = unused.find(identity(cells, grid.names_rows)); known != unused.end() && !known->second.empty()) {
            Old& old = olds[known->second.front()];
            known->second.pop_front();
            old.used = true;
            for (std::size_t i = old.begin; i < old.end; ++i) lines.push_back(grid.lines[i]);
            comment = split(grid.lines[old.end]).comment;
        }
        made.row_lines.push_back(lines.size());
        lines.push_back(row_line(cells, grid, indent, (comment.empty() ? "" : "  " + comment) + end));
    }
    for (const Old& old : olds) {
        if (old.used) continue;
        for (std::size_t i = old.begin; i < old.end; ++i)
            if (!trimmed(grid.lines[i]).empty()) made.lost.emplace_back(trimmed(grid.lines[i]));
        if (std::string comment = split(grid.lines[old.end]).comment; !comment.empty()) made.lost.push_back(std::move(comment));
    }
    lines.insert(lines.end(), grid.lines.begin() + static_cast<std::ptrdiff_t>(begin), grid.lines.end());
    made.text = joined(lines);
    return made;
}

std::optional<std::size_t> column_at(std::string_view line, std::size_t offset) {
    const Cells found = split(line);
    for (std::size_t i = found.begins.size(); i-- > 0;)
        if (offset >= found.begins[i]) return i;
    return std::nullopt;
}

std::string aligned(const Rewritten& rewritten, const Grid& grid, const Grid& formatted) {
    std::vector<std::string> lines = lines_of(rewritten.text);
    const std::string indent(indent_of(lines[grid.heading]));
    const std::string end = lines[grid.heading].ends_with('\r') ? "\r" : "";
    const auto replace = [&](std::size_t line, std::size_t by) {
        lines[line] = fmt::format("{}{}{}", indent, trimmed(formatted.lines[by]), end);
    };
    replace(grid.heading, formatted.heading);
    if (grid.body > grid.heading + 1) replace(grid.body - 1, formatted.body - 1);
    for (std::size_t i = 0; i < formatted.rows.size(); ++i) replace(rewritten.row_lines[i], formatted.rows[i].line);
    return joined(lines);
}

}  // namespace ordain::schema
