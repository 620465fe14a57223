#include "tests/differential/checked.hpp"

#include "compiler/diag/render.hpp"
#include "compiler/sema/check.hpp"
#include "compiler/syntax/parse.hpp"

namespace ordain::differential {

Checked check_texts(const Texts& texts) {
    SourceSet sources;
    Diagnostics diagnostics;
    std::vector<syntax::Tree> trees;
    for (const auto& [path, text] : texts) {
        if (!path.ends_with(".ord")) continue;
        const std::uint32_t file = sources.add(path, text);
        trees.push_back(syntax::parse(sources, file, diagnostics));
    }
    const sema::ReadFile read = [&](const std::string&, const std::string& name) -> Result<std::string> {
        for (const auto& [path, text] : texts)
            if (path == name) return text;
        return Error{"there is no such file"};
    };
    Checked out;
    out.program = sema::check(trees, sources, read, diagnostics);
    if (!diagnostics.has_errors()) return out;
    out.errors = render_text(diagnostics, sources, false);
    for (const Diagnostic& d : diagnostics.all())
        if (d.severity == Severity::error) out.codes.emplace_back(info(d.kind).code);
    return out;
}

}  // namespace ordain::differential
