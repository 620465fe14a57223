#include "compiler/diag/meaning.hpp"

namespace ordain {

std::string_view meaning(DiagKind kind) {
    switch (kind) {
        case DiagKind::unreadable_file: return "A file of the bundle can't be read. See that it exists, is a file, and may be read.";
        case DiagKind::invalid_utf8: return "The file is not UTF-8 text. Save it as UTF-8 in your editor.";
        case DiagKind::nul_byte:
            return "The file holds a NUL byte, which no text does. It is probably no text file, or is saved as UTF-16: save it as UTF-8.";
        case DiagKind::file_too_large:
            return "The file is larger than a source may be. Split it into modules, or keep the values in a CSV file that `data … from` "
                   "reads.";
        case DiagKind::syntax:
            return "The text doesn't follow the grammar at this place. Nearly always the help under the message says what to write "
                   "instead.";
        case DiagKind::nested_too_deep:
            return "Parentheses, conditions or types stand too deep in each other. Name the inner ones with `let` or `define`.";
        case DiagKind::unknown_name: return "Nothing of this name is declared. Mend the spelling, or declare it.";
        case DiagKind::not_visible:
            return "The name is declared in a module that this file doesn't use. Add `use` and the name of that module.";
        case DiagKind::ambiguous_name: return "The name means two things here. Rename one of them, or write it out, such as `Risk.low`.";
        case DiagKind::duplicate_name: return "Two declarations have one name. Rename one of them, or take it away.";
        case DiagKind::wrong_kind:
            return "The name is declared, but as something else than what stands here: a queue where a role belongs, say.";
        case DiagKind::no_module: return "Every file but `bundle.ord` begins with `module` and a name, by which others use it.";
        case DiagKind::unknown_module:
            return "`use` names a module that no file of the bundle is. Mend the spelling, or take the line away.";
        case DiagKind::reserved_name: return "The name has a meaning of its own here and can't be given to something else. Choose another.";
        case DiagKind::unknown_enumerator:
            return "The enum has no such name. Use one of those that its declaration lists, or add it there.";
        case DiagKind::wrong_initial:
            return "Enums and records begin with a capital, everything else with a small letter; reasons and the names of an enum may do "
                   "either.";
        case DiagKind::impossible_literal: return "A value is written that doesn't exist, such as 30 February or 25:00.";
        case DiagKind::too_many_digits:
            return "A number has more digits after the point than its type holds: six for decimals, four for percentages and amounts as "
                   "written.";
        case DiagKind::number_too_large: return "A number doesn't fit its type. Amounts, decimals and whole numbers have 64 bits.";
        case DiagKind::looks_like_points: return "A number above 1 is compared with a percentage, where 1 is the whole. Write it with `%`.";
        case DiagKind::constant_mismatch: return "A value that is written out has another type than the place wants.";
        case DiagKind::empty_range: return "No value lies in this range, since its upper bound is below the lower one.";
        case DiagKind::no_range_for_type:
            return "Values of this type have no order, so no range of them can be given. List the values instead.";
        case DiagKind::type_not_allowed:
            return "The type can't be used in this place: some places take single values only, some no optional ones.";
        case DiagKind::modifier_not_allowed:
            return "The word after the type doesn't fit it: `max` is for texts and lists, `rounded` for numbers, and so on.";
        case DiagKind::list_needs_max:
            return "Each list says how long it may get, so that the cost of a decision is known. Add `max` and a number.";
        case DiagKind::bad_list_key: return "The key of a list is a field of its records that holds one value, always there.";
        case DiagKind::bad_pointer:
            return "The text after `from` or `currency` says where in the JSON a value stands: names with `/` between them.";
        case DiagKind::business_weeks:
            return "There are no business weeks, since their length would depend on the calendar. Say business days.";
        case DiagKind::value_not_positive: return "The number must be 1 or more.";
        case DiagKind::operand_type: return "The operator, function or `in` can't be used with values of this type.";
        case DiagKind::type_mismatch:
            return "Two values meet that have different types, such as a number and a text. Convert one, or compare with something of its "
                   "own type.";
        case DiagKind::may_be_missing:
            return "An optional value is used where one is needed. Ask `x is present and …` first, or write `x if missing …`.";
        case DiagKind::currency_mismatch:
            return "Amounts of two currencies meet; they are never mixed silently. Convert one: `x in EUR at rate`.";
        case DiagKind::money_needs_conversion:
            return "A `money` without a currency can't be compared or added. Convert it, `x in EUR at rate`, or declare its currency.";
        case DiagKind::no_order: return "Values of this type are equal or not, but none is less than another. Use `=` or `!=`.";
        case DiagKind::durations_mixed: return "Elapsed time and business time can't be added or compared. Use one of the two throughout.";
        case DiagKind::unknown_field: return "The record or event has no field of this name. Mend the spelling, or declare the field.";
        case DiagKind::unknown_function: return "There is no such function or `define`.";
        case DiagKind::wrong_argument_count: return "The function, `define` or look-up takes another number of values than it is given.";
        case DiagKind::not_a_condition: return "Something that is true or false is needed here: a comparison, `is present`, a bool.";
        case DiagKind::no_calendar: return "Business time needs a calendar. Name one in the policy or in `bundle.ord`: `calendar NAME`.";
        case DiagKind::not_constant: return "Only a constant can stand here, nothing that differs from event to event.";
        case DiagKind::constant_fault: return "Working out this constant fails: it divides by zero, or gets too large.";
        case DiagKind::needs_itself: return "To know this value one would have to know it already. Break the circle.";
        case DiagKind::not_a_list: return "A list is needed here, and this is a single value. Compare with `=`, or name a list.";
        case DiagKind::no_list_key: return "Elements can be looked up only in a list that is declared with `key` and a field.";
        case DiagKind::not_whole_days: return "To a date only whole days can be added: days or weeks.";
        case DiagKind::enumerator_clash:
            return "The word is a name of an enum and also something else that can be read here. Write `Enum.name` for the name.";
        case DiagKind::not_a_value:
            return "The name is declared, but is no value: a role or a queue can't be compared, a `define` must be called.";
        case DiagKind::bad_digits: return "The number of digits to round to is a constant whole number within what the type holds.";
        case DiagKind::never_unknown: return "`is unknown` is for enums declared `open`; other values are refused when they are read.";
        case DiagKind::text_field:
            return "The braces of a text don't fit: one is not closed, closes nothing, or holds what can't be shown. A brace itself is "
                   "written twice.";
        case DiagKind::only_in_proofs: return "`include` and the names of the decision, such as `verdict`, are known in `prove` only.";
        case DiagKind::name_taken:
            return "The name is taken already, by a field, a const or another `let`. What reads it would be unclear: choose another.";
        case DiagKind::no_event_here: return "No event is at hand here, so none of its fields can be read.";
        case DiagKind::never_missing_value:
            return "The value is always there, so there is nothing to ask with `is missing`, `is present` or `if missing`.";
        case DiagKind::empty_declaration: return "The declaration has nothing in it, and needs at least one member.";
        case DiagKind::duplicate_member: return "Two members have one name. Rename one of them.";
        case DiagKind::duplicate_spelling: return "Two names of an enum have one spelling in JSON, so it would be unclear which is meant.";
        case DiagKind::too_many_values: return "The declaration has more values than are allowed. Keep them in `data`, or use a text.";
        case DiagKind::recursive_record:
            return "A record can't hold itself, neither directly nor through others, since it would have no end.";
        case DiagKind::role_scope: return "A role `for` something must be above and below roles for the same thing, or for nothing.";
        case DiagKind::role_cycle: return "A role stands above itself, through others. Take one `above` away.";
        case DiagKind::text_not_constant: return "The text must be the same for every event; it can't show values in braces.";
        case DiagKind::missing_clause: return "A clause that the declaration must have is not there. The message says which.";
        case DiagKind::unknown_zone: return "There is no such time zone. Zones are written as in `Europe/Berlin`.";
        case DiagKind::no_zone_data: return "The machine has no data about time zones. Install the package `tzdata`.";
        case DiagKind::bad_years: return "The years that a calendar covers are in the wrong order, or too many.";
        case DiagKind::bad_days: return "The days or dates of a calendar are in the wrong order, or given twice.";
        case DiagKind::bad_hours: return "Opening hours end before they begin, or overlap.";
        case DiagKind::date_not_covered:
            return "A date lies outside the years that the calendar covers. Extend `covers`, or mend the date.";
        case DiagKind::ladder_shape: return "The ladder has no rungs, or a matrix of another form than its declaration says.";
        case DiagKind::ladder_order: return "The limits of a ladder rise from rung to rung, and the last may be `unlimited`.";
        case DiagKind::ladder_row_twice: return "Two rows of the ladder are for the same scope.";
        case DiagKind::ladder_type_unknown:
            return "Nothing says what the limits of the ladder are. Add `of` and a type, such as `of money EUR`.";
        case DiagKind::escalation_target: return "The chain can't do this: what it reassigns to, or when, doesn't fit.";
        case DiagKind::data_shape: return "The columns of the data are not those that are declared.";
        case DiagKind::data_key_cell: return "A cell of a key is something that can't be looked up.";
        case DiagKind::data_value_missing:
            return "A cell is empty, and its column is not optional. Fill it in, or add `?` to the column's type.";
        case DiagKind::no_bundle: return "The folder has no `bundle` declaration. It stands in the file `bundle.ord`.";
        case DiagKind::several_bundles: return "The folder has more than one `bundle` declaration. Keep one.";
        case DiagKind::unknown_edition:
            return "The bundle is written for an edition of the language that this program doesn't know, or names none. Say `edition 1`.";
        case DiagKind::no_default: return "For some event nothing says what happens if no rule fires. Add `default on …` to the bundle.";
        case DiagKind::default_twice: return "Two defaults are for the same events.";
        case DiagKind::default_without_verdict: return "A default says one verdict: `release`, `require`, `hold in` or `reject`.";
        case DiagKind::no_event: return "The policy doesn't say for which events it is. Add `on` and the event.";
        case DiagKind::event_twice: return "The event is named twice.";
        case DiagKind::policies_overlap: return "Two versions of one policy are in force on the same day. Mend their `from` and `until`.";
        case DiagKind::no_days: return "No day lies between `from` and `until`.";
        case DiagKind::duplicate_rule: return "Two rules or rows have one name. Rename one of them.";
        case DiagKind::types_differ:
            return "A policy for several events reads a field that has another type in each. Make a policy for each event, or declare the "
                   "fields alike.";
        case DiagKind::element_not_here:
            return "`applies when` is about the whole event, not about an element of `each`. Use `where`, or a rule.";
        case DiagKind::cell_not_fitting: return "The cell can't be compared with its column: it has another type, or no order.";
        case DiagKind::column_type: return "A column of a table is one value: a number, a text, a date and so on.";
        case DiagKind::effect_twice: return "The effect stands twice in one rule, and can stand once.";
        case DiagKind::need_scope: return "The role is declared with or without `for`, and is asked the other way.";
        case DiagKind::need_covering: return "A ladder is asked with `covering` and an amount of its type; a role is asked without.";
        case DiagKind::need_count: return "The number of approvers can't be reached, or is less than 1.";
        case DiagKind::deadline: return "The deadline doesn't fit: its duration, the timestamp it is counted from, or its calendar.";
        case DiagKind::never_missing:
            return "The person who is to be kept out may be missing, and then nobody is. Ask first, or say `if missing nobody`.";
        case DiagKind::escalation_needs_require: return "An escalation follows a `require`, and the rule has none.";
        case DiagKind::escalation_needs_deadline: return "A step of the chain counts from the due time, and there is none. Add `within`.";
        case DiagKind::escalation_needs_ladder: return "`reassign to next` goes up a ladder, and the approval is not of one.";
        case DiagKind::escalation_scope: return "A role of the chain is `for` something that the approval doesn't name.";
        case DiagKind::advice_acts_at_once: return "`at once` can't be taken back, so it can't depend on advice.";
        case DiagKind::effect_not_constant:
            return "A default is the same for every event, so it can't read any of their fields. Say it in a policy.";
        case DiagKind::unknown_rule: return "The policy has no such rule. Mend the spelling.";
        case DiagKind::nothing_to_waive:
            return "The rule has nothing that a waiver takes away: it asks for no approval, holds nothing and refuses nothing.";
        case DiagKind::subject_type: return "`subject` and `binds` name a value of the event: no list, no record, no advice.";
        case DiagKind::bind_tolerance:
            return "The tolerance doesn't fit the value: a percentage or the same type for numbers and amounts of a currency, a duration "
                   "for timestamps.";
        case DiagKind::proof_include: return "`include` asks for a role, a queue or a reason among those of the decision.";
        case DiagKind::test_value: return "A value in `given` doesn't fit its field.";
        case DiagKind::expectation: return "What the test expects can't be: an unknown fault, a rule of another policy, and so on.";
        case DiagKind::unreadable_data_file:
            return "The data file can't be read. See that it stands in the bundle's folder, and that its name is right.";
        case DiagKind::csv_not_text: return "The data file is not UTF-8 text. Save it as CSV in UTF-8.";
        case DiagKind::csv_quotes:
            return "The quotes of a cell don't match. A cell with a comma or a quote stands in quotes; a quote in it is written twice.";
        case DiagKind::csv_header:
            return "The first line of the file doesn't name the columns that are declared, with commas between them.";
        case DiagKind::csv_row_length: return "A row has more or fewer cells than the first line.";
        case DiagKind::csv_value: return "A cell doesn't hold a value of its column's type.";
        case DiagKind::too_many_expressions:
            return "The bundle is too large once its `define`s are put in. Make them smaller, or use them less often.";
        case DiagKind::expression_too_deep:
            return "The expression stands too deep in itself once its `define`s are put in. Split it up with `let`.";
        case DiagKind::too_many_fields:
            return "An event has more fields than any sender could fill, counting those of its records again wherever they are used.";
        case DiagKind::decision_too_costly:
            return "Deciding one event could take too many steps. What multiplies are lists within lists, and lets that use each other.";
        case DiagKind::beyond_limits: return "The compiled bundle would be larger than it may be. Make it smaller, or two bundles of it.";
#define ORDAIN_LINT(NAME, CODE) case DiagKind::NAME:
#include "compiler/diag/lint_kinds.def"
#undef ORDAIN_LINT
            return {};
    }
    return {};
}

}  // namespace ordain
