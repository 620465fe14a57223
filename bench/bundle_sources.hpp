// Sources for bench_bundles, made by rule: the same text on every machine.
#pragma once

#include <cstdint>
#include <string>

namespace ordain::bench {

/// A first-match policy: an equality and a range of amounts in each rule, a third condition in most, one effect. As W2 of
/// peers/workloads.py.
[[nodiscard]] std::string mixed_rules(std::int64_t rules);

/// A policy whose rules have what rules of a company have: a text, a condition, approval within a time, a reason with values in its text.
[[nodiscard]] std::string worded_rules(std::int64_t rules);

/// A table of four conditions and two results.
[[nodiscard]] std::string table_rows(std::int64_t rows);

/// Reference data of two keys and two columns in the source, and a policy that reads it.
[[nodiscard]] std::string data_rows(std::int64_t rows);

}  // namespace ordain::bench
