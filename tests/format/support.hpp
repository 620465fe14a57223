// A text in the canonical layout, and what has to be the same before and after.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/diag/render.hpp"
#include "compiler/format/format.hpp"
#include "compiler/syntax/parse.hpp"

namespace ordain::testing {

/// The layout of `text`, or nothing if it has errors; `path` decides whether it needs a `module`.
inline std::optional<std::string> formatted(std::string_view text, std::string path = "bundle.ord") {
    SourceSet sources;
    sources.add(std::move(path), std::string(text));
    Diagnostics diagnostics;
    return format::format(sources, 0, diagnostics);
}

/// What the formatter must keep.
struct Content {
    bool good = false;                  // it has no errors
    std::string tree;                   // without white space
    std::vector<std::string> comments;  // in order, without white space at their ends
    std::vector<std::string> docs;      // of the declarations, without white space
};

inline std::string without_space(std::string text) {
    std::erase_if(text, [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; });
    return text;
}

inline Content content_of(std::string_view text, std::string path = "bundle.ord") {
    SourceSet sources;
    sources.add(std::move(path), std::string(text));
    Diagnostics diagnostics;
    const syntax::Tree tree = syntax::parse(sources, 0, diagnostics);
    Content content;
    content.good = !diagnostics.has_errors();
    content.tree = without_space(syntax::dump(tree, sources));
    for (const Span comment : tree.comments) {
        std::string words(sources.text(comment));
        words.erase(words.find_last_not_of(" \t\r") + 1);
        content.comments.push_back(std::move(words));
    }
    const auto docs = [&](const auto& list) {
        for (const auto& declaration : list) content.docs.push_back(without_space(std::string(declaration.doc)));
    };
    docs(tree.roles), docs(tree.enums), docs(tree.records), docs(tree.events), docs(tree.consts), docs(tree.defines), docs(tree.data);
    docs(tree.policies), docs(tree.tests), docs(tree.ladders), docs(tree.calendars), docs(tree.outputs), docs(tree.waives);
    return content;
}

}  // namespace ordain::testing
