// Parsing a text in a test: the tree, what was reported, and both as text.
#pragma once

#include <catch2/catch.hpp>
#include <memory>
#include <string>
#include <vector>

#include "compiler/diag/render.hpp"
#include "compiler/syntax/parse.hpp"

namespace ordain::testing {

/// A parsed file. Not movable: the tree holds views into its source.
struct Parsed {
    explicit Parsed(std::string text, std::string path = "test.ord") {
        sources.add(std::move(path), std::move(text));
        tree = syntax::parse(sources, 0, diagnostics);
        diagnostics.sort();
    }
    Parsed(const Parsed&) = delete;
    Parsed& operator=(const Parsed&) = delete;

    SourceSet sources;
    Diagnostics diagnostics;
    syntax::Tree tree;

    [[nodiscard]] std::string dump() const { return syntax::dump(tree, sources); }
    [[nodiscard]] std::string rendered() const { return render_text(diagnostics, sources, false); }
    /// "3:9 expected …": line, column, message of each.
    [[nodiscard]] std::vector<std::string> errors() const {
        std::vector<std::string> list;
        for (const Diagnostic& d : diagnostics.all()) {
            const LineColumn at = sources.position(d.span.file, d.span.begin);
            list.push_back(fmt::format("{}:{} {}", at.line, at.column, d.message));
        }
        return list;
    }
};

/// The dump of a file that has no errors.
inline std::string dump_of(std::string text) {
    const Parsed p(std::move(text));
    INFO(p.rendered());
    CHECK(p.diagnostics.all().empty());
    return p.dump();
}

/// `expr` as the value of a const, dumped.
inline std::string expr_of(const std::string& expr) {
    const std::string dump = dump_of("module m\nconst c = " + expr + "\n");
    const std::string before = "module m\nconst c = ";
    REQUIRE(dump.starts_with(before));
    return dump.substr(before.size(), dump.size() - before.size() - 1);
}

}  // namespace ordain::testing
