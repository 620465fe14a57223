#include "compiler/diag/edits.hpp"

#include <algorithm>

namespace ordain {

namespace {

bool blank(std::string_view s) {
    return s.find_first_not_of(" \t\r") == std::string_view::npos;
}

/// The whole lines around a span, if nothing else stands on them; else the span.
Span with_lines(std::string_view text, Span span) {
    const std::size_t before = text.rfind('\n', span.begin == 0 ? 0 : span.begin - 1);
    const std::size_t begin = span.begin == 0 || before == std::string_view::npos ? 0 : before + 1;
    const std::size_t after = text.find('\n', span.end);
    const std::size_t end = after == std::string_view::npos ? text.size() : after;
    if (!blank(text.substr(begin, span.begin - begin)) || !blank(text.substr(span.end, end - span.end))) return span;
    return {span.file, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(std::min(end + 1, text.size()))};
}

}  // namespace

Span replaced_by(std::string_view text, const Edit& edit) {
    return edit.text.empty() ? with_lines(text, edit.span) : edit.span;
}

std::string edited(std::string_view text, std::vector<Edit> edits) {
    for (Edit& e : edits) e.span = replaced_by(text, e);
    std::stable_sort(edits.begin(), edits.end(), [](const Edit& a, const Edit& b) { return a.span.begin < b.span.begin; });
    std::string result;
    std::size_t done = 0;
    for (const Edit& e : edits) {
        if (e.span.begin < done || e.span.end > text.size()) continue;
        result += text.substr(done, e.span.begin - done);
        result += e.text;
        done = e.span.end;
    }
    result += text.substr(done);
    return result;
}

}  // namespace ordain
