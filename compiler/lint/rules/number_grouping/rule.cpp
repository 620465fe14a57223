#include <string>

#include "compiler/lint/rule.hpp"

namespace ordain::lint {

namespace {

constexpr std::size_t tolerated = 4;  // digits in a row

/// The literal with `_` between its thousands.
std::string grouped(std::string_view literal, std::size_t digits) {
    std::string text;
    for (std::size_t i = 0; i < digits; ++i) {
        if (i > 0 && (digits - i) % 3 == 0) text += '_';
        text += literal[i];
    }
    return text + std::string(literal.substr(digits));
}

}  // namespace

void check_number_grouping(const Subject& subject, Findings& findings) {
    using syntax::LiteralKind;
    for (const syntax::Tree& tree : subject.trees)
        for (const syntax::Expr& e : tree.exprs) {
            const syntax::Literal& l = e.literal;
            if (e.kind != syntax::ExprKind::literal) continue;
            if (l.kind != LiteralKind::integer && l.kind != LiteralKind::decimal && l.kind != LiteralKind::money) continue;
            const std::size_t digits = std::min(l.text.find_first_not_of("0123456789"), l.text.size());
            if (digits <= tolerated || (digits < l.text.size() && l.text[digits] == '_')) continue;
            const std::string better = grouped(l.text, digits);
            findings.report(l.span, "{} digits in a row are hard to read", digits)
                .with_help(fmt::format("write `{}`", better))
                .with_edit(l.span, better);
        }
}

}  // namespace ordain::lint
