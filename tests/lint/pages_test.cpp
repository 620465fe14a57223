// Every rule has a page; what its page tells to avoid is reported by that rule alone, what it prefers by none.
#include <catch2/catch.hpp>

#include <set>
#include <string>

#include "compiler/diag/render.hpp"
#include "compiler/lint/lint.hpp"
#include "tests/lint/support.hpp"

using namespace ordain;
using namespace ordain::lint_test;

namespace {

std::string names(const std::set<std::string>& all) {
    std::string text;
    for (const std::string& name : all) text += name + " ";
    return text;
}

}  // namespace

TEST_CASE("the pages of the lint rules tell the truth") {
    for (const DiagKind kind : lint::rules()) {
        const std::string name(info(kind).name);
        INFO(name);
        const std::string_view page = lint::page(info(kind).code);
        REQUIRE(page.starts_with("# " + name + "\n"));
        const std::vector<std::string> bad = blocks(page, "Avoid"), good = blocks(page, "Prefer");
        CHECK_FALSE(bad.empty());
        CHECK_FALSE(good.empty());
        for (const std::string& block : bad) {
            const Linted linted = lint_example(block, name);
            INFO(linted.rendered);
            CHECK(names(linted.rules) == name + " ");
        }
        for (const std::string& block : good) {
            const Linted linted = lint_example(block, name);
            INFO(linted.rendered);
            CHECK(names(linted.rules).empty());
        }
    }
}
