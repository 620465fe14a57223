// Every rule has a page; what its page tells to avoid is reported by that rule alone, what it prefers by none.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "compiler/diag/render.hpp"
#include "compiler/lint/lint.hpp"
#include "tests/lint/support.hpp"

using namespace ordain;
using namespace ordain::lint_test;

namespace {

bool blank(std::string_view text) {
    return text.find_first_not_of(" \t\n") == text.npos;
}

/// What a page lacks that has not been written yet, in words of who writes it.
std::vector<std::string> unwritten(std::string_view page, const std::string& name) {
    std::vector<std::string> found;
    const std::string title = "# " + name + "\n";
    if (!page.starts_with(title)) return {fmt::format("page.md of `{0}` doesn't begin with `# {0}`", name)};
    const std::size_t first = std::min(page.find("\n## "), page.size());
    if (blank(page.substr(title.size(), first < title.size() ? 0 : first - title.size())))
        found.push_back(fmt::format("page.md of `{}` doesn't say why the rule is there, between its title and `## Avoid`", name));
    for (const char* heading : {"Avoid", "Prefer"}) {
        const std::vector<std::string> examples = blocks(page, heading);
        if (examples.empty() || std::any_of(examples.begin(), examples.end(), blank))
            found.push_back(fmt::format("page.md of `{}` has no example, a block of ```ord, under `## {}`", name, heading));
    }
    return found;
}

/// What is wrong with the examples of a page.
std::vector<std::string> untrue(std::string_view page, const std::string& name) {
    std::vector<std::string> found;
    const auto check = [&](const char* heading, const std::set<std::string>& expected) {
        for (const std::string& example : blocks(page, heading)) {
            const Linted linted = lint_example(example, name);
            if (linted.rules == expected) continue;
            found.push_back(fmt::format("under `## {}` of `{}` this should be reported by {}, and is by {}:\n{}\n{}", heading, name,
                                        expected, linted.rules, example, linted.rendered));
        }
    };
    check("Avoid", {name});
    check("Prefer", {});
    return found;
}

}  // namespace

TEST_CASE("the pages of the lint rules tell the truth") {
    for (const DiagKind kind : lint::rules()) {
        const std::string name(info(kind).name);
        const std::string_view page = lint::page(info(kind).code);
        const std::vector<std::string> lacks = unwritten(page, name);
        for (const std::string& problem : lacks.empty() ? untrue(page, name) : lacks) FAIL_CHECK(problem);
    }
}

TEST_CASE("a page that is not written, or not true, is told") {
    const std::string empty = "# new_rule\n\n## Avoid\n\n```ord\n```\n\n## Prefer\n\n```ord\n```\n";
    CHECK(unwritten(empty, "new_rule").size() == 3);
    CHECK(unwritten(empty, "other").size() == 1);
    const std::string page(lint::page("self_comparison"));
    CHECK(unwritten(page, "self_comparison").empty());
    CHECK(untrue(page, "self_comparison").empty());
    std::string swapped = page;
    swapped.replace(swapped.find("## Avoid"), 8, "## Prefer");
    swapped.replace(swapped.rfind("## Prefer"), 9, "## Avoid");
    CHECK(untrue(swapped, "self_comparison").size() == 2);
}
