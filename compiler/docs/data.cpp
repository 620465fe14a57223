// Data tables, constants, functions.
#include <fmt/format.h>

#include <algorithm>

#include "compiler/docs/frame.hpp"
#include "compiler/docs/parts.hpp"
#include "compiler/docs/source.hpp"
#include "compiler/sema/describe.hpp"

namespace ordain::docs {

namespace {

bool is_number(Type type) {
    switch (type.kind) {
        case TypeKind::integer:
        case TypeKind::decimal:
        case TypeKind::percent:
        case TypeKind::money: return true;
        default: return false;
    }
}

std::string value_text(const typed::Program& program, Type type, const typed::Value& value) {
    if (type.kind == TypeKind::text) return value.text;
    const std::string shown = sema::describe(program, type, value);
    return is_number(type) ? grouped(shown) : shown;
}

Html key_cell(const typed::Program& program, Type type, const typed::DataKey& key) {
    using Kind = typed::DataKey::Kind;
    if (key.kind == Kind::any) return element("td", {{"class", "none"}}, own("–"));
    if (key.kind == Kind::exact) return element("td", text(value_text(program, type, key.value)));
    const typed::Range& r = key.range;
    const auto bound = [&](std::int64_t n) { return text(value_text(program, type, {n, {}})); };
    if (r.low == INT64_MIN) return element("td", own(r.high_open ? Own("below ") : Own("up to ")) + bound(r.high));
    if (r.high == INT64_MAX) return element("td", own(r.low_open ? Own("above ") : Own("from ")) + bound(r.low));
    return element("td", own(r.low_open ? Own("above ") : Own("")) + bound(r.low) + own(r.high_open ? Own(" to below ") : Own(" to ")) +
                             bound(r.high));
}

Html rows_of(const typed::Program& program, const typed::Data& data) {
    const auto& fields = program.records[data.row.value].fields;
    const std::size_t shown = std::min(data.rows.size(), rows_shown);
    Html head, rows;
    for (const std::string& name : data.key_names) head += element("th", text(name));
    for (std::size_t i = 0; i < fields.size(); ++i)
        head +=
            element("th", {{"class", std::string(i == 0 ? "then" : "") + (is_number(fields[i].type) ? " r" : "")}}, text(fields[i].name));
    for (std::size_t i = 0; i < shown; ++i) {
        const typed::DataRow& row = data.rows[i];
        Html cells;
        for (std::size_t k = 0; k < row.keys.size(); ++k) cells += key_cell(program, data.key_types[k], row.keys[k]);
        for (std::size_t c = 0; c < row.cells.size(); ++c) {
            const std::string classes = std::string(c == 0 ? "then" : "") + (is_number(fields[c].type) ? " r" : "");
            const typed::DataCell& cell = row.cells[c];
            cells += element("td", {{"class", classes}},
                             cell.missing ? span("any", own("–")) : text(value_text(program, fields[c].type, cell.value)));
        }
        rows += element("tr", cells);
    }
    Html out = grid(head, rows);
    if (shown < data.rows.size())
        out += element("p", {{"class", "quiet"}}, text(fmt::format("The first {} of {} rows.", shown, data.rows.size())));
    return out;
}

Html data_card(const Site& site, const syntax::Tree& tree, const syntax::Data& d) {
    const Entry* entry = site.find(Thing::data, d.name.text, tree);
    Html body = element("h3", text(d.name.text) + span("kind", text(module_name(tree)))) + description(site, d);
    if (d.from.written()) body += element("p", {{"class", "quiet"}}, own("Kept in ") + code(syntax::unescape(d.from.raw)));
    body += element("p", {{"class", "quiet"}}, own("The first row whose keys all match is read."));
    for (const typed::Data& data : site.program.data)
        if (data.name == d.name.text && data.module == tree.module.text()) body += rows_of(site.program, data);
    return element("div", {{"class", "card"}, {"id", entry ? entry->anchor : ""}}, body);
}

Html row(const Site& site, Thing thing, const syntax::Tree& tree, std::string_view name, const syntax::DeclBase& d, const Html& value) {
    const Entry* entry = site.find(thing, name, tree);
    return element("tr", {{"id", entry ? entry->anchor : ""}},
                   element("th", {{"scope", "row"}}, code(name)) + element("td", value) +
                       element("td", description(site, d) + span("quiet", text(module_name(tree)))));
}

}  // namespace

Page data_page(const Site& site) {
    Content content{"data.html", "Data", own("The figures that policies look up."), {}, {}};
    Html tables, constants, functions;
    for (const syntax::Tree* tree : site.modules) {
        for (const syntax::Data& d : tree->data) tables += data_card(site, *tree, d);
        for (const syntax::Const& d : tree->consts)
            constants += row(site, Thing::constant, *tree, d.name.text, d, source(site, *tree, (*tree)[d.value].span));
        for (const syntax::Define& d : tree->defines) {
            std::string parameters;
            for (const syntax::Param& p : d.params)
                parameters +=
                    (parameters.empty() ? "" : ", ") + std::string(p.name.text) + " " + std::string(site.sources.text(p.type.span));
            functions += row(site, Thing::define, *tree, d.name.text, d,
                             element("div", code("(" + parameters + ") = ")) + source(site, *tree, (*tree)[d.body].span));
        }
    }
    for (const Entry& entry : site.entries())
        if (entry.thing == Thing::data) content.contents += contents_entry(entry.anchor, entry.name);
    const Html head = own("<th>Name</th><th>Value</th><th>About</th>");
    content.body = section("tables", own("Tables"), tables) +
                   section("constants", own("Constants"), constants.empty() ? Html() : grid(head, constants)) +
                   section("functions", own("Functions"), functions.empty() ? Html() : grid(head, functions));
    if (content.body.empty()) content.body = element("p", own("The bundle declares none."));
    return framed(site, content);
}

}  // namespace ordain::docs
