#include "compiler/lint/rule.hpp"

namespace ordain::lint {

void check_unused_column(const Subject& subject, Findings& findings) {
    for (const syntax::Tree& tree : subject.trees)
        for (const syntax::Policy& table : tree.policies)
            for (std::size_t column = 0; column < table.columns.size() && !table.rows.empty(); ++column) {
                bool used = false;
                for (const syntax::Row& row : table.rows)
                    used = used || (column < row.cells.size() && row.cells[column].kind != syntax::CellKind::any);
                if (used || !table.columns[column].valid()) continue;
                const Span span = tree[table.columns[column]].span;
                findings.report(span, "no row says anything of `{}`", subject.sources.text(span)).with_help("leave the column out");
            }
}

}  // namespace ordain::lint
