// coverage_html(): the sources with what tests have met of them.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "compiler/diag/markup.hpp"
#include "compiler/testing/coverage.hpp"

namespace ordain::testing {

namespace {

constexpr std::string_view style = R"(
:root { color-scheme: light dark; --full: #d9f2dc; --part: #fdf0c4; --none: #f9d6d5; --edge: #8a1f1b; --faint: #777; }
@media (prefers-color-scheme: dark) { :root { --full: #1d3b22; --part: #4a3f12; --none: #4f2220; --edge: #ff9c96; --faint: #999; } }
body { font: 15px/1.5 system-ui, sans-serif; margin: 1.5rem auto; max-width: 75rem; padding: 0 1rem; }
table { border-collapse: collapse; } td, th { padding: .15rem .8rem .15rem 0; text-align: left; } td.n { text-align: right; }
pre { font: 13px/1.45 ui-monospace, monospace; overflow-x: auto; tab-size: 2; margin: .3rem 0 2rem; }
.l { color: var(--faint); display: inline-block; width: 4ch; margin-right: 1.5ch; text-align: right; user-select: none; }
.full { background: var(--full); } .part { background: var(--part); } .none { background: var(--none); }
i { color: var(--edge); font-style: normal; }
)";

/// A stretch of source with one colour.
struct Mark {
    std::uint32_t begin = 0, end = 0;
    std::string_view colour;
    std::string title;
};

class Page {
public:
    Page(const Coverage& coverage, const SourceSet& sources) : coverage_(coverage), sources_(sources) {}

    std::string write(std::string_view title) {
        collect();
        std::string out = fmt::format(
            "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
            "<title>Coverage of {0}</title><style>{1}</style></head><body>\n<h1>Coverage of {0}</h1>\n",
            markup_text(title), style);
        summary(out);
        for (auto& [file, marks] : marks_) source(out, file, marks);
        return out + "</body></html>\n";
    }

private:
    const Coverage& coverage_;
    const SourceSet& sources_;
    std::map<std::uint32_t, std::vector<Mark>> marks_;
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::string> remarks_;  // by file and line

    void collect() {
        for (const RuleCoverage& r : coverage_.rules) {
            Span head = r.span;  // its first line: conditions within have colours of their own
            const std::string_view text = sources_.text(head);
            if (const std::size_t end = text.find_first_of("\r\n"); end != std::string_view::npos)
                head.end = head.begin + static_cast<std::uint32_t>(end);
            mark(head, r.fired != 0 ? "full" : "none", fmt::format("{} fired in {} events", r.id, r.fired));
        }
        for (const ConditionCoverage& c : coverage_.conditions) {
            const std::string_view colour = c.held != 0 && c.failed != 0 ? "full" : c.held != 0 || c.failed != 0 ? "part" : "none";
            mark(c.span, colour, fmt::format("{} times true, {} times false", c.held, c.failed));
        }
        for (const EdgeCoverage& e : coverage_.edges) {
            std::string sides;
            for (std::size_t side = 0; side < 3; ++side)
                if (e.possible[side] && e.seen[side] == 0) sides += (sides.empty() ? "" : ", ") + std::string(side_names[side]);
            if (sides.empty()) continue;
            std::string& remark = remarks_[{e.span.file, sources_.position(e.span.file, e.span.begin).line}];
            remark += fmt::format("{}{} never {} {}", remark.empty() ? "" : "; ", e.value, sides, e.constant);
        }
    }
    void mark(Span span, std::string_view colour, std::string title) {
        if (span.end > span.begin) marks_[span.file].push_back({span.begin, span.end, colour, std::move(title)});
    }

    void summary(std::string& out) const {
        out += "<table>\n";
        const auto row = [&](std::string_view what, Share s) {
            out += fmt::format("<tr><td>{}</td><td class=\"n\">{} of {}</td><td class=\"n\">{:.1f} %</td></tr>\n", what, s.covered, s.all,
                               s.percent());
        };
        row("rules", coverage_.rule_share(false)), row("rows", coverage_.rule_share(true));
        row("conditions, true and false", coverage_.condition_share()), row("edges, below, at and above", coverage_.edge_share());
        out +=
            "</table>\n<p><span class=\"full\">met</span> <span class=\"part\">met on one side</span> <span class=\"none\">not "
            "met</span></p>\n";
    }

    /// Inner marks win over outer ones: the text is cut wherever one begins or ends.
    void source(std::string& out, std::uint32_t file, std::vector<Mark>& marks) const {
        const std::string& text = sources_.file(file).text;
        out += fmt::format("<h2>{}</h2>\n<pre>", markup_text(sources_.file(file).path));
        std::stable_sort(marks.begin(), marks.end(),
                         [](const Mark& a, const Mark& b) { return a.begin != b.begin ? a.begin < b.begin : a.end > b.end; });
        std::vector<const Mark*> open;
        std::size_t next = 0;
        std::uint32_t line = 0, at = 0;
        const auto size = static_cast<std::uint32_t>(text.size());
        while (at < size) {
            const auto newline = text.find('\n', at);
            const auto next_line = newline == std::string::npos ? size : static_cast<std::uint32_t>(newline);
            const auto end = next_line > at && text[next_line - 1] == '\r' ? next_line - 1 : next_line;
            out += fmt::format("<span class=\"l\">{}</span>", ++line);
            while (at < end) {
                std::erase_if(open, [&](const Mark* m) { return m->end <= at; });
                for (; next < marks.size() && marks[next].begin <= at; ++next) open.push_back(&marks[next]);
                std::uint32_t stop = next < marks.size() ? std::min(end, marks[next].begin) : end;
                for (const Mark* m : open) stop = std::min(stop, std::max(m->end, at + 1));
                piece(out, std::string_view(text).substr(at, stop - at), open.empty() ? nullptr : open.back());
                at = stop;
            }
            if (const auto remark = remarks_.find({file, line}); remark != remarks_.end())
                out += fmt::format("  <i>◂ {}</i>", markup_text(remark->second));
            out += '\n';
            at = next_line + 1;
        }
        out += "</pre>\n";
    }

    static void piece(std::string& out, std::string_view text, const Mark* mark) {
        if (mark == nullptr)
            out += markup_text(text);
        else
            out += fmt::format("<span class=\"{}\" title=\"{}\">{}</span>", mark->colour, markup_attribute(mark->title), markup_text(text));
    }
};

}  // namespace

std::string coverage_html(const Coverage& coverage, const SourceSet& sources, std::string_view title) {
    return Page(coverage, sources).write(title);
}

}  // namespace ordain::testing
