// Where work waits, what is done, who is told, and why: queues, actions, channels, reasons, outputs.
#include "compiler/docs/frame.hpp"
#include "compiler/docs/parts.hpp"
#include "compiler/docs/source.hpp"
#include "compiler/sema/describe.hpp"

namespace ordain::docs {

namespace {

Html uses_cell(const Site& site, Thing thing, std::string_view name, const std::string& column) {
    const Html used = used_by("", site.uses(thing, name));
    return element("td", {{"data-h", column}}, used.empty() ? span("quiet", own("nothing")) : used);
}

/// Name, what is said of it, who uses it.
template <class Note>
Html listed(const Site& site, Thing thing, Own used, Own noted, Note note) {
    Html rows;
    for (const Entry& entry : site.entries()) {
        if (entry.thing != thing) continue;
        rows += element("tr", {{"id", entry.anchor}},
                        element("th", {{"scope", "row"}}, text(entry.name)) +
                            element("td", note(entry) + allowances(site, *entry.declaration)) +
                            uses_cell(site, thing, entry.name, std::string(used.bytes)));
    }
    if (rows.empty()) return rows;
    return grid(element("th", own("Name")) + element("th", own(noted)) + element("th", own(used)), rows, "listing");
}

Html type_of_output(const Site& site, const Entry& entry) {
    const typed::Output* output = declared(site.program.outputs, entry.name);
    const Html type = output ? code(sema::describe(site.program, output->type)) : Html();
    return entry.note.empty() ? type : type + element("div", {{"class", "quiet"}}, prose(entry.note));
}

}  // namespace

Page work_page(const Site& site) {
    const auto note = [](const Entry& entry) { return prose(entry.note); };
    Content content{"work.html", "Work", own("Where work waits, what is done, who is told, and the reasons that are given."), {}, {}};
    content.body = section("queues", own("Queues"), listed(site, Thing::queue, "Filled by", "", note)) +
                   section("reasons", own("Reasons"), listed(site, Thing::reason, "Given by", "Text", note)) +
                   section("outputs", own("Outputs"),
                           listed(site, Thing::output, "Set by", "What", [&](const Entry& e) { return type_of_output(site, e); })) +
                   section("actions", own("Actions"), listed(site, Thing::action, "Done by", "", note)) +
                   section("channels", own("Channels"), listed(site, Thing::channel, "Told by", "", note));
    for (const std::string_view name : {"Queues", "Reasons", "Outputs", "Actions", "Channels"}) {
        std::string anchor(name);
        anchor[0] = static_cast<char>(anchor[0] - 'A' + 'a');
        if (content.body.bytes().find("<section id=\"" + anchor + "\"") != std::string::npos)
            content.contents += contents_entry(anchor, name);
    }
    return framed(site, content);
}

}  // namespace ordain::docs
