#include "compiler/lint/rule.hpp"

namespace ordain::lint {

namespace {

/// Where a letter is followed by a combining mark U+0300 … U+036F, in UTF-8: CC 80 … CD AF.
std::size_t combining_mark(std::string_view text) {
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
        const auto a = static_cast<unsigned char>(text[i]), b = static_cast<unsigned char>(text[i + 1]);
        if (a == 0xCC || (a == 0xCD && b <= 0xAF)) return i;
    }
    return std::string_view::npos;
}

}  // namespace

void check_text_not_nfc(const Subject& subject, Findings& findings) {
    for (const syntax::Tree& tree : subject.trees)
        for (const syntax::Expr& e : tree.exprs) {
            if (e.kind != syntax::ExprKind::literal || e.literal.kind != syntax::LiteralKind::string) continue;
            if (combining_mark(e.literal.text) == std::string_view::npos) continue;
            findings.report(e.span, "this text is written with a letter and its accent apart")
                .with_help("write the accented letter as one character (Unicode NFC): the two look alike and are not equal");
        }
}

}  // namespace ordain::lint
