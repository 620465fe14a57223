// What people write out of habit from elsewhere, and how it is said here.
#pragma once

#include <string>
#include <string_view>

namespace ordain::syntax {

/// A place where something else was expected.
struct Surprise {
    std::string_view expected;     // what, as the message says it
    std::string_view before;       // the word or sign before
    std::string_view found;        // the word or sign that stands there
    std::string_view line_before;  // its line up to it
    std::string_view line_after;   // … and behind it
    bool reserved = false;         // a word that names nothing
    bool on_new_line = false;
};

/// A help for it; empty if nothing is known about it.
[[nodiscard]] std::string help_for_habit(const Surprise& s);

/// What a sign that stands on no keyboard is called, and what to type instead.
struct ForeignSign {
    std::string_view name;  // "a no-break space"; empty if the sign can be seen
    std::string_view help;
};
/// About the first sign of `text`, which is not ASCII.
[[nodiscard]] ForeignSign foreign_sign(std::string_view text);

/// The type that a type's name from elsewhere (`string`, `Boolean`) is here, as a help; or empty.
[[nodiscard]] std::string help_for_type(std::string_view name);

}  // namespace ordain::syntax
