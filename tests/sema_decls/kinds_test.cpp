// Every kind of diagnostic that declarations can meet: one mistake, one report, at its line, in these words.
#include <set>

#include "tests/sema_decls/support.hpp"

using namespace ordain;
using namespace ordain::test;

namespace {

struct Case {
    std::string report;  // "kind line: message", of m.ord
    std::string text;    // of m.ord, from line 2 on
    std::map<std::string, std::string> data{};
};

const std::string calendar_rest = "zone \"UTC\" covers 2026..2027";

const std::vector<Case> cases{
    // names
    {"unknown_name 3: there is no role `manger`", "role manager\nrole boss above manger"},
    {"unknown_name 2: there is no enum or record `Rsik`", "record R { risk Rsik }\nenum Risk { low }"},
    {"unknown_name 3: there is no role or channel `ofice`", "channel office\nescalation e { at due notify ofice }"},
    {"duplicate_name 3: `q` is declared twice", "queue q\nqueue q"},
    {"ambiguous_name 4: `x` is a role and a channel", "role x\nchannel x\nescalation e { at due notify x }"},
    {"duplicate_name 3: `x` is declared twice", "const x = 1\ndefine x(a int) = a"},
    {"wrong_kind 3: `q` is a queue, not a role", "queue q\nrole boss above q"},
    {"wrong_kind 3: `q` is a queue, not a role", "queue q\nescalation e { at due notify q }"},
    {"duplicate_name 2: `Priority` is built in and can't be declared again", "enum Priority { a, b }"},
    {"wrong_kind 3: `office` is a channel, not a role", "channel office\nrole boss above office"},
    {"unknown_module 2: there is no module `sales.shema` in this bundle", "use sales.shema"},
    {"reserved_name 2: a field of an event can't be called `event`", "event e.f { event text }"},
    {"unknown_enumerator 6: `hihg` is not one of the names of `Risk`",
     "enum Risk { low, high }\nrole a\nladder l for Risk of int { | scope | a |\n| --- | --- |\n| hihg | 1 |\n| - | 2 |\n}"},

    {"wrong_initial 2: the name of an enum begins with a capital, unlike `risk`", "enum risk { low }"},
    {"wrong_initial 2: the name of a role begins with a small letter, unlike `Boss`", "role Boss"},
    {"wrong_initial 2: the name of a field begins with a small letter, unlike `Total`", "record R { Total int }"},
    {"duplicate_name 4: `t` is a policy and also a table",
     "event a.b { x int }\npolicy t on a.b { otherwise release }\ntable t on a.b {\n| x || decide |\n| --- || --- |\n| - || release |\n}"},

    // constants
    {"impossible_literal 2: `2026-13-01` does not exist", "record R { d date in 2026-13-01..2026-12-31 }"},
    {"impossible_literal 2: `2026-02-30` does not exist", "record R { d date in 2026-01-01..2026-02-30 }"},
    {"impossible_literal 2: `25:00` does not exist", "record R { t time in 08:00..25:00 }"},
    {"impossible_literal 2: `24:00` does not exist", "record R { t time in 08:00..24:00 }"},
    {"impossible_literal 2: `2262-01-01T00:00:00Z` does not exist",
     "record R { t timestamp in 2026-01-01T00:00:00Z..2262-01-01T00:00:00Z }"},
    {"impossible_literal 2: the `max` of a text is a whole number from 1 to 16777216, not `0`", "record R { t text max 0 }"},
    {"too_many_digits 2: `0.1234567` has too many digits after the point", "record R { d decimal in 0.1234567..1 }"},
    {"too_many_digits 2: `1.00001 EUR` has too many digits after the point", "record R { d money EUR in 1.00001 EUR..2 EUR }"},
    {"too_many_digits 2: `1.00001%` has too many digits after the point", "record R { d percent in 0%..1.00001% }"},
    {"number_too_large 2: `9223372036854775808` is too large for an int", "record R { d int in 0..9223372036854775808 }"},
    {"number_too_large 2: `9223372036855` is too large for decimal", "record R { d decimal in 0..9223372036855 }"},
    {"looks_like_points 2: a percentage is expected here, and `100` is 10000%", "record R { d percent in 0..100 }"},
    {"constant_mismatch 2: expected money EUR, but this is int", "record R { d money EUR in 0 EUR..100 }"},
    {"constant_mismatch 2: expected money EUR, but this is money USD", "record R { d money EUR in 0 EUR..100 USD }"},
    {"empty_range 2: nothing lies in `5..4`", "record R { d int in 5..4 }"},
    {"empty_range 2: nothing lies in `[4 .. 4)`", "record R { d int in [4 .. 4) }"},
    {"no_range_for_type 5: text has no order", "data d key (k text) { x int\n| k || x |\n| --- || --- |\n| \"a\"..\"b\" || 1 |\n}"},
    {"business_weeks 2: a business week has no fixed number of business days", "escalation e { after 2 business weeks reject }"},
    {"value_not_positive 2: a step comes after some time, not after `0 hours`", "escalation e { after 0 hours reject }"},
    {"value_not_positive 3: a limit can't be negative", "role a\nladder l { a up to -5 EUR }"},

    // types
    {"type_not_allowed 2: the elements of a list can't be list of int", "record R { x list<list<int>> max 5 }"},
    {"type_not_allowed 2: an output can't be money", "output x money"},
    {"type_not_allowed 2: the scope of a role can't be int", "role r for int"},
    {"type_not_allowed 2: `text?` can't stand here", "record R { x list<text?> max 5 }"},
    {"type_not_allowed 2: `advice text` can't stand here", "output x advice text"},
    {"modifier_not_allowed 2: `points` doesn't fit here", "record R { x decimal points }"},
    {"modifier_not_allowed 2: `max` doesn't fit here", "record R { x int max 5 }"},
    {"modifier_not_allowed 2: `rounded` doesn't fit here", "record R { x text rounded }"},
    {"modifier_not_allowed 2: `false as missing` doesn't fit here", "record R { x text false as missing }"},
    {"modifier_not_allowed 2: `from` doesn't fit here", "output x text from \"y\""},
    {"modifier_not_allowed 3: `in` doesn't fit here", "enum E { a, b }\nrecord R { x E in a..b }"},
    {"list_needs_max 2: this list needs a greatest length", "record R { x list<int> }"},
    {"bad_list_key 2: only a list of records has a key, and this is a list of int", "record R { x list<int> max 5 key y }"},
    {"bad_list_key 2: `n` can't be the key of a list: it is text?", "record R { x list<L> max 5 key n }\nrecord L { n text? }"},
    {"bad_list_key 2: `n` can't be the key of a list: it is bool", "record R { x list<L> max 5 key n }\nrecord L { n bool }"},
    {"unknown_name 2: `L` has no field `m`", "record R { x list<L> max 5 key m }\nrecord L { n text }"},
    {"bad_pointer 2: \"/a\" is not a place in JSON", "record R { x text from \"/a\" }"},
    {"bad_pointer 2: \"a~2\" is not a place in JSON", "record R { x text from \"a~2\" }"},
    {"bad_pointer 2: `\"\"` is the whole object, and only a record can be read from it", "record R { x text from \"\" }"},

    // declarations
    {"empty_declaration 2: the record `R` has no fields", "record R { }"},
    {"duplicate_member 2: `R` has the field `x` twice", "record R { x int x text }"},
    {"duplicate_member 2: `E` has the name `a` twice", "enum E { a, b, a }"},
    {"duplicate_member 4: `a` stands twice on the ladder `l`", "role a\nrole b\nladder l { a up to 5, b up to 6, a unlimited }"},
    {"duplicate_spelling 2: the spelling \"x\" stands for two names of `E`", "enum E { a \"x\", b \"x\" }"},
    {"recursive_record 3: the record `A` would contain itself", "record A { b B }\nrecord B { a A? }"},
    {"recursive_record 2: the record `A` would contain itself", "record A { inner list<A> max 3 }"},
    {"role_scope 3: `boss` can't stand above `clerk`", "role clerk\nrole boss for text above clerk"},
    {"role_scope 3: `a` is for each text, but the ladder `l` is without scope", "role a for text\nladder l { a up to 5 }"},
    {"role_cycle 2: the role `a` would stand above itself", "role a above b\nrole b above a"},
    {"role_cycle 2: the role `a` would stand above itself", "role a above b\nrole b\nladder l { a up to 5, b up to 6 }"},
    {"text_not_constant 3: an escalation knows no fields, so its texts have no braces to fill",
     "role a\nescalation e { at due notify a \"see {order.id}\" }"},
    {"missing_clause 2: the calendar `c` doesn't say its zone", "calendar c { covers 2026 }"},
    {"missing_clause 2: the calendar `c` doesn't say its covered years", "calendar c { zone \"UTC\" }"},
    {"unknown_zone 2: there is no time zone `Europe/Berln`", "calendar c { zone \"Europe/Berln\" covers 2026 }"},
    {"unknown_zone 2: there is no time zone `CEST`", "record R { t timestamp zone \"CEST\" }"},
    {"bad_years 2: the last covered year is before the first", "calendar c { zone \"UTC\" covers 2027..2026 }"},
    {"bad_years 2: a calendar covers at most 50 years, and this is 51", "calendar c { zone \"UTC\" covers 2020..2070 }"},
    {"bad_days 3: the last date is before the first", "calendar c { " + calendar_rest + "\nclosed 2026-05-02..2026-05-01 }"},
    {"bad_days 4: a date here is closed and has opening times",
     "calendar c { " + calendar_rest + "\nhours 2026-05-02 08:00..12:00\nclosed 2026-05-01..2026-05-03 }"},
    {"bad_days 4: `mon` is closed and has opening times",
     "calendar c { " + calendar_rest + "\nhours mon..fri 08:00..12:00\nclosed sun, mon }"},
    {"bad_hours 3: opening times end after they begin", "calendar c { " + calendar_rest + "\nhours mon 22:00..06:00 }"},
    {"bad_hours 4: opening times of one day overlap",
     "calendar c { " + calendar_rest + "\nhours mon..fri 08:00..17:00\nhours fri 08:00..15:00 }"},
    {"date_not_covered 3: `2028-01-01` is outside the years that the calendar covers",
     "calendar c { " + calendar_rest + "\nclosed 2028-01-01 }"},
    {"ladder_shape 3: the ladder `l` has a scope, but no row for each scope", "role a\nladder l for text { a up to 5 }"},
    {"ladder_shape 3: the ladder `l` has no row `-` for every other scope",
     "role a\nladder l for text of int { | scope | a |\n| --- | --- |\n| DE | 5 |\n}"},
    {"ladder_order 4: limits rise from rung to rung, but `4` is not above 5", "role a\nrole b\nladder l { a up to 5, b up to 4 }"},
    {"ladder_order 4: this rung is never asked: one before it is unlimited", "role a\nrole b\nladder l { a unlimited, b up to 4 }"},
    {"ladder_row_twice 6: there are two rows for DE",
     "role a\nladder l for text of int { | scope | a |\n| --- | --- |\n| DE | 5 |\n| DE | 6 |\n| - | 7 |\n}"},
    {"ladder_type_unknown 3: the ladder `l` has no limit to tell what it limits", "role a\nladder l { a unlimited }"},
    {"escalation_target 2: an escalation knows no fields, so it can't notify a person", "escalation e { at due notify person order.by }"},
    {"escalation_target 3: an escalation knows no fields, so it can't say for what",
     "role a for text\nescalation e { at due notify a for \"x\" }"},
    {"impossible_literal 2: the number of times is a whole number from 1 to 100, not `101`",
     "escalation e { every 1 hour past due up to 101 times reject }"},

    // data
    {"data_shape 2: `d` has no rows", "data d key (k text) { x int }"},
    {"data_shape 3: `d` has no column `y`", "data d key (k text) { x int\n| k || y |\n| --- || --- |\n| \"a\" || 1 |\n}"},
    {"data_shape 3: the key `j` is missing here", "data d key (k text, j int) { x int\n| k || x |\n| --- || --- |\n| \"a\" || 1 |\n}"},
    {"data_key_cell 5: a key is never missing or unknown", "data d key (k int) { x int\n| k || x |\n| --- || --- |\n| missing || 1 |\n}"},
    {"data_key_cell 5: a text key can't be told by what it is not",
     "data d key (k text) { x int\n| k || x |\n| --- || --- |\n| not (\"a\") || 1 |\n}"},
    {"data_value_missing 5: the column `x` needs a value in every row",
     "data d key (k int) { x int\n| k || x |\n| --- || --- |\n| 1 || - |\n}"},
    {"constant_mismatch 5: `12` is outside the range of `x`",
     "data d key (k int) { x int in 0..9\n| k || x |\n| --- || --- |\n| 1 || 12 |\n}"},
    {"unreadable_data_file 2: the file \"f.csv\" can't be read", "data d key (k text) { x int } from \"f.csv\""},
    {"csv_not_text f.csv:2: this byte is not UTF-8 text", "data d key (k text) { x int } from \"f.csv\"", {{"f.csv", "k,x\n\xff,1\n"}}},
    {"csv_not_text f.csv:2: this byte is not UTF-8 text",
     "data d key (k text) { x int } from \"f.csv\"",
     {{"f.csv", std::string("k,x\n\0,1\n", 8)}}},
    {"csv_quotes f.csv:2: the quote that opens this cell is never closed",
     "data d key (k text) { x int } from \"f.csv\"",
     {{"f.csv", "k,x\n\"a,1\n"}}},
    {"csv_quotes f.csv:2: a quote in the middle of a cell", "data d key (k text) { x int } from \"f.csv\"", {{"f.csv", "k,x\na\"b,1\n"}}},
    {"csv_quotes f.csv:3: text after the quote that closes this cell",
     "data d key (k text) { x int } from \"f.csv\"",
     {{"f.csv", "k,x\nb,2\n\"a\"b,1\n"}}},
    {"csv_header f.csv:1: the key or column `x` is missing here", "data d key (k text) { x int } from \"f.csv\"", {{"f.csv", "k\na\n"}}},
    {"csv_header f.csv:1: the columns are separated by semicolons, not by commas",
     "data d key (k text) { x int } from \"f.csv\"",
     {{"f.csv", "k;x\na;1\n"}}},
    {"csv_header f.csv:1: the file is empty", "data d key (k text) { x int } from \"f.csv\"", {{"f.csv", ""}}},
    {"csv_header f.csv:1: there is no column `scope`", "role a\nladder l for text of int from \"f.csv\"", {{"f.csv", "a\n5\n"}}},
    {"csv_row_length f.csv:3: this row has 1 cell, but the file has 2 columns",
     "data d key (k text) { x int } from \"f.csv\"",
     {{"f.csv", "k,x\na,1\nb\n"}}},
    {"csv_value f.csv:2: `1/2` is not int", "data d key (k text) { x int } from \"f.csv\"", {{"f.csv", "k,x\na,1/2\n"}}},
};

/// Kinds that are met with other files than one module; the tests below this table show them.
const std::set<std::string_view> shown_elsewhere{
    "not_visible",   "ambiguous_name", "no_module",       "several_bundles",        "no_bundle", "no_default", "unknown_edition",
    "default_twice", "no_zone_data",   "too_many_values", "default_without_verdict"};

}  // namespace

TEST_CASE("each mistake in a declaration is told once, at its place") {
    for (const Case& c : cases) {
        INFO(c.text);
        const Checked checked = check(c.text, c.data);
        INFO(checked.text());
        const std::size_t blank = c.report.find(' ');
        const std::string path = c.report.compare(blank + 1, 6, "f.csv:") == 0 ? " " : " m.ord:";
        CHECK(checked.reports() == std::vector<std::string>{c.report.substr(0, blank) + path + c.report.substr(blank + 1)});
    }
}

TEST_CASE("every kind of diagnostic about declarations is shown by a test") {
    std::set<std::string> met;
    for (const Case& c : cases) met.insert(c.report.substr(0, c.report.find(' ')));
    for (std::size_t k = 0; k < diag_kind_count(); ++k) {
        const DiagInfo& kind = info(static_cast<DiagKind>(k));
        const std::string code(kind.code.substr(3));
        const bool mine = (code >= "0201" && code <= "0210") || (code >= "0300" && code < "0350") || (code >= "0400" && code < "0500") ||
                          (code >= "0600" && code < "0700");
        if (mine && shown_elsewhere.count(kind.name) == 0)
            CHECK((std::string(kind.name) + (met.count(std::string(kind.name)) ? "" : " is not met")) == kind.name);
    }
}
