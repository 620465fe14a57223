#include "compiler/sema/csv_values.hpp"

#include <algorithm>

#include "compiler/sema/numbers.hpp"

namespace ordain::sema {

namespace {

using syntax::LiteralKind;

bool word_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}
bool is_word(std::string_view s) {
    return !s.empty() && !(s[0] >= '0' && s[0] <= '9') && std::all_of(s.begin(), s.end(), word_character);
}
bool is_number(std::string_view s, bool& point) {
    s = trim(s);
    point = s.find('.') != std::string_view::npos;
    return !s.empty() && s.front() != '_' && scaled_number(s, 1000, false).status != NumberStatus::malformed;
}

/// The form of an unsigned literal; whether its value exists is judged by Checker::literal.
std::optional<LiteralKind> literal_kind(std::string_view s) {
    bool point = false;
    const auto shape = [&](std::string_view pattern) {
        return s.size() >= pattern.size() && std::equal(pattern.begin(), pattern.end(), s.begin(),
                                                        [](char p, char c) { return p == '0' ? c >= '0' && c <= '9' : p == c; });
    };
    if (s == "true") return LiteralKind::true_;
    if (s == "false") return LiteralKind::false_;
    if (shape("0000-00-00T00:00") && s.size() > 16) return LiteralKind::timestamp;
    if (shape("0000-00-00") && s.size() == 10) return LiteralKind::date;
    if (shape("00:00") && s.size() == 5) return LiteralKind::time;
    if (is_number(s, point)) return point ? LiteralKind::decimal : LiteralKind::integer;
    if (s.size() > 1 && s.back() == '%' && is_number(s.substr(0, s.size() - 1), point)) return LiteralKind::percent;
    if (s.size() > 3 && is_currency(s.substr(s.size() - 3)) && is_number(s.substr(0, s.size() - 3), point)) return LiteralKind::money;
    if (parse_duration(s)) return LiteralKind::duration;
    return std::nullopt;
}

Span part(Span whole, std::string_view text, std::string_view inner) {
    // a quoted cell with quotes in it is longer in the file than in `text`: then the whole cell is pointed at
    const auto length = static_cast<std::uint32_t>(text.size());
    if (whole.end - whole.begin != length) return whole;
    const auto begin = whole.begin + static_cast<std::uint32_t>(inner.data() - text.data());
    return {whole.file, begin, begin + static_cast<std::uint32_t>(inner.size())};
}

std::string written_as(const Checker& c, Type type) {
    switch (type.kind) {
        case TypeKind::integer: return "an int is written `1000`";
        case TypeKind::decimal: return "a decimal is written `0.25`";
        case TypeKind::percent: return "a percentage is written `12.5%`";
        case TypeKind::money: return fmt::format("an amount is written `1000.50` or `1000.50 {}`", c.describe(type).substr(6));
        case TypeKind::date: return "a date is written `2026-01-31`";
        case TypeKind::time: return "a time is written `14:00`";
        case TypeKind::timestamp: return "a timestamp is written `2026-01-31T14:00:00Z`";
        case TypeKind::boolean: return "it is `true` or `false`";
        default: return {};
    }
}

/// Reads key cells that are not plain texts.
class KeyReader {
public:
    KeyReader(Checker& checker, Type type, Span span, std::string_view text) : c_(checker), type_(type), span_(span), text_(text) {}

    std::optional<syntax::Cell> read() {
        syntax::Cell cell;
        cell.span = span_;
        const std::string_view s = trim(text_);
        constexpr std::pair<std::string_view, syntax::ExprKind> comparisons[] = {{"<=", syntax::ExprKind::le}, {">=", syntax::ExprKind::ge},
                                                                                 {"!=", syntax::ExprKind::ne}, {"<", syntax::ExprKind::lt},
                                                                                 {">", syntax::ExprKind::gt},  {"=", syntax::ExprKind::eq}};
        for (const auto& [sign, op] : comparisons) {
            if (s.substr(0, sign.size()) != sign) continue;
            const auto value = constant(s.substr(sign.size()));
            if (!value) return std::nullopt;
            cell.kind = syntax::CellKind::compare;
            cell.op = op;
            cell.values = {*value};
            return cell;
        }
        if (const std::size_t dots = s.find(".."); dots != std::string_view::npos) return range(std::move(cell), s, dots);
        const auto value = constant(s);
        if (!value) return std::nullopt;
        cell.kind = syntax::CellKind::list;
        cell.values = {*value};
        return cell;
    }

private:
    std::optional<syntax::Cell> range(syntax::Cell cell, std::string_view s, std::size_t dots) {
        std::string_view low = s.substr(0, dots), high = s.substr(dots + 2);
        const bool bracket = low.substr(0, 1) == "(" || low.substr(0, 1) == "[";
        if (bracket) {
            const bool closed = high.size() > 1 && (high.back() == ')' || high.back() == ']');
            if (!closed) return trouble(s);
            cell.range.low_open = low.front() == '(';
            cell.range.high_open = high.back() == ')';
            low.remove_prefix(1);
            high.remove_suffix(1);
        }
        const auto a = constant(low), b = constant(high);
        if (!a || !b) return std::nullopt;
        cell.kind = syntax::CellKind::range;
        cell.range.low = *a;
        cell.range.high = *b;
        cell.range.span = span_;
        return cell;
    }

    std::optional<syntax::SignedLiteral> constant(std::string_view s) {
        s = trim(s);
        const Span at = part(span_, text_, s);
        if (const auto e = enumerator(s, at)) return e;
        auto literal = scan_constant(s, at);
        if (!literal) {
            trouble(s);
            return std::nullopt;
        }
        const bool bare = !literal->is_name && literal->literal.kind <= LiteralKind::decimal;
        if (type_.kind == TypeKind::money && bare) {
            literal->literal.kind = LiteralKind::money;
            literal->literal.text = c_.texts.emplace_back(fmt::format("{} {}", literal->literal.text, c_.describe(type_).substr(6)));
        }
        return literal;
    }

    /// The enumerator with this JSON spelling; its name is tried later, like any name.
    std::optional<syntax::SignedLiteral> enumerator(std::string_view s, Span at) {
        if (type_.kind != TypeKind::enumerated || c_.find_enumerator({type_.ref}, s)) return std::nullopt;
        for (const typed::Enumerator& e : c_.program.enums[type_.ref].values) {
            if (std::find(e.spellings.begin(), e.spellings.end(), s) == e.spellings.end()) continue;
            syntax::SignedLiteral made;
            made.is_name = true;
            made.span = made.name.span = at;
            made.name.words = {{e.name, at}};
            return made;
        }
        return std::nullopt;
    }

    std::optional<syntax::Cell> trouble(std::string_view s) {
        const std::string wanted = type_.kind == TypeKind::error ? "a value" : c_.describe(type_.required());
        const std::string message = s.empty() ? wanted + " is missing here" : fmt::format("`{}` is not {}", s, wanted);
        c_.diagnostics.report(DiagKind::csv_value, span_, message).with_help(written_as(c_, type_));
        return std::nullopt;
    }

    Checker& c_;
    Type type_;
    Span span_;
    std::string_view text_;
};

}  // namespace

std::optional<CsvTable> open_csv(Checker& checker, const syntax::String& from, std::uint32_t tree) {
    const std::string name = syntax::unescape(from.raw);
    const std::string source_path = checker.sources.file(checker.trees[tree].file).path;
    auto text = checker.read_file ? checker.read_file(source_path, name) : Result<std::string>(Error{"there are no files here"});
    if (!text) {
        checker.diagnostics.report(DiagKind::unreadable_data_file, from.span, "the file {} can't be read", from.raw)
            .with_label(text.error().message)
            .with_help("its path is relative to this file");
        return std::nullopt;
    }
    const std::size_t slash = source_path.rfind('/');
    const std::string shown = slash == std::string::npos ? name : source_path.substr(0, slash + 1) + name;
    return read_csv(checker.sources, checker.sources.add(shown, std::move(*text)), checker.diagnostics);
}

std::optional<syntax::SignedLiteral> scan_constant(std::string_view text, Span span) {
    syntax::SignedLiteral s;
    s.span = span;
    std::string_view rest = trim(text);
    if (rest.substr(0, 1) == "-") {
        s.negative = true;
        rest = trim(rest.substr(1));
    }
    if (const auto kind = literal_kind(rest)) {
        s.literal = {*kind, rest, span};
        return s;
    }
    s.is_name = true;
    s.name.span = span;
    for (std::size_t begin = 0; begin <= rest.size();) {
        const std::size_t end = std::min(rest.find('.', begin), rest.size());
        const std::string_view w = rest.substr(begin, end - begin);
        if (!is_word(w)) return std::nullopt;
        s.name.words.push_back({w, span});
        begin = end + 1;
    }
    return s;
}

std::optional<typed::Value> csv_constant(Checker& checker, const CsvCell& cell, Type type, std::uint32_t tree) {
    if (type.kind == TypeKind::text) return typed::Value{0, cell.text};
    const auto literal = csv_literal(checker, cell, type);
    return literal ? checker.constant_of(*literal, type, tree) : std::nullopt;
}

std::optional<syntax::SignedLiteral> csv_literal(Checker& checker, const CsvCell& cell, Type type) {
    const auto key = KeyReader(checker, type, cell.span, cell.text).read();
    if (!key) return std::nullopt;
    if (key->kind == syntax::CellKind::list) return key->values[0];
    checker.diagnostics.report(DiagKind::csv_value, cell.span, "one value is wanted here, not `{}`", trim(cell.text))
        .with_help(written_as(checker, type));
    return std::nullopt;
}

std::optional<syntax::Cell> csv_key(Checker& checker, const CsvCell& cell, Type type) {
    syntax::Cell made;
    made.span = cell.span;
    if (trim(cell.text) == "-") return made;  // CellKind::any
    return KeyReader(checker, type, cell.span, cell.text).read();
}

}  // namespace ordain::sema
