// Lint: what is allowed, but unwise. The single entry is lint().
//
// A rule is a folder compiler/lint/rules/<name>/ with rule.cpp and page.md, and a line in compiler/diag/lint_kinds.def.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string_view>
#include <vector>

#include "compiler/diag/diagnostic.hpp"
#include "compiler/sema/typed.hpp"
#include "compiler/syntax/tree.hpp"

namespace ordain::lint {

/// A bundle that was checked without errors.
struct Subject {
    const typed::Program& program;
    std::span<const syntax::Tree> trees;
    const SourceSet& sources;
    std::int32_t today = 0;  // days since 1970-01-01: what has expired is said from there
};

/// Adds what the rules find to `out`: as warnings, or as errors where `bundle.ord` says `deny`; nothing where it says `allow`, or where
/// `allow RULE because "…"` stands before the declaration. Cost: about that of checking the bundle.
void lint(const Subject& subject, Diagnostics& out);

/// The page of a rule as Markdown, by its code or its name; empty if there is no such rule.
[[nodiscard]] std::string_view page(std::string_view rule);

/// Every rule, by code.
[[nodiscard]] std::vector<DiagKind> rules();

/// "style", "correctness", "governance" or "performance", as its code says.
[[nodiscard]] std::string_view group(DiagKind rule);

/// What `bundle.ord` says of rules, by their names; the others warn.
[[nodiscard]] std::map<std::string_view, syntax::LintLevel::Level> levels(std::span<const syntax::Tree> trees);

}  // namespace ordain::lint
