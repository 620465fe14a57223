// Actions of effects and of the cells of grids.
#pragma once

#include "compiler/syntax/actions_expressions.hpp"

namespace ordain::syntax {

// --- effects --------------------------------------------------------------------------------------------------------------------
template <g::Keyword K>
struct action<g::effect_word<K>> {
    static void apply0(Builder& b) { b.start<Effect>().kind = kind(); }
    static constexpr EffectKind kind() {
        switch (K) {
            case g::Keyword::require: return EffectKind::require;
            case g::Keyword::escalate: return EffectKind::escalate;
            case g::Keyword::release: return EffectKind::release;
            case g::Keyword::reject: return EffectKind::reject;
            case g::Keyword::hold: return EffectKind::hold;
            case g::Keyword::route: return EffectKind::route;
            case g::Keyword::do_: return EffectKind::do_;
            case g::Keyword::notify: return EffectKind::notify;
            case g::Keyword::reason: return EffectKind::reason;
            default: return EffectKind::set;
        }
    }
};
inline constexpr std::uint32_t begins_with_name = UINT32_MAX;  // of an effect without a word before its name
template <>
struct action<g::effect_name> {
    static void apply0(Builder& b) {
        Effect& e = b.the<Effect>();
        e.name = b.name();
        if (e.span.begin == begins_with_name) e.span = e.name.span;
    }
};
template <>
struct action<g::effect_text> : put_text<&Effect::text> {};
template <>
struct action<g::effect> {
    static void apply0(Builder& b) { b.finish_into(b.effects); }
};

template <>
struct action<g::require> {
    static void apply0(Builder& b) { b.the<Effect>().need = b.pop_need(); }
};
template <>
struct action<g::within_duration> {
    static void apply0(Builder& b) {
        if (b.the<Effect>().within_path.written()) return b.twice();
        put(b, b.the<Effect>().within, b.literal());
    }
};
template <>
struct action<g::within_path> {
    static void apply0(Builder& b) {
        if (written(b.the<Effect>().within)) return b.twice();
        put(b, b.the<Effect>().within_path, b.path());
    }
};
template <>
struct action<g::within_of> : put_path<&Effect::of> {};
template <>
struct action<g::within_calendar> : put_name<&Effect::on_calendar> {};
template <>
struct action<g::never_path> : push_path<&Effect::never> {};
template <>
struct action<g::never_nobody> : put_value<&Effect::never_if_missing_nobody> {};
template <>
struct action<g::require_chain> : put_name<&Effect::escalation> {};
template <>
struct action<g::escalate> {
    static void apply0(Builder& b) { b.the<Effect>().escalation = std::exchange(b.the<Effect>().name, {}); }
};
template <>
struct action<g::route_priority> : put_expr<&Effect::expr> {};
template <>
struct action<g::set_value> : put_expr<&Effect::expr> {};
template <>
struct action<g::notify_person> {
    static void apply0(Builder& b) {
        b.the<Effect>().notify_person = true;
        b.the<Effect>().person = b.path();
    }
};
template <>
struct action<g::notify_scope> : put_expr<&Effect::scope> {};

template <When W>
struct do_when {
    template <typename Input>
    static void apply(const Input& in, Builder& b) {
        b.the<Effect>().when = W;
        b.the<Effect>().span.begin = b.offset(here(in, b));
    }
};
template <>
struct action<g::do_refused> : do_when<When::refused> {};
template <>
struct action<g::do_now> : do_when<When::now> {};

// --- condition cells --------------------------------------------------------------------------------------------------------------
template <CellKind K>
struct push_cell {
    static void apply0(Builder& b) { b.push_cell(K); }
};
template <>
struct action<g::cell_any> : push_cell<CellKind::any> {};
template <>
struct action<g::cell_present> : push_cell<CellKind::present> {};
template <>
struct action<g::cell_missing> : push_cell<CellKind::missing> {};
template <>
struct action<g::cell_unknown> : push_cell<CellKind::unknown> {};

template <g::Sym S>
struct action<g::cell_operator<S>> {
    static void apply0(Builder& b) { b.cell_operator = kind_of(S); }
};
template <CellKind K>
struct compare_cell {
    static void apply0(Builder& b) {
        Cell& cell = b.push_cell(K);
        cell.op = b.cell_operator;
        cell.values.push_back(b.pop_slit());
    }
};
template <CellKind K, bool Bracketed>
struct range_cell {
    static void apply0(Builder& b) { b.push_cell(K).range = b.pop_range(Bracketed); }
};
template <CellKind K>
struct list_cell {
    static void apply0(Builder& b) {
        auto& values = b.push_cell(K).values;
        values.assign(std::make_move_iterator(b.slits.begin()), std::make_move_iterator(b.slits.end()));
        b.slits.clear();
    }
};
template <>
struct action<g::cell_compare> : compare_cell<CellKind::compare> {};
template <>
struct action<g::cell_bracket_range> : range_cell<CellKind::range, true> {};
template <>
struct action<g::cell_span> : range_cell<CellKind::range, false> {};
template <>
struct action<g::cell_list> : list_cell<CellKind::list> {};
template <>
struct action<g::not_compare> : compare_cell<CellKind::not_compare> {};
template <>
struct action<g::not_bracket_range> : range_cell<CellKind::not_range, true> {};
template <>
struct action<g::not_span> : range_cell<CellKind::not_range, false> {};
template <>
struct action<g::not_list> : list_cell<CellKind::not_list> {};
template <>
struct action<g::cell_not> {
    static void apply0(Builder& b) { b.cells->back().span = b.span_from(b.offset(b.cell_begin)); }
};

/// A heading with more columns is a mistake, and their cells would cost memory for each row.
inline void check_columns(Builder& b) {
    const std::size_t columns = b.condition_columns + b.result_columns.size();
    if (columns > limits::grid_columns && !b.failed()) b.problem(b.last(), "too many columns in one grid");
}

// --- the grid of a table ------------------------------------------------------------------------------------------------------------
template <>
struct action<g::grid_begin> {
    template <typename Input>
    static void apply(const Input& in, Builder& b) {
        Policy& p = b.the<Policy>();
        if (!p.columns.empty() || p.named_rows)
            b.remark(b.token(in.begin()), "a table has one grid", "rows stand directly under each other");
    }
};
template <>
struct action<g::rule_column> : put_value<&Policy::named_rows> {};
template <>
struct action<g::condition_column> {
    static void apply0(Builder& b) {
        b.the<Policy>().columns.push_back(b.pop());
        ++b.condition_columns;
        check_columns(b);
    }
};
template <g::Keyword K>
struct action<g::result_word<K>> {
    static void apply0(Builder& b) {
        constexpr OutKind kind = K == g::Keyword::decide   ? OutKind::decide
                                 : K == g::Keyword::reason ? OutKind::reason
                                 : K == g::Keyword::route  ? OutKind::route
                                 : K == g::Keyword::notify ? OutKind::notify
                                                           : OutKind::set;
        b.the<Policy>().outs.push_back({kind, {}, b.span(b.last())});
        b.result_columns.push_back(static_cast<g::Column>(kind));
        check_columns(b);
    }
};
template <>
struct action<g::result_output> {
    static void apply0(Builder& b) {
        OutColumn& column = b.the<Policy>().outs.back();
        column.output = b.name();
        column.span = b.span_from(column.span.begin);
    }
};

template <>
struct action<g::row_begin> {
    template <typename Input>
    static void apply(const Input& in, Builder& b) {
        Row& row = b.start<Row>(b.offset(here(in, b)));
        row.cells.reserve(b.condition_columns);
        row.outs.reserve(b.result_columns.size());
        b.cells = &row.cells;
    }
};
template <>
struct action<g::row_name> {
    static void apply0(Builder& b) {
        b.the<Row>().name = b.name();
        b.set_item("row", b.last().view());
    }
};
template <>
struct action<g::row_end> {
    static void apply0(Builder& b) { b.finish_into(b.the<Policy>().rows); }
};

template <>
struct action<g::out_empty> {
    static void apply0(Builder& b) {
        OutCell& cell = b.the<Row>().outs.emplace_back();
        cell.empty = true;
        const bool nothing = b.last().begin < b.cell_begin;
        cell.span =
            nothing ? Span{b.the<Row>().span.file, b.offset(b.cell_begin), b.offset(b.cell_begin)} : b.span_from(b.offset(b.cell_begin));
    }
};
template <>
struct action<g::out_filled> {
    static void apply0(Builder& b) {
        OutCell& cell = b.the<Row>().outs.emplace_back();
        cell.effects = b.take_effects();
        if (b.result_columns[b.result_index] == g::Column::set) cell.expr = b.pop();
        cell.span = b.span_from(b.offset(b.cell_begin));
    }
};
template <>
struct action<g::out_begin> {
    static void apply0(Builder& b) {
        if (b.result_columns[b.result_index] == g::Column::decide) return;  // its effects begin with words of their own
        constexpr EffectKind kinds[] = {EffectKind::release, EffectKind::reason, EffectKind::route, EffectKind::notify, EffectKind::set};
        b.start<Effect>(b.offset(b.cell_begin)).kind = kinds[static_cast<std::size_t>(b.result_columns[b.result_index])];
    }
};
template <>
struct action<g::out_reason> {
    static void apply0(Builder& b) {
        b.finish_into(b.effects);
        b.start<Effect>(begins_with_name).kind = EffectKind::reason;  // the next one of the cell
    }
};
template <>
struct action<g::out_route> {
    static void apply0(Builder& b) { b.finish_into(b.effects); }
};
template <>
struct action<g::out_notify> {
    static void apply0(Builder& b) { b.finish_into(b.effects); }
};

// --- the grid of data -----------------------------------------------------------------------------------------------------------------
template <>
struct action<g::data_grid_begin> {
    template <typename Input>
    static void apply(const Input& in, Builder& b) {
        if (b.the<Data>().has_grid) b.remark(b.token(in.begin()), "data has one grid", "rows stand directly under each other");
        b.the<Data>().has_grid = true;
    }
};
template <>
struct action<g::data_key_column> {
    static void apply0(Builder& b) {
        b.the<Data>().grid_keys.push_back(b.name());
        ++b.condition_columns;
        check_columns(b);
    }
};
template <>
struct action<g::data_value_column> {
    static void apply0(Builder& b) {
        b.the<Data>().grid_columns.push_back(b.name());
        b.result_columns.push_back(g::Column::set);
        check_columns(b);
    }
};
template <>
struct action<g::data_row_begin> {
    template <typename Input>
    static void apply(const Input& in, Builder& b) {
        b.cells = &b.start<DataRow>(b.offset(here(in, b))).keys;
    }
};
template <>
struct action<g::data_row_end> {
    static void apply0(Builder& b) { b.finish_into(b.the<Data>().rows); }
};
inline DataCell& push_data_cell(Builder& b) {
    DataCell& cell = b.the<DataRow>().values.emplace_back();
    cell.span = b.span_from(b.offset(b.cell_begin));
    return cell;
}
template <>
struct action<g::data_missing> {
    static void apply0(Builder& b) { push_data_cell(b).missing = true; }
};
template <>
struct action<g::data_word> {
    static void apply0(Builder& b) {
        DataCell& cell = push_data_cell(b);
        cell.is_word = true;
        cell.word = b.name();
    }
};
template <>
struct action<g::data_literal> {
    static void apply0(Builder& b) {
        DataCell& cell = push_data_cell(b);
        cell.value = b.pop_slit();
        if (!cell.value.is_name || cell.value.name.words.size() != 1) return;
        cell.is_word = true;
        cell.word = cell.value.name.words[0];
    }
};

// --- the matrix of a ladder -------------------------------------------------------------------------------------------------------------
template <>
struct action<g::ladder_grid_begin> {
    template <typename Input>
    static void apply(const Input& in, Builder& b) {
        if (!b.the<Ladder>().grid_roles.empty())
            b.remark(b.token(in.begin()), "a ladder has one matrix", "rows stand directly under each other");
    }
};
template <>
struct action<g::ladder_column> {
    static void apply0(Builder& b) {
        b.the<Ladder>().grid_roles.push_back(b.name());
        b.condition_columns = b.the<Ladder>().grid_roles.size() + 1;
        check_columns(b);
    }
};
template <>
struct action<g::ladder_row_begin> {
    static void apply0(Builder& b) { b.start<LadderRow>(); }
};
template <>
struct action<g::ladder_any> : put_value<&LadderRow::any> {};
template <>
struct action<g::ladder_scope_word> : put_name<&LadderRow::word> {};
template <>
struct action<g::ladder_scope_text> {
    static void apply0(Builder& b) {
        b.the<LadderRow>().is_string = true;
        b.the<LadderRow>().string = b.string();
    }
};
inline LadderRow::Cell& push_ladder_cell(Builder& b, LadderRow::Cell::Kind kind) {
    LadderRow::Cell& cell = b.the<LadderRow>().cells.emplace_back();
    cell.kind = kind;
    cell.span = b.span(b.last());
    return cell;
}
template <>
struct action<g::ladder_none> {
    static void apply0(Builder& b) { push_ladder_cell(b, LadderRow::Cell::Kind::none); }
};
template <>
struct action<g::ladder_unlimited> {
    static void apply0(Builder& b) { push_ladder_cell(b, LadderRow::Cell::Kind::unlimited); }
};
template <>
struct action<g::ladder_limit> {
    static void apply0(Builder& b) {
        LadderRow::Cell& cell = push_ladder_cell(b, LadderRow::Cell::Kind::limit);
        cell.limit_value = b.pop_slit();
        cell.span = cell.limit_value.span;
    }
};
template <>
struct action<g::ladder_row_end> {
    static void apply0(Builder& b) {
        Ladder& ladder = b.the<Ladder>();
        LadderRow row = b.finish<LadderRow>();
        if (row.cells.size() != ladder.grid_roles.size()) {
            b.remark_at({row.span.file, row.span.begin, row.span.begin + 1},
                        fmt::format("this row has {} limits, the heading has {}", row.cells.size(), ladder.grid_roles.size()));
            return;
        }
        ladder.grid.push_back(std::move(row));
    }
};

}  // namespace ordain::syntax
