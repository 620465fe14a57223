#include "tests/sema_decls/support.hpp"

#include "compiler/diag/render.hpp"
#include "compiler/sema/check.hpp"
#include "compiler/syntax/parse.hpp"

namespace ordain::test {

std::vector<std::string> Checked::reports() const {
    std::vector<std::string> list;
    for (const Diagnostic& d : diagnostics.all()) {
        list.push_back(fmt::format("{} {}:{}: {}", info(d.kind).name, sources->file(d.span.file).path,
                                   sources->position(d.span.file, d.span.begin).line, d.message));
    }
    return list;
}

std::string Checked::help() const {
    return diagnostics.all().empty() ? "" : diagnostics.all().front().help;
}

std::string Checked::text() const {
    return render_text(diagnostics, *sources, false);
}

std::string Checked::dump() const {
    return sema::dump(program, *sources);
}

Checked check(const Sources& sources) {
    Checked c;
    c.sources = std::make_unique<SourceSet>();
    std::vector<syntax::Tree> trees;
    for (const auto& [path, text] : sources.files) trees.push_back(syntax::parse(*c.sources, c.sources->add(path, text), c.diagnostics));
    const sema::ReadFile read = [&](const std::string&, const std::string& name) -> Result<std::string> {
        const auto at = sources.data.find(name);
        if (at == sources.data.end()) return Error{"no such file"};
        return at->second;
    };
    c.program = sema::check(trees, *c.sources, read, c.diagnostics);
    c.diagnostics.sort();
    return c;
}

Checked check(const std::string& text, std::map<std::string, std::string> data) {
    return check(Sources{{{"bundle.ord", "bundle b { edition 1  default on * release  fault in exceptions }\nqueue exceptions\n"},
                          {"m.ord", "module m\n" + text + "\n"}},
                         std::move(data)});
}

}  // namespace ordain::test
