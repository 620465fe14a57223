#include "compiler/diag/render.hpp"

#include <algorithm>

#include "compiler/diag/columns.hpp"
#include "compiler/diag/legible.hpp"
#include "compiler/diag/utf8.hpp"

namespace ordain {
namespace {

constexpr std::size_t tab_width = 4;
constexpr std::size_t clip_bytes = 160;   // longer lines are shown around the span only
constexpr std::size_t before_bytes = 48;  // what is shown of such a line before the span …
constexpr std::size_t after_bytes = 80;   // … and after its start
constexpr std::string_view ellipsis = "…";

struct Shown {
    std::string text;
    std::size_t columns = 0;
};

/// `text` as it can be printed: tabs as blanks, hidden signs escaped, bytes that are not UTF-8 as U+FFFD.
void print(Shown& out, std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t from = at;
        const char32_t c = utf8_next(text, at);
        if (c == U'\t') {
            const std::size_t blanks = tab_width - out.columns % tab_width;
            out.text.append(blanks, ' ');
            out.columns += blanks;
        } else if (c == U'\uFFFD') {
            out.text += "\uFFFD";
            out.columns += 1;
        } else if (is_hidden(c)) {
            const std::string sign = escaped(c);
            out.text += sign;
            out.columns += sign.size();
        } else {
            out.text.append(text.substr(from, at - from));
            out.columns += columns_of(c);
        }
    }
}

/// The nearest start of a code point at or before `at`.
std::size_t snap(std::string_view text, std::size_t at) {
    for (int i = 0; i < 3 && at > 0 && at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80; ++i) --at;
    return at;
}

/// A line with bytes [begin, end) underlined.
struct Underlined {
    std::string line;
    std::size_t indent = 0;
    std::size_t carets = 0;
};

Underlined underline(std::string_view line, std::size_t begin, std::size_t end) {
    begin = std::min(begin, line.size());
    end = std::clamp(end, begin, line.size());
    std::size_t from = 0, to = line.size();
    if (line.size() > clip_bytes) {
        from = begin > before_bytes ? snap(line, begin - before_bytes) : 0;
        to = snap(line, std::min(line.size(), begin + after_bytes));
        end = std::min(end, to);
    }
    Shown shown;
    if (from > 0) print(shown, ellipsis);
    print(shown, line.substr(from, begin - from));
    Underlined result;
    result.indent = shown.columns;
    print(shown, line.substr(begin, end - begin));
    result.carets = std::max<std::size_t>(1, shown.columns - result.indent);
    print(shown, line.substr(end, to - end));
    if (to < line.size()) print(shown, ellipsis);
    result.line = std::move(shown.text);
    return result;
}

class Renderer {
public:
    Renderer(const SourceSet& sources, bool colour) : sources_(sources), colour_(colour) {}

    void diagnostic(const Diagnostic& d) {
        const DiagInfo& kind = info(d.kind);
        margin_ = digits_of(d);
        // a lint rule is allowed and denied by its name
        const std::string tag = kind.code < "ORD1000" ? std::string(kind.code) : fmt::format("{} {}", kind.code, kind.name);
        out_ += paint(bold_colour(d.severity), fmt::format("{}[{}]", word(d.severity), tag));
        out_ += fmt::format("{}\n", paint("\x1b[1m", fmt::format(": {}", d.message)));
        place("-->", d.span, d.label, bold_colour(d.severity));
        for (const Label& other : d.others)
            if (stands_beside(other.span, d.span)) beside(other);
        for (const Label& other : d.others)
            if (!stands_beside(other.span, d.span)) place(":::", other.span, other.text, blue);
        if (!d.help.empty()) out_ += fmt::format("{:>{}} {} help: {}\n", "", margin_, paint(blue, "="), d.help);
    }

    void count(const Diagnostics& all) {
        std::size_t warnings = 0;
        for (const Diagnostic& d : all.all()) warnings += d.severity == Severity::warning ? 1 : 0;
        const auto many = [](std::size_t n, std::string_view what) { return fmt::format("{} {}{}", n, what, n == 1 ? "" : "s"); };
        std::string line;
        if (all.error_count() > 0) line = many(all.error_count(), "error");
        if (warnings > 0) line += fmt::format("{}{}", line.empty() ? "" : ", ", many(warnings, "warning"));
        if (line.empty()) return;
        if (all.dropped() > 0) line += fmt::format(" ({} not shown)", all.dropped());
        out_ += fmt::format("\n{}\n", paint("\x1b[1m", line));
    }

    void blank() { out_ += "\n"; }
    std::string take() { return std::move(out_); }

private:
    static constexpr std::string_view blue = "\x1b[1;34m";

    static std::string_view word(Severity s) { return s == Severity::error ? "error" : s == Severity::warning ? "warning" : "note"; }
    static std::string_view bold_colour(Severity s) {
        return s == Severity::error ? "\x1b[1;31m" : s == Severity::warning ? "\x1b[1;33m" : "\x1b[1;36m";
    }
    std::string paint(std::string_view how, std::string_view text) const {
        return colour_ ? fmt::format("{}{}\x1b[0m", how, text) : std::string(text);
    }

    bool known(Span s) const { return s.file < sources_.size(); }
    LineColumn last_of(Span s) const { return sources_.position(s.file, s.end > s.begin ? s.end - 1 : s.end); }

    /// Are both on one line, which is shown whole? Then it is shown once.
    bool stands_beside(Span other, Span primary) const {
        if (!known(primary) || other.file != primary.file) return false;
        const std::uint32_t line = sources_.position(primary.file, primary.begin).line;
        return last_of(primary).line == line && sources_.position(other.file, other.begin).line == line && last_of(other).line == line &&
               sources_.line(primary.file, line).size() <= clip_bytes;
    }

    std::size_t digits_of(const Diagnostic& d) const {
        std::size_t line = known(d.span) ? last_of(d.span).line : 1;
        for (const Label& other : d.others) {
            if (known(other.span)) line = std::max<std::size_t>(line, last_of(other.span).line);
        }
        return fmt::formatted_size("{}", line);
    }

    void gutter(std::string_view number, std::string_view rest) {
        out_ += paint(blue, fmt::format("{:>{}} |", number, margin_));
        if (!rest.empty()) out_ += fmt::format(" {}", rest);
        out_ += "\n";
    }

    void marked(std::uint32_t file, std::uint32_t line, std::size_t begin, std::size_t end, std::string_view label, std::string_view how) {
        const Underlined u = underline(sources_.line(file, line), begin, end);
        gutter(fmt::format("{}", line), u.line);
        std::string marks(u.carets, '^');
        if (!label.empty()) marks += fmt::format(" {}", label);
        gutter("", std::string(u.indent, ' ') + paint(how, marks));
    }

    /// A further place under the line that was shown last.
    void beside(const Label& other) {
        const LineColumn at = sources_.position(other.span.file, other.span.begin);
        const std::size_t begin = other.span.begin - sources_.file(other.span.file).line_starts[at.line - 1];
        const Underlined u = underline(sources_.line(other.span.file, at.line), begin, begin + (other.span.end - other.span.begin));
        std::string marks(u.carets, '-');
        if (!other.text.empty()) marks += fmt::format(" {}", other.text);
        gutter("", std::string(u.indent, ' ') + paint(blue, marks));
    }

    /// Where, and the source there: of a span over several lines the first and the last one.
    void place(std::string_view arrow, Span span, std::string_view label, std::string_view how) {
        if (!known(span)) return;
        const auto& file = sources_.file(span.file);
        const LineColumn at = sources_.position(span.file, span.begin);
        out_ += fmt::format("{:>{}}{} {}:{}:{}\n", "", margin_, paint(blue, arrow), legible(file.path), at.line, at.column);
        gutter("", "");
        const LineColumn last = last_of(span);
        const std::size_t begin = span.begin - file.line_starts[at.line - 1];
        if (last.line == at.line) return marked(span.file, at.line, begin, begin + (span.end - span.begin), label, how);
        marked(span.file, at.line, begin, sources_.line(span.file, at.line).size(), "", how);
        if (last.line > at.line + 1) out_ += fmt::format("{}\n", paint(blue, "..."));
        const auto text = sources_.line(span.file, last.line);
        const std::size_t first = std::min(text.find_first_not_of(" \t"), text.size());
        marked(span.file, last.line, first, span.end - file.line_starts[last.line - 1], label, how);
    }

    const SourceSet& sources_;
    bool colour_;
    std::size_t margin_ = 1;
    std::string out_;
};

}  // namespace

std::string render_text(const Diagnostic& diagnostic, const SourceSet& sources, bool colour) {
    Renderer renderer(sources, colour);
    renderer.diagnostic(diagnostic);
    return renderer.take();
}

std::string render_text(const Diagnostics& diagnostics, const SourceSet& sources, bool colour) {
    Renderer renderer(sources, colour);
    bool first = true;
    for (const Diagnostic& d : diagnostics.all()) {
        if (!first) renderer.blank();
        first = false;
        renderer.diagnostic(d);
    }
    renderer.count(diagnostics);
    return renderer.take();
}

}  // namespace ordain
