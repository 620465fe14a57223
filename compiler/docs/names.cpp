// Everything that has a name, in alphabetical order; the search field looks through it.
#include <algorithm>
#include <tuple>

#include "compiler/docs/frame.hpp"
#include "compiler/docs/parts.hpp"

namespace ordain::docs {

namespace {

bool before(const Entry* a, const Entry* b) {
    const auto small = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    const auto less = [&](char x, char y) { return small(x) < small(y); };
    const auto is_before = [&](const std::string& x, const std::string& y) {
        return std::lexicographical_compare(x.begin(), x.end(), y.begin(), y.end(), less);
    };
    if (is_before(a->name, b->name)) return true;
    if (is_before(b->name, a->name)) return false;
    return std::tie(a->thing, a->page, a->anchor) < std::tie(b->thing, b->page, b->anchor);
}

}  // namespace

Page names_page(const Site& site) {
    std::vector<const Entry*> sorted;
    for (const Entry& entry : site.entries()) sorted.push_back(&entry);
    std::sort(sorted.begin(), sorted.end(), before);
    Html list;
    for (const Entry* entry : sorted) {
        Html line = link(entry->href(), text(entry->name)) + span("kind", text(word(entry->thing)));
        if (!entry->note.empty()) line += element("div", {{"class", "note"}}, prose(entry->note));
        list += element("li", line);
    }
    Content content{
        "names.html", "Index", element("span", {{"id", "found"}}, text(std::to_string(sorted.size()))) + own(" names."), {}, {}};
    content.body = element("ul", {{"id", "names"}}, list);
    return framed(site, content);
}

}  // namespace ordain::docs
