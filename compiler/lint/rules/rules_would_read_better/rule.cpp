#include "compiler/lint/rule.hpp"

namespace ordain::lint {

void check_rules_would_read_better(const Subject& subject, Findings& findings) {
    constexpr std::size_t few_columns = 4;
    for (const syntax::Tree& tree : subject.trees)
        for (const syntax::Policy& table : tree.policies) {
            if (!table.is_table || table.columns.size() < few_columns) continue;
            std::size_t cells = 0, empty = 0;
            for (const syntax::Row& row : table.rows)
                for (const syntax::Cell& cell : row.cells) {
                    ++cells;
                    empty += cell.kind == syntax::CellKind::any ? 1 : 0;
                }
            if (empty * 4 < cells * 3) continue;
            findings.report(table.name.span, "{} of the {} cells of `{}` are `-`", empty, cells, table.name.text)
                .with_help("rows that look at one value each are rules: write them as such");
        }
}

}  // namespace ordain::lint
