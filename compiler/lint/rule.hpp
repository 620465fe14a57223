// What the code of a rule includes.
#pragma once

#include "compiler/lint/lint.hpp"

namespace ordain::lint {

/// Takes the findings of one rule.
class Findings {
public:
    Findings(DiagKind kind, std::vector<Diagnostic>& list) : kind_(kind), list_(list) {}

    /// One more; the reference is for labels, help and edits, until the next.
    template <class... Args>
    Diagnostic& report(Span span, fmt::format_string<Args...> format, Args&&... args) {
        Diagnostic& d = list_.emplace_back();
        d.kind = kind_;
        d.severity = Severity::warning;
        d.span = span;
        d.message = legible(fmt::format(format, std::forward<Args>(args)...));
        return d;
    }

private:
    DiagKind kind_;
    std::vector<Diagnostic>& list_;
};

// One function a rule: `void check_<name>(const Subject&, Findings&)`.
#define ORDAIN_LINT(NAME, CODE) void check_##NAME(const Subject& subject, Findings& findings);
#include "compiler/diag/lint_kinds.def"
#undef ORDAIN_LINT

}  // namespace ordain::lint
