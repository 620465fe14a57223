// Lint of small examples, which stand on a prelude: the module `base` (an event, roles, queues, reasons) and `spare`.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tests/differential/piece.hpp"

namespace ordain::lint_test {

constexpr std::int32_t today = 20'780;  // 2026-11-23

struct Linted {
    std::set<std::string> rules;  // whose findings lie in the example; an error counts by its kind
    std::string rendered;         // them all, for people
};

/// The example and what it stands on; the example comes first. `rule`: as for lint_example.
[[nodiscard]] differential::Texts example_texts(const std::string& text, const std::string& rule);

/// A text that begins with `bundle` stands for bundle.ord; one that begins with `module` is a module as it is; any other is the body of a
/// module that uses `base`. Rules that ask for completeness (a test, a deadline, …) are silent but for `rule`.
[[nodiscard]] Linted lint_example(const std::string& text, const std::string& rule);

/// The blocks of ```ord under a heading of a rule's page.
[[nodiscard]] std::vector<std::string> blocks(std::string_view page, std::string_view heading);

}  // namespace ordain::lint_test
