#include "compiler/sema/function_habits.hpp"

#include <algorithm>
#include <cctype>
#include <string>

namespace ordain::sema {

std::string_view help_for_function(std::string_view name) {
    struct Known {
        std::string_view name, help;
    };
    static constexpr Known known[] = {
        {"maximum", "write `max(a, b)`, or `max(l.price for l in order.lines)`"},
        {"minimum", "write `min(a, b)`, or `min(l.price for l in order.lines)`"},
        {"average", "an average is a sum by a count: `sum(…) / count(…)`"},
        {"avg", "an average is a sum by a count: `sum(…) / count(…)`"},
        {"mean", "an average is a sum by a count: `sum(…) / count(…)`"},
        {"len", "count elements: `count(l in order.lines)`"},
        {"length", "count elements: `count(l in order.lines)`"},
        {"size", "count elements: `count(l in order.lines)`"},
        {"sumif", "write `sum(l.price for l in order.lines where …)`"},
        {"countif", "write `count(l in order.lines where …)`"},
        {"today", "there is no clock: write `date(event.time)`"},
        {"now", "there is no clock: write `event.time`"},
        {"floor", "there is only `round(x, digits)`"},
        {"ceil", "there is only `round(x, digits)`"},
        {"iif", "write `if condition then a else b`"},
        {"contains", "write `a contains b`"},
        {"startswith", "write `a starts with b`"},
        {"endswith", "write `a ends with b`"},
        {"isnull", "write `x is missing`"},
        {"isblank", "write `x is missing`"},
        {"isempty", "write `x is missing`"},
        {"coalesce", "write `x if missing d`"},
        {"nvl", "write `x if missing d`"},
        {"ifnull", "write `x if missing d`"},
        {"exists", "write `any l in order.lines where …`"},
        {"all", "write `every l in order.lines where …`"},
        {"datediff", "write `days between a and b`"},
        {"days", "write `days between a and b`"},
        {"networkdays", "write `business days between a and b`"},
        {"dateadd", "write `a + 3 days`"},
        {"vlookup", "look-ups are written `rates[key].column`, in a `data`"},
        {"lookup", "look-ups are written `rates[key].column`, in a `data`"},
        {"lower", "texts are compared as they are; an enum may list several spellings of a name"},
        {"upper", "texts are compared as they are; an enum may list several spellings of a name"},
        {"trim", "texts are compared as they are; an enum may list several spellings of a name"},
    };
    std::string small(name);
    std::transform(small.begin(), small.end(), small.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    for (const Known& k : known)
        if (k.name == small) return k.help;
    return {};
}

}  // namespace ordain::sema
