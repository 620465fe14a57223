// A table's rows as a grid.
#include <fmt/format.h>

#include "compiler/docs/effects.hpp"
#include "compiler/docs/frame.hpp"
#include "compiler/docs/parts.hpp"
#include "compiler/docs/source.hpp"

namespace ordain::docs {

namespace {

using syntax::OutKind;

Html column_head(const Site& site, const syntax::OutColumn& column) {
    switch (column.kind) {
        case OutKind::decide: return own("decides");
        case OutKind::reason: return own("reason");
        case OutKind::route: return own("goes to");
        case OutKind::notify: return own("notifies");
        case OutKind::set: return own("sets ") + name_of(site, Thing::output, column.output.text);
    }
    return {};
}

Html condition_cell(const Site& site, const syntax::Tree& tree, const syntax::Cell& cell) {
    if (cell.kind == syntax::CellKind::any) return element("td", element("span", {{"class", "any"}, {"title", "anything"}}, own("–")));
    return element("td", source(site, tree, cell.span));
}

Html result_cell(const Site& site, const syntax::Tree& tree, const syntax::OutCell& cell, const syntax::OutColumn& column, bool first) {
    Html shown = own("");
    if (column.kind == OutKind::set) {
        if (cell.expr.valid()) shown = source(site, tree, tree[cell.expr].span);
    } else if (!cell.effects.empty()) {
        shown = effects(site, tree, cell.effects, column.kind == OutKind::decide);
    }
    return element("td", {{"class", first ? "then" : ""}}, shown);
}

}  // namespace

Html decision_grid(const Site& site, const PolicyPlace& place) {
    const syntax::Policy& policy = *place.policy;
    const syntax::Tree& tree = *place.tree;
    Html head = element("th", own(""));
    for (const syntax::ExprId column : policy.columns) head += element("th", source(site, tree, tree[column].span));
    for (std::size_t c = 0; c < policy.outs.size(); ++c)
        head += element("th", {{"class", c == 0 ? "then" : ""}}, column_head(site, policy.outs[c]));
    Html rows;
    for (std::size_t i = 0; i < policy.rows.size(); ++i) {
        const std::string name = rule_name(policy, i), anchor = place.rule_anchor(name);
        Html cells = element("th", {{"scope", "row"}}, link(place.page + "#" + anchor, text(name)));
        for (const syntax::Cell& cell : policy.rows[i].cells) cells += condition_cell(site, tree, cell);
        for (std::size_t c = 0; c < policy.rows[i].outs.size() && c < policy.outs.size(); ++c)
            cells += result_cell(site, tree, policy.rows[i].outs[c], policy.outs[c], c == 0);
        rows += element("tr", {{"id", anchor}}, cells);
        if (const Html waived = waivers_of(site, place, name); !waived.empty()) {
            const std::size_t width = 1 + policy.columns.size() + policy.outs.size();
            rows += element("tr", element("td", {{"colspan", std::to_string(width)}}, waived));
        }
    }
    return grid(head, rows, "decision");
}

}  // namespace ordain::docs
