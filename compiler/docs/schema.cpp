// Events, records, enums.
#include "compiler/docs/frame.hpp"
#include "compiler/docs/parts.hpp"
#include "compiler/docs/source.hpp"

namespace ordain::docs {

namespace {

class Schema {
public:
    explicit Schema(const Site& site) : site_(site) {}

    void read(const syntax::Tree& tree) {
        tree_ = &tree;
        for (const syntax::Event& e : tree.events) events_ += event(e);
        for (const syntax::Record& r : tree.records) records_ += card(Thing::record, r, fields(r.fields));
        for (const syntax::Enum& e : tree.enums) enums_ += card(Thing::enumeration, e, values(e));
    }

    Html html() {
        if (!enums_.empty()) enums_ = element("div", {{"class", "cards"}}, enums_);
        return section("events", own("Events"), events_) + section("records", own("Records"), records_) +
               section("enums", own("Enums"), enums_);
    }

private:
    template <class Declaration>
    Html card(Thing thing, const Declaration& d, const Html& body) {
        const Entry* entry = site_.find(thing, d.name.text, *tree_);
        return element("div", {{"class", "card"}, {"id", entry ? entry->anchor : ""}},
                       element("h3", text(d.name.text) + span("kind", text(module_name(*tree_)))) + description(site_, d) + body);
    }

    Html event(const syntax::Event& e) {
        Html facts;
        const auto fact = [&](Own name, const Html& value) { facts += element("dt", own(name)) + element("dd", value); };
        Html policies;
        for (const PolicyPlace& place : site_.policies)
            for (const syntax::Path& on : place.policy->on)
                if (on.text() == e.name.text())
                    policies += (policies.empty() ? Html() : own(", ")) + link(place.href(), text(place.policy->name.text));
        fact("Decided by", policies.empty() ? span("quiet", own("no policy: the default counts")) : policies);
        if (e.subject.written()) fact("Subject", source(site_, *tree_, e.subject.span));
        Html binds;
        for (const syntax::Bind& b : e.binds) {
            binds += (binds.empty() ? Html() : own(", ")) + source(site_, *tree_, b.path.span);
            if (b.has_tolerance) binds += own(" ± ") + source(site_, *tree_, b.tolerance.span);
        }
        if (!binds.empty()) fact("An approval binds", binds);
        return element(
            "div", {{"class", "card"}, {"id", "event-" + e.name.text()}},
            element("h3", text(e.name.text())) + description(site_, e) + element("dl", {{"class", "facts"}}, facts) + fields(e.fields));
    }

    Html fields(const std::vector<syntax::Field>& list) {
        Html rows;
        for (const syntax::Field& f : list) {
            const Span rest{f.span.file, f.type.span.end, f.span.end};
            rows += element("tr", element("th", {{"scope", "row"}}, code(f.name.text)) + element("td", type(f.type)) +
                                      element("td", source(site_, *tree_, rest)));
        }
        return rows.empty() ? Html() : grid(own("<th>Field</th><th>Type</th><th>Where and what else</th>"), rows);
    }

    /// As written, the record or enum in it with a link.
    Html type(const syntax::TypeRef& ref) {
        const syntax::TypeRef& inner = ref.element.empty() ? ref : ref.element.front();
        if (!inner.name.written()) return source(site_, *tree_, ref.span);
        const std::string_view name = inner.name.words.back().text;
        const Entry* entry = site_.find(Thing::record, name, *tree_);
        if (!entry) entry = site_.find(Thing::enumeration, name, *tree_);
        const Html shown = name_of(entry, name);
        Html out = ref.advice ? span("k", own("advice ")) : Html();
        out += ref.element.empty() ? shown : own("list of ") + shown;
        return element("code", ref.optional ? out + own("?") : out);
    }

    static Html values(const syntax::Enum& e) {
        Html rows;
        for (const syntax::Enumerator& v : e.values) {
            Html spellings;
            for (const syntax::String& s : v.spellings)
                spellings += (spellings.empty() ? Html() : own(" or ")) + quoted(syntax::unescape(s.raw));
            rows += element("li", code(v.name.text) + (spellings.empty() ? Html() : own(" ") + spellings));
        }
        if (e.open) rows += element("li", span("quiet", own("and names that are not known yet")));
        return element("ol", {{"style", "margin:.3rem 0;padding-left:1.4rem"}}, rows);
    }

    const Site& site_;
    const syntax::Tree* tree_ = nullptr;
    Html events_, records_, enums_;
};

}  // namespace

Page schema_page(const Site& site) {
    Content content{"schema.html", "Events", own("What is decided about, and what is known of it."), {}, {}};
    Schema schema(site);
    for (const syntax::Tree* tree : site.modules) schema.read(*tree);
    for (const Entry& entry : site.entries())
        if (entry.thing == Thing::event) content.contents += contents_entry(entry.anchor, entry.name);
    content.body = schema.html();
    return framed(site, content);
}

}  // namespace ordain::docs
