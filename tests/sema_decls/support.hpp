// Small bundles as texts, checked.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "compiler/diag/diagnostic.hpp"
#include "compiler/sema/typed.hpp"

namespace ordain::test {

/// Sources by path (`m.ord` and so on), and the files they may read.
struct Sources {
    std::vector<std::pair<std::string, std::string>> files;
    std::map<std::string, std::string> data;
};

struct Checked {
    std::unique_ptr<SourceSet> sources;
    Diagnostics diagnostics;
    typed::Program program;

    /// "kind path:line: message" of each report, sorted by place.
    [[nodiscard]] std::vector<std::string> reports() const;
    /// The help of the first report.
    [[nodiscard]] std::string help() const;
    /// The rendered reports.
    [[nodiscard]] std::string text() const;
    [[nodiscard]] std::string dump() const;
};

[[nodiscard]] Checked check(const Sources& sources);
/// A bundle of `bundle.ord` (with a queue `exceptions`) and `m.ord`: "module m" and, from line 2 on, `text`.
[[nodiscard]] Checked check(const std::string& text, std::map<std::string, std::string> data = {});

/// The member of `list` with this name; fails the test when there is none.
template <class T>
[[nodiscard]] const T& named(const std::vector<T>& list, std::string_view name);

}  // namespace ordain::test

#include <catch2/catch.hpp>

namespace ordain::test {

template <class T>
const T& named(const std::vector<T>& list, std::string_view name) {
    for (const T& t : list)
        if (t.name == name) return t;
    FAIL("nothing is called " << name);
    return list.front();
}

}  // namespace ordain::test
