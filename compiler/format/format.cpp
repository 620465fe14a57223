#include "compiler/format/format.hpp"

#include <algorithm>

#include "compiler/format/places.hpp"
#include "compiler/syntax/parse.hpp"

namespace ordain::format {

using grammar::Sym;

namespace {

/// Commas that may be left out: behind fields and rungs, and behind the last of a list between braces.
std::vector<std::uint32_t> needless_commas(const Pieces& pieces, const syntax::Tree& tree) {
    std::vector<std::uint32_t> found;
    const auto behind = [&](Span item) {
        const std::uint32_t next = pieces.at(item.end);
        if (pieces.list[next].is(Sym::comma)) found.push_back(next);
    };
    const auto fields = [&](const std::vector<syntax::Field>& list) {
        for (const syntax::Field& field : list) behind(field.span);
    };
    for (const auto& record : tree.records) fields(record.fields);
    for (const auto& event : tree.events) fields(event.fields);
    for (const auto& data : tree.data) fields(data.columns);
    for (const auto& ladder : tree.ladders) {
        for (const auto& rung : ladder.rungs) behind(rung.span);
    }
    for (std::uint32_t i = 1; i < pieces.list.size(); ++i) {
        if (pieces.list[i].is(Sym::rbrace) && pieces.list[i - 1].is(Sym::comma)) found.push_back(i - 1);
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

/// The tree as text without white space: equal for sources that mean the same.
std::string meaning(const syntax::Tree& tree, const SourceSet& sources) {
    std::string text = syntax::dump(tree, sources);
    std::erase_if(text, [](char c) { return c == ' ' || c == '\t' || c == '\n'; });
    return text;
}

}  // namespace

std::optional<std::string> format(const SourceSet& sources, std::uint32_t file, Diagnostics& diagnostics) {
    const std::size_t errors_before = diagnostics.error_count();
    const syntax::Tree tree = syntax::parse(sources, file, diagnostics);
    if (diagnostics.error_count() != errors_before) return std::nullopt;
    const std::string& source = sources.file(file).text;
    Pieces pieces = cut(source, tree);
    pieces.remove(needless_commas(pieces, tree));
    Layout layout = lay_out(pieces, tree);
    align(pieces, layout.places);
    std::string text = print(pieces, layout);

    SourceSet again;
    again.add(sources.file(file).path, text);
    Diagnostics unexpected;
    const syntax::Tree reread = syntax::parse(again, 0, unexpected);
    if (unexpected.has_errors() || meaning(reread, again) != meaning(tree, sources)) return source;
    return text;
}

}  // namespace ordain::format
