#include "compiler/docs/frame.hpp"

#include <fmt/format.h>

#include "compiler/docs/source.hpp"
#include "compiler/docs/style.hpp"

namespace ordain::docs {

namespace {

struct Place {
    std::string_view file, name;
};
constexpr Place places[] = {{"index.html", "Overview"}, {"people.html", "People"}, {"work.html", "Work"},   {"calendars.html", "Calendars"},
                            {"schema.html", "Events"},  {"data.html", "Data"},     {"tests.html", "Tests"}, {"names.html", "Index"}};

Html navigation(const std::string& here) {
    Html out;
    for (const Place& p : places) {
        const std::string file(p.file);
        out += here == p.file ? element("a", {{"href", file}, {"aria-current", "page"}}, text(p.name)) : link(file, text(p.name));
    }
    return element("nav", out);
}

Html search() {
    return element("form", {{"action", "names.html"}, {"class", "search"}, {"role", "search"}},
                   empty_element("input", {{"id", "q"},
                                           {"name", "q"},
                                           {"type", "search"},
                                           {"placeholder", "Search  /"},
                                           {"aria-label", "Search the bundle"},
                                           {"autocomplete", "off"}}));
}

}  // namespace

Page framed(const Site& site, const Content& content) {
    const std::string& bundle = site.program.name;
    Html head = own("<meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">") +
                own("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';style-src 'unsafe-inline';script-src "
                    "'unsafe-inline'\">") +
                element("title", text(content.title == bundle ? bundle : content.title + " · " + bundle)) + own(style);
    const Html top = element(
        "header", {{"class", "top"}},
        element("div", element("a", {{"class", "name"}, {"href", "index.html"}}, text(bundle)) + navigation(content.file) + search()));
    Html main = element("h1", text(content.title));
    if (!content.lead.empty()) main += element("div", {{"class", "lead"}}, content.lead);
    main = element("main", main + content.body);
    const bool with = !content.contents.empty();
    const Html aside =
        with ? element("aside", {{"class", "contents"}},
                       element("details", {{"open", "open"}}, element("summary", own("On this page")) + element("ul", content.contents)))
             : Html();
    const Html body = top + element("div", {{"class", with ? "sheet with" : "sheet"}}, aside + main) +
                      element("footer", text(fmt::format("The policies of {}, as their sources say them.", bundle))) + own(script);
    return {content.file,
            "<!DOCTYPE html>\n" + element("html", {{"lang", "en"}}, element("head", head) + element("body", body)).bytes() + "\n"};
}

Html section(const std::string& id, const Html& title, const Html& body) {
    return body.empty() ? Html() : element("section", {{"id", id}}, element("h2", link("#" + id, title)) + body);
}

Html contents_entry(const std::string& anchor, std::string_view name) {
    return element("li", link("#" + anchor, text(name)));
}

Html paragraphs(std::string_view shown) {
    Html out;
    std::string paragraph;
    const auto finish = [&] {
        if (!paragraph.empty()) out += element("p", prose(paragraph));
        paragraph.clear();
    };
    while (!shown.empty()) {
        const std::size_t end = std::min(shown.find('\n'), shown.size());
        const std::string_view line = shown.substr(0, end);
        shown.remove_prefix(std::min(end + 1, shown.size()));
        if (line.empty()) {
            finish();
        } else {
            if (!paragraph.empty()) paragraph += ' ';
            paragraph += line;
        }
    }
    finish();
    return out;
}

Html allowances(const Site& site, const syntax::DeclBase& declaration) {
    Html out;
    for (const syntax::Allow* allow : site.allowances(declaration))
        out += element("p", {{"class", "allowed"}},
                       own("Allowed: ") + code(allow->rule.text) + own(" ") + quoted(syntax::unescape(allow->because.raw)));
    return out;
}

Html description(const Site& site, const syntax::DeclBase& declaration) {
    return paragraphs(site.about(declaration)) + allowances(site, declaration);
}

Html used_by(Own words, const std::vector<Use>& uses) {
    if (uses.empty()) return {};
    constexpr std::size_t shown_at_once = 6;
    Html list;
    for (std::size_t i = 0; i < uses.size(); ++i) list += (i > 0 ? own(", ") : Html()) + link(uses[i].href, text(uses[i].label));
    if (uses.size() <= shown_at_once) return element("div", {{"class", "uses"}}, own(words) + own(" ") + list);
    return element("details", {{"class", "uses"}}, element("summary", own(words) + text(fmt::format(" {} places", uses.size()))) + list);
}

Html grid(const Html& head, const Html& rows, Own classes) {
    return element(
        "div", {{"class", "scroll"}},
        element("table", {{"class", std::string(classes.bytes)}}, element("thead", element("tr", head)) + element("tbody", rows)));
}

std::string counted(std::size_t n, std::string_view one, std::string_view many) {
    return fmt::format("{} {}", grouped(std::to_string(n)), n == 1 ? one : many);
}

}  // namespace ordain::docs
