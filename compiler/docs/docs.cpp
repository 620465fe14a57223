#include "compiler/docs/docs.hpp"

#include "compiler/docs/parts.hpp"

namespace ordain::docs {

std::vector<Page> pages(const typed::Program& program, const std::vector<syntax::Tree>& trees, const SourceSet& sources) {
    const Site site(program, trees, sources);
    std::vector<Page> made;
    made.push_back(overview_page(site));
    for (Page& page : policy_pages(site)) made.push_back(std::move(page));
    for (const auto make : {people_page, work_page, calendars_page, schema_page, data_page, tests_page, names_page})
        made.push_back(make(site));
    return made;
}

}  // namespace ordain::docs
