// Any bytes: the parser ends, its tree is well formed, its spans lie in the file, and its messages can be rendered.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "compiler/diag/render.hpp"
#include "compiler/diag/reports.hpp"
#include "compiler/syntax/parse.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    ordain::SourceSet sources;
    sources.add("fuzz.ord", std::string(reinterpret_cast<const char*>(data), size));
    ordain::Diagnostics diagnostics;
    const auto tree = ordain::syntax::parse(sources, 0, diagnostics);
    for (const auto& d : diagnostics.all()) {
        if (d.span.begin > d.span.end || d.span.end > size) std::abort();
    }
    for (const auto& e : tree.exprs) {
        if (e.span.begin > e.span.end || e.span.end > size) std::abort();
        for (const auto part : {e.a, e.b, e.c}) {
            if (part.valid() && part.value >= tree.exprs.size()) std::abort();
        }
    }
    (void)ordain::render_text(diagnostics, sources, true);
    (void)ordain::render_json(diagnostics, sources);
    (void)ordain::syntax::dump(tree, sources);
    return 0;
}
