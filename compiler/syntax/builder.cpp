#include "compiler/syntax/builder.hpp"

#include <algorithm>
#include <charconv>

namespace ordain::syntax {

using grammar::Flaw;
using grammar::Keyword;
using grammar::Lit;
using grammar::Sym;

Builder::Builder(Tree& t, Diagnostics& diagnostics, std::string_view text, std::uint32_t file, std::uint32_t offset)
    : State(text.data(), text.data() + text.size(), limits::nesting),
      tree(t),
      diagnostics_(diagnostics),
      text_(text.data()),
      file_(file),
      offset_(offset),
      first_expr_(static_cast<std::uint32_t>(t.exprs.size())) {}

// --- what was matched last ----------------------------------------------------------------------------------------

LiteralKind Builder::literal_kind(const Token& t) {
    static_assert(static_cast<int>(Lit::integer) == static_cast<int>(LiteralKind::integer) &&
                  static_cast<int>(Lit::timestamp) == static_cast<int>(LiteralKind::timestamp));
    if (t.sym == Sym::text) return LiteralKind::string;
    if (t.keyword == Keyword::true_) return LiteralKind::true_;
    if (t.keyword == Keyword::false_) return LiteralKind::false_;
    return static_cast<LiteralKind>(t.lit);
}

Path Builder::path() const {
    Path path;
    path.words.reserve(words.size());
    for (const Token& word : words) path.words.push_back({word.view(), span(word)});
    path.span = cover(span(words.front()), span(words.back()));
    return path;
}

std::uint32_t Builder::number() const {
    std::uint64_t value = 0;
    for (const char c : last().view()) {
        if (c == '_') continue;
        value = value * 10 + static_cast<std::uint64_t>(c - '0');
        if (value > UINT32_MAX) return UINT32_MAX;
    }
    return static_cast<std::uint32_t>(value);
}

// --- declarations ---------------------------------------------------------------------------------------------------

/// The last comments before `from` that are lines of `##` directly above.
void Builder::begin_declaration(const char* from) {
    const Token first = token(from);
    declaration_begin_ = offset(first.begin);
    doc_ = {};
    auto& i = doc_comment_;
    while (i < tree.comments.size() && tree.comments[i].begin < declaration_begin_) ++i;
    std::uint32_t below = declaration_begin_, end = 0;
    for (std::size_t c = i; c-- > 0;) {
        const Span comment = tree.comments[c];
        const std::string_view between(text_ + (comment.end - offset_), below - comment.end);
        const bool directly = std::count(between.begin(), between.end(), '\n') == 1 && between.find_first_not_of(" \t\r\n") == between.npos;
        if (!directly || !std::string_view(text_ + (comment.begin - offset_), comment.end - comment.begin).starts_with("##")) break;
        if (end == 0) end = comment.end;
        below = comment.begin;
    }
    if (end != 0) doc_ = {text_ + (below - offset_), end - below};
}

void Builder::end_declaration() {
    if (!any_ended_) first_failed_ = problems() > 0;
    any_ended_ = true;
}

void Builder::module_named() {
    if (tree.module.written()) return remark(last(), "a file has one `module`");
    if (has_declaration_) remark(last(), "`module` stands before every other declaration");
    tree.module = path();
}

void Builder::check_module(std::string_view path) {
    const bool bundle_file = path == "bundle.ord" || path.ends_with("/bundle.ord");
    if (bundle_file && tree.module.written()) {
        diagnostics_.report(DiagKind::syntax, tree.module.span, "`bundle.ord` is no module")
            .with_help("leave the line out; `bundle.ord` sees every module");
    }
    if (tree.module.written() || !tree.bundles.empty() || first_failed_ || bundle_file) return;
    diagnostics_.report(DiagKind::no_module, Span{file_, 0, 0}, "this file doesn't say which module it is")
        .with_help("begin it with `module` and a name");
}

void Builder::twice() {
    remark_at(span(last()), fmt::format("`{}` stands twice in {}", grammar::text_of(last_keyword()), subject_text()));
}

void Builder::remark_at(Span at, std::string message, std::string help) {
    Token t = last();
    t.begin = text_ + (at.begin - offset_);
    t.end = text_ + (at.end - offset_);
    remark(t, message, help);
}

// --- expressions ------------------------------------------------------------------------------------------------------

void Builder::push_frame(const char* begin) {
    Frame& f = frames.emplace_back();
    f.begin = offset(begin);
    f.exprs = exprs_.size();
    f.needs = needs_.size();
}

Frame Builder::pop_frame() {
    Frame f = std::move(frames.back());
    frames.pop_back();
    return f;
}

void Builder::push(Expr expr) {
    std::uint16_t height = 0;
    const auto below = [&](ExprId id) {
        if (id.valid()) height = std::max(height, heights_[id.value - first_expr_]);
    };
    below(expr.a);
    below(expr.b);
    below(expr.c);
    for (const ExprId id : expr.args) below(id);
    ++height;
    if (height > limits::expression_height && !failed()) {
        problem(last(), "this expression has too many operators in a row", "split it up with `let`, or list the values: `x in (a, b)`",
                grammar::Problem::nested_too_deep);
    }
    if (exprs_.size() >= limits::listed_values && !failed()) {
        problem(last(), "too many values in one list", "keep them in `data`");
    }
    exprs_.push_back({static_cast<std::uint32_t>(tree.exprs.size())});
    heights_.push_back(height);
    tree.exprs.push_back(std::move(expr));
}

ExprId Builder::pop() {
    const ExprId id = exprs_.back();
    exprs_.pop_back();
    return id;
}

std::vector<ExprId> Builder::pop_from(std::size_t height) {
    std::vector<ExprId> result(exprs_.begin() + static_cast<std::ptrdiff_t>(height), exprs_.end());
    exprs_.resize(height);
    return result;
}

void Builder::push_path(Path p) {
    Expr e;
    e.kind = ExprKind::path;
    e.span = p.span;
    e.path = std::move(p);
    push(std::move(e));
}

void Builder::binary(ExprKind kind) {
    Expr e;
    e.kind = kind;
    e.b = pop();
    e.a = pop();
    e.span = cover(tree[e.a].span, tree[e.b].span);
    push(std::move(e));
}

void Builder::suffix(ExprKind kind) {
    Expr e;
    e.kind = kind;
    e.a = pop();
    e.span = cover(tree[e.a].span, span(last()));
    push(std::move(e));
}

void Builder::mark_parenthesised(std::uint32_t begin) {
    Expr& e = tree.exprs[exprs_.back().value];
    e.parenthesised = true;
    e.span = span_from(begin);
}

// --- needs ------------------------------------------------------------------------------------------------------------

void Builder::push_need(Need need) {
    needs_.push_back({static_cast<std::uint32_t>(tree.needs.size())});
    tree.needs.push_back(std::move(need));
}

NeedId Builder::pop_need() {
    const NeedId id = needs_.back();
    needs_.pop_back();
    return id;
}

std::vector<NeedId> Builder::pop_needs(std::size_t height) {
    std::vector<NeedId> result(needs_.begin() + static_cast<std::ptrdiff_t>(height), needs_.end());
    needs_.resize(height);
    return result;
}

// --- signed literals, types, values ---------------------------------------------------------------------------------------

void Builder::push_slit_literal() {
    SignedLiteral& s = slits.emplace_back();
    s.negative = negative;
    s.literal = literal();
    s.span = negative ? span_from(negative_begin) : s.literal.span;
    negative = false;
}

void Builder::push_slit_name() {
    SignedLiteral& s = slits.emplace_back();
    s.is_name = true;
    s.name = path();
    s.span = s.name.span;
    if (s.name.words.size() > 2) {
        remark_at(s.span, "a value here is a literal, a name, or an enumerator such as `Risk.low`", "name the expression with `let`");
    }
}

SignedLiteral Builder::pop_slit() {
    SignedLiteral s = std::move(slits.back());
    slits.pop_back();
    return s;
}

LiteralRange Builder::pop_range(bool bracketed) {
    LiteralRange range;
    range.high = pop_slit();
    range.low = pop_slit();
    range.span = cover(range.low.span, range.high.span);
    if (bracketed) {
        range.low_open = low_open;
        range.high_open = high_open;
        range.span = span_from(range_begin);
    }
    return range;
}

Cell& Builder::push_cell(CellKind kind) {
    Cell& cell = cells->emplace_back();
    cell.kind = kind;
    cell.span = span_from(offset(cell_begin));
    return cell;
}

TypeRef Builder::pop_type() {
    TypeRef t = std::move(types.back());
    types.pop_back();
    return t;
}

void Builder::push_value(Value value) {
    values.push_back({static_cast<std::uint32_t>(tree.values.size())});
    tree.values.push_back(std::move(value));
}

ValueId Builder::pop_value() {
    const ValueId id = values.back();
    values.pop_back();
    return id;
}

std::vector<ValueId> Builder::pop_values(std::size_t height) {
    std::vector<ValueId> result(values.begin() + static_cast<std::ptrdiff_t>(height), values.end());
    values.resize(height);
    return result;
}

// --- messages ---------------------------------------------------------------------------------------------------------------

namespace {

constexpr std::size_t longest_quote = 40;  // bytes of the author's text in a message

/// The author's text in backticks, its end left out when it is long.
std::string quoted(std::string_view text) {
    if (text.size() <= longest_quote) return fmt::format("`{}`", text);
    std::size_t stop = longest_quote;
    while (stop > 0 && (static_cast<unsigned char>(text[stop]) & 0xC0) == 0x80) --stop;
    return fmt::format("`{}…`", text.substr(0, stop));
}

}  // namespace

std::string Builder::subject_text() const {
    const Subject s = subject();
    if (s.kind.empty()) return "this declaration";
    return s.name.empty() ? std::string(s.kind) : fmt::format("{} {}", s.kind, quoted(s.name));
}

std::string Builder::filled(std::string_view what) const {
    std::string result(what);
    const auto replace = [&](std::string_view hole, const std::string& by) {
        if (const auto at = result.find(hole); at != result.npos) result.replace(at, hole.size(), by);
    };
    replace("{}", subject_text());
    replace("<>", quoted(last().view()));
    return result;
}

Surprise Builder::surprise_at(const Token& found, std::string_view expected) {
    const std::string_view text(scanner().begin(), static_cast<std::size_t>(scanner().end() - scanner().begin()));
    const auto at = static_cast<std::size_t>(found.begin - scanner().begin());
    const std::string_view head = text.substr(0, at);
    const std::string_view tail = text.substr(static_cast<std::size_t>(found.end - scanner().begin()));
    Surprise s;
    s.expected = expected;
    s.before = last().view();
    s.found = found.view();
    s.line_before = head.substr(head.rfind('\n') + 1);  // npos + 1 is 0
    s.line_after = tail.substr(0, tail.find('\n'));
    s.reserved = found.reserved();
    s.on_new_line = found.fresh_line;
    return s;
}

void Builder::on_expected(const Token& found, std::string_view what, bool item) {
    if (silent()) {
        diagnostics_.report(DiagKind::syntax, span(found), std::string{});
        return;
    }
    if (found.sym == Sym::bad) return report_flaw(found);
    if (found.sym == Sym::eol && found.comment) {
        const Span comment{file_, offset(found.begin), offset(found.begin) + 1};
        diagnostics_.report(DiagKind::syntax, comment, "a comment cannot stand inside a row").with_help("end the row with `|` before it");
        return;
    }
    const Surprise surprise = surprise_at(found, what);
    std::string help = what.starts_with("a type") ? help_for_habit(surprise) : "";
    if (help.empty() && found.sym == Sym::word && found.keyword == Keyword::none) {
        std::vector<std::string_view> candidates;
        const auto& words_asked = asked(found);
        for (std::size_t k = 1; k < grammar::keyword_count; ++k) {
            if (words_asked.test(k)) candidates.push_back(grammar::text_of(static_cast<Keyword>(k)));
        }
        help = did_you_mean(found.view(), candidates);
    }
    if (help.empty()) help = help_for_habit(surprise);
    std::string message = fmt::format("expected {}", filled(what));
    Span at = span(found);
    const bool over = found.sym == Sym::end || found.sym == Sym::eol;
    const bool missing_before = found.fresh_line;  // at the end of the line above
    if (over || (!item && missing_before && (help.empty() || found.sym == Sym::rbrace))) {
        const std::uint32_t point = offset(last().end);
        at = {file_, point, point};
    }
    if (found.sym == Sym::end) {
        message += ", found the end of the file";
    } else if (found.sym == Sym::eol) {
        message += ", found the end of the row";
    } else {
        message += ", found " + quoted(found.view());
    }
    diagnostics_.report(DiagKind::syntax, at, std::move(message)).with_help(std::move(help));
}

void Builder::report_flaw(const Token& t) {
    const std::string_view text = t.view();
    std::string message, help;
    if (t.flaw == Flaw::unclosed_text) {
        message = "this text has no closing quote";
        help = "a text stands on one line; write `\\n` for a line break";
    } else if (t.flaw == Flaw::number) {
        message = fmt::format("{} is neither a number nor a name", quoted(text));
        const bool number = text.find_first_of(":T-") == text.npos;
        help = number ? "put a space between a number and the word after it"
                      : "dates are `2026-01-31`, times `14:00`, timestamps `2026-01-31T14:00:00Z`";
    } else if (static_cast<signed char>(text[0]) < 0) {
        const ForeignSign sign = foreign_sign(text);
        message = fmt::format("{} cannot stand here", sign.name.empty() ? quoted(text) : std::string(sign.name));
        help = sign.help;
    } else {
        message = fmt::format("{} is no operator", quoted(text));
        help = text == "==" ? "equality is `=`" : text[0] == '!' ? "say `not`, or `!=`" : text[0] == '&' ? "say `and`" : "";
        if (text[0] == '%') message = "`%` stands directly after its number";
        if (text[0] == '\'') help = "texts stand in double quotes";
        if (text[0] == ':') {
            const std::string_view behind = surprise_at(t, "").line_after;
            const bool ends_line = behind.find_first_not_of(" \t\r") == behind.npos;
            help = ends_line ? "leave it out" : "a type stands directly after its name: `total money EUR`";
        }
        const bool control = static_cast<unsigned char>(text[0]) < 0x20 || text[0] == 0x7F;
        if (control) help = "it is a control character, which editors hide: delete it";
        if ((help.empty() && text[0] != '%') || text[0] == ':' || control) message = fmt::format("{} has no meaning here", quoted(text));
    }
    diagnostics_.report(DiagKind::syntax, span(t), std::move(message)).with_help(std::move(help));
}

void Builder::on_problem(grammar::Problem kind, const Token& at, std::string_view message, std::string_view help) {
    const auto diag = kind == grammar::Problem::syntax ? DiagKind::syntax : DiagKind::nested_too_deep;
    if (silent()) {
        diagnostics_.report(diag, span(at), std::string{});
        return;
    }
    diagnostics_.report(diag, span(at), std::string(message)).with_help(std::string(help));
}

void Builder::on_recovered() {
    frames.clear();
    exprs_.clear();
    needs_.clear();
    slits.clear();
    types.clear();
    effects.clear();
    patterns.clear();
    values.clear();
    value_frames.clear();
    days.clear();
    negative = false;
    pending_count = 0;
}

void Builder::on_skipped(const char* from, const char* to) {
    const Span gone{file_, offset(from), offset(to)};
    while (!tree.unread.empty() && tree.unread.back().begin >= gone.begin) tree.unread.pop_back();  // an item of what is gone now
    if (!tree.unread.empty() && tree.unread.back().end >= gone.begin) {
        tree.unread.back().end = std::max(tree.unread.back().end, gone.end);
    } else {
        tree.unread.push_back(gone);
    }
}

}  // namespace ordain::syntax
