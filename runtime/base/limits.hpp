// Every limit in one place, with its reason. A limit that a user can meet is named in grammar/LANGUAGE.md.
// The preset `hostile` (ORDAIN_HOSTILE_LIMITS) makes them tiny, so that tests meet every one of them.
#pragma once

#include <cstddef>
#include <cstdint>

namespace ordain::limits {

#ifdef ORDAIN_HOSTILE_LIMITS
inline constexpr bool hostile = true;
#else
inline constexpr bool hostile = false;
#endif

// --- source text -----------------------------------------------------------------------------------------------
inline constexpr std::size_t source_bytes = std::size_t{64} << 20;        // one file; 64 MiB is some 500 000 rules
inline constexpr unsigned nesting = 100;                                  // expressions, needs: recursion stays shallow
inline constexpr unsigned expression_height = 250;                        // operators in a row (`a + b + …`) make a tree deep, too
inline constexpr std::size_t listed_values = 65'536;                      // of one list in an expression; more belong into `data`
inline constexpr std::size_t grid_columns = 1'000;                        // of one table, data or ladder
inline constexpr unsigned reported_errors = 200;                          // a broken file should not drown its author
inline constexpr std::size_t typed_nodes = hostile ? 20'000 : 8'000'000;  // all expressions of a bundle after `define`s

inline constexpr unsigned typed_depth = hostile ? 150 : 400;  // operators within operators, `define`s replaced

// --- one event -------------------------------------------------------------------------------------------------
inline constexpr std::size_t event_bytes = std::size_t{16} << 20;  // one JSON line; longer is a fault, and is skipped
inline constexpr unsigned json_depth = 128;                        // nesting of the JSON line
inline constexpr std::size_t text_bytes = 4096;                    // default `max` of a text, in bytes of UTF-8
inline constexpr std::size_t list_rows = std::size_t{1} << 20;     // rows that all lists of one event can hold together

// --- one bundle ------------------------------------------------------------------------------------------------
inline constexpr std::uint64_t program_cost = hostile ? 200'000 : 500'000'000;  // static cost of one decision
inline constexpr std::uint32_t frame_registers = 1u << 22;                      // constants + slots + temporaries
inline constexpr unsigned index_registers = 250;                                // loops and look-ups open at one time; fits 8 bits
inline constexpr unsigned match_keys = 16;                                      // values that one matcher looks at
inline constexpr unsigned match_leaves = 8;                                     // nodes of one that are looked at for one event
inline constexpr unsigned calendar_years = 50;                                  // span of `covers`
inline constexpr unsigned enum_values = 4096;
inline constexpr unsigned escalation_repeats = 100;  // `every D past due up to N times`
inline constexpr std::size_t bundle_bytes = std::size_t{1} << 30;

}  // namespace ordain::limits
