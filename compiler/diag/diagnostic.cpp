#include "compiler/diag/diagnostic.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <tuple>

#include "runtime/base/limits.hpp"

namespace ordain {
namespace {

constexpr DiagInfo kinds[] = {
#define ORDAIN_DIAG(NAME, CODE, SEVERITY) {#NAME, CODE, Severity::SEVERITY},
#include "compiler/diag/kinds.def"
#undef ORDAIN_DIAG
};

constexpr std::size_t longest_word = 64;  // no keyword or sensible name is longer

char lower(char c) {
    return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
}

/// Damerau-Levenshtein (neighbours swapped count once), or `give_up` + 1 when it is more than that. Both at most longest_word long.
std::size_t distance(std::string_view a, std::string_view b, std::size_t give_up) {
    const std::size_t gap = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
    if (gap > give_up) return give_up + 1;
    std::array<std::size_t, longest_word + 1> two_back{}, back{}, row{};
    for (std::size_t j = 0; j <= b.size(); ++j) back[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        std::size_t best = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const bool same = lower(a[i - 1]) == lower(b[j - 1]);
            row[j] = std::min({back[j] + 1, row[j - 1] + 1, back[j - 1] + (same ? 0 : 1)});
            if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1])) {
                row[j] = std::min(row[j], two_back[j - 2] + 1);
            }
            best = std::min(best, row[j]);
        }
        if (best > give_up) return give_up + 1;
        two_back = back;
        back = row;
    }
    return back[b.size()];
}

}  // namespace

const DiagInfo& info(DiagKind kind) {
    return kinds[static_cast<std::size_t>(kind)];
}

std::size_t diag_kind_count() {
    return std::size(kinds);
}

Diagnostic& Diagnostics::report(DiagKind kind, Span span, std::string message) {
    const Severity severity = info(kind).severity;
    if (severity == Severity::error) ++errors_;
    if (list_.size() >= limits::reported_errors) {
        ++dropped_;
        return overflow_ = Diagnostic{};
    }
    Diagnostic& d = list_.emplace_back();
    d.kind = kind;
    d.severity = severity;
    d.span = span;
    d.message = legible(message);
    return d;
}

void Diagnostics::add(Diagnostic diagnostic) {
    if (diagnostic.severity == Severity::error) ++errors_;
    if (list_.size() < limits::reported_errors)
        list_.push_back(std::move(diagnostic));
    else
        ++dropped_;
}

void Diagnostics::sort() {
    const auto key = [](const Diagnostic& d) { return std::tuple(d.span.file, d.span.begin, d.span.end, d.kind); };
    std::stable_sort(list_.begin(), list_.end(), [&](const Diagnostic& a, const Diagnostic& b) { return key(a) < key(b); });
    const auto first_gone =
        std::unique(list_.begin(), list_.end(), [&](const Diagnostic& a, const Diagnostic& b) { return key(a) == key(b); });
    errors_ -=
        static_cast<std::size_t>(std::count_if(first_gone, list_.end(), [](const Diagnostic& d) { return d.severity == Severity::error; }));
    list_.erase(first_gone, list_.end());
}

std::string_view nearest(std::string_view word, const std::vector<std::string_view>& candidates) {
    if (word.empty() || word.size() > longest_word) return {};
    std::size_t allowed = std::max<std::size_t>(1, word.size() / 3);
    if (word.size() == 1) allowed = 0;  // any letter is one change away from any other
    std::string_view best;
    for (const auto candidate : candidates) {
        if (candidate.empty() || candidate.size() > longest_word) continue;
        const std::size_t d = distance(word, candidate, allowed);
        if (d > allowed) continue;
        if (d == 0) return candidate;  // differs in case only
        best = candidate;
        allowed = d - 1;
    }
    return best;
}

std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& candidates) {
    const auto best = nearest(word, candidates);
    return best.empty() ? std::string{} : fmt::format("did you mean `{}`?", best);
}

}  // namespace ordain
