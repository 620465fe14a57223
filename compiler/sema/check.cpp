// The order of the passes: names first, then what has no conditions, then policies.
#include "compiler/sema/check.hpp"

#include <algorithm>

#include "compiler/sema/checker.hpp"
#include "compiler/sema/echoes.hpp"
#include "runtime/base/limits.hpp"

namespace ordain::sema {

namespace {

/// About as many typed expressions as there will be: they are many, and then never move. Memory that is not touched costs nothing.
std::size_t expected_exprs(const std::vector<syntax::Tree>& trees) {
    std::size_t count = 0;
    for (const syntax::Tree& tree : trees) {
        count += tree.exprs.size() + tree.exprs.size() / 3;
        for (const syntax::Policy& table : tree.policies) count += table.rows.size() * (table.columns.size() * 2 + 1);
    }
    return std::min(count, limits::typed_nodes);
}

typed::Program checked(const std::vector<syntax::Tree>& trees, SourceSet& sources, const ReadFile& read_file, Diagnostics& diagnostics) {
    Checker c(trees, sources, read_file, diagnostics);
    c.program.utc = {{INT64_MIN, 0}};
    c.program.exprs.reserve(expected_exprs(trees));

    c.declare_modules();
    c.declare_symbols();
    c.check_initials();

    c.check_bundle();
    c.check_enums();
    c.check_records();
    c.check_symbols();
    c.check_roles();
    c.check_calendars();
    c.check_ladders();
    c.check_role_order();
    c.check_escalations();
    c.check_data();

    c.check_consts();
    c.check_defines();
    c.check_event_clauses();
    c.check_bundle_defaults();
    c.check_policies();
    c.check_proofs();
    c.check_fixtures();
    c.check_tests();
    return std::move(c.program);
}

}  // namespace

typed::Program check(const std::vector<syntax::Tree>& trees, SourceSet& sources, const ReadFile& read_file, Diagnostics& diagnostics) {
    const bool whole = std::all_of(trees.begin(), trees.end(), [](const syntax::Tree& tree) { return tree.unread.empty(); });
    if (whole) return checked(trees, sources, read_file, diagnostics);
    Diagnostics found;
    typed::Program program = checked(trees, sources, read_file, found);
    const Echoes echoes(trees, sources);
    for (const Diagnostic& d : found.all())
        if (!echoes.is_one(d)) diagnostics.add(d);
    return program;
}

}  // namespace ordain::sema
