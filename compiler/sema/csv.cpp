#include "compiler/sema/csv.hpp"

#include <string_view>

#include "compiler/diag/utf8.hpp"

namespace ordain::sema {

namespace {

class Reader {
public:
    Reader(const SourceSet& sources, std::uint32_t file, Diagnostics& diagnostics)
        : text_(sources.file(file).text), file_(file), diagnostics_(diagnostics) {}

    std::optional<CsvTable> read() {
        if (!is_text()) return std::nullopt;
        constexpr std::string_view mark = "\xEF\xBB\xBF";
        if (text_.substr(0, mark.size()) == mark) at_ = mark.size();
        CsvTable table;
        bool have_header = false;
        while (at_ < text_.size()) {
            if (line_end()) continue;
            CsvRow row;
            const bool ok = read_row(row);
            if (!have_header) {
                if (!ok || !separated(row)) return std::nullopt;
                table.header = std::move(row);
                have_header = true;
            } else if (ok && right_length(row, table.header)) {
                table.rows.push_back(std::move(row));
            }
        }
        if (!have_header) {
            diagnostics_.report(DiagKind::csv_header, Span{file_, 0, 0}, "the file is empty").with_help("its first line names the columns");
            return std::nullopt;
        }
        return table;
    }

private:
    [[nodiscard]] Span span(std::size_t begin, std::size_t end) const {
        return {file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    }

    bool is_text() {
        for (std::size_t at = 0; at < text_.size();) {
            const std::size_t n = utf8_length(text_, at);
            if (n == 0 || text_[at] == '\0') {
                diagnostics_.report(DiagKind::csv_not_text, span(at, at + 1), "this byte is not UTF-8 text")
                    .with_help("save the file as CSV in UTF-8");
                return false;
            }
            at += n;
        }
        return true;
    }

    /// Skips one line end, if it stands here.
    bool line_end() {
        if (text_[at_] == '\n') return ++at_, true;
        if (text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n') return at_ += 2, true;
        return false;
    }
    [[nodiscard]] bool at_line_end() const {
        return at_ >= text_.size() || text_[at_] == '\n' || (text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n');
    }

    bool read_row(CsvRow& row) {
        const std::size_t begin = at_;
        bool ok = true;
        for (;;) {
            CsvCell cell;
            ok = (text_.substr(at_, 1) == "\"" ? quoted(cell) : plain(cell)) && ok;
            row.cells.push_back(std::move(cell));
            if (at_ >= text_.size() || text_[at_] != ',') break;
            ++at_;
        }
        row.span = span(begin, at_);
        if (at_ < text_.size()) line_end();
        return ok;
    }

    bool plain(CsvCell& cell) {
        const std::size_t begin = at_;
        bool ok = true;
        for (; !at_line_end() && text_[at_] != ','; ++at_) {
            if (text_[at_] != '"' || !ok) continue;
            ok = false;
            diagnostics_.report(DiagKind::csv_quotes, span(at_, at_ + 1), "a quote in the middle of a cell")
                .with_help("put the whole cell in quotes, and write `\"\"` for a quote in it");
        }
        cell.text = std::string(text_.substr(begin, at_ - begin));
        cell.span = span(begin, at_);
        return ok;
    }

    bool quoted(CsvCell& cell) {
        const std::size_t begin = at_++;
        for (;; ++at_) {
            if (at_ >= text_.size()) {
                diagnostics_.report(DiagKind::csv_quotes, span(begin, begin + 1), "the quote that opens this cell is never closed");
                return false;
            }
            if (text_[at_] == '"') {
                if (text_.substr(at_ + 1, 1) != "\"") break;
                ++at_;
            }
            cell.text += text_[at_];
        }
        ++at_;
        cell.span = span(begin, at_);
        if (at_line_end() || text_[at_] == ',') return true;
        diagnostics_.report(DiagKind::csv_quotes, span(at_, at_ + 1), "text after the quote that closes this cell")
            .with_help("write `\"\"` for a quote in a cell");
        while (!at_line_end() && text_[at_] != ',') ++at_;
        return false;
    }

    /// Reports a heading whose columns are separated by something else than commas.
    bool separated(const CsvRow& header) {
        const bool semicolons = header.cells.size() == 1 && header.cells[0].text.find(';') != std::string::npos;
        const bool tabs = header.cells.size() == 1 && header.cells[0].text.find('\t') != std::string::npos;
        if (!semicolons && !tabs) return true;
        diagnostics_
            .report(DiagKind::csv_header, header.span, "the columns are separated by {}, not by commas", semicolons ? "semicolons" : "tabs")
            .with_help("save the file as CSV with commas");
        return false;
    }

    bool right_length(const CsvRow& row, const CsvRow& header) {
        if (row.cells.size() == header.cells.size()) return true;
        diagnostics_.report(DiagKind::csv_row_length, row.span, "this row has {} cell{}, but the file has {} columns", row.cells.size(),
                            row.cells.size() == 1 ? "" : "s", header.cells.size());
        return false;
    }

    std::string_view text_;
    std::uint32_t file_;
    Diagnostics& diagnostics_;
    std::size_t at_ = 0;
};

}  // namespace

std::optional<CsvTable> read_csv(const SourceSet& sources, std::uint32_t file, Diagnostics& diagnostics) {
    return Reader(sources, file, diagnostics).read();
}

}  // namespace ordain::sema
