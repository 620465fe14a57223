// Ladders, plain and as matrices, in the source or in a CSV file.
#include <algorithm>
#include <unordered_map>

#include "compiler/sema/csv_values.hpp"
#include "compiler/sema/numbers.hpp"

namespace ordain::sema {

namespace {

class LadderCheck {
public:
    LadderCheck(Checker& checker, const Symbol& symbol)
        : c_(checker),
          decl_(checker.trees[symbol.tree].ladders[symbol.decl]),
          made_(checker.program.ladders[symbol.id]),
          tree_(symbol.tree) {}

    void run() {
        made_.scoped = decl_.scoped;
        if (decl_.scoped) made_.scope = c_.resolve_type(decl_.scope, nullptr, TypeUse::ladder_scope, tree_);
        if (decl_.typed) made_.of = c_.resolve_type(decl_.of, nullptr, TypeUse::ladder_of, tree_);
        if (!gather()) return;
        if (!decl_.typed) infer_type();
        check_roles();
        for (const syntax::LadderRow& r : rows_) row(r);
        if (scope_known_) check_rows();
    }

private:
    using Cell = syntax::LadderRow::Cell;

    void shape(Span span, std::string message, std::string help = {}) {
        c_.diagnostics.report(DiagKind::ladder_shape, span, "{}", message).with_help(std::move(help));
    }

    /// The columns and rows of whatever form was written; false: nothing to go on with.
    bool gather() {
        const bool matrix = !decl_.grid_roles.empty() || decl_.from.written();
        if (decl_.from.written() && (!decl_.grid_roles.empty() || !decl_.rungs.empty()))
            return shape(decl_.from.span, "this ladder has rungs here and in a file", "keep one of them"), false;
        if (matrix && !decl_.scoped) {
            shape(decl_.name.span,
                  fmt::format("the ladder `{}` has a row for each scope, but doesn't say what its scope is", decl_.name.text),
                  "add `for text` or `for` an enum");
            return false;
        }
        if (!matrix && decl_.scoped) {
            shape(decl_.name.span, fmt::format("the ladder `{}` has a scope, but no row for each scope", decl_.name.text),
                  "write its limits as a grid `| scope | … |`, or leave out `for`");
            return false;
        }
        if (decl_.from.written()) return gather_csv();
        if (matrix) {
            columns_ = decl_.grid_roles;
            rows_ = decl_.grid;
            return true;
        }
        if (decl_.rungs.empty()) {
            c_.diagnostics.report(DiagKind::empty_declaration, decl_.name.span, "the ladder `{}` has no rungs", decl_.name.text)
                .with_help("a rung is a role and its limit: `manager up to 5_000 EUR`");
            return false;
        }
        syntax::LadderRow only;
        only.any = true;
        only.span = decl_.name.span;
        for (const syntax::Rung& r : decl_.rungs) {
            columns_.push_back(r.role);
            only.cells.push_back({r.unlimited ? Cell::Kind::unlimited : Cell::Kind::limit, r.up_to, r.span});
        }
        rows_ = {only};
        return true;
    }

    bool gather_csv() {
        csv_ = open_csv(c_, decl_.from, tree_);
        if (!csv_) return false;
        std::size_t scope = csv_->header.cells.size();
        for (std::size_t i = 0; i < csv_->header.cells.size(); ++i) {
            const CsvCell& head = csv_->header.cells[i];
            const std::string_view name = trim(head.text);
            if (name == "scope" && scope == csv_->header.cells.size())
                scope = i;
            else if (name.empty() || name == "scope")
                c_.diagnostics.report(DiagKind::csv_header, head.span,
                                      name.empty() ? "a column without name" : "two columns are called `scope`");
            else
                columns_.push_back({name, head.span});
        }
        if (scope == csv_->header.cells.size()) {
            c_.diagnostics.report(DiagKind::csv_header, csv_->header.span, "there is no column `scope`")
                .with_help("the columns are `scope` and the roles, lowest first");
            return false;
        }
        if (columns_.size() + 1 != csv_->header.cells.size()) return false;
        for (const CsvRow& r : csv_->rows) rows_.push_back(csv_row(r, scope));
        return true;
    }

    syntax::LadderRow csv_row(const CsvRow& r, std::size_t scope) {
        syntax::LadderRow made;
        made.span = r.span;
        const CsvCell& key = r.cells[scope];
        made.any = trim(key.text) == "-";
        made.word = {key.text, key.span};
        for (std::size_t i = 0; i < r.cells.size(); ++i) {
            if (i == scope) continue;
            const std::string_view text = trim(r.cells[i].text);
            Cell cell;
            cell.span = r.cells[i].span;
            cell.kind = text == "-" ? Cell::Kind::none : text == "unlimited" ? Cell::Kind::unlimited : Cell::Kind::limit;
            if (cell.kind == Cell::Kind::limit) {
                const auto literal = csv_literal(c_, r.cells[i], made_.of);
                if (literal)
                    cell.limit_value = *literal;
                else
                    cell.kind = Cell::Kind::none, bad_cell_ = true;
            }
            made.cells.push_back(std::move(cell));
        }
        return made;
    }

    /// Without `of`: the type of the limits, widened from int to decimal or percent where any limit is one.
    void infer_type() {
        bool reported = bad_cell_;
        for (const syntax::LadderRow& r : rows_) {
            for (const Cell& cell : r.cells) {
                if (cell.kind != Cell::Kind::limit) continue;
                const std::size_t before = c_.diagnostics.error_count();
                const auto limit = c_.constant_of(cell.limit_value, tree_);
                reported = reported || c_.diagnostics.error_count() != before || !limit;
                if (limit) widen(limit->type);
            }
        }
        inferred_with_error_ = reported;
        if (made_.of.kind != TypeKind::error || reported) return;
        c_.diagnostics
            .report(DiagKind::ladder_type_unknown, decl_.name.span, "the ladder `{}` has no limit to tell what it limits", decl_.name.text)
            .with_help(fmt::format("say it: `ladder {} of money EUR`", decl_.name.text));
    }

    void widen(Type t) {
        Type& of = made_.of;
        const auto rank = [](TypeKind k) {
            return k == TypeKind::integer ? 1 : k == TypeKind::decimal ? 2 : k == TypeKind::percent ? 3 : 0;
        };
        if (of.kind == TypeKind::error)
            of = t.required();
        else if (rank(of.kind) != 0 && rank(t.kind) > rank(of.kind))
            of = t.required();
    }

    void check_roles() {
        roles_known_ = true;
        for (const syntax::Name& name : columns_) {
            const auto role = c_.resolve_role(name, tree_);
            roles_known_ = roles_known_ && role;
            if (!role) continue;
            if (std::find(made_.roles.begin(), made_.roles.end(), *role) != made_.roles.end()) {
                c_.diagnostics.report(DiagKind::duplicate_member, name.span, "`{}` stands twice on the ladder `{}`", name.text,
                                      decl_.name.text);
                roles_known_ = false;
                continue;
            }
            check_scope(*role, name.span);
            made_.roles.push_back(*role);
        }
        for (std::size_t upper = 1; upper < made_.roles.size(); ++upper) put_above(upper);
    }

    void check_scope(typed::RoleId id, Span span) {
        const typed::Role& role = c_.program.roles[id.value];
        if (!role.scoped || role.scope.kind == TypeKind::error || (decl_.scoped && made_.scope.kind == TypeKind::error)) return;
        if (decl_.scoped && made_.scope == role.scope) return;
        c_.diagnostics
            .report(DiagKind::role_scope, span, "`{}` is for each {}, but the ladder `{}` is {}", role.name, c_.describe(role.scope),
                    decl_.name.text, decl_.scoped ? "for each " + c_.describe(made_.scope) : "without scope")
            .with_other(role.span, "the role");
    }

    /// A later rung stands above every earlier one.
    void put_above(std::size_t upper) {
        for (std::size_t lower = 0; lower < upper; ++lower) {
            auto& above = c_.program.roles[made_.roles[upper].value].above;
            if (std::find(above.begin(), above.end(), made_.roles[lower]) != above.end()) continue;
            const Span span = upper < columns_.size() ? columns_[upper].span : decl_.name.span;
            if (c_.check_above(made_.roles[upper], made_.roles[lower], span)) above.push_back(made_.roles[lower]);
        }
    }

    void row(const syntax::LadderRow& r) {
        typed::LadderRow made;
        made.any = r.any;
        const bool scope_ok = r.any || scope_value(r, made.scope);
        if (!scope_ok)
            scope_known_ = false;
        else if (decl_.scoped)
            once(r, made);
        if (r.cells.size() != columns_.size()) {
            shape(r.span, fmt::format("this row has {} limits, but the ladder has {} roles", r.cells.size(), columns_.size()));
            return;
        }
        if (!limits(r, made) || !scope_ok) return;
        if (roles_known_) made_.rows.push_back(std::move(made));
    }

    bool scope_value(const syntax::LadderRow& r, typed::Value& out) {
        if (made_.scope.kind == TypeKind::error) return false;
        const Span span = r.is_string ? r.string.span : r.word.span;
        const std::string text = r.is_string ? syntax::unescape(r.string.raw) : std::string(r.word.text);
        if (made_.scope.kind == TypeKind::text) {
            out.text = text;
            return true;
        }
        std::optional<typed::Value> value;
        if (csv_) {
            value = csv_constant(c_, {text, span}, made_.scope, tree_);
        } else {
            syntax::SignedLiteral l;
            l.span = span;
            l.is_name = !r.is_string;
            l.name = {{r.word}, span};
            l.literal = {syntax::LiteralKind::string, r.string.raw, span};
            value = c_.constant_of(l, made_.scope, tree_);
        }
        if (value) out = *value;
        return value.has_value();
    }

    void once(const syntax::LadderRow& r, const typed::LadderRow& made) {
        const std::string key = r.any                                ? "-"
                                : made_.scope.kind == TypeKind::text ? "=" + made.scope.text
                                                                     : fmt::format("#{}", made.scope.number);
        const Span span = r.any ? r.span : r.is_string ? r.string.span : r.word.span;
        if (const auto [at, fresh] = scopes_.try_emplace(key, span); !fresh) {
            c_.diagnostics
                .report(DiagKind::ladder_row_twice, span, "there are two rows for {}", r.any ? "every other scope" : c_.source_text(span))
                .with_other(at->second, "first here");
        }
        has_any_ = has_any_ || r.any;
    }

    bool limits(const syntax::LadderRow& r, typed::LadderRow& made) {
        if (made_.of.kind == TypeKind::error) return false;
        bool ok = true, unlimited = false;
        std::optional<std::int64_t> last;
        for (std::size_t i = 0; i < r.cells.size(); ++i) {
            const Cell& cell = r.cells[i];
            typed::Rung rung;
            if (i < made_.roles.size()) rung.role = made_.roles[i];
            rung.absent = cell.kind == Cell::Kind::none;
            rung.unlimited = cell.kind == Cell::Kind::unlimited;
            if (unlimited && !rung.absent && ok) {
                c_.diagnostics.report(DiagKind::ladder_order, cell.span, "this rung is never asked: one before it is unlimited")
                    .with_help("only the last rung may be `unlimited`");
                ok = false;
            }
            unlimited = unlimited || rung.unlimited;
            if (cell.kind == Cell::Kind::limit) {
                const auto limit = limit_value(cell);
                if (!limit) {
                    ok = false;
                } else {
                    if (last && *limit <= *last && ok) {
                        c_.diagnostics.report(DiagKind::ladder_order, cell.span, "limits rise from rung to rung, but `{}` is not above {}",
                                              c_.source_text(cell.limit_value.span), c_.describe(made_.of, typed::Value{*last, {}}));
                        ok = false;
                    }
                    last = rung.limit = *limit;
                }
            }
            made.rungs.push_back(rung);
        }
        return ok;
    }

    std::optional<std::int64_t> limit_value(const Cell& cell) {
        if (inferred_with_error_) return std::nullopt;  // constants were reported when the type was inferred
        const auto limit = c_.constant_of(cell.limit_value, made_.of, tree_);
        if (!limit) return std::nullopt;
        if (limit->number >= 0) return limit->number;
        c_.diagnostics.report(DiagKind::value_not_positive, cell.limit_value.span, "a limit can't be negative")
            .with_help("a ladder compares the absolute value");
        return std::nullopt;
    }

    void check_rows() {
        if (decl_.scoped && !has_any_) {
            shape(csv_ ? decl_.from.span : decl_.name.span,
                  fmt::format("the ladder `{}` has no row `-` for every other scope", decl_.name.text), "add a row that begins with `-`");
        }
    }

    Checker& c_;
    const syntax::Ladder& decl_;
    typed::Ladder& made_;
    std::uint32_t tree_;
    std::vector<syntax::Name> columns_;
    std::vector<syntax::LadderRow> rows_;
    std::optional<CsvTable> csv_;
    std::unordered_map<std::string, Span> scopes_;
    bool bad_cell_ = false, inferred_with_error_ = false, roles_known_ = false, has_any_ = false, scope_known_ = true;
};

}  // namespace

void Checker::check_ladders() {
    for (const Symbol& s : symbols)
        if (s.kind == SymbolKind::ladder) LadderCheck(*this, s).run();
}

}  // namespace ordain::sema
