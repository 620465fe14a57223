// Lint of small examples, which stand on a prelude: the module `base` (an event, roles, queues, reasons) and `spare`.
#pragma once

#include <set>
#include <string>

namespace ordain::lint_test {

struct Linted {
    std::set<std::string> rules;  // whose findings lie in the example; an error counts by its kind
    std::string rendered;         // them all, for people
};

/// A text that begins with `bundle` stands for bundle.ord; one that begins with `module` is a module as it is; any other is the body of a
/// module that uses `base`. Rules that ask for completeness (a test, a deadline, …) are silent but for `rule`.
[[nodiscard]] Linted lint_example(const std::string& text, const std::string& rule);

}  // namespace ordain::lint_test
