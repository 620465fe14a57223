// Small bundles as texts, checked: a schema that all tests share, and one module of the test's own.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "compiler/diag/diagnostic.hpp"
#include "compiler/sema/typed.hpp"

namespace ordain::test {

struct Checked {
    std::unique_ptr<SourceSet> sources;
    Diagnostics diagnostics;
    typed::Program program;

    /// "name line: message" of each report, in order.
    [[nodiscard]] std::vector<std::string> reports() const;
    /// The rendered reports, for messages of failing tests.
    [[nodiscard]] std::string text() const;
    /// The instance of a policy for an event.
    [[nodiscard]] const typed::Instance& instance(std::string_view policy, std::string_view event = "order.created") const;
    /// An expression in prefix form: `(and (is_present (field ship_by …)) …)`; constants with their types.
    [[nodiscard]] std::string show(typed::ExprId id) const;
};

/// Checks the shared schema, a bundle file, and `module m` with `text` (whose first line is line 1).
[[nodiscard]] Checked check(std::string_view text, bool with_calendar = false, std::string_view default_effects = "release");

/// Wraps a condition into a policy on order.created.
[[nodiscard]] std::string rule(std::string_view condition);

}  // namespace ordain::test
