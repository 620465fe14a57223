// Texts with braces: `"{discount} on {order.net_total}"`; `{{` and `}}` stand for braces.
#include "compiler/sema/effects.hpp"

namespace ordain::sema {

using typed::ExprId;

namespace {

/// One piece of a string literal's inside: a literal text (escapes as written) or what stands between braces.
struct Piece {
    bool expression = false;
    std::string raw;
    std::size_t offset = 0;  // of the expression's first byte, from the opening quote
};

// How far an escape reaches: \n is 2 bytes, \u{1F600} up to its brace.
std::size_t escape_length(std::string_view raw, std::size_t at) {
    if (at + 1 >= raw.size() || raw[at + 1] != 'u') return 2;
    const std::size_t close = raw.find('}', at);
    return close == std::string_view::npos ? 2 : close - at + 1;
}

// The end of the expression that begins at `at`: the next brace outside of texts (whose quotes are escaped in here).
std::size_t expression_end(std::string_view raw, std::size_t at, std::size_t end) {
    bool in_text = false;
    for (; at < end; ++at) {
        if (raw[at] == '\\') {
            if (at + 1 < end && raw[at + 1] == '"') in_text = !in_text;
            ++at;
        } else if (!in_text && (raw[at] == '}' || raw[at] == '{')) {
            return raw[at] == '}' ? at : std::string_view::npos;
        }
    }
    return std::string_view::npos;
}

// The author's expression with \" as quotes, of the same length, so that positions stay.
std::string unquoted(std::string_view raw) {
    std::string text(raw);
    bool opening = true;
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
        if (text[i] != '\\' || text[i + 1] != '"') continue;
        text[i] = opening ? ' ' : '"';
        text[i + 1] = opening ? '"' : ' ';
        opening = !opening;
        ++i;
    }
    return text;
}

std::optional<std::vector<Piece>> split(Checker& c, const syntax::String& text) {
    const std::string_view raw = text.raw;
    const std::size_t end = raw.empty() ? 0 : raw.size() - 1;  // the closing quote
    std::vector<Piece> pieces(1);
    for (std::size_t i = 1; i < end;) {
        const char ch = raw[i];
        if (ch == '\\') {
            const std::size_t n = std::min(escape_length(raw, i), end - i);
            pieces.back().raw += raw.substr(i, n);
            i += n;
        } else if ((ch == '{' || ch == '}') && i + 1 < end && raw[i + 1] == ch) {
            pieces.back().raw += ch;
            i += 2;
        } else if (ch == '{') {
            const std::size_t close = expression_end(raw, i + 1, end);
            const auto at = static_cast<std::uint32_t>(text.span.begin + i);
            if (close == std::string_view::npos || raw.substr(i + 1, close - i - 1).find_first_not_of(' ') == std::string_view::npos) {
                const bool open = close == std::string_view::npos;
                c.diagnostics
                    .report(DiagKind::text_field, {text.span.file, at, at + 1},
                            open ? "this brace is not closed" : "there is nothing between these braces")
                    .with_help(open ? "close it with `}`; a brace itself is written `{{`"
                                    : "write a value, as in `{order.total}`; a brace itself is written `{{`");
                return std::nullopt;
            }
            pieces.push_back({true, std::string(raw.substr(i + 1, close - i - 1)), i + 1});
            pieces.emplace_back();
            i = close + 1;
        } else if (ch == '}') {
            const auto at = static_cast<std::uint32_t>(text.span.begin + i);
            c.diagnostics.report(DiagKind::text_field, {text.span.file, at, at + 1}, "this brace closes nothing")
                .with_help("`}}` stands for a brace in a text");
            return std::nullopt;
        } else {
            pieces.back().raw += ch;
            ++i;
        }
    }
    return pieces;
}

/// The expression of the piece, in ExprState::fragments.
syntax::ExprId parsed(Checker& c, const Piece& piece, const syntax::String& text) {
    ExprState& st = expr_state(c);
    const auto begin = static_cast<std::uint32_t>(text.span.begin + piece.offset);
    const auto [it, fresh] = st.fragment_at.try_emplace(std::uint64_t{text.span.file} << 32 | begin);
    if (fresh) {
        std::string_view written = text.raw.substr(piece.offset, piece.raw.size());
        if (written.find('\\') != written.npos) written = st.fragment_texts.emplace_back(unquoted(piece.raw));
        const Span place{text.span.file, begin, static_cast<std::uint32_t>(begin + written.size())};
        it->second = syntax::parse_expression(written, place, c.diagnostics, st.fragments);
    }
    return it->second;
}

ExprId field_value(Checker& c, Scope& scope, syntax::ExprId expression) {
    const syntax::Tree* outer = scope.code;
    scope.code = &expr_state(c).fragments;
    Exprs exprs(c, scope);
    ExprId e = exprs.value(expression);
    scope.code = outer;
    if (!exprs.ok(e)) return exprs.error();
    const Type t = exprs.type(e);
    if (t.optional && scope.blind) return exprs.error();
    if (t.optional) {
        c.diagnostics
            .report(DiagKind::may_be_missing, c.program[e].span, "`{}` may be missing, and the text says nothing then", exprs.text_of(e))
            .with_label(exprs.describe(e))
            .with_help(fmt::format("write `{{{} if missing …}}`", exprs.text_of(e)));
        return exprs.error();
    }
    if ((is_scalar(t.kind) && t.kind != TypeKind::business) || t.kind == TypeKind::money_any) return e;
    c.diagnostics
        .report(DiagKind::text_field, c.program[e].span, "`{}` is {} and can't stand in a text", exprs.text_of(e), exprs.describe(e))
        .with_help("only single values can: a number, an amount, a text, a date");
    return exprs.error();
}

}  // namespace

typed::Template check_template(Checker& c, Scope& scope, const syntax::String& text) {
    typed::Template result;
    if (!text.written()) return result;
    const auto pieces = split(c, text);
    if (!pieces) return result;
    for (const Piece& piece : *pieces) {
        if (!piece.expression) {
            if (piece.raw.empty() && pieces->size() > 1) continue;
            result.push_back({syntax::unescape("\"" + piece.raw + "\""), {}});
            continue;
        }
        const syntax::ExprId expression = parsed(c, piece, text);
        if (expression.valid()) result.push_back({"", field_value(c, scope, expression)});
    }
    return result;
}

typed::Template constant_template(const std::string& text) {
    if (text.empty()) return {};
    return {{text, {}}};
}

}  // namespace ordain::sema
