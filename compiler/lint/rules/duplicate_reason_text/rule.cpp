#include <map>
#include <string>

#include "compiler/lint/rule.hpp"

namespace ordain::lint {

void check_duplicate_reason_text(const Subject& subject, Findings& findings) {
    std::map<std::string, const syntax::Symbol*> first;
    for (const syntax::Tree& tree : subject.trees)
        for (const syntax::Symbol& reason : tree.reasons) {
            const auto [at, fresh] = first.try_emplace(syntax::unescape(reason.text.raw), &reason);
            if (!fresh)
                findings.report(reason.text.span, "`{}` says the same as `{}`", reason.name.text, at->second->name.text)
                    .with_other(at->second->text.span, "the same text");
        }
}

}  // namespace ordain::lint
