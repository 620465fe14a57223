#include "compiler/lint/rule.hpp"

namespace ordain::lint {

void check_long_table(const Subject& subject, Findings& findings) {
    constexpr std::size_t tolerated = 60;  // rows
    for (const syntax::Tree& tree : subject.trees)
        for (const syntax::Policy& table : tree.policies)
            if (table.rows.size() > tolerated)
                findings.report(table.name.span, "`{}` has {} rows", table.name.text, table.rows.size())
                    .with_help("keep limits in a `data` table, from a CSV file if people edit it, and compare with them in a few rules");
}

}  // namespace ordain::lint
