// `ordain table`: the rows of tables, data and ladders as CSV, and back.
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "compiler/diag/render.hpp"
#include "compiler/driver/instead.hpp"
#include "compiler/driver/load.hpp"
#include "compiler/format/format.hpp"
#include "compiler/schema/grid.hpp"
#include "compiler/syntax/parse.hpp"
#include "tools/cli/bundle.hpp"
#include "tools/cli/cli.hpp"
#include "tools/cli/files.hpp"

namespace ordain::cli {

namespace fs = std::filesystem;

namespace {

struct Options {
    std::string bundle, table, csv, output;
};

int fail(int status, std::string_view message) {
    complain(message);
    return status;
}

/// Where the bundle's files are: it may be a single one.
fs::path folder_of(const Options& options) {
    std::error_code unknown;
    return fs::is_directory(options.bundle, unknown) ? fs::path(options.bundle) : fs::path(options.bundle).parent_path();
}

/// The file that holds the rows of a grid, relative to the bundle's folder.
std::string file_of(const driver::Loaded& bundle, const schema::GridPlace& place) {
    const std::string& source = bundle.sources.file(bundle.trees[place.tree].file).path;
    if (place.from.empty()) return source;
    return (fs::path(source).parent_path() / place.from).lexically_normal().generic_string();
}

int export_rows(const Options& options) {
    int status = fine;
    const auto bundle = load_for_use(options.bundle, status);
    if (!bundle) return status;
    const auto place = schema::find_grid(bundle->trees, bundle->sources, options.table);
    if (!place) return fail(unreadable, place.error().message);
    std::string csv;
    if (place->from.empty()) {
        const auto grid = schema::read_grid(bundle->trees, bundle->sources, *place);
        if (!grid) return fail(unreadable, fmt::format("`{}`: {}", options.table, grid.error().message));
        csv = schema::to_csv(*grid);
    } else {
        auto file = driver::read_file((folder_of(options) / file_of(*bundle, *place)).string());
        if (!file) return fail(unreadable, file.error().message);
        csv = std::move(*file);
    }
    if (options.output.empty()) {
        fmt::print("{}", csv);
    } else if (!write_file(options.output, std::as_bytes(std::span(csv)))) {
        return fail(unreadable, fmt::format("cannot write `{}`", options.output));
    }
    return fine;
}

/// One import: the CSV file, the grid, and the file that changes.
class Import {
public:
    explicit Import(const Options& options) : options_(options) {}

    int run() {
        int status = fine;
        bundle_ = load_for_use(options_.bundle, status);
        if (!bundle_) return status;
        const auto place = schema::find_grid(bundle_->trees, bundle_->sources, options_.table);
        if (!place) return fail(unreadable, place.error().message);
        auto text = driver::read_file(options_.csv);
        if (!text) return fail(unreadable, text.error().message);
        csv_.add(options_.csv, *text);
        path_ = file_of(*bundle_, *place);
        return place->from.empty() ? into_source(*place) : into_file(*text);
    }

private:
    /// The rows stand in a CSV file: it is replaced, if the bundle is right with the new one.
    int into_file(const std::string& text) { return checked({path_, text}) ? write(text) : findings; }

    int into_source(const schema::GridPlace& place) {
        Diagnostics diagnostics;
        const auto rows = sema::read_csv(csv_, 0, diagnostics);
        if (!rows || diagnostics.has_errors()) {
            diagnostics.sort();
            fmt::print(stderr, "{}", render_text(diagnostics, csv_, in_colour(STDERR_FILENO)));
            return findings;
        }
        auto grid = schema::read_grid(bundle_->trees, bundle_->sources, place);
        if (!grid) return fail(unreadable, fmt::format("`{}`: {}", options_.table, grid.error().message));
        grid_ = std::move(*grid);
        auto made = schema::with_rows(grid_, *rows, csv_, options_.csv);
        if (!made) return fail(findings, made.error().message);
        made_ = std::move(*made);
        for (const sema::CsvRow& row : rows->rows) csv_lines_.push_back(csv_.position(0, row.span.begin).line);
        if (!checked({path_, made_.text})) return findings;
        const auto text = laid_out(place);
        if (!text) return fail(defect, "the rows can't be laid out");
        for (const std::string& comment : made_.lost) complain(fmt::format("this comment went with its row: {}", comment));
        return write(*text);
    }

    /// Whether the bundle is right with that file. If not, tells what is wrong, of the rows in words of the CSV file.
    bool checked(const driver::Instead& instead) {
        const auto loaded = driver::load_bundle(options_.bundle, instead);
        if (!loaded) return complain(loaded.error().message), false;
        const driver::Loaded& bundle = **loaded;
        if (!bundle.diagnostics.has_errors()) return true;
        bool others = false;
        for (const Diagnostic& d : bundle.diagnostics.all()) {
            if (info(d.kind).severity == Severity::error && !tell(bundle.sources, d)) others = true;
        }
        if (others) fmt::print(stderr, "{}", render_text(bundle.diagnostics, bundle.sources, in_colour(STDERR_FILENO)));
        complain(fmt::format("`{}` stays as it is", path_));
        return false;
    }

    /// Tells a mistake in one of the new rows; false if it is elsewhere.
    bool tell(const SourceSet& sources, const Diagnostic& d) const {
        if (sources.file(d.span.file).path != path_) return false;
        const std::size_t line = sources.position(d.span.file, d.span.begin).line;
        for (std::size_t i = 0; i < made_.row_lines.size(); ++i) {
            if (made_.row_lines[i] + 1 != line) continue;
            const auto& starts = sources.file(d.span.file).line_starts;
            const auto column =
                schema::column_at(sources.line(d.span.file, static_cast<std::uint32_t>(line)), d.span.begin - starts[line - 1]);
            const std::string where = column && *column < grid_.columns.size() ? fmt::format("column `{}`: ", grid_.columns[*column]) : "";
            fmt::print(stderr, "{}:{}: {}{}\n", options_.csv, csv_lines_[i], where, d.message);
            if (!d.help.empty()) fmt::print(stderr, "  = help: {}\n", d.help);
            return true;
        }
        return false;
    }

    /// The new source with its grid aligned as `ordain fmt` does it.
    std::optional<std::string> laid_out(const schema::GridPlace& place) const {
        SourceSet sources;
        Diagnostics diagnostics;
        sources.add(path_, made_.text);
        auto formatted = format::format(sources, 0, diagnostics);
        if (!formatted) return std::nullopt;
        sources.add(path_, std::move(*formatted));
        const std::vector<syntax::Tree> trees{syntax::parse(sources, 1, diagnostics)};
        const auto grid = schema::read_grid(trees, sources, {0, place.kind, place.index, ""});
        if (!grid || grid->rows.size() != made_.row_lines.size()) return std::nullopt;
        return schema::aligned(made_, grid_, *grid);
    }

    int write(const std::string& text) const {
        const std::string file = (folder_of(options_) / path_).string();
        return write_file(file, std::as_bytes(std::span(text))) ? fine : fail(unreadable, fmt::format("cannot write `{}`", file));
    }

    const Options& options_;
    std::unique_ptr<driver::Loaded> bundle_;
    SourceSet csv_;
    std::string path_;  // of the file that changes, relative to the bundle's folder
    schema::Grid grid_;
    schema::Rewritten made_;
    std::vector<std::size_t> csv_lines_;  // of each row
};

}  // namespace

void add_table(CLI::App& program, int& status) {
    CLI::App* group = program.add_subcommand("table", "Rows of tables, data and ladders as CSV, and back");
    group->require_subcommand(1);
    const auto options = std::make_shared<Options>();
    CLI::App* out = group->add_subcommand("export", "Write the rows as CSV");
    CLI::App* in = group->add_subcommand("import", "Put the rows of a CSV file in the place of those in the source");
    for (CLI::App* verb : {out, in}) {
        verb->add_option("BUNDLE", options->bundle, "folder of .ord files, or one such file")->required();
        verb->add_option("TABLE", options->table, "name of a table, data or ladder, or MODULE.NAME")->required();
    }
    out->add_option("-o,--output", options->output, "file to write; standard output if not given")->type_name("FILE");
    in->add_option("FILE", options->csv, "CSV file with the columns of the table")->required();
    out->callback([options, &status] { status = export_rows(*options); });
    in->callback([options, &status] { status = Import(*options).run(); });
}

}  // namespace ordain::cli
