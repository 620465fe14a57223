// What every page has around it: head, style, navigation, search field, foot.
#pragma once

#include <string>

#include "compiler/docs/docs.hpp"
#include "compiler/docs/html.hpp"
#include "compiler/docs/site.hpp"

namespace ordain::docs {

struct Content {
    std::string file;   // index.html
    std::string title;  // of the page; the bundle's name is put after it
    Html lead;          // a few words under the title; may be empty
    Html contents;      // what is on the page, as a list of links; may be empty
    Html body;
};

[[nodiscard]] Page framed(const Site& site, const Content& content);

/// `<section id=…><h2>…</h2>body</section>`; nothing, if there is no body.
[[nodiscard]] Html section(const std::string& id, const Html& title, const Html& body);
/// An entry of a page's contents.
[[nodiscard]] Html contents_entry(const std::string& anchor, std::string_view name);
/// What is said of a declaration: the paragraphs before it, and its `allow`s.
[[nodiscard]] Html description(const Site& site, const syntax::DeclBase& declaration);
/// Its `allow`s alone.
[[nodiscard]] Html allowances(const Site& site, const syntax::DeclBase& declaration);
[[nodiscard]] Html paragraphs(std::string_view text);
/// "used by a, b, c"; nothing, if nobody uses it. Many are folded away.
[[nodiscard]] Html used_by(Own words, const std::vector<Use>& uses);
/// A table with a heading, in a frame that scrolls sideways by itself.
[[nodiscard]] Html grid(const Html& head, const Html& rows, Own classes = "grid");
/// "1 rule", "2 rules".
[[nodiscard]] std::string counted(std::size_t n, std::string_view one, std::string_view many);

}  // namespace ordain::docs
