#include "compiler/docs/source.hpp"

#include <algorithm>
#include <array>

namespace ordain::docs {

namespace {

constexpr std::string_view narrow_space = "\u202f";

constexpr std::array<std::string_view, 74> keywords{
    "above",    "advice",  "all",      "and",   "any",      "applies", "approved", "at",      "because", "between", "binds",
    "business", "by",      "contains", "count", "covering", "days",    "do",       "due",     "else",    "ends",    "escalate",
    "every",    "expect",  "false",    "fault", "first",    "for",     "from",     "given",   "hold",    "holds",   "hours",
    "if",       "in",      "include",  "is",    "key",      "let",     "list",     "match",   "max",     "min",     "missing",
    "never",    "not",     "notify",   "of",    "on",       "once",    "open",     "or",      "output",  "past",    "per",
    "points",   "present", "priority", "prove", "reason",   "refused", "reject",   "release", "require", "rounded", "route",
    "same",     "set",     "starts",   "sum",   "then",     "unknown", "when",     "where"};

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// Reads a source from its beginning to its end, word by word.
class Reader {
public:
    Reader(const Site& site, const syntax::Tree& tree, std::string_view text) : site_(site), tree_(tree), text_(text) {}

    Html read() {
        while (at_ < text_.size()) step();
        return std::move(out_);
    }

private:
    [[nodiscard]] char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
    template <class Is>
    std::string_view take_while(Is is) {
        const std::size_t begin = at_;
        while (at_ < text_.size() && is(text_[at_])) ++at_;
        return text_.substr(begin, at_ - begin);
    }

    void step() {
        const char c = peek();
        if (is_space(c) || c == '#') return gap();
        if (c == '"') return quoted();
        if (is_digit(c)) return number();
        if (is_letter(c)) return a_word();
        ++at_;
        if (peek() == '=' && (c == '<' || c == '>' || c == '!')) {
            ++at_;
            out_ += own(c == '<' ? Own("≤") : c == '>' ? Own("≥") : Own("≠"));
        } else {
            out_ += text({&c, 1});
        }
        after_dot_ = c == '.';
    }

    void gap() {
        while (at_ < text_.size() && (is_space(peek()) || peek() == '#')) {
            take_while(is_space);
            if (peek() == '#') take_while([](char c) { return c != '\n'; });
        }
        if (at_ < text_.size() && !out_.empty()) out_ += own(" ");
        after_dot_ = false;
    }

    void quoted() {
        const std::size_t begin = at_++;
        while (at_ < text_.size() && peek() != '"') at_ += peek() == '\\' ? 2 : 1;
        at_ = std::min(at_ + 1, text_.size());
        out_ += docs::quoted(syntax::unescape(text_.substr(begin, at_ - begin)));
    }

    void number() {
        const std::size_t begin = at_;
        take_while([](char c) { return is_digit(c) || c == '_'; });
        const bool date = at_ - begin == 4 && peek() == '-' && is_digit(peek(1)) && is_digit(peek(2)) && peek(3) == '-';
        if (date) {
            at_ = std::min(at_ + 6, text_.size());
            if (peek() == 'T')
                take_while([](char c) { return is_digit(c) || c == 'T' || c == 'Z' || c == ':' || c == '.' || c == '+' || c == '-'; });
        } else if (peek() == ':' || (peek() == '.' && is_digit(peek(1)))) {
            ++at_;
            take_while(is_digit);
        }
        std::string shown;
        for (const char c : text_.substr(begin, at_ - begin)) c == '_' ? shown.append(narrow_space) : shown.append(1, c);
        if (peek() == '%') shown += text_[at_++];
        const bool currency =
            peek() == ' ' && is_currency(text_.substr(std::min(at_ + 1, text_.size()), 3)) && !is_letter(peek(4)) && !is_digit(peek(4));
        if (currency) {
            shown.append("\u00a0").append(text_.substr(at_ + 1, 3));
            at_ += 4;
        }
        out_ += span("n", text(shown));
    }

    void a_word() {
        const std::string_view w = take_while([](char c) { return is_letter(c) || is_digit(c); });
        if (after_dot_) {
            after_dot_ = false;
            out_ += text(w);
        } else if (std::binary_search(keywords.begin(), keywords.end(), w)) {
            out_ += span("k", text(w));
        } else {
            out_ += reference(w);
        }
    }

    Html reference(std::string_view w) {
        const std::size_t next = std::min(text_.find_first_not_of(" \t", at_), text_.size());
        const char follows = next < text_.size() ? text_[next] : '\0';
        const Entry* entry = nullptr;
        if (follows == '(') {
            entry = site_.find(Thing::define, w, tree_);
        } else if (follows == '[') {
            entry = site_.find(Thing::data, w, tree_);
        } else if (follows != '.') {
            entry = site_.find(Thing::constant, w, tree_);
        }
        return name_of(entry, w);
    }

    const Site& site_;
    const syntax::Tree& tree_;
    std::string_view text_;
    std::size_t at_ = 0;
    bool after_dot_ = false;
    Html out_;
};

}  // namespace

Html source(const Site& site, const syntax::Tree& tree, Span span_) {
    return element("code", Reader(site, tree, site.sources.text(span_)).read());
}

Html condition(const Site& site, const syntax::Tree& tree, syntax::ExprId expr) {
    using syntax::ExprKind;
    const ExprKind kind = tree[expr].kind;
    if (tree[expr].parenthesised || (kind != ExprKind::and_ && kind != ExprKind::or_)) return source(site, tree, tree[expr].span);
    std::vector<syntax::ExprId> operands;
    syntax::ExprId left = expr;
    for (; tree[left].kind == kind && (left == expr || !tree[left].parenthesised); left = tree[left].a) operands.push_back(tree[left].b);
    Html out = element("div", source(site, tree, tree[left].span));
    const Html between = span("k", kind == ExprKind::and_ ? own("and ") : own("or "));
    for (auto i = operands.rbegin(); i != operands.rend(); ++i) out += element("div", between + source(site, tree, tree[*i].span));
    return element("div", {{"class", "conditions"}}, out);
}

Html quoted(std::string_view shown) {
    return span("said", own("“") + text(shown) + own("”"));
}

Html message(std::string_view shown) {
    Html out = own("“");
    while (!shown.empty()) {
        const std::size_t at = std::min(shown.find_first_of("{}"), shown.size());
        out += text(shown.substr(0, at));
        shown.remove_prefix(at);
        if (shown.empty()) break;
        const std::size_t end = shown.find('}');
        const bool doubled = shown.size() > 1 && shown[1] == shown[0];
        if (doubled || shown.front() == '}' || end == shown.npos) {
            out += text(shown.substr(0, 1));
            shown.remove_prefix(doubled ? 2 : 1);
        } else {
            out += span("fill", text(shown.substr(0, end + 1)));
            shown.remove_prefix(end + 1);
        }
    }
    return span("said", out + own("”"));
}

Html name_of(const Entry* entry, std::string_view name) {
    return entry ? link(entry->href(), text(name)) : text(name);
}

Html name_of(const Site& site, Thing thing, std::string_view name) {
    return name_of(site.find(thing, name), name);
}

std::string grouped(std::string_view number) {
    const std::size_t first = std::min(number.find_first_of("0123456789"), number.size());
    const std::size_t last = std::min(number.find_first_not_of("0123456789", first), number.size());
    std::string out(number.substr(0, first));
    for (std::size_t i = first; i < last; ++i) {
        if (i > first && (last - i) % 3 == 0) out += narrow_space;
        out += number[i];
    }
    return out.append(number.substr(last));
}

}  // namespace ordain::docs
