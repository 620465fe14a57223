// Any bytes: a data file is read or its mistakes are told, at places that lie in it.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "compiler/diag/render.hpp"
#include "compiler/sema/csv.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    ordain::SourceSet sources;
    sources.add("fuzz.csv", std::string(reinterpret_cast<const char*>(data), size));
    ordain::Diagnostics diagnostics;
    const auto table = ordain::sema::read_csv(sources, 0, diagnostics);
    const auto inside = [size](ordain::Span span) { return span.begin <= span.end && span.end <= size; };
    for (const auto& d : diagnostics.all())
        if (!inside(d.span)) std::abort();
    if (table) {
        for (const auto& row : table->rows) {
            if (row.cells.size() != table->header.cells.size() || !inside(row.span)) std::abort();
            for (const auto& cell : row.cells)
                if (!inside(cell.span)) std::abort();
        }
    }
    (void)ordain::render_text(diagnostics, sources, true);
    return 0;
}
