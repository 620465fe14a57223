// Data: reference rows compiled into the bundle, from a grid in the source or from a CSV file.
#include <unordered_map>

#include "compiler/sema/csv_values.hpp"
#include "compiler/sema/data_keys.hpp"
#include "compiler/sema/numbers.hpp"

namespace ordain::sema {

namespace {

constexpr std::size_t most_alternatives = 10'000;  // rows that one written row may stand for

class DataCheck {
public:
    DataCheck(Checker& checker, const Symbol& symbol)
        : c_(checker), decl_(checker.trees[symbol.tree].data[symbol.decl]), id_(symbol.id), tree_(symbol.tree) {}

    void run() {
        declare();
        if (decl_.from.written() && decl_.has_grid) {
            c_.diagnostics.report(DiagKind::data_shape, decl_.from.span, "`{}` has rows here and in a file", decl_.name.text)
                .with_help("keep one of them");
        } else if (decl_.from.written()) {
            rows_from_file();
        } else if (decl_.has_grid) {
            rows_from_grid();
        } else {
            c_.diagnostics.report(DiagKind::data_shape, decl_.name.span, "`{}` has no rows", decl_.name.text)
                .with_help("give them as a grid after the columns, or with `from \"FILE.csv\"`");
        }
    }

private:
    typed::Data& made() { return c_.program.data[id_]; }
    const typed::Field& column(std::size_t i) { return c_.program.records[made().row.value].fields[i]; }

    // --- keys and columns -------------------------------------------------------------------------------------------
    void declare() {
        std::unordered_map<std::string_view, Span> seen;
        const auto once = [&](const syntax::Name& name) {
            if (const auto [at, fresh] = seen.try_emplace(name.text, name.span); !fresh) {
                c_.diagnostics.report(DiagKind::duplicate_member, name.span, "`{}` has `{}` twice", decl_.name.text, name.text)
                    .with_other(at->second, "first here");
                sound_ = false;
            }
        };
        for (const syntax::Field& k : decl_.keys) {
            once(k.name);
            const typed::Field f = c_.make_field(k, TypeUse::data_key, tree_);
            made().key_names.push_back(f.name);
            made().key_types.push_back(f.type);
        }
        typed::Record row{made().name, made().module, {}, made().span};
        for (const syntax::Field& f : decl_.columns) {
            once(f.name);
            row.fields.push_back(c_.make_field(f, TypeUse::data_column, tree_));
        }
        if (decl_.columns.empty())
            c_.diagnostics.report(DiagKind::empty_declaration, decl_.name.span, "`{}` has no columns", decl_.name.text)
                .with_help("a column is a name and a type: `price money EUR`");
        made().row = {static_cast<std::uint32_t>(c_.program.records.size())};
        c_.program.records.push_back(std::move(row));
    }

    /// What was probably meant, else the names that there are.
    static std::string what_there_is(std::string_view word, const std::vector<std::string_view>& names) {
        std::string text = did_you_mean(word, names);
        if (!text.empty() || names.empty()) return text;
        for (std::string_view name : names) text += fmt::format("{}`{}`", text.empty() ? "declared are " : ", ", name);
        return text;
    }

    /// For each declared name, its position in a header; reports names that are missing, unknown or there twice.
    std::optional<std::vector<std::size_t>> places(const std::vector<syntax::Name>& header, const std::vector<syntax::Field>& declared,
                                                   Span header_span, DiagKind kind, std::string_view what) {
        std::vector<std::size_t> at(declared.size(), SIZE_MAX);
        std::vector<std::string_view> candidates;
        for (const syntax::Field& f : declared) candidates.push_back(f.name.text);
        bool ok = true;
        for (std::size_t h = 0; h < header.size(); ++h) {
            std::size_t d = 0;
            while (d < declared.size() && declared[d].name.text != header[h].text) ++d;
            if (d == declared.size()) {
                c_.diagnostics.report(kind, header[h].span, "`{}` has no {} `{}`", decl_.name.text, what, header[h].text)
                    .with_help(what_there_is(header[h].text, candidates));
                ok = false;
            } else if (at[d] != SIZE_MAX) {
                c_.diagnostics.report(kind, header[h].span, "the {} `{}` stands here twice", what, header[h].text);
                ok = false;
            } else {
                at[d] = h;
            }
        }
        for (std::size_t d = 0; d < declared.size() && ok; ++d) {
            if (at[d] != SIZE_MAX) continue;
            c_.diagnostics.report(kind, header_span, "the {} `{}` is missing here", what, declared[d].name.text)
                .with_other(declared[d].name.span, "declared here");
            ok = false;
        }
        return ok ? std::optional(at) : std::nullopt;
    }

    // --- a grid in the source ---------------------------------------------------------------------------------------
    void rows_from_grid() {
        const Span header = !decl_.grid_keys.empty() ? decl_.grid_keys.front().span : decl_.name.span;
        const auto keys = places(decl_.grid_keys, decl_.keys, header, DiagKind::data_shape, "key");
        const auto columns = places(decl_.grid_columns, decl_.columns, header, DiagKind::data_shape, "column");
        if (!keys || !columns || !sound_) return;
        for (const syntax::DataRow& r : decl_.rows) {
            if (r.keys.size() != keys->size() || r.values.size() != columns->size()) {
                c_.diagnostics.report(DiagKind::data_shape, r.span, "this row has {} and {} cells, but the heading has {} and {}",
                                      r.keys.size(), r.values.size(), keys->size(), columns->size());
                continue;
            }
            bool ok = true;
            Alternatives alternatives;
            for (std::size_t k = 0; k < keys->size(); ++k) {
                auto some = key_alternatives(c_, r.keys[(*keys)[k]], made().key_types[k], tree_);
                ok = ok && some;
                if (some) alternatives.push_back(std::move(*some));
            }
            std::vector<typed::DataCell> cells;
            for (std::size_t i = 0; i < columns->size(); ++i) {
                auto cell = grid_value(r.values[(*columns)[i]], i);
                ok = ok && cell;
                if (cell) cells.push_back(std::move(*cell));
            }
            if (ok) add(alternatives, cells, r.span);
        }
    }

    std::optional<typed::DataCell> grid_value(const syntax::DataCell& cell, std::size_t i) {
        if (cell.missing) return missing(cell.span, i);
        syntax::SignedLiteral l = cell.value;
        if (cell.is_word) {
            l = {};
            l.is_name = true;
            l.name = {{cell.word}, cell.word.span};
            l.span = cell.word.span;
        }
        auto value = c_.constant_of(l, column(i).type, tree_);
        return value ? checked(std::move(*value), l.span, i) : std::nullopt;
    }

    // --- a CSV file -------------------------------------------------------------------------------------------------
    void rows_from_file() {
        const auto table = open_csv(c_, decl_.from, tree_);
        if (!table || !sound_) return;
        std::vector<syntax::Name> header;
        for (const CsvCell& h : table->header.cells) header.push_back({trim(h.text), h.span});
        std::vector<syntax::Field> declared = decl_.keys;
        declared.insert(declared.end(), decl_.columns.begin(), decl_.columns.end());
        const auto at = places(header, declared, table->header.span, DiagKind::csv_header, "key or column");
        if (!at) return;
        const std::size_t keys = decl_.keys.size();
        for (const CsvRow& r : table->rows) {
            bool ok = true;
            Alternatives alternatives;
            std::vector<typed::DataCell> cells;
            for (std::size_t d = 0; d < at->size(); ++d) {
                const CsvCell& cell = r.cells[(*at)[d]];
                if (d < keys) {
                    auto some = file_key(cell, made().key_types[d]);
                    ok = ok && some;
                    if (some) alternatives.push_back(std::move(*some));
                } else {
                    auto value = file_value(cell, d - keys);
                    ok = ok && value;
                    if (value) cells.push_back(std::move(*value));
                }
            }
            if (ok) add(alternatives, cells, r.span);
        }
    }

    std::optional<std::vector<typed::DataKey>> file_key(const CsvCell& cell, Type type) {
        if (type.kind == TypeKind::text && cell.text != "-")
            return std::vector<typed::DataKey>{{typed::DataKey::Kind::exact, {0, cell.text}, {}}};
        if (type.kind == TypeKind::error) return std::nullopt;
        const auto key = csv_key(c_, cell, type);
        return key ? key_alternatives(c_, *key, type, tree_) : std::nullopt;
    }

    std::optional<typed::DataCell> file_value(const CsvCell& cell, std::size_t i) {
        const std::string_view text = trim(cell.text);
        const Type type = column(i).type;
        if (text == "-" || (text.empty() && type.optional)) return missing(cell.span, i);
        if (type.kind == TypeKind::error) return std::nullopt;
        auto value = csv_constant(c_, cell, type, tree_);
        return value ? checked(std::move(*value), cell.span, i) : std::nullopt;
    }

    // --- both -------------------------------------------------------------------------------------------------------
    using Alternatives = std::vector<std::vector<typed::DataKey>>;

    std::optional<typed::DataCell> missing(Span span, std::size_t i) {
        const typed::Field& f = column(i);
        if (f.type.optional) return typed::DataCell{true, {}};
        if (f.type.kind != TypeKind::error) {
            c_.diagnostics.report(DiagKind::data_value_missing, span, "the column `{}` needs a value in every row", f.name)
                .with_other(f.span, "declared here")
                .with_help(fmt::format("write a value, or declare the column `{} {}?`", f.name, c_.describe(f.type)));
        }
        return std::nullopt;
    }

    /// The column's own limits: `in lo..hi`, `max N`.
    std::optional<typed::DataCell> checked(typed::Value value, Span span, std::size_t i) {
        const typed::Field& f = column(i);
        const Type t = f.type.required();
        if (f.range && !f.range->contains(value.number)) {
            c_.diagnostics.report(DiagKind::constant_mismatch, span, "`{}` is outside the range of `{}`", c_.describe(t, value), f.name)
                .with_other(f.span, "the column");
            return std::nullopt;
        }
        if (t.kind == TypeKind::text && value.text.size() > f.max_bytes) {
            c_.diagnostics.report(DiagKind::constant_mismatch, span, "this text has {} bytes, and `{}` holds at most {}", value.text.size(),
                                  f.name, f.max_bytes);
            return std::nullopt;
        }
        return typed::DataCell{false, std::move(value)};
    }

    /// One row for every combination of alternatives, the last key varying fastest.
    void add(const Alternatives& alternatives, const std::vector<typed::DataCell>& cells, Span span) {
        std::size_t count = 1;
        for (const auto& a : alternatives) {
            count *= a.size();
            if (count > most_alternatives) {
                c_.diagnostics
                    .report(DiagKind::data_key_cell, span, "this row stands for more than {} combinations of keys", most_alternatives)
                    .with_help("use ranges or `-` in place of long lists");
                return;
            }
        }
        for (std::size_t n = 0; n < count; ++n) {
            typed::DataRow row;
            row.cells = cells;
            row.keys.resize(alternatives.size());
            std::size_t rest = n;
            for (std::size_t k = alternatives.size(); k-- > 0;) {
                row.keys[k] = alternatives[k][rest % alternatives[k].size()];
                rest /= alternatives[k].size();
            }
            made().rows.push_back(std::move(row));
        }
    }

    Checker& c_;
    const syntax::Data& decl_;
    std::uint32_t id_;
    std::uint32_t tree_;
    bool sound_ = true;  // no name twice
};

}  // namespace

void Checker::check_data() {
    for (const Symbol& s : symbols)
        if (s.kind == SymbolKind::data) DataCheck(*this, s).run();
}

}  // namespace ordain::sema
