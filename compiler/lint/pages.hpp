// The pages of the rules, as they were when this was built.
#pragma once

#include <string_view>
#include <vector>

namespace ordain::lint {

struct Page {
    std::string_view rule;
    std::string_view text;  // Markdown
};
[[nodiscard]] const std::vector<Page>& pages();

}  // namespace ordain::lint
