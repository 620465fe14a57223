// Enums: names and spellings.
#include <unordered_map>

#include "compiler/sema/checker.hpp"

namespace ordain::sema {

namespace {

void check_enum(Checker& c, const Symbol& symbol, const syntax::Enum& decl) {
    typed::Enum& made = c.program.enums[symbol.id];
    made.open = decl.open;
    if (decl.values.empty())
        c.diagnostics.report(DiagKind::empty_declaration, decl.name.span, "the enum `{}` has no names", symbol.name)
            .with_help("write at least one: `{ low, high }`");
    if (decl.values.size() > limits::enum_values) {
        c.diagnostics
            .report(DiagKind::too_many_values, decl.name.span, "the enum `{}` has {} names; {} is the limit", symbol.name,
                    decl.values.size(), limits::enum_values)
            .with_help("make it a text, and keep the list in `data`");
    }
    std::unordered_map<std::string_view, Span> names;
    std::unordered_map<std::string, Span> spellings;
    for (const syntax::Enumerator& value : decl.values) {
        if (const auto [at, fresh] = names.try_emplace(value.name.text, value.name.span); !fresh) {
            c.diagnostics.report(DiagKind::duplicate_member, value.name.span, "`{}` has the name `{}` twice", symbol.name, value.name.text)
                .with_other(at->second, "first here");
            continue;
        }
        typed::Enumerator e{std::string(value.name.text), {}};
        const auto spell = [&](std::string spelling, Span span) {
            if (const auto [at, fresh] = spellings.try_emplace(spelling, span); !fresh) {
                c.diagnostics
                    .report(DiagKind::duplicate_spelling, span, "the spelling \"{}\" stands for two names of `{}`", spelling, symbol.name)
                    .with_other(at->second, "first here");
            }
            e.spellings.push_back(std::move(spelling));
        };
        for (const syntax::String& s : value.spellings) spell(syntax::unescape(s.raw), s.span);
        if (value.spellings.empty()) spell(e.name, value.name.span);
        made.values.push_back(std::move(e));
    }
}

}  // namespace

void Checker::check_enums() {
    for (const Symbol& s : symbols)
        if (s.kind == SymbolKind::enumeration && s.module != 0) check_enum(*this, s, trees[s.tree].enums[s.decl]);
}

}  // namespace ordain::sema
