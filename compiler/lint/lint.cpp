// Entry: lint(). Runs every rule, then lets the levels of bundle.ord and the `allow`s before declarations have their say.
#include "compiler/lint/lint.hpp"

#include <algorithm>
#include <map>
#include <string>

#include "compiler/lint/pages.hpp"
#include "compiler/lint/rule.hpp"

namespace ordain::lint {

namespace {

struct Rule {
    DiagKind kind;
    void (*check)(const Subject&, Findings&);
};
constexpr Rule all_rules[] = {
#define ORDAIN_LINT(NAME, CODE) {DiagKind::NAME, check_##NAME},
#include "compiler/diag/lint_kinds.def"
#undef ORDAIN_LINT
};

using Level = syntax::LintLevel::Level;

/// An `allow` with the declaration it speaks of.
struct Allowance {
    const syntax::Allow* allow;
    Span declaration;
    bool used = false;
};

std::vector<Allowance> allowances(const Subject& subject) {
    std::vector<Allowance> result;
    for (const syntax::Tree& tree : subject.trees) {
        std::size_t open = result.size();  // those that wait for their declaration
        for (const syntax::DeclRef ref : tree.order) {
            if (ref.kind == syntax::DeclKind::allow) {
                result.push_back({&tree.allows[ref.index], {}});
                continue;
            }
            for (; open < result.size(); ++open) result[open].declaration = syntax::span_of(tree, ref);
        }
    }
    return result;
}

bool speaks_of(const Allowance& allowance, const Diagnostic& finding) {
    const Span d = allowance.declaration;
    return allowance.allow->rule.text == info(finding.kind).name && finding.span.file == d.file && d.begin <= finding.span.begin &&
           finding.span.end <= d.end;
}

bool is_rule(std::string_view name) {
    return std::any_of(std::begin(all_rules), std::end(all_rules), [&](const Rule& rule) { return info(rule.kind).name == name; });
}

void report_unused(const std::vector<Allowance>& allowed, std::vector<Diagnostic>& found) {
    Findings findings(DiagKind::unused_allowance, found);
    for (const Allowance& a : allowed) {
        if (a.used || !is_rule(a.allow->rule.text)) continue;
        if (a.declaration == Span{})
            findings.report(a.allow->span, "no declaration follows this `allow`");
        else
            findings.report(a.allow->span, "`{}` has nothing to say about this declaration", a.allow->rule.text)
                .with_other({a.declaration.file, a.declaration.begin, a.declaration.begin}, "this one")
                .with_edit(a.allow->span, "");
    }
}

}  // namespace

void lint(const Subject& subject, Diagnostics& out) {
    std::vector<Diagnostic> found;
    for (const Rule& rule : all_rules) {
        Findings findings(rule.kind, found);
        rule.check(subject, findings);
    }
    std::vector<Allowance> allowed = allowances(subject);
    std::erase_if(found, [&](const Diagnostic& d) {
        bool gone = false;
        for (Allowance& a : allowed)
            if (speaks_of(a, d)) gone = a.used = true;
        return gone;
    });
    report_unused(allowed, found);
    const auto level_of = levels(subject.trees);
    for (Diagnostic& d : found) {
        const auto level = level_of.find(info(d.kind).name);
        if (level != level_of.end() && level->second == Level::allow) continue;
        if (level != level_of.end() && level->second == Level::deny) d.severity = Severity::error;
        out.add(std::move(d));
    }
    out.sort();
}

std::string_view page(std::string_view rule) {
    for (const DiagKind kind : rules())
        if (rule == info(kind).code) rule = info(kind).name;
    for (const Page& p : pages())
        if (p.rule == rule) return p.text;
    return {};
}

std::vector<DiagKind> rules() {
    std::vector<DiagKind> kinds;
    for (const Rule& rule : all_rules) kinds.push_back(rule.kind);
    return kinds;
}

std::string_view group(DiagKind rule) {
    constexpr std::string_view groups[] = {"style", "correctness", "governance", "performance"};
    return groups[info(rule).code[3] - '1'];
}

std::map<std::string_view, Level> levels(std::span<const syntax::Tree> trees) {
    std::map<std::string_view, Level> result;
    for (const syntax::Tree& tree : trees)
        for (const syntax::Bundle& bundle : tree.bundles)
            for (const syntax::LintLevel& level : bundle.lint) result[level.rule.text] = level.level;
    return result;
}

}  // namespace ordain::lint
