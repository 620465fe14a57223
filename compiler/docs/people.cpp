// Roles, ladders, escalations.
#include <fmt/format.h>

#include <algorithm>

#include "compiler/docs/frame.hpp"
#include "compiler/docs/parts.hpp"
#include "compiler/docs/source.hpp"
#include "compiler/sema/describe.hpp"

namespace ordain::docs {

namespace {

Html role_line(const Site& site, const typed::Role& role, std::size_t depth, bool again) {
    Html line = depth > 0 ? span("stem", own("└")) : Html();
    const std::string anchor = "role-" + role.name;
    line += again ? link("#" + anchor, text(role.name)) : element("b", text(role.name));
    if (role.scoped) line += span("quiet", own(" for each ") + text(sema::describe(site.program, role.scope)));
    if (again) line += span("quiet", own(" (see above)"));
    if (!again && !role.title.empty()) line += span("quiet", own(" · ") + text(role.title));
    if (const Entry* entry = site.find(Thing::role, role.name); entry && !again) line += allowances(site, *entry->declaration);
    if (!again) line += used_by("named by", site.uses(Thing::role, role.name));
    return element("li", {{again ? Own("") : Own("id"), anchor}, {"style", fmt::format("--d:{}", std::min<std::size_t>(depth, 12))}}, line);
}

/// For each role the ones its declaration puts directly below it.
std::vector<std::vector<std::size_t>> written_below(const Site& site) {
    std::map<std::string_view, std::size_t> index;
    for (std::size_t i = 0; i < site.program.roles.size(); ++i) index.emplace(site.program.roles[i].name, i);
    std::vector<std::vector<std::size_t>> under(site.program.roles.size());
    for (const syntax::Tree* tree : site.modules)
        for (const syntax::Role& role : tree->roles)
            for (const syntax::Name& name : role.above) under[index.at(role.name.text)].push_back(index.at(name.text));
    return under;
}

/// From those nobody stands above down to all below them; a role with several above it is told once, then named.
Html roles(const Site& site) {
    const auto& all = site.program.roles;
    const auto under = written_below(site);
    std::vector<bool> below(all.size()), told(all.size());
    for (const auto& list : under)
        for (const std::size_t id : list) below[id] = true;
    Html out;
    std::vector<std::pair<std::size_t, std::size_t>> waiting;  // role, depth; the next at the end
    for (std::size_t i = all.size(); i-- > 0;)
        if (!below[i]) waiting.emplace_back(i, 0);
    while (!waiting.empty()) {
        const auto [i, depth] = waiting.back();
        waiting.pop_back();
        out += role_line(site, all[i], depth, told[i]);
        if (told[i]) continue;
        told[i] = true;
        for (auto child = under[i].rbegin(); child != under[i].rend(); ++child) waiting.emplace_back(*child, depth + 1);
    }
    return out.empty() ? out
                       : element("p", own("Who stands further in stands below, and can always be stood in for by those above.")) +
                             element("ul", {{"class", "tree"}}, out);
}

Html limit(const typed::Program& program, const typed::Ladder& ladder, const typed::Rung& rung) {
    if (rung.absent) return element("td", {{"class", "r none"}}, own("–"));
    if (rung.unlimited) return element("td", {{"class", "r"}}, own("unlimited"));
    return element("td", {{"class", "r"}}, own("up to ") + text(grouped(sema::describe(program, ladder.of, {rung.limit, {}}))));
}

Html ladder_card(const Site& site, const syntax::Ladder& source_of, const typed::Ladder& ladder) {
    Html head = ladder.scoped ? element("th", text(sema::describe(site.program, ladder.scope))) : Html();
    for (const typed::RoleId role : ladder.roles)
        head += element("th", {{"class", "r"}}, name_of(site, Thing::role, site.program.roles[role.value].name));
    Html rows;
    for (const typed::LadderRow& row : ladder.rows) {
        Html cells;
        if (ladder.scoped)
            cells = element("th", {{"scope", "row"}},
                            row.any ? own("every other") : text(sema::describe(site.program, ladder.scope, row.scope)));
        for (const typed::Rung& rung : row.rungs) cells += limit(site.program, ladder, rung);
        rows += element("tr", cells);
    }
    return element("div", {{"class", "card"}, {"id", "ladder-" + ladder.name}},
                   element("h3", text(ladder.name)) + description(site, source_of) + grid(head, rows) +
                       used_by("climbed by", site.uses(Thing::ladder, ladder.name)));
}

}  // namespace

Page people_page(const Site& site) {
    Html ladders, chains;
    for (const syntax::Tree* tree : site.modules) {
        for (const syntax::Ladder& d : tree->ladders)
            if (const auto* ladder = declared(site.program.ladders, d.name.text)) ladders += ladder_card(site, d, *ladder);
        for (const syntax::Escalation& d : tree->escalations) {
            const std::string name(d.name.text);
            chains += element("div", {{"class", "card chain"}, {"id", "escalation-" + name}},
                              element("h3", text(name)) + description(site, d) + chain_picture(site, d) +
                                  used_by("followed by", site.uses(Thing::escalation, name)));
        }
    }
    if (!chains.empty()) chains = element("div", {{"class", "cards"}}, chains);
    Content content{"people.html", "People", own("Who decides, how far each may go, and who is asked when nobody answers."), {}, {}};
    content.body = section("roles", own("Roles"), roles(site)) + section("ladders", own("Ladders"), ladders) +
                   section("escalations", own("Escalations"), chains);
    return framed(site, content);
}

}  // namespace ordain::docs
