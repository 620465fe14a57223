// Tests and proofs.
#include "compiler/docs/frame.hpp"
#include "compiler/docs/parts.hpp"
#include "compiler/docs/source.hpp"

namespace ordain::docs {

namespace {

class Checks {
public:
    explicit Checks(const Site& site) : site_(site) {}

    Html proof(const syntax::Tree& tree, const syntax::Prove& p) {
        Html on;
        for (const syntax::Pattern& pattern : p.on) on += (on.empty() ? Html() : own(", ")) + source(site_, tree, pattern.span);
        Html facts = element("dt", own("On")) + element("dd", on);
        if (p.when.valid()) facts += element("dt", own("When")) + element("dd", condition(site_, tree, p.when));
        facts += element("dt", own("Holds")) + element("dd", condition(site_, tree, p.holds));
        return element(
            "div", {{"class", "card"}, {"id", anchor(Thing::proof, p.title)}},
            element("h3", text(syntax::unescape(p.title.raw))) + description(site_, p) + element("dl", {{"class", "facts"}}, facts));
    }

    Html test(const syntax::Tree& tree, const syntax::Test& t) {
        Html lines = given(tree, t.given, own("given "));
        for (const syntax::Expect& expect : t.expects) lines += element("li", source(site_, tree, expect.span) + by(expect));
        const Html table = t.has_table ? cases(tree, t) : Html();
        return element("details", {{"class", "test"}, {"id", anchor(Thing::test, t.title)}},
                       element("summary", text(syntax::unescape(t.title.raw))) + description(site_, t) + element("ul", lines) + table);
    }

    Html fixture(const syntax::Tree& tree, const syntax::Fixture& f) {
        return element("div", {{"class", "card"}, {"id", "fixture-" + std::string(f.name.text)}},
                       element("h3", text(f.name.text)) + description(site_, f) + element("ul", given(tree, f.source, own("an event "))));
    }

private:
    /// The table of a test: a row a case.
    Html cases(const syntax::Tree& tree, const syntax::Test& t) {
        Html head = element("th", own("case")), rows;
        for (const syntax::ExprId place : t.places) head += element("th", source(site_, tree, tree[place].span));
        for (std::size_t c = 0; c < t.outs.size(); ++c)
            head += element("th", {{"class", c == 0 ? "then" : ""}}, source(site_, tree, t.outs[c].span));
        for (const syntax::Case& row : t.cases) {
            Html cells = element("th", {{"scope", "row"}}, text(syntax::unescape(row.name.raw)));
            for (const syntax::CaseCell& cell : row.cells)
                cells += element("td", cell.as_given ? span("any", own("–")) : source(site_, tree, cell.span));
            for (std::size_t c = 0; c < row.outs.size(); ++c)
                cells += element("td", {{"class", c == 0 ? "then" : ""}}, source(site_, tree, row.outs[c]));
            rows += element("tr", cells);
        }
        return grid(head, rows);
    }

    std::string anchor(Thing thing, const syntax::String& title) {
        const Entry* entry = site_.find(thing, title_key(title));
        return entry ? entry->anchor : "";
    }

    Html given(const syntax::Tree& tree, const syntax::GivenSource& g, const Html& head) {
        const std::string name = g.name.text();
        const Entry* entry = site_.find(Thing::fixture, name);
        Html out = span("head", head) + element("code", name_of(entry ? entry : site_.find(Thing::event, name), name));
        if (g.from.written()) out += own(" from ") + code(syntax::unescape(g.from.raw));
        out = element("li", out);
        for (const syntax::Assign& a : g.with) out += element("li", span("head", own("with ")) + source(site_, tree, a.span));
        return out;
    }

    Html by(const syntax::Expect& expect) {
        Html out;
        for (const syntax::Path& rule : expect.by) {
            if (const Entry* entry = site_.find(Thing::rule, rule.text()))
                out += own(" ") + link(entry->href(), span("quiet", own("→ ") + text(rule.text())));
        }
        return out;
    }

    const Site& site_;
};

}  // namespace

Page tests_page(const Site& site) {
    Content content{"tests.html", "Tests", own("What is claimed of the policies, and the events that show it."), {}, {}};
    Html proofs, fixtures, tests;
    Checks checks(site);
    for (const syntax::Tree* tree : site.modules) {
        for (const syntax::Prove& p : tree->proofs) proofs += checks.proof(*tree, p);
        for (const syntax::Fixture& f : tree->fixtures) fixtures += checks.fixture(*tree, f);
        if (tree->tests.empty()) continue;
        Html list;
        for (const syntax::Test& t : tree->tests) list += checks.test(*tree, t);
        const std::string name = module_name(*tree), id = "module-" + name;
        content.contents += contents_entry(id, name);
        tests += section(id, text(name), paragraphs(module_doc(*tree, site.sources)) + element("div", {{"class", "card"}}, list));
    }
    if (!fixtures.empty()) fixtures = element("div", {{"class", "cards"}}, fixtures);
    content.contents = (proofs.empty() ? Html() : contents_entry("proofs", "Proofs")) + content.contents +
                       (fixtures.empty() ? Html() : contents_entry("fixtures", "Fixtures"));
    content.body = section("proofs", own("Proofs"), proofs) + tests + section("fixtures", own("Fixtures"), fixtures);
    if (content.body.empty()) content.body = element("p", own("The bundle has none."));
    return framed(site, content);
}

}  // namespace ordain::docs
