// What is wrong with a source, as data. Rendering is in render.hpp; every kind is declared once, in kinds.def.
//
// Messages: lower case, no final period, the author's own text in `backticks`, no words of the implementation.
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/diag/legible.hpp"
#include "compiler/diag/source.hpp"

namespace ordain {

enum class Severity : std::uint8_t { error, warning, note };

enum class DiagKind : std::uint16_t {
#define ORDAIN_DIAG(NAME, CODE, SEVERITY) NAME,
#include "compiler/diag/kinds.def"
#undef ORDAIN_DIAG
};

struct DiagInfo {
    std::string_view name;  // e.g. "unknown_name"
    std::string_view code;  // e.g. "ORD0201"
    Severity severity;
};
[[nodiscard]] const DiagInfo& info(DiagKind kind);
[[nodiscard]] std::size_t diag_kind_count();

struct Label {
    Span span;
    std::string text;
};

/// Text that takes the place of a span.
struct Edit {
    Span span;
    std::string text;
};

struct Diagnostic {
    DiagKind kind{};
    Severity severity = Severity::error;  // the kind's, if nothing else is said
    Span span;                            // what is underlined
    std::string message;                  // one line
    std::string label;                    // said under the underline; may be empty
    std::vector<Label> others;            // further places: "first declared here"
    std::string help;                     // what to do: "did you mean `net_total`?"; may be empty
    std::vector<Edit> edits;              // what `check --fix` does, keeping the meaning; disjoint, of one file; may be empty

    // builder style, so that a report reads as one sentence; the texts are made legible
    Diagnostic& with_label(std::string_view text) { return label = legible(text), *this; }
    Diagnostic& with_other(Span at, std::string_view text) { return others.push_back({at, legible(text)}), *this; }
    Diagnostic& with_help(std::string_view text) { return help = legible(text), *this; }
    Diagnostic& with_edit(Span at, std::string text) { return edits.push_back({at, std::move(text)}), *this; }
};

/// Collects diagnostics of a run. Not thread-safe. Beyond limits::reported_errors they are counted, not kept.
class Diagnostics {
public:
    /// Adds one; the returned reference is for adding labels at once and is invalidated by the next report.
    Diagnostic& report(DiagKind kind, Span span, std::string message);
    /// Adds one that was made elsewhere.
    void add(Diagnostic diagnostic);

    template <class... Args>
    requires(sizeof...(Args) > 0) Diagnostic& report(DiagKind kind, Span span, fmt::format_string<Args...> format, Args&&... args) {
        return report(kind, span, fmt::format(format, std::forward<Args>(args)...));
    }

    [[nodiscard]] bool has_errors() const { return errors_ > 0; }
    [[nodiscard]] std::size_t error_count() const { return errors_; }
    [[nodiscard]] std::size_t dropped() const { return dropped_; }
    [[nodiscard]] const std::vector<Diagnostic>& all() const { return list_; }
    /// Sorts by file and position; duplicates of the same kind at the same span go.
    void sort();

private:
    std::vector<Diagnostic> list_;
    Diagnostic overflow_;
    std::size_t errors_ = 0;
    std::size_t dropped_ = 0;
};

/// The candidate nearest to `word` (Damerau-Levenshtein, at most a third of its length away, case ignored), or "".
[[nodiscard]] std::string_view nearest(std::string_view word, const std::vector<std::string_view>& candidates);
/// "did you mean `x`?" or "" when nothing is near.
[[nodiscard]] std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& candidates);

}  // namespace ordain
