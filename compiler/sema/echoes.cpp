#include "compiler/sema/echoes.hpp"

#include <algorithm>

namespace ordain::sema {

namespace {

bool in_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

template <class Visit>
void for_each_word(std::string_view text, const Visit& visit) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        while (at < text.size() && in_word(text[at])) ++at;
        if (at > begin) visit(text.substr(begin, at - begin));
        if (at < text.size()) ++at;
    }
}

bool within(Span inner, Span outer) {
    return inner.file == outer.file && outer.begin <= inner.begin && inner.end <= outer.end;
}

/// Kinds that say that a name means nothing, or something else than is wanted.
bool speaks_of_a_name(DiagKind kind) {
    switch (kind) {
        case DiagKind::unknown_name:
        case DiagKind::not_visible:
        case DiagKind::wrong_kind:
        case DiagKind::unknown_module:
        case DiagKind::unknown_enumerator:
        case DiagKind::unknown_field:
        case DiagKind::unknown_function:
        case DiagKind::not_a_value:
        case DiagKind::no_event_here:
        case DiagKind::unknown_rule:
        case DiagKind::bad_list_key: return true;
        default: return false;
    }
}

/// Kinds that say that a declaration lacks something, which may stand in it unread.
bool speaks_of_a_gap(DiagKind kind) {
    switch (kind) {
        case DiagKind::no_module:
        case DiagKind::list_needs_max:
        case DiagKind::may_be_missing:
        case DiagKind::no_calendar:
        case DiagKind::empty_declaration:
        case DiagKind::missing_clause:
        case DiagKind::date_not_covered:
        case DiagKind::ladder_shape:
        case DiagKind::ladder_type_unknown:
        case DiagKind::data_shape:
        case DiagKind::no_bundle:
        case DiagKind::no_default:
        case DiagKind::default_without_verdict:
        case DiagKind::no_event:
        case DiagKind::policies_overlap:
        case DiagKind::nothing_to_waive:
        case DiagKind::csv_header: return true;
        default: return false;
    }
}

/// … or that the bundle does.
bool speaks_of_the_bundle(DiagKind kind) {
    return kind == DiagKind::no_bundle || kind == DiagKind::no_default || kind == DiagKind::no_calendar;
}

}  // namespace

Echoes::Echoes(const std::vector<syntax::Tree>& trees, const SourceSet& sources) : sources_(sources) {
    bool has_bundle = false;
    for (const syntax::Tree& tree : trees) has_bundle = has_bundle || !tree.bundles.empty();
    for (const syntax::Tree& tree : trees) {
        for (const Span span : tree.unread) {
            const std::string_view text = sources.text(span);
            for_each_word(text, [&](std::string_view word) { words_.insert(word); });
            modules_damaged_ = modules_damaged_ || text.starts_with("module") || text.starts_with("use");
        }
        if (tree.unread.empty()) continue;
        bundle_damaged_ = bundle_damaged_ || !has_bundle || !tree.bundles.empty();
        if (!tree.module.written() && tree.bundles.empty()) {  // which module it is, is not known either
            damaged_.push_back({tree.file, 0, static_cast<std::uint32_t>(sources.file(tree.file).text.size())});
            modules_damaged_ = true;
        }
        for (const syntax::DeclRef& ref : tree.order) {
            const Span whole = syntax::span_of(tree, ref);
            const auto inside = [&](Span unread) { return within(unread, whole); };
            if (std::any_of(tree.unread.begin(), tree.unread.end(), inside)) damaged_.push_back(whole);
        }
    }
}

bool Echoes::names_the_unread(Span span) const {
    bool found = false;
    if (span.file < sources_.size())
        for_each_word(sources_.text(span), [&](std::string_view word) { found = found || words_.contains(word); });
    return found;
}

bool Echoes::is_one(const Diagnostic& d) const {
    if (speaks_of_a_name(d.kind) && names_the_unread(d.span)) return true;
    if (modules_damaged_ && (d.kind == DiagKind::not_visible || d.kind == DiagKind::unknown_module || d.kind == DiagKind::ambiguous_name))
        return true;
    if (!speaks_of_a_gap(d.kind)) return false;
    if (bundle_damaged_ && speaks_of_the_bundle(d.kind)) return true;
    return std::any_of(damaged_.begin(), damaged_.end(), [&](Span whole) { return within(d.span, whole); });
}

}  // namespace ordain::sema
