// The pages, one a file, and the larger pieces that they are put together from.
#pragma once

#include <vector>

#include "compiler/docs/docs.hpp"
#include "compiler/docs/html.hpp"
#include "compiler/docs/site.hpp"

namespace ordain::docs {

[[nodiscard]] Page overview_page(const Site& site);
/// One for each module that has policies.
[[nodiscard]] std::vector<Page> policy_pages(const Site& site);
[[nodiscard]] Page people_page(const Site& site);
[[nodiscard]] Page work_page(const Site& site);
[[nodiscard]] Page calendars_page(const Site& site);
[[nodiscard]] Page schema_page(const Site& site);
[[nodiscard]] Page data_page(const Site& site);
[[nodiscard]] Page tests_page(const Site& site);
[[nodiscard]] Page names_page(const Site& site);

/// A table's rows as a grid: conditions, then results.
[[nodiscard]] Html decision_grid(const Site& site, const PolicyPlace& place);
/// The waivers of a rule; nothing, if it has none.
[[nodiscard]] Html waivers_of(const Site& site, const PolicyPlace& place, const std::string& rule);
/// An escalation chain as a picture of its steps, from top to bottom.
[[nodiscard]] Html chain_picture(const Site& site, const syntax::Escalation& chain);
/// Pictures of a calendar: a week, and every year it covers (the first ten of more).
[[nodiscard]] Html week_picture(const typed::Calendar& calendar);
[[nodiscard]] Html year_pictures(const typed::Calendar& calendar);
/// When a policy is in force: "always", "from 2026-01-01".
[[nodiscard]] Html in_force(const syntax::Policy& policy);
/// The events a policy decides, with links.
[[nodiscard]] Html events_of(const Site& site, const syntax::Policy& policy);
/// The declaration of a name, among declarations of one kind.
template <class Declaration>
const Declaration* declared(const std::vector<Declaration>& list, std::string_view name) {
    for (const Declaration& d : list)
        if (d.name == name) return &d;
    return nullptr;
}

}  // namespace ordain::docs
