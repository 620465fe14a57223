#include "compiler/lint/rule.hpp"

namespace ordain::lint {

void check_braces_in_reason(const Subject& subject, Findings& findings) {
    for (const syntax::Tree& tree : subject.trees)
        for (const syntax::Symbol& reason : tree.reasons) {
            const std::size_t open = reason.text.raw.find('{');
            if (open == std::string_view::npos || reason.text.raw.find('}', open) == std::string_view::npos) continue;
            findings.report(reason.text.span, "the text of a declared reason is shown as it stands, braces and all")
                .with_help("values stand in the text that a rule gives: `reason CODE \"… {value}\"`");
        }
}

}  // namespace ordain::lint
